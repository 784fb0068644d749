//! Who and what the identifiers of a provider's events are: what was read of its people and its clients, and remembered for
//! as long as the session is unlocked, so that who is removed is still named.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::Session;
use super::directory::Directory;
use crate::domain::client::ListedClient;
use crate::domain::event::names::{Names, Person, Presence};
use crate::domain::ids::ProviderId;
use crate::domain::provider_user::ProviderUser;

/// What is known, by provider.
pub(super) type Known = BTreeMap<ProviderId, ArcRwSignal<Names>>;

impl Directory {
    /// The names that are known of a provider's people and clients. Asks for both lists, if nobody has yet.
    pub fn names(self, provider: ProviderId) -> Signal<Names> {
        self.clients(provider);
        self.team(provider).users();
        let names = self.session.known(provider);
        self.session.profile.with_untracked(|cached| {
            if let Some((profile, _)) = &cached.value {
                names.update(|names| {
                    names.learn_self(profile.id, profile.name.as_deref(), &profile.email);
                });
            }
        });
        RwSignal::from(names).into()
    }
}

impl Session {
    /// Takes in a provider's people, as they were just read.
    pub(super) fn learn_team(self, provider: ProviderId, team: &[ProviderUser]) {
        let people = team.iter().map(|user| Person {
            team_member: Some(user.id),
            user: user.user,
            label: user.called().to_owned(),
            email: user.email.clone(),
            presence: Presence::Here,
        });
        self.known(provider)
            .update(|names| names.learn_team(people));
    }

    /// Takes in a provider's clients, as they were just read.
    pub(super) fn learn_clients(self, provider: ProviderId, clients: &[ListedClient]) {
        let clients = clients
            .iter()
            .map(|client| (client.link, client.organization, client.name.clone()));
        self.known(provider)
            .update(|names| names.learn_clients(clients));
    }

    fn known(self, provider: ProviderId) -> ArcRwSignal<Names> {
        if let Some(names) = self.known.with_value(|known| known.get(&provider).cloned()) {
            return names;
        }
        let names = ArcRwSignal::new(Names::default());
        self.known.update_value(|known| {
            known.insert(provider, names.clone());
        });
        names
    }
}
