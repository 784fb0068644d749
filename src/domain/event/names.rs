//! Who and what the identifiers of events are. The cloud tells numbers only.

use std::collections::BTreeMap;

use crate::domain::ids::{OrganizationId, ProviderOrganizationId, ProviderUserId, UserId};

/// What is known of a provider's people and clients. It only grows: who has left since is still named.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Names {
    team: BTreeMap<ProviderUserId, Person>,
    people: BTreeMap<UserId, Person>,
    clients: BTreeMap<ProviderOrganizationId, ClientName>,
}

/// A person.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Person {
    /// The place in the team, for those who have or had one.
    pub team_member: Option<ProviderUserId>,
    /// The account; `None` while invited.
    pub user: Option<UserId>,
    /// The name, or the address of who has given none.
    pub label: String,
    /// The address.
    pub email: String,
    /// Whether it is of today, or was.
    pub presence: Presence,
}

/// A client's name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ClientName {
    /// The client itself.
    pub organization: OrganizationId,
    /// Its name.
    pub label: String,
    /// Whether it is of today, or was.
    pub presence: Presence,
}

/// Whether somebody or something is there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Presence {
    /// In the list that was read last.
    Here,
    /// In an earlier one.
    Left,
}

impl Names {
    /// Takes in the team as it is now.
    pub fn learn_team(&mut self, team: impl IntoIterator<Item = Person>) {
        for person in self.team.values_mut().chain(self.people.values_mut()) {
            person.presence = Presence::Left;
        }
        for person in team {
            if let Some(user) = person.user {
                self.people.insert(user, person.clone());
            }
            if let Some(id) = person.team_member {
                self.team.insert(id, person);
            }
        }
    }

    /// Takes in the clients as they are now.
    pub fn learn_clients(
        &mut self,
        clients: impl IntoIterator<Item = (ProviderOrganizationId, OrganizationId, String)>,
    ) {
        for client in self.clients.values_mut() {
            client.presence = Presence::Left;
        }
        for (link, organization, label) in clients {
            let presence = Presence::Here;
            self.clients.insert(
                link,
                ClientName {
                    organization,
                    label,
                    presence,
                },
            );
        }
    }

    /// Takes in the person who is signed in, whom the team's list may be closed to.
    pub fn learn_self(&mut self, user: UserId, name: Option<&str>, email: &str) {
        self.people.entry(user).or_insert_with(|| Person {
            team_member: None,
            user: Some(user),
            label: name.unwrap_or(email).to_owned(),
            email: email.to_owned(),
            presence: Presence::Here,
        });
    }

    /// A person by the account.
    pub fn person(&self, user: UserId) -> Option<&Person> {
        self.people.get(&user)
    }

    /// A person by the place in the team.
    pub fn team_member(&self, id: ProviderUserId) -> Option<&Person> {
        self.team.get(&id)
    }

    /// A client by its link.
    pub fn client(&self, link: ProviderOrganizationId) -> Option<&ClientName> {
        self.clients.get(&link)
    }

    /// The client's link, by the client itself.
    pub fn link(&self, organization: OrganizationId) -> Option<ProviderOrganizationId> {
        let mut clients = self.clients.iter();
        clients
            .find(|(_, client)| client.organization == organization)
            .map(|(link, _)| *link)
    }

    /// Everybody with an account that is known, by name.
    pub fn people(&self) -> Vec<&Person> {
        let mut people: Vec<&Person> = self.people.values().collect();
        people.sort_by_cached_key(|person| person.label.to_lowercase());
        people
    }
}

/// Whose events are asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sought {
    /// Everybody's.
    Everybody,
    /// One of the team: the cloud has a log of each.
    Member(ProviderUserId),
    /// Somebody with an account who is not in the team, or not any more: looked for in the log of all.
    Account(UserId),
    /// The text names nobody.
    Nobody,
}

impl Names {
    /// Whom the text of an address means: a place in the team, or an account, which both are GUIDs. What nobody knows is
    /// taken for an account.
    pub fn sought(&self, text: &str) -> Sought {
        if text.is_empty() {
            return Sought::Everybody;
        }
        if let Ok(member) = text.parse()
            && self.team.contains_key(&member)
        {
            return Sought::Member(member);
        }
        let Ok(user) = text.parse() else {
            return Sought::Nobody;
        };
        match self.people.get(&user) {
            Some(Person {
                team_member: Some(member),
                presence: Presence::Here,
                ..
            }) => Sought::Member(*member),
            _ => Sought::Account(user),
        }
    }
}

/// The beginning of an identifier: enough to tell those apart whose name nobody knows any more.
pub fn short(id: &str) -> &str {
    id.split('-').next().unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "00000000-0000-0000-0000-000000000001";
    const TWO: &str = "00000000-0000-0000-0000-000000000002";

    fn person(id: &str, name: &str) -> Person {
        Person {
            team_member: id.parse().ok(),
            user: id.parse().ok(),
            label: name.into(),
            email: String::new(),
            presence: Presence::Here,
        }
    }

    #[test]
    fn who_has_left_is_still_named() {
        let mut names = Names::default();
        names.learn_team([person(ONE, "Anna"), person(TWO, "Bram")]);
        names.learn_team([person(TWO, "Bram de Vries")]);
        let anna = names.person(ONE.parse().unwrap()).unwrap();
        assert_eq!(
            (anna.label.as_str(), anna.presence),
            ("Anna", Presence::Left)
        );
        let bram = names.team_member(TWO.parse().unwrap()).unwrap();
        assert_eq!(
            (bram.label.as_str(), bram.presence),
            ("Bram de Vries", Presence::Here)
        );
        let all: Vec<&str> = names
            .people()
            .iter()
            .map(|person| person.label.as_str())
            .collect();
        assert_eq!(all, ["Anna", "Bram de Vries"]);
    }

    #[test]
    fn a_client_that_was_unlinked_keeps_its_name() {
        let mut names = Names::default();
        let (link, organization) = (ONE.parse().unwrap(), TWO.parse().unwrap());
        names.learn_clients([(link, organization, "Bakker".into())]);
        assert_eq!(names.link(organization), Some(link));
        names.learn_clients([]);
        let client = names.client(link).unwrap();
        assert_eq!(
            (client.label.as_str(), client.presence),
            ("Bakker", Presence::Left)
        );
    }

    #[test]
    fn a_person_is_sought_by_either_identifier() {
        let mut names = Names::default();
        let (member, user) = (ONE.parse().unwrap(), TWO.parse().unwrap());
        names.learn_team([Person {
            team_member: Some(member),
            user: Some(user),
            ..person(ONE, "Anna")
        }]);
        assert_eq!(names.sought(""), Sought::Everybody);
        assert_eq!(names.sought(ONE), Sought::Member(member));
        assert_eq!(names.sought(TWO), Sought::Member(member));
        assert_eq!(names.sought("anna"), Sought::Nobody);
        let other = "00000000-0000-0000-0000-000000000003";
        assert_eq!(names.sought(other), Sought::Account(other.parse().unwrap()));
        names.learn_team([]);
        assert_eq!(names.sought(TWO), Sought::Account(user));
    }

    #[test]
    fn a_person_without_a_name_goes_by_the_address() {
        let mut names = Names::default();
        names.learn_self(ONE.parse().unwrap(), None, "a@b.c");
        assert_eq!(names.person(ONE.parse().unwrap()).unwrap().label, "a@b.c");
        assert_eq!(short(ONE), "00000000");
    }
}
