//! A provider's people: what was read of them, and what is done with them. Every act ends with the list read again, since
//! the cloud says 200 also of what it did not do (contract 3.3).

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Session;
use super::directory::{Cached, Directory};
use crate::api::{self, ProviderSetup, ProviderUserAnswer};
use crate::domain::email::EmailAddress;
use crate::domain::ids::{ProviderId, ProviderUserId};
use crate::domain::provider::ProviderRole;
use crate::domain::provider_user::{ProviderUser, TeamAct, TeamOutcome, is_done};
use crate::vault::{self, KeyRef};

/// The teams that were asked for, by provider.
pub(super) type Teams = BTreeMap<ProviderId, ArcRwSignal<Cached<Vec<ProviderUser>>>>;

/// How many people one call is about (contract 10).
const AT_ONCE: usize = 200;

/// Why something that needs both the cloud and the vault was not done.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Trouble {
    /// The cloud.
    Api(api::Error),
    /// The vault.
    Vault(vault::Error),
}

impl From<api::Error> for Trouble {
    fn from(error: api::Error) -> Self {
        Self::Api(error)
    }
}

/// One who can be confirmed, with what has to be compared before.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Confirmable {
    /// Who.
    pub id: ProviderUserId,
    /// The fingerprint phrase of the public key that the cloud gives for the person; `None` when it is no public key.
    pub phrase: Option<String>,
    public_key: String,
}

/// What became of each.
pub type Outcomes = Vec<(ProviderUserId, TeamOutcome)>;

/// What became of invitations.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Invited {
    /// Those that were sent, with what the list shows of each.
    pub outcomes: Vec<(EmailAddress, TeamOutcome)>,
    /// Why it stopped, and those that were not sent.
    pub stopped: Option<(api::Error, Vec<EmailAddress>)>,
}

/// The people of one provider. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Team {
    session: Session,
    provider: ProviderId,
}

impl Directory {
    /// A provider's people. Nothing is read before somebody asks for them.
    pub fn team(self, provider: ProviderId) -> Team {
        Team {
            session: self.session,
            provider,
        }
    }

    /// The people of a provider if they were read already.
    pub fn team_if_read(self, provider: ProviderId) -> Vec<ProviderUser> {
        let list = self
            .session
            .teams
            .with_value(|teams| teams.get(&provider).cloned());
        list.and_then(|list| list.get_untracked().value)
            .map(|(users, _)| users)
            .unwrap_or_default()
    }

    /// Gets a new token, and reads the profile again: what a person may do stands in the token (contract 1.3), so a change of
    /// it is seen by neither before.
    pub async fn renew(self) -> Result<(), api::Error> {
        let session = self.session;
        let (api, era) = (session.api(), session.era());
        api.refresh().await?;
        let profile = api.profile().await?;
        if session.era() == era {
            self.take_profile(profile);
        }
        Ok(())
    }

    /// The same after something that is done, and stays so when this fails: the profile then says itself that it is old.
    async fn renew_after(self) {
        let era = self.session.era();
        if self.renew().await.is_err() && self.session.era() == era {
            // A token that could not be had now is had with the next call.
            self.refetch_profile();
        }
    }

    /// Joins a provider's team with the token of an invitation.
    pub async fn accept(
        self,
        provider: ProviderId,
        place: ProviderUserId,
        token: &str,
    ) -> Result<(), api::Error> {
        let api = self.session.api();
        api.accept_provider_user(provider, place, token).await
    }

    /// Sets a provider up, with a key that the vault makes, and sees to it that the person may use it at once.
    pub async fn set_up(
        self,
        provider: ProviderId,
        name: &str,
        billing_email: &EmailAddress,
        token: &str,
    ) -> Result<(), Trouble> {
        let wrapped = self.session.inner().vault.make_provider_key().await;
        let wrapped_key = wrapped.map_err(|error| self.session.told(error))?;
        let setup = ProviderSetup {
            name,
            billing_email,
            token,
            wrapped_key: &wrapped_key,
        };
        self.session.api().set_up_provider(provider, setup).await?;
        self.renew_after().await;
        Ok(())
    }

