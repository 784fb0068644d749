//! What is done to a provider's clients. Every act ends with the list read again: what it shows is what was done.

use futures::future::LocalBoxFuture;

use super::directory::Directory;
use super::{Session, runner};
use crate::api::{self, NewClientKeys};
use crate::domain::client::ListedClient;
use crate::domain::ids::{OrganizationId, ProviderId, ProviderOrganizationId};
use crate::domain::new_client::NewClient;
use crate::domain::provider::ProviderRole;
use crate::vault::{self, AuthenticationHash, KeyRef, Password, WrappedKey};

/// Why an act was not done, or not as it should be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ActError {
    /// The cloud did not do it.
    Api(api::Error),
    /// The vault did not do its part; nothing was sent.
    Vault(vault::Error),
    /// It was sent, and whether it was done could not be read.
    Unknown(api::Error),
    /// The cloud said that it was done, and the list does not show it.
    NotThere,
    /// The client was made, but not whole.
    Half(Half),
    /// Seats would be bought, which a service user may not.
    ServiceUserBuys,
    /// More people are in than that: so many.
    BelowUsed(u32),
    /// Somebody changed it meanwhile; this is how it is now.
    Changed(Standing),
    /// An earlier try made it as it was asked for then, which is not as it is asked for now.
    MadeOtherwise(Standing),
    /// It is no client of this provider any more.
    Gone,
    /// The cloud did not accept the person's password.
    Password(api::Error),
    /// It was tried before the page was loaded anew, and failed then.
    Earlier,
}

/// What a client that was made lacks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Half {
    /// The cloud failed after it had made it: its seats may not be accounted for, and it cannot be changed.
    NotManaged,
    /// It has no first collection.
    NoCollection,
    /// Its key does not open.
    KeyDoesNotOpen,
}

/// What one person changes and another may have changed meanwhile.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Standing {
    /// The name.
    pub name: String,
    /// The seats.
    pub seats: Option<u32>,
}

impl Standing {
    fn of(client: &ListedClient) -> Self {
        Self {
            name: client.name.clone(),
            seats: client.seats,
        }
    }
}

impl From<api::Error> for ActError {
    fn from(error: api::Error) -> Self {
        Self::Api(error)
    }
}

/// Keeps the wrapped key of a client that is about to be made: by it a later try knows whether it was.
pub(super) type Note = dyn Fn(String) -> LocalBoxFuture<'static, ()>;

/// The acts on the clients of one provider. They go on when their screen is left.
#[derive(Clone, Copy)]
pub struct ClientActs {
    session: Session,
    provider: ProviderId,
}

impl Session {
    /// The acts on a provider's clients.
    pub fn client_acts(self, provider: ProviderId) -> ClientActs {
        ClientActs {
            session: self,
            provider,
        }
    }

    /// The hash by which the person proves who is there (contract 2.5). A wrong password has one, too.
    pub async fn password_hash(
        self,
        password: Password,
    ) -> Result<AuthenticationHash, vault::Error> {
        let sealed = self.inner().sealed.borrow().clone();
        let sealed = sealed.ok_or(vault::Error::Locked)?;
        self.vault()
            .password_hash(password, &sealed.salt, runner::kdf(sealed.kdf))
            .await
    }
}

impl ClientActs {
    fn directory(self) -> Directory {
        self.session.directory()
    }

    /// Makes a client, and looks whether it is whole. Does not make it again when an earlier try did, by one of the wrapped
    /// keys that were `sent`.
    pub async fn create(
        self,
        client: &NewClient,
        collection_name: &str,
        sent: &[String],
        note: &Note,
    ) -> Result<OrganizationId, ActError> {
        if !sent.is_empty() {
            let listed = self.reread().await?;
            if let Some(found) = by_key(&listed, sent) {
                let made = Standing::of(found);
                let wanted = (client.name.as_str(), Some(client.seats));
                if (made.name.as_str(), made.seats) != wanted {
                    return Err(ActError::MadeOtherwise(made));
                }
                return self.check(found, Doubt::Cut).await;
            }
        }
        let keys = self
            .session
            .vault()
            .make_organization(self.provider, collection_name)
            .await
            .map_err(|error| self.vault_error(error))?;
        note(keys.wrapped_key.clone()).await;
        let sent = [keys.wrapped_key.clone()];
        let keys = NewClientKeys {
            wrapped_key: keys.wrapped_key,
            public_key: keys.public_key,
            wrapped_private_key: keys.wrapped_private_key,
            collection_name: keys.collection_name,
        };
        let answer = self
            .session
            .api()
            .create_client(self.provider, client, &keys)
            .await;
        let listed = self.reread_after(&answer).await?;
        match (by_key(&listed, &sent), answer) {
            (Some(found), Ok(())) => self.check(found, Doubt::None).await,
            (Some(found), Err(_)) => self.check(found, Doubt::Cut).await,
            (None, Ok(())) => Err(ActError::NotThere),
            (None, Err(error)) => Err(error.into()),
        }
    }

