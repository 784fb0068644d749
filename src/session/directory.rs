//! What many screens read: the person's profile, and the client list of each provider. It lives while the session is
//! unlocked; locking empties it.

use leptos::prelude::*;

use crate::api;
use crate::domain::client::Client;
use crate::domain::collection::Collection;
use crate::domain::ids::{OrganizationId, ProviderId};
use crate::domain::organization::{ManagedOrganization, Membership, Organization};
use crate::domain::provider::Provider;
use crate::domain::time::Timestamp;

/// Something read from the cloud, shown at once with its age while it is read again.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Cached<T> {
    /// What was read last, and when. It stays while it is read again, and when that fails.
    pub value: Option<(T, Timestamp)>,
    /// How the last reading went.
    pub status: Status,
}

/// How the last reading went.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Status {
    /// It is under way.
    Loading,
    /// It went well.
    Fresh,
    /// It failed.
    Failed(api::Error),
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self {
            value: None,
            status: Status::Loading,
        }
    }
}

/// The profile, as far as screens need it (contract 2.1).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Profile {
    /// Providers of which the person is a confirmed user, by name.
    pub providers: Vec<Provider>,
    /// Their client organisations.
    pub managed: Vec<ManagedOrganization>,
    /// Organisations of which the person is a member, by name.
    pub memberships: Vec<Membership>,
}

/// The session's shared reads.
#[derive(Clone, Copy)]
pub struct Directory {
    pub(super) profile: RwSignal<Cached<Profile>>,
}

impl Directory {
    /// The profile. It is read when the session unlocks.
    pub fn profile(self) -> Signal<Cached<Profile>> {
        self.profile.into()
    }

    /// A provider of the profile. `None` when it is not among them, or nothing was read yet.
    pub fn provider(self, id: ProviderId) -> Option<Provider> {
        self.profile.with(|cached| {
            let (profile, _) = cached.value.as_ref()?;
            profile
                .providers
                .iter()
                .find(|provider| provider.id == id)
                .cloned()
        })
    }

    /// A provider's clients. The first to ask starts the reading.
    pub fn clients(self, _provider: ProviderId) -> Signal<Cached<Vec<Client>>> {
        Signal::stored(Cached::default())
    }

    /// Reads the profile again.
    pub fn refetch_profile(self) {}

    /// Reads a provider's clients again.
    pub fn refetch_clients(self, _provider: ProviderId) {}

    /// Opens encrypted names of an organisation in the vault, each on its own: `None` for one that cannot be opened.
    pub async fn open_names(
        self,
        _organization: OrganizationId,
        names: Vec<String>,
    ) -> Vec<Option<String>> {
        names.into_iter().map(|_| None).collect()
    }

    /// An organisation in full, from `GET /organizations/{id}`.
    pub async fn organization(self, _id: OrganizationId) -> Result<Organization, api::Error> {
        Err(api::Error::NotFound)
    }

    /// An organisation's collections with their names opened, from the plain list, which writes no audit event.
    pub async fn collections(self, _organization: OrganizationId) -> Result<Vec<Collection>, api::Error> {
        Ok(Vec::new())
    }
}
