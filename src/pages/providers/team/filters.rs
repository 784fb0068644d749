//! Whom of the team is shown: search, filter and order. All of it stands in the address.

use leptos::prelude::*;

use crate::components::{Chip, Order, query_text};
use crate::domain::client_list::Direction;
use crate::domain::search::Query;
use crate::domain::team_list::{Show, TeamColumn, TeamCounts, TeamList, TeamSort, TeamView};
use crate::i18n::{format, words};

/// The search, the filter and the order. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Narrowed {
    /// `q`: what is searched for.
    pub search: RwSignal<String>,
    /// `show`: a word of [`SHOWS`].
    show: RwSignal<String>,
    /// `sort`: a column, after a `-` when descending.
    sort: RwSignal<String>,
    view: Memo<TeamView>,
}

const SHOWS: [(Show, &str); 3] = [
    (Show::All, ""),
    (Show::Invited, "invited"),
    (Show::NeedsConfirmation, "unconfirmed"),
];

const COLUMNS: [(TeamColumn, &str); 4] = [
    (TeamColumn::Name, "name"),
    (TeamColumn::Email, "email"),
    (TeamColumn::Role, "role"),
    (TeamColumn::Status, "state"),
];

impl Narrowed {
    /// As the address has it, and from then on both ways.
    pub(super) fn from_address() -> Self {
        let (search, show, sort) = (query_text("q"), query_text("show"), query_text("sort"));
        let view = Memo::new(move |_| TeamView {
            query: search.with(|search| Query::new(search)),
            show: show.with(|show| parse_show(show)),
            sort: sort.with(|sort| parse_sort(sort)),
        });
        Self {
            search,
            show,
            sort,
            view,
        }
    }

    /// What is asked for.
    pub(super) fn view(self) -> Memo<TeamView> {
        self.view
    }

    /// Takes search and filter away; the order stays.
    pub(super) fn clear(self) {
        self.search.set(String::new());
        self.show.set(String::new());
    }

    /// How the list is sorted by `column`, if it is.
    pub(super) fn order(self, column: TeamColumn) -> Signal<Option<Order>> {
        Signal::derive(move || {
            let sort = self.view.with(|view| view.sort);
            (sort.column == column).then_some(match sort.direction {
                Direction::Up => Order::Ascending,
                Direction::Down => Order::Descending,
            })
        })
    }

    /// Sorts by `column`; the other way when it is already.
    pub(super) fn sort_by(self, column: TeamColumn) {
        let order = self.order(column).get_untracked();
        let word = COLUMNS
            .into_iter()
            .find(|(each, _)| *each == column)
            .map_or("", |(_, word)| word);
        self.sort.set(match (order, column) {
            (Some(Order::Ascending), _) => format!("-{word}"),
            (_, TeamColumn::Name) => String::new(),
            _ => word.to_owned(),
        });
    }
}

/// All, invited, needs confirmation: one of them holds.
#[component]
pub(super) fn ShowChips(list: Memo<TeamList>, narrowed: Narrowed) -> impl IntoView {
    let counts = Memo::new(move |_| {
        narrowed
            .view
            .with(|view| list.with(|list| list.counts(&view.query)))
    });
    let words = &words().team;
    let chip = move |(show, word): (Show, &'static str)| {
        let (label, pick): (_, fn(&TeamCounts) -> usize) = match show {
            Show::All => (words.all, |counts| counts.all),
            Show::Invited => (words.invited, |counts| counts.invited),
            Show::NeedsConfirmation => {
                (words.needs_confirmation, |counts| counts.needs_confirmation)
            }
        };
        view! {
            <Chip
                label=label.to_owned()
                count=Signal::derive(move || counts.with(|counts| format::number(pick(counts) as u64)))
                pressed=Signal::derive(move || narrowed.view.with(|view| view.show) == show)
                on_press=move || narrowed.show.set(word.to_owned())
            />
        }
        .into_any()
    };
    view! { <div class="chips" role="group" aria-label=words.filters>{SHOWS.map(chip).into_iter().collect_view()}</div> }
}

/// Reads `show`; what is no word of it is everybody.
fn parse_show(text: &str) -> Show {
    SHOWS
        .into_iter()
        .find(|(_, word)| *word == text)
        .map_or(Show::All, |(show, _)| show)
}

/// Reads `sort`; what is no column sorts by name.
fn parse_sort(text: &str) -> TeamSort {
    let (direction, word) = match text.strip_prefix('-') {
        Some(word) => (Direction::Down, word),
        None => (Direction::Up, text),
    };
    match COLUMNS.into_iter().find(|(_, each)| *each == word) {
        Some((column, _)) => TeamSort { column, direction },
        None => TeamSort::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_leniently() {
        assert_eq!(parse_show("unconfirmed"), Show::NeedsConfirmation);
        assert_eq!(parse_show("<b>"), Show::All);
        let sort = TeamSort {
            column: TeamColumn::Role,
            direction: Direction::Down,
        };
        assert_eq!(parse_sort("-role"), sort);
        assert_eq!(parse_sort("--role"), TeamSort::default());
    }
}