    /// Changes a client's name or seats, from what the person saw: when it is otherwise by now, nothing is sent.
    pub async fn change(
        self,
        link: ProviderOrganizationId,
        seen: &Standing,
        wanted: &Standing,
    ) -> Result<(), ActError> {
        let before = self.reread().await?;
        let before = by_link(&before, link).ok_or(ActError::Gone)?;
        let now = Standing::of(before);
        if now == *wanted {
            return Ok(());
        }
        if now != *seen {
            return Err(ActError::Changed(now));
        }
        // A name is only ever sent together with a number of seats; where there is none, any would be a change.
        let Some(seats) = wanted.seats else {
            return Err(ActError::NotThere);
        };
        if seats < before.occupied && wanted.seats != seen.seats {
            return Err(ActError::BelowUsed(before.occupied));
        }
        let answer = self
            .session
            .api()
            .update_client(self.provider, link, &wanted.name, seats)
            .await;
        let service_user = self
            .directory()
            .provider(self.provider)
            .is_some_and(|provider| provider.role != ProviderRole::Admin);
        if answer == Err(api::Error::NotPermitted) && service_user && wanted.seats > seen.seats {
            return Err(ActError::ServiceUserBuys);
        }
        let listed = self.reread_after(&answer).await?;
        let after = by_link(&listed, link).map(Standing::of);
        match (after, answer) {
            (Some(after), _) if after == *wanted => Ok(()),
            (_, Err(error)) => Err(error.into()),
            (None, Ok(())) => Err(ActError::Gone),
            (Some(_), Ok(())) => Err(ActError::NotThere),
        }
    }

    /// Takes in an organisation of one's own.
    pub async fn add_existing(self, organization: OrganizationId) -> Result<(), ActError> {
        let wrapped = self
            .session
            .vault()
            .wrap_organization_key(organization, self.provider)
            .await
            .map_err(|error| self.vault_error(error))?;
        let answer = self
            .session
            .api()
            .add_existing_client(self.provider, organization, &wrapped)
            .await;
        let listed = self.reread_after(&answer).await?;
        let there = listed
            .iter()
            .any(|client| client.organization == organization);
        settled(there, answer)
    }

    /// Lets a client go.
    pub async fn unlink(self, link: ProviderOrganizationId) -> Result<(), ActError> {
        let answer = self.session.api().unlink_client(self.provider, link).await;
        let listed = self.reread_after(&answer).await?;
        settled(by_link(&listed, link).is_none(), answer)
    }

    /// Deletes a client with all that is in it, by the person's own password.
    pub async fn delete(
        self,
        organization: OrganizationId,
        password: Password,
    ) -> Result<(), ActError> {
        let hash = self
            .session
            .password_hash(password)
            .await
            .map_err(|error| self.vault_error(error))?;
        let answer = self
            .session
            .api()
            .delete_organization(organization, hash.expose())
            .await;
        if let Err(error @ api::Error::Rejected(_)) = answer {
            return Err(ActError::Password(error));
        }
        let listed = self.reread_after(&answer).await?;
        let gone = listed
            .iter()
            .all(|client| client.organization != organization);
        settled(gone, answer)
    }

    /// Gets a token and a profile that know what was just made or let go (contract 11).
    pub async fn settle(self) {
        // A token that could not be had now is had with the next call.
        let _ = self.session.api().refresh().await;
        self.directory().refetch_profile();
    }

