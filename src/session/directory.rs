//! What many screens read: the person's profile, and the client list of each provider. It lives while the session is
//! unlocked; locking empties it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Session;
pub use crate::api::Profile;
use crate::api::{self, SealedCollection};
use crate::domain::client::{Client, ListedClient, join};
use crate::domain::collection::Collection;
use crate::domain::ids::{OrganizationId, ProviderId};
use crate::domain::organization::{ManagedOrganization, Membership, Organization};
use crate::domain::provider::Provider;
use crate::domain::time::Timestamp;
use crate::vault::{KeyRef, WrappedKey};

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
    /// It failed, and is under way again.
    Again(api::Error),
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self {
            value: None,
            status: Status::Loading,
        }
    }
}

impl<T> Cached<T> {
    /// It is being read, for the first time or again.
    pub fn begin(&mut self) {
        self.status = match std::mem::replace(&mut self.status, Status::Loading) {
            Status::Failed(error) | Status::Again(error) => Status::Again(error),
            Status::Loading | Status::Fresh => Status::Loading,
        };
    }

    /// Whether it is being read.
    pub fn is_busy(&self) -> bool {
        matches!(self.status, Status::Loading | Status::Again(_))
    }

    /// Why the last reading failed. It stays until another goes well.
    pub fn error(&self) -> Option<&api::Error> {
        match &self.status {
            Status::Failed(error) | Status::Again(error) => Some(error),
            Status::Loading | Status::Fresh => None,
        }
    }

    pub(super) fn take(&mut self, read: Result<T, api::Error>, now: Timestamp) {
        self.status = match read {
            Ok(value) => {
                self.value = Some((value, now));
                Status::Fresh
            }
            Err(error) => Status::Failed(error),
        };
    }
}

/// The lists that were asked for, by provider.
pub(super) type Lists = BTreeMap<ProviderId, ArcRwSignal<Cached<Vec<ListedClient>>>>;

impl Profile {
    /// Organisations that the person reaches as a member and not through a provider: those of no provider, and those of a
    /// provider that the person is not in.
    pub fn own_organizations(&self) -> impl Iterator<Item = &Membership> {
        self.memberships.iter().filter(|membership| {
            membership.provider.is_none_or(|managing| {
                self.providers
                    .iter()
                    .all(|provider| provider.id != managing)
            })
        })
    }
}

/// The session's shared reads.
#[derive(Clone, Copy)]
pub struct Directory {
    pub(super) session: Session,
}

impl Directory {
    /// The profile. It is read when the session unlocks.
    pub fn profile(self) -> Signal<Cached<Profile>> {
        self.session.profile.into()
    }

    /// A provider of the profile. `None` when it is not among them, or nothing was read yet.
    pub fn provider(self, id: ProviderId) -> Option<Provider> {
        self.session.profile.with(|cached| {
            let (profile, _) = cached.value.as_ref()?;
            profile
                .providers
                .iter()
                .find(|provider| provider.id == id)
                .cloned()
        })
    }

    /// A provider's clients. The first to ask starts the reading.
    pub fn clients(self, provider: ProviderId) -> Signal<Cached<Vec<Client>>> {
        let list = self.list(provider);
        let profile = self.session.profile;
        Memo::new(move |_| {
            list.with(|cached| Cached {
                status: cached.status.clone(),
                value: cached.value.as_ref().map(|(listed, as_of)| {
                    let clients = profile.with(|profile| {
                        let managed: &[ManagedOrganization] = profile
                            .value
                            .as_ref()
                            .map_or(&[], |(profile, _)| &profile.managed);
                        join(listed.clone(), managed)
                    });
                    (clients, *as_of)
                }),
            })
        })
        .into()
    }

    /// Reads the profile again.
    pub fn refetch_profile(self) {
        let session = self.session;
        let (api, era) = (session.api(), session.era());
        session.profile.update(Cached::begin);
        spawn_local(async move {
            let profile = api.profile().await;
            if session.era() != era {
                return;
            }
            if let Ok(profile) = &profile {
                self.add_keys(profile);
            }
            session
                .profile
                .update(|cached| cached.take(profile, api.now()));
        });
    }

    /// Reads a provider's clients again.
    pub fn refetch_clients(self, provider: ProviderId) {
        self.read(provider, self.list(provider));
    }

