//! What of the list is shown: search, filters and order. All of it stands in the address.

use leptos::prelude::*;

use crate::components::{Chip, Order, query_text};
use crate::domain::client::ClientState;
use crate::domain::client_list::{ClientList, Column, Counts, Direction, SeatFilter, Sort, View};
use crate::domain::organization::ProductTier;
use crate::domain::search::Query;
use crate::i18n::{format, names, words};

/// The search, the filters and the order. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Narrowed {
    /// `q`: what is searched for.
    pub search: RwSignal<String>,
    /// `filter`: words separated by commas.
    filter: RwSignal<String>,
    /// `sort`: a column, after a `-` when descending.
    sort: RwSignal<String>,
    view: Memo<View>,
}

impl Narrowed {
    /// As the address has it, and from then on both ways. What it says of plans that no client has is left out.
    pub(super) fn from_address(list: Memo<ClientList>) -> Self {
        let (search, filter, sort) = (query_text("q"), query_text("filter"), query_text("sort"));
        let tiers = Memo::new(move |_| list.with(ClientList::tiers));
        let view = Memo::new(move |_| {
            let has = |filter: &str, word: &str| filter.split(',').any(|each| each == word);
            filter.with(|filter| View {
                query: search.with(|search| Query::new(search)),
                states: STATES
                    .into_iter()
                    .filter(|(_, word)| has(filter, word))
                    .map(|(state, _)| state)
                    .collect(),
                tiers: tiers
                    .get()
                    .into_iter()
                    .filter(|tier| has(filter, &tier_word(*tier)))
                    .collect(),
                seats: if has(filter, FULL) {
                    SeatFilter::NoneLeft
                } else {
                    SeatFilter::Any
                },
                sort: sort.with(|sort| parse_sort(sort)),
            })
        });
        Self {
            search,
            filter,
            sort,
            view,
        }
    }

    /// What is asked for.
    pub(super) fn view(self) -> Memo<View> {
        self.view
    }

    /// Takes search and filters away; the order stays.
    pub(super) fn clear(self) {
        self.search.set(String::new());
        self.filter.set(String::new());
    }

    /// How the list is sorted by `column`, if it is.
    pub(super) fn order(self, column: Column) -> Signal<Option<Order>> {
        Signal::derive(move || {
            let sort = self.sort.with(|sort| parse_sort(sort));
            (sort.column == column).then_some(match sort.direction {
                Direction::Up => Order::Ascending,
                Direction::Down => Order::Descending,
            })
        })
    }

    /// Sorts by `column`: numbers and dates from the largest at first, names from A; the other way when it is already.
    pub(super) fn sort_by(self, column: Column) {
        let first = match column {
            Column::Name | Column::Plan => Order::Ascending,
            Column::Seats
            | Column::Occupied
            | Column::Remaining
            | Column::State
            | Column::Added => Order::Descending,
        };
        let order = self
            .order(column)
            .get_untracked()
            .map_or(first, Order::reversed);
        let (_, word) = COLUMNS
            .into_iter()
            .find(|(each, _)| *each == column)
            .unwrap_or(COLUMNS[0]);
        self.sort.set(match (order, column) {
            (Order::Ascending, Column::Name) => String::new(),
            (Order::Ascending, _) => word.to_owned(),
            (Order::Descending, _) => format!("-{word}"),
        });
    }

    fn has(self, word: &str) -> bool {
        self.filter
            .with(|filter| filter.split(',').any(|each| each == word))
    }

    fn toggle(self, word: &str) {
        self.filter.update(|filter| {
            let mut words: Vec<&str> = filter
                .split(',')
                .filter(|each| !each.is_empty() && *each != word)
                .collect();
            if !filter.split(',').any(|each| each == word) {
                words.push(word);
            }
            *filter = words.join(",");
        });
    }
}

