//! The screens of a provider.

mod chooser;
mod clients;

pub use chooser::{ProviderChooser, Start};
pub use clients::ClientList;
