//! A provider's clients as a list: search, filters, sorting, counts, totals and export.

use std::cmp::Ordering;

use super::client::{Client, ClientState};
use super::csv;
use super::organization::ProductTier;
use super::search::{Folded, Query};

/// The clients with what searching and sorting need, made once for a list.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ClientList {
    rows: Vec<Row>,
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct Row {
    client: Client,
    folded: Folded,
}

/// What of the list is asked for.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct View {
    /// What was typed into the search field.
    pub query: Query,
    /// Only these states; any when empty.
    pub states: Vec<ClientState>,
    /// Only these kinds of plan; any when empty.
    pub tiers: Vec<ProductTier>,
    /// Whether only those without a seat left.
    pub seats: SeatFilter,
    /// In which order.
    pub sort: Sort,
}

/// A filter on seats.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum SeatFilter {
    /// No matter.
    #[default]
    Any,
    /// Only clients in which nobody more fits.
    NoneLeft,
}

/// An order of the list. Clients that are equal in it are in the order of their names.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Sort {
    /// By what.
    pub column: Column,
    /// Which way.
    pub direction: Direction,
}

/// A column that the list can be sorted by.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Column {
    /// The client's name.
    #[default]
    Name,
    /// Its plan.
    Plan,
    /// Seats assigned.
    Seats,
    /// Seats taken.
    Occupied,
    /// Seats left.
    Remaining,
    /// What is the matter with it.
    State,
    /// When it became a client.
    Added,
}

/// Which way a list is sorted.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Direction {
    /// The smallest first.
    #[default]
    Up,
    /// The largest first.
    Down,
}

/// How many clients there are of each kind, for the filters.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Counts {
    /// All.
    pub all: usize,
    /// Nothing is the matter.
    pub enabled: usize,
    /// Disabled.
    pub suspended: usize,
    /// Nobody is confirmed.
    pub waiting: usize,
    /// No seat is left.
    pub full: usize,
}

/// Sums over clients.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Totals {
    /// How many clients.
    pub clients: usize,
    /// Seats assigned to them.
    pub seats: u64,
    /// Seats taken.
    pub occupied: u64,
    /// Seats left; a client with more people than seats counts as 0.
    pub remaining: u64,
}

impl ClientList {
    /// Takes in the clients.
    pub fn new(clients: Vec<Client>) -> Self {
        let mut rows: Vec<Row> = clients
            .into_iter()
            .map(|client| Row {
                folded: Folded::new(&client.name),
                client,
            })
            .collect();
        rows.sort_by(|one, other| one.folded.cmp(&other.folded));
        Self { rows }
    }

    /// The clients asked for, in the order asked for.
    pub fn view(&self, view: &View) -> Vec<&Client> {
        let mut rows: Vec<&Row> = self.rows.iter().filter(|row| view.has(row)).collect();
        // They are in the order of their names already, and the sorting is stable.
        match (view.sort.column, view.sort.direction) {
            (Column::Name, Direction::Up) => {}
            (Column::Name, Direction::Down) => rows.reverse(),
            (column, Direction::Up) => {
                rows.sort_by(|one, other| column.compare(&one.client, &other.client))
            }
            (column, Direction::Down) => {
                rows.sort_by(|one, other| column.compare(&other.client, &one.client))
            }
        }
        rows.into_iter().map(|row| &row.client).collect()
    }

    /// How many there are of each kind, whatever the filters, but of what the search finds.
    pub fn counts(&self, query: &Query) -> Counts {
        let mut counts = Counts::default();
        for Row { client, .. } in self.rows.iter().filter(|row| query.matches(&row.folded)) {
            counts.all += 1;
            counts.full += usize::from(client.is_full());
            match client.state {
                ClientState::Enabled => counts.enabled += 1,
                ClientState::Suspended => counts.suspended += 1,
                ClientState::WaitingForOwner => counts.waiting += 1,
            }
        }
        counts
    }

