//! The cloud as typed calls. `http` is the one door; each resource family has a file of its own, which adds its calls to
//! [`Api`].

mod accounts;
mod answer;
mod billing;
mod clients;
mod collections;
mod config;
mod device;
mod error;
mod events;
mod fetch;
mod http;
pub mod identity;
mod organizations;
mod pace;
mod payment;
mod provider_details;
mod providers;
mod team;
mod token;
mod two_factor;
mod wire;

pub use accounts::Profile;
pub use clients::NewClientKeys;
pub use collections::SealedCollection;
pub use config::{ServerConfig, ServerKind};
pub use device::{BrowserKind, Device};
pub use error::{Error, Rejection};
pub use http::Api;
pub use team::{ProviderSetup, ProviderUserAnswer, ProviderUserKey, demands_payment};
pub use token::{Token, Tokens};

impl Api {
    /// The door of the browser that this runs in, at no region yet.
    pub fn new(device: Device) -> Self {
        Self::with(fetch::Fetch, device)
    }
}
