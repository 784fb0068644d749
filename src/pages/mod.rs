//! The screens, as the addresses have them.
#![expect(
    unreachable_pub,
    reason = "what #[component] makes beside a component is pub, wherever the component is"
)]

mod not_found;
mod organizations;
mod providers;
mod reading;
mod shell;
mod sign_in;
mod unlock;

pub use not_found::{NotFound, NotYours};
pub use organizations::{ClientOverview, OwnOverview};
pub use providers::{ClientList, ProviderChooser, Start};
pub use shell::Shell;
pub use sign_in::SignIn;
pub use unlock::Unlock;
