//! The screens of a provider.

mod billing;
mod chooser;
mod clients;
mod events;
mod overview;
mod screen;
mod settings;
mod team;

pub use billing::{ProviderInvoices, ProviderPayment, ProviderSubscription};
pub use chooser::{ProviderChooser, Start};
pub use clients::{ClientExisting, ClientImport, ClientList, ClientNew};
pub use events::ProviderEvents;
pub use overview::ProviderOverview;
pub use settings::ProviderSettings;
pub use team::ProviderTeam;
