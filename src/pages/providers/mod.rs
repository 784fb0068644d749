//! The screens of a provider.

mod chooser;
mod clients;
mod screen;

pub use chooser::ProviderChooser;
pub use clients::{ClientExisting, ClientImport, ClientList, ClientNew};