    /// Reads a provider's clients again, for one who has just changed something. Goes on when its screen is left.
    pub(super) async fn reread_clients(
        self,
        provider: ProviderId,
    ) -> Result<Vec<ListedClient>, api::Error> {
        let session = self.session;
        let (api, era) = (session.api(), session.era());
        let clients = api.provider_organizations(provider).await;
        if session.era() != era {
            return Err(api::Error::SignedOut);
        }
        let list = session
            .lists
            .with_value(|lists| lists.get(&provider).cloned());
        if let Some(list) = list {
            list.update(|cached| cached.take(clients.clone(), api.now()));
        }
        if let Ok(clients) = &clients {
            session.learn_clients(provider, clients);
        }
        clients
    }

    /// An organisation in full, from `GET /organizations/{id}`.
    pub async fn organization(self, id: OrganizationId) -> Result<Organization, api::Error> {
        self.session.api().organization(id).await
    }

    /// An organisation's collections with their names opened, from the plain list, which writes no audit event. A name that
    /// cannot be opened is `None`, and does the others no harm.
    pub async fn collections(
        self,
        organization: OrganizationId,
    ) -> Result<Vec<Collection>, api::Error> {
        let session = self.session;
        let sealed = session.api().collections(organization).await?;
        let names = sealed.iter().map(|collection| collection.name.clone());
        let key = KeyRef::Organization(organization);
        let names = session.inner().vault.open_names(key, names.collect()).await;
        let mut names = names
            .unwrap_or_else(|error| {
                session.vault_failed(error);
                Vec::new()
            })
            .into_iter();
        Ok(sealed
            .into_iter()
            .map(|SealedCollection { id, kind, .. }| Collection {
                id,
                name: names.next().and_then(Result::ok),
                kind,
            })
            .collect())
    }

    /// Starts to read the lists of these providers: more than a few are not looked at at once.
    pub(super) fn begin(self, providers: &[ProviderId]) {
        if let [provider] = providers {
            self.list(*provider);
        }
    }

    /// Takes in the profile that the session was unlocked with.
    pub(super) fn take_profile(self, profile: Profile) {
        let now = self.session.api().now();
        self.add_keys(&profile);
        self.session
            .profile
            .update(|cached| cached.take(Ok(profile), now));
    }

    /// Forgets everything.
    pub(super) fn clear(self) {
        self.session.profile.set(Cached::default());
        self.session.lists.update_value(BTreeMap::clear);
        self.session.teams.update_value(BTreeMap::clear);
        self.session.known.update_value(BTreeMap::clear);
        self.session.warned.update_value(BTreeMap::clear);
    }

    fn list(self, provider: ProviderId) -> ArcRwSignal<Cached<Vec<ListedClient>>> {
        if let Some(list) = self
            .session
            .lists
            .with_value(|lists| lists.get(&provider).cloned())
        {
            return list;
        }
        let list = ArcRwSignal::new(Cached::default());
        self.session.lists.update_value(|lists| {
            lists.insert(provider, list.clone());
        });
        self.read(provider, list.clone());
        list
    }

    fn read(self, provider: ProviderId, list: ArcRwSignal<Cached<Vec<ListedClient>>>) {
        let session = self.session;
        let (api, era) = (session.api(), session.era());
        list.update(Cached::begin);
        spawn_local(async move {
            let clients = api.provider_organizations(provider).await;
            if session.era() == era {
                if let Ok(clients) = &clients {
                    session.learn_clients(provider, clients);
                }
                list.update(|cached| cached.take(clients, api.now()));
            }
        });
    }

    /// Hands the wrapped keys to the vault. One that cannot be opened shows when something under it is to be opened.
    fn add_keys(self, profile: &Profile) {
        let wrapped = |key, wrapped: &Option<String>, by| {
            wrapped
                .clone()
                .map(|wrapped| WrappedKey { key, wrapped, by })
        };
        let providers = profile.providers.iter();
        let mut keys: Vec<WrappedKey> = providers
            .filter_map(|provider| {
                wrapped(
                    KeyRef::Provider(provider.id),
                    &provider.wrapped_key,
                    KeyRef::User,
                )
            })
            .collect();
        keys.extend(profile.managed.iter().filter_map(|client| {
            let by = KeyRef::Provider(client.provider);
            wrapped(KeyRef::Organization(client.id), &client.wrapped_key, by)
        }));
        keys.extend(profile.memberships.iter().filter_map(|own| {
            wrapped(KeyRef::Organization(own.id), &own.wrapped_key, KeyRef::User)
        }));
        let session = self.session;
        spawn_local(async move {
            if let Err(error) = session.inner().vault.add_keys(keys).await {
                session.vault_failed(error);
            }
        });
    }
}