    async fn reread(self) -> Result<Vec<ListedClient>, ActError> {
        let listed = self.directory().reread_clients(self.provider).await;
        listed.map_err(ActError::Api)
    }

    /// Reads the list again after a write that was done, or may have been in spite of its answer.
    async fn reread_after(
        self,
        answer: &Result<(), api::Error>,
    ) -> Result<Vec<ListedClient>, ActError> {
        match answer {
            Err(error) if !is_worth_a_look(error) => Err(ActError::Api(error.clone())),
            _ => {
                let listed = self.directory().reread_clients(self.provider).await;
                listed.map_err(ActError::Unknown)
            }
        }
    }

    /// Whether a client that was just made is whole.
    async fn check(self, found: &ListedClient, doubt: Doubt) -> Result<OrganizationId, ActError> {
        let organization = found.organization;
        if doubt == Doubt::Cut && !self.is_managed(found).await? {
            return Err(ActError::Half(Half::NotManaged));
        }
        let wrapped = found.wrapped_key.iter().map(|wrapped| WrappedKey {
            key: KeyRef::Organization(organization),
            wrapped: wrapped.clone(),
            by: KeyRef::Provider(self.provider),
        });
        let unopened = self.session.vault().add_keys(wrapped.collect()).await;
        match unopened {
            Ok(keys) if keys.is_empty() => {}
            Ok(_) => return Err(ActError::Half(Half::KeyDoesNotOpen)),
            Err(error) => return Err(self.vault_error(error)),
        }
        match self.directory().collections(organization).await {
            Ok(collections) if collections.is_empty() => Err(ActError::Half(Half::NoCollection)),
            Ok(collections)
                if collections
                    .iter()
                    .all(|collection| collection.name.is_none()) =>
            {
                Err(ActError::Half(Half::KeyDoesNotOpen))
            }
            // What cannot be looked at now is no reason to doubt it.
            Ok(_) | Err(_) => Ok(organization),
        }
    }

    /// Whether the cloud accounts for a client. No answer tells: but it fails to change one that it does not account for, even
    /// to what it is (contract 3.5).
    async fn is_managed(self, found: &ListedClient) -> Result<bool, ActError> {
        let seats = found.seats.unwrap_or(found.occupied);
        let same = self
            .session
            .api()
            .update_client(self.provider, found.link, &found.name, seats)
            .await;
        match same {
            Ok(()) => Ok(true),
            Err(api::Error::ServerDown { .. }) => Ok(false),
            Err(error) => Err(ActError::Unknown(error)),
        }
    }

    fn vault_error(self, error: vault::Error) -> ActError {
        self.session.vault_failed(error);
        ActError::Vault(error)
    }
}

/// Whether the cloud may have been cut short while it made a client.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Doubt {
    /// It said that all is done.
    None,
    /// Its answer was another, or is not known any more.
    Cut,
}

fn by_key<'a>(listed: &'a [ListedClient], sent: &[String]) -> Option<&'a ListedClient> {
    listed.iter().find(|client| {
        client
            .wrapped_key
            .as_ref()
            .is_some_and(|key| sent.contains(key))
    })
}

fn by_link(listed: &[ListedClient], link: ProviderOrganizationId) -> Option<&ListedClient> {
    listed.iter().find(|client| client.link == link)
}

/// Whether the list may show it done in spite of that answer: the answer was cut off, or somebody else has done it.
fn is_worth_a_look(error: &api::Error) -> bool {
    match error {
        api::Error::Offline
        | api::Error::TimedOut
        | api::Error::ServerDown { .. }
        | api::Error::Unreadable { .. }
        | api::Error::NotFound
        | api::Error::Conflict(_) => true,
        api::Error::SignedOut
        | api::Error::NotPermitted
        | api::Error::Rejected(_)
        | api::Error::SlowDown { .. } => false,
    }
}

/// What the list shows counts; where it shows nothing, the answer does.
fn settled(shown: bool, answer: Result<(), api::Error>) -> Result<(), ActError> {
    match (shown, answer) {
        (true, _) => Ok(()),
        (false, Err(error)) => Err(error.into()),
        (false, Ok(())) => Err(ActError::NotThere),
    }
}