    /// The kinds of plan that occur, in order.
    pub fn tiers(&self) -> Vec<ProductTier> {
        let mut tiers: Vec<ProductTier> =
            self.rows.iter().filter_map(|row| row.client.tier).collect();
        tiers.sort_unstable();
        tiers.dedup();
        tiers
    }

    /// All clients, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Client> {
        self.rows.iter().map(|row| &row.client)
    }

    /// How many clients there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl View {
    fn has(&self, row: &Row) -> bool {
        let client = &row.client;
        (self.states.is_empty() || self.states.contains(&client.state))
            && (self.tiers.is_empty() || client.tier.is_some_and(|tier| self.tiers.contains(&tier)))
            && (self.seats == SeatFilter::Any || client.is_full())
            && self.query.matches(&row.folded)
    }
}

impl Column {
    fn compare(self, one: &Client, other: &Client) -> Ordering {
        match self {
            // Lists are in this order before they are sorted.
            Self::Name => Ordering::Equal,
            Self::Plan => (one.tier, &one.plan).cmp(&(other.tier, &other.plan)),
            Self::Seats => one.seats.cmp(&other.seats),
            Self::Occupied => one.occupied.cmp(&other.occupied),
            Self::Remaining => one.remaining.cmp(&other.remaining),
            Self::State => one.state.cmp(&other.state),
            Self::Added => one.added.cmp(&other.added),
        }
    }
}

/// Sums over clients.
pub fn totals<'a>(clients: impl IntoIterator<Item = &'a Client>) -> Totals {
    let mut totals = Totals::default();
    for client in clients {
        totals.clients += 1;
        totals.seats += u64::from(client.seats.unwrap_or(0));
        totals.occupied += u64::from(client.occupied);
        totals.remaining += client
            .remaining
            .and_then(|remaining| u64::try_from(remaining).ok())
            .unwrap_or(0);
    }
    totals
}

/// The words of an export, in the reader's language.
#[derive(Clone, Copy, Debug)]
pub struct CsvWords<'a> {
    /// The heads of the columns: name, plan, seats, used, left, confirmed people, state, date added, organisation id.
    pub heads: [&'a str; 9],
    /// The word for a state.
    pub state: fn(ClientState) -> &'a str,
}