    /// The phrase by which a colleague knows the person's own public key. `None` when the vault cannot tell.
    pub async fn own_phrase(self) -> Option<String> {
        let user = self.session.user()?;
        self.session.inner().vault.own_fingerprint(user).await.ok()
    }
}

impl Session {
    fn told(self, error: vault::Error) -> Trouble {
        self.vault_failed(error);
        Trouble::Vault(error)
    }
}

impl Team {
    /// Everybody: at once as it was read last, while it is read again. Others change a team, too.
    pub fn users(self) -> Signal<Cached<Vec<ProviderUser>>> {
        let begun = (self.session.teams).with_value(|teams| teams.contains_key(&self.provider));
        let list = self.list();
        if !(begun && list.with_untracked(Cached::is_busy)) {
            self.read_again();
        }
        RwSignal::from(list).into()
    }

    /// Reads the list again.
    pub fn read_again(self) {
        self.list().update(Cached::begin);
        spawn_local(async move {
            self.reread().await;
        });
    }

    /// Invites in batches of as many as one call takes. Stops at the first that is refused; `sent` is told how many are on
    /// their way after each.
    pub async fn invite(
        self,
        batches: Vec<Vec<EmailAddress>>,
        role: ProviderRole,
        sent: impl Fn(usize),
    ) -> Invited {
        let before = self.addresses();
        let api = self.session.api();
        let (mut done, mut stopped) = (Vec::new(), None);
        let mut batches = batches.into_iter();
        for batch in batches.by_ref() {
            match api.invite_provider_users(self.provider, &batch, role).await {
                Ok(()) => done.extend(batch),
                Err(error) => {
                    stopped = Some((error, batch));
                    break;
                }
            }
            sent(done.len());
        }
        let stopped = stopped.map(|(error, mut left)| {
            left.extend(batches.flatten());
            (error, left)
        });
        let read = self.reread().await.is_some();
        let after = self.addresses();
        let outcomes = done.into_iter().map(|email| {
            let key = email.salt();
            let outcome = if before.contains(&key) {
                TeamOutcome::AlreadyThere
            } else if read && after.contains(&key) {
                TeamOutcome::Done
            } else {
                TeamOutcome::NotSeen
            };
            (email, outcome)
        });
        Invited {
            outcomes: outcomes.collect(),
            stopped,
        }
    }

