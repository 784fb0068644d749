//! A provider's people as a list: search, filter, sorting, counts and export.

use std::cmp::Ordering;

use super::client_list::Direction;
use super::csv;
use super::ids::ProviderUserId;
use super::provider::ProviderRole;
use super::provider_user::{ProviderUser, ProviderUserStatus};
use super::search::{Folded, Query};

/// The people with what searching and sorting need, made once for a list.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TeamList {
    users: Vec<ProviderUser>,
    /// What is searched in each, in the same order.
    texts: Vec<Folded>,
}

/// What of the list is asked for.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TeamView {
    /// What was typed into the search field: a name, an address or an id.
    pub query: Query,
    /// Whom.
    pub show: Show,
    /// In which order.
    pub sort: TeamSort,
}

/// Whom of the list.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Show {
    /// Everybody.
    #[default]
    All,
    /// Who was invited, and has not accepted.
    Invited,
    /// Who has accepted, and waits.
    NeedsConfirmation,
}

/// An order of the list. People who are equal in it are in the order of their names.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct TeamSort {
    /// By what.
    pub column: TeamColumn,
    /// Which way.
    pub direction: Direction,
}

/// A column that the list can be sorted by.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum TeamColumn {
    /// The name, or the address of who has none.
    #[default]
    Name,
    /// The address.
    Email,
    /// The role.
    Role,
    /// The state: who waits for somebody first.
    Status,
}

/// How many there are of each kind.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct TeamCounts {
    /// Everybody.
    pub all: usize,
    /// Invited.
    pub invited: usize,
    /// Accepted.
    pub needs_confirmation: usize,
}

impl Show {
    fn has(self, status: ProviderUserStatus) -> bool {
        match self {
            Self::All => true,
            Self::Invited => status == ProviderUserStatus::Invited,
            Self::NeedsConfirmation => status == ProviderUserStatus::Accepted,
        }
    }
}

impl TeamList {
    /// Takes in the people.
    pub fn new(mut users: Vec<ProviderUser>) -> Self {
        users.sort_by_cached_key(|user| (Folded::new(user.called()), user.id));
        let texts = users
            .iter()
            .map(|user| {
                let name = user.name.as_deref().unwrap_or_default();
                Folded::new(&format!("{name} {} {}", user.email, user.id))
            })
            .collect();
        Self { users, texts }
    }

    /// Everybody, by name.
    pub fn all(&self) -> &[ProviderUser] {
        &self.users
    }

    /// One of them.
    pub fn find(&self, id: ProviderUserId) -> Option<&ProviderUser> {
        self.users.iter().find(|user| user.id == id)
    }

    /// The people asked for, in the order asked for.
    pub fn view(&self, view: &TeamView) -> Vec<&ProviderUser> {
        let mut found: Vec<&ProviderUser> = self
            .matching(&view.query)
            .filter(|user| view.show.has(user.status))
            .collect();
        // They are in the order of their names already, and the sorting is stable.
        match (view.sort.column, view.sort.direction) {
            (TeamColumn::Name, Direction::Up) => {}
            (TeamColumn::Name, Direction::Down) => found.reverse(),
            (column, Direction::Up) => found.sort_by(|one, other| column.compare(one, other)),
            (column, Direction::Down) => found.sort_by(|one, other| column.compare(other, one)),
        }
        found
    }

    /// How many there are of each kind, whatever the filter, but of what the search finds.
    pub fn counts(&self, query: &Query) -> TeamCounts {
        let mut counts = TeamCounts::default();
        for user in self.matching(query) {
            counts.all += 1;
            match user.status {
                ProviderUserStatus::Invited => counts.invited += 1,
                ProviderUserStatus::Accepted => counts.needs_confirmation += 1,
                ProviderUserStatus::Confirmed | ProviderUserStatus::Unknown(_) => {}
            }
        }
        counts
    }

    fn matching(&self, query: &Query) -> impl Iterator<Item = &ProviderUser> {
        self.users
            .iter()
            .zip(&self.texts)
            .filter(|(_, text)| query.matches(text))
            .map(|(user, _)| user)
    }
}

impl TeamColumn {
    fn compare(self, one: &ProviderUser, other: &ProviderUser) -> Ordering {
        match self {
            // Lists are in this order before they are sorted.
            Self::Name => Ordering::Equal,
            Self::Email => one.email.to_lowercase().cmp(&other.email.to_lowercase()),
            Self::Role => role_order(one.role).cmp(&role_order(other.role)),
            Self::Status => one.status.cmp(&other.status),
        }
    }
}

fn role_order(role: ProviderRole) -> i64 {
    match role {
        ProviderRole::Admin => 0,
        ProviderRole::ServiceUser => 1,
        ProviderRole::Unknown(number) => number.max(2),
    }
}

