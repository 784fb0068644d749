//! The screens of a provider.

mod chooser;
mod clients;

pub use chooser::ProviderChooser;
pub use clients::ClientList;