    /// Sends invitations again.
    pub async fn resend(self, ids: Vec<ProviderUserId>) -> Result<Outcomes, Trouble> {
        let api = self.session.api();
        let mut answers = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            answers.extend(api.reinvite_provider_users(self.provider, some).await?);
        }
        Ok(self.outcomes(TeamAct::Resend, &ids, &answers).await)
    }

    /// What has to be compared before these are confirmed. Who does not wait for it, or not any more, is left out.
    pub async fn confirmable(self, ids: &[ProviderUserId]) -> Result<Vec<Confirmable>, Trouble> {
        let api = self.session.api();
        let mut found = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            found.extend(api.provider_user_keys(self.provider, some).await?);
        }
        let vault = self.session.inner().vault.clone();
        let mut confirmable = Vec::new();
        for key in found {
            let phrase = match vault.fingerprint(key.user, &key.public_key).await {
                Ok(phrase) => Some(phrase),
                Err(vault::Error::Malformed) => None,
                Err(error) => return Err(self.session.told(error)),
            };
            confirmable.push(Confirmable {
                id: key.id,
                phrase,
                public_key: key.public_key,
            });
        }
        Ok(confirmable)
    }

    /// Confirms people: gives each the provider's key, wrapped for the very public key whose phrase was compared.
    pub async fn confirm(self, people: Vec<Confirmable>) -> Result<Outcomes, Trouble> {
        let vault = self.session.inner().vault.clone();
        let mut keys = Vec::new();
        for person in people.iter().filter(|person| person.phrase.is_some()) {
            let key = KeyRef::Provider(self.provider);
            let wrapped = vault.wrap_key(key, &person.public_key).await;
            keys.push((
                person.id,
                wrapped.map_err(|error| self.session.told(error))?,
            ));
        }
        let api = self.session.api();
        let mut answers = Vec::new();
        for some in keys.chunks(AT_ONCE) {
            answers.extend(api.confirm_provider_users(self.provider, some).await?);
        }
        let ids: Vec<ProviderUserId> = keys.iter().map(|(id, _)| *id).collect();
        Ok(self.outcomes(TeamAct::Confirm, &ids, &answers).await)
    }

    /// Gives somebody another role. When it is the person's own, what the person may do is read anew.
    pub async fn change_role(
        self,
        user: ProviderUser,
        role: ProviderRole,
    ) -> Result<Outcomes, Trouble> {
        let api = self.session.api();
        api.change_provider_user(self.provider, user.id, role)
            .await?;
        let act = match role {
            ProviderRole::Admin => TeamAct::Promote,
            ProviderRole::ServiceUser | ProviderRole::Unknown(_) => TeamAct::Demote,
        };
        if user.user.is_some() && user.user == self.session.user() {
            self.session.directory().renew_after().await;
            // Who has given the right away cannot read the list any more.
            return Ok(vec![(user.id, TeamOutcome::Done)]);
        }
        Ok(self.outcomes(act, &[user.id], &[]).await)
    }

    /// Takes people out of the provider.
    pub async fn remove(self, ids: Vec<ProviderUserId>) -> Result<Outcomes, Trouble> {
        let api = self.session.api();
        let mut answers = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            answers.extend(api.remove_provider_users(self.provider, some).await?);
        }
        Ok(self.outcomes(TeamAct::Remove, &ids, &answers).await)
    }

    /// What became of each: the cloud's refusal where there is one, else what the list shows now.
    async fn outcomes(
        self,
        act: TeamAct,
        ids: &[ProviderUserId],
        answers: &[ProviderUserAnswer],
    ) -> Outcomes {
        let now = self.reread().await;
        let outcome = |id: &ProviderUserId| {
            let answer = answers.iter().find(|answer| answer.id == *id);
            match (answer.and_then(|answer| answer.error.clone()), &now) {
                (Some(error), _) => TeamOutcome::Refused(error),
                (None, Some(users)) if is_done(act, *id, users) => TeamOutcome::Done,
                _ => TeamOutcome::NotSeen,
            }
        };
        ids.iter().map(|id| (*id, outcome(id))).collect()
    }

    /// The addresses of everybody in the list as it was read last, in lower case.
    fn addresses(self) -> Vec<String> {
        // Not by `list`, which would put one there that nobody reads.
        let list = (self.session.teams).with_value(|teams| teams.get(&self.provider).cloned());
        list.unwrap_or_default().with_untracked(|cached| {
            cached.value.as_ref().map_or_else(Vec::new, |(users, _)| {
                users.iter().map(|user| user.email.to_lowercase()).collect()
            })
        })
    }

    /// Reads the list, and gives it if that went well.
    async fn reread(self) -> Option<Vec<ProviderUser>> {
        let list = self.list();
        let (api, era) = (self.session.api(), self.session.era());
        list.update(Cached::begin);
        let users = api.provider_users(self.provider).await;
        if self.session.era() != era {
            return None;
        }
        let read = users.clone().ok();
        if let Some(users) = &read {
            self.session.learn_team(self.provider, users);
        }
        list.update(|cached| cached.take(users, api.now()));
        read
    }

    fn list(self) -> ArcRwSignal<Cached<Vec<ProviderUser>>> {
        let teams = self.session.teams;
        if let Some(list) = teams.with_value(|teams| teams.get(&self.provider).cloned()) {
            return list;
        }
        let list = ArcRwSignal::new(Cached::default());
        teams.update_value(|teams| {
            teams.insert(self.provider, list.clone());
        });
        list
    }
}
