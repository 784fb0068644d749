//! The screens, as the addresses have them.
#![expect(
    unreachable_pub,
    reason = "what #[component] makes beside a component is pub, wherever the component is"
)]

mod arrivals;
mod client_acts;
mod not_found;
mod organizations;
mod palette;
mod places;
mod provider_notices;
mod providers;
mod reading;
mod shell;
mod sign_in;
mod unlock;

pub use arrivals::Arrivals;
pub use not_found::{NotFound, NotYours};
pub use organizations::{ClientOverview, OwnOverview};
pub use providers::{
    ClientExisting, ClientImport, ClientList, ClientNew, ProviderChooser, ProviderEvents,
    ProviderInvoices, ProviderOverview, ProviderPayment, ProviderSettings, ProviderSubscription,
    ProviderTeam, Start,
};
pub use shell::Shell;
pub use sign_in::SignIn;
pub use unlock::Unlock;
