//! The screens of a provider.

mod chooser;
mod clients;
mod screen;
mod team;

pub use chooser::{ProviderChooser, Start};
pub use clients::ClientList;
pub use team::ProviderTeam;