/// The words of an export, in the reader's language.
#[derive(Clone, Copy, Debug)]
pub struct TeamCsvWords<'a> {
    /// The heads of the columns: name, e-mail, role, state, id.
    pub heads: [&'a str; 5],
    /// The word for a role.
    pub role: fn(ProviderRole) -> &'a str,
    /// The word for a state.
    pub status: fn(ProviderUserStatus) -> &'a str,
}

/// People as CSV. Who has no name has an empty field for it.
pub fn to_csv<'a>(
    users: impl IntoIterator<Item = &'a ProviderUser>,
    words: TeamCsvWords<'_>,
) -> String {
    let mut rows = vec![words.heads.map(str::to_owned)];
    rows.extend(users.into_iter().map(|user| {
        [
            user.name.clone().unwrap_or_default(),
            user.email.clone(),
            (words.role)(user.role).to_owned(),
            (words.status)(user.status).to_owned(),
            user.id.to_string(),
        ]
    }));
    csv::table(rows.iter().map(|row| row.iter().map(String::as_str)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ProviderUserStatus::{Accepted, Confirmed, Invited};

    fn user(
        number: u8,
        name: &str,
        role: ProviderRole,
        status: ProviderUserStatus,
    ) -> ProviderUser {
        ProviderUser {
            id: format!("00000000-0000-0000-0000-0000000000{number:02x}")
                .parse()
                .unwrap(),
            user: None,
            name: (!name.is_empty()).then(|| name.to_owned()),
            email: format!("x{number}@example.com"),
            role,
            status,
        }
    }

    fn list() -> TeamList {
        TeamList::new(vec![
            user(1, "Zoë", ProviderRole::Admin, Confirmed),
            user(2, "", ProviderRole::ServiceUser, Invited),
            user(3, "anna", ProviderRole::ServiceUser, Accepted),
            user(4, "Éva", ProviderRole::Admin, Confirmed),
        ])
    }

    fn called(view: &TeamView) -> Vec<String> {
        list()
            .view(view)
            .into_iter()
            .map(|user| user.called().to_owned())
            .collect()
    }

    #[test]
    fn people_are_in_the_order_of_their_names_and_found_by_what_is_known_of_them() {
        assert_eq!(
            called(&TeamView::default()),
            ["anna", "Éva", "x2@example.com", "Zoë"]
        );
        let find = |typed| TeamView {
            query: Query::new(typed),
            ..TeamView::default()
        };
        assert_eq!(called(&find("zoe")), ["Zoë"]);
        assert_eq!(called(&find("X2@")), ["x2@example.com"]);
        assert_eq!(called(&find("000000000003")), ["anna"]);
    }

    #[test]
    fn filters_count_what_they_show() {
        let counts = list().counts(&Query::default());
        assert_eq!(
            counts,
            TeamCounts {
                all: 4,
                invited: 1,
                needs_confirmation: 1
            }
        );
        for (show, count) in [
            (Show::All, 4),
            (Show::Invited, 1),
            (Show::NeedsConfirmation, 1),
        ] {
            assert_eq!(
                called(&TeamView {
                    show,
                    ..TeamView::default()
                })
                .len(),
                count,
                "{show:?}"
            );
        }
    }

    #[test]
    fn sorting_keeps_equals_in_the_order_of_their_names() {
        let sorted = |column, direction| {
            called(&TeamView {
                sort: TeamSort { column, direction },
                ..TeamView::default()
            })
        };
        assert_eq!(
            sorted(TeamColumn::Name, Direction::Down),
            ["Zoë", "x2@example.com", "Éva", "anna"]
        );
        assert_eq!(
            sorted(TeamColumn::Role, Direction::Up),
            ["Éva", "Zoë", "anna", "x2@example.com"]
        );
        assert_eq!(
            sorted(TeamColumn::Status, Direction::Up),
            ["anna", "x2@example.com", "Éva", "Zoë"]
        );
        assert_eq!(
            sorted(TeamColumn::Email, Direction::Down),
            ["Éva", "anna", "x2@example.com", "Zoë"]
        );
    }

    #[test]
    fn an_export_says_what_the_list_shows_and_runs_nothing() {
        let words = TeamCsvWords {
            heads: ["Name", "Email", "Role", "State", "Id"],
            role: |_| "role",
            status: |_| "state",
        };
        let evil = user(7, "=1+1", ProviderRole::Admin, Confirmed);
        let csv = to_csv([&evil], words);
        assert!(
            csv.ends_with(
                "'=1+1,x7@example.com,role,state,00000000-0000-0000-0000-000000000007\r\n"
            ),
            "{csv}"
        );
    }
}
