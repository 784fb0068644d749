//! A client organisation of a provider, as its list shows it.

use super::ids::{OrganizationId, ProviderId, ProviderOrganizationId};
use super::organization::ProductTier;
use super::time::Timestamp;

/// A client organisation: what the provider's list says of it (contract 3.4), joined with what the profile says (2.1).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Client {
    /// The link between provider and client.
    pub link: ProviderOrganizationId,
    /// The client itself.
    pub organization: OrganizationId,
    /// The provider.
    pub provider: ProviderId,
    /// Its name, decoded.
    pub name: String,
    /// The plan in the server's words, such as `Enterprise (Monthly)`; `None` when it says none.
    pub plan: Option<String>,
    /// The plan's kind, when the profile knows the client.
    pub tier: Option<ProductTier>,
    /// Seats assigned to it; `None` when its plan does not count seats.
    pub seats: Option<u32>,
    /// Seats taken by people who are invited, accepted or confirmed.
    pub occupied: u32,
    /// Seats left; `None` as for [`seats`](Self::seats). Below zero when more people are in than seats are assigned.
    pub remaining: Option<i64>,
    /// People who are confirmed.
    pub confirmed: u32,
    /// What is the matter with it, if anything.
    pub state: ClientState,
    /// When it became a client.
    pub added: Timestamp,
}

/// What is the matter with a client.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum ClientState {
    /// Nothing.
    Enabled,
    /// Disabled by the cloud.
    Suspended,
    /// In use by nobody yet: the owner was invited, and is not confirmed.
    WaitingForOwner,
}