/// Clients as CSV, with dates as `2026-08-20`. What is not counted is an empty field.
pub fn to_csv<'a>(clients: impl IntoIterator<Item = &'a Client>, words: CsvWords<'_>) -> String {
    let count = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let mut rows = vec![words.heads.map(str::to_owned)];
    rows.extend(clients.into_iter().map(|client| {
        [
            client.name.clone(),
            client.plan.clone().unwrap_or_default(),
            count(client.seats.map(i64::from)),
            client.occupied.to_string(),
            count(client.remaining),
            client.confirmed.to_string(),
            (words.state)(client.state).to_owned(),
            client.added.date(),
            client.organization.to_string(),
        ]
    }));
    csv::table(rows.iter().map(|row| row.iter().map(String::as_str)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;

    fn client(name: &str, seats: u32, occupied: u32, state: ClientState) -> Client {
        Client {
            link: "00000000-0000-0000-0000-0000000000ff".parse().unwrap(),
            organization: "00000000-0000-0000-0000-000000000001".parse().unwrap(),
            provider: "00000000-0000-0000-0000-00000000000a".parse().unwrap(),
            name: name.into(),
            plan: Some("Teams (Monthly)".into()),
            tier: Some(ProductTier::Teams),
            seats: Some(seats),
            occupied,
            remaining: Some(i64::from(seats) - i64::from(occupied)),
            confirmed: occupied,
            state,
            added: Timestamp::from_millis(i64::from(seats) * 86_400_000),
        }
    }

    fn list() -> ClientList {
        ClientList::new(vec![
            client("zeta", 5, 5, ClientState::Enabled),
            client("École", 9, 2, ClientState::Suspended),
            client("Bakker", 5, 7, ClientState::Enabled),
            client("apotheek", 3, 0, ClientState::WaitingForOwner),
        ])
    }

    fn names(list: &ClientList, view: &View) -> Vec<String> {
        list.view(view)
            .into_iter()
            .map(|client| client.name.clone())
            .collect()
    }

    #[test]
    fn a_list_is_sorted_by_name_as_people_read_names() {
        assert_eq!(
            names(&list(), &View::default()),
            ["apotheek", "Bakker", "École", "zeta"]
        );
        let sort = Sort {
            column: Column::Name,
            direction: Direction::Down,
        };
        assert_eq!(
            names(
                &list(),
                &View {
                    sort,
                    ..View::default()
                }
            ),
            ["zeta", "École", "Bakker", "apotheek"]
        );
    }

    #[test]
    fn equal_rows_stay_in_the_order_of_their_names_both_ways() {
        for (direction, expected) in [
            (Direction::Up, ["apotheek", "Bakker", "zeta", "École"]),
            (Direction::Down, ["École", "Bakker", "zeta", "apotheek"]),
        ] {
            let sort = Sort {
                column: Column::Seats,
                direction,
            };
            assert_eq!(
                names(
                    &list(),
                    &View {
                        sort,
                        ..View::default()
                    }
                ),
                expected
            );
        }
    }

    #[test]
    fn filters_and_search_narrow_the_list() {
        let view = View {
            query: Query::new("E"),
            states: vec![ClientState::Enabled],
            ..View::default()
        };
        assert_eq!(names(&list(), &view), ["Bakker", "zeta"]);
        let view = View {
            seats: SeatFilter::NoneLeft,
            ..View::default()
        };
        assert_eq!(names(&list(), &view), ["Bakker", "zeta"]);
        let view = View {
            tiers: vec![ProductTier::Enterprise],
            ..View::default()
        };
        assert!(names(&list(), &view).is_empty());
    }

    #[test]
    fn counts_and_totals_add_up() {
        let counts = list().counts(&Query::default());
        assert_eq!(
            counts,
            Counts {
                all: 4,
                enabled: 2,
                suspended: 1,
                waiting: 1,
                full: 2
            }
        );
        let totals = totals(list().iter());
        assert_eq!(
            totals,
            Totals {
                clients: 4,
                seats: 22,
                occupied: 14,
                remaining: 10
            }
        );
    }

    #[test]
    fn an_export_says_what_the_list_shows() {
        let words = CsvWords {
            heads: [
                "Name",
                "Plan",
                "Seats",
                "Used",
                "Left",
                "Confirmed",
                "State",
                "Added",
                "Id",
            ],
            state: |_| "enabled",
        };
        let csv = to_csv(
            list().view(&View {
                query: Query::new("bakker"),
                ..View::default()
            }),
            words,
        );
        let line = "Bakker,Teams (Monthly),5,7,-2,7,enabled,1970-01-06,00000000-0000-0000-0000-000000000001\r\n";
        assert!(csv.ends_with(line), "{csv}");
    }

    #[test]
    fn five_thousand_clients_are_searched_in_a_moment() {
        let clients = (0..5000).map(|n| {
            client(
                &format!("Klant nummer {n} Ééndracht B.V."),
                5,
                2,
                ClientState::Enabled,
            )
        });
        let list = ClientList::new(clients.collect());
        let begin = std::time::Instant::now();
        let sort = Sort {
            column: Column::Seats,
            direction: Direction::Down,
        };
        let found = list
            .view(&View {
                query: Query::new("eendracht 49"),
                sort,
                ..View::default()
            })
            .len();
        let took = begin.elapsed();
        assert!(found > 100);
        // In a debug build on a busy machine; in the browser it is a fiftieth of that.
        assert!(took.as_millis() < 250, "{took:?}");
    }
}