/// The filters with how many clients each would leave of what is searched for.
#[component]
pub(super) fn Filters(list: Memo<ClientList>, narrowed: Narrowed) -> impl IntoView {
    let query = Memo::new(move |_| narrowed.search.with(|search| Query::new(search)));
    let counts = Memo::new(move |_| query.with(|query| list.with(|list| list.counts(query))));
    let chip = move |word: String, label: String, count: Signal<String>| {
        let (held, pressed) = (word.clone(), word);
        view! {
            <Chip
                label
                count
                pressed=Signal::derive(move || narrowed.has(&held))
                on_press=move || narrowed.toggle(&pressed)
            />
        }
    };
    let of = move |pick: fn(&Counts) -> usize| {
        Signal::derive(move || counts.with(|counts| format::number(pick(counts) as u64)))
    };
    let tiers = Memo::new(move |_| list.with(ClientList::tiers));
    let states = [
        (ClientState::Enabled, of(|counts| counts.enabled)),
        (ClientState::WaitingForOwner, of(|counts| counts.waiting)),
        (ClientState::Suspended, of(|counts| counts.suspended)),
    ];
    view! {
        <div class="chips" role="group" aria-label=words().clients.filters>
            {states
                .map(|(state, count)| chip(state_word(state).to_owned(), names::client_state(state).to_owned(), count))
                .into_iter()
                .collect_view()}
            {chip(FULL.to_owned(), words().clients.no_seats_left.to_owned(), of(|counts| counts.full))}
            {move || {
                let tiers = tiers.get();
                // A filter that all clients pass filters nothing.
                (tiers.len() > 1)
                    .then(|| {
                        tiers
                            .into_iter()
                            .map(|tier| {
                                let count = Signal::derive(move || {
                                    let view = View { query: query.get(), tiers: vec![tier], ..View::default() };
                                    format::number(list.with(|list| list.view(&view).len()) as u64)
                                });
                                chip(tier_word(tier), names::tier(tier).to_owned(), count)
                            })
                            .collect_view()
                    })
            }}
        </div>
    }
}

const FULL: &str = "full";

const STATES: [(ClientState, &str); 3] = [
    (ClientState::Enabled, "enabled"),
    (ClientState::Suspended, "suspended"),
    (ClientState::WaitingForOwner, "waiting"),
];

const COLUMNS: [(Column, &str); 7] = [
    (Column::Name, "name"),
    (Column::Plan, "plan"),
    (Column::Seats, "seats"),
    (Column::Occupied, "used"),
    (Column::Remaining, "left"),
    (Column::State, "state"),
    (Column::Added, "added"),
];

fn state_word(state: ClientState) -> &'static str {
    STATES
        .into_iter()
        .find(|(each, _)| *each == state)
        .map_or("", |(_, word)| word)
}

fn tier_word(tier: ProductTier) -> String {
    match tier {
        ProductTier::Free => "free".to_owned(),
        ProductTier::Families => "families".to_owned(),
        ProductTier::TeamsStarter => "teams-starter".to_owned(),
        ProductTier::Teams => "teams".to_owned(),
        ProductTier::Enterprise => "enterprise".to_owned(),
        ProductTier::Unknown(number) => format!("plan-{number}"),
    }
}

/// Reads `sort`; what is no column sorts by name.
fn parse_sort(text: &str) -> Sort {
    let (direction, word) = match text.strip_prefix('-') {
        Some(word) => (Direction::Down, word),
        None => (Direction::Up, text),
    };
    match COLUMNS.into_iter().find(|(_, each)| *each == word) {
        Some((column, _)) => Sort { column, direction },
        None => Sort::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_as_the_address_has_it() {
        assert_eq!(parse_sort(""), Sort::default());
        assert_eq!(
            parse_sort("-left"),
            Sort {
                column: Column::Remaining,
                direction: Direction::Down
            }
        );
        assert_eq!(
            parse_sort("added"),
            Sort {
                column: Column::Added,
                direction: Direction::Up
            }
        );
        assert_eq!(parse_sort("-<script>"), Sort::default());
        assert_eq!(parse_sort("--name"), Sort::default());
    }

    #[test]
    fn every_filter_has_a_word_of_its_own() {
        let mut words: Vec<String> = STATES.map(|(_, word)| word.to_owned()).to_vec();
        words.push(FULL.to_owned());
        words.extend((0..8).map(|number| tier_word(ProductTier::from_number(number))));
        let count = words.len();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), count);
        assert!(words.iter().all(|word| !word.contains(',')));
    }
}
