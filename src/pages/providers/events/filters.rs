//! What of the log is asked for. All of it stands in the address.

use leptos::prelude::*;

use super::reader::Reader;
use crate::components::{Button, Choice, DayField, Glyph, Kind, Select, query_text};
use crate::domain::event::EventKind;
use crate::domain::event::names::{Names, Presence, Sought};
use crate::domain::event::range::{Days, DaysProblem};
use crate::domain::event::view::{Filter, Occurring};
use crate::domain::ids::{ProviderId, ProviderOrganizationId, UserId};
use crate::i18n::{events, format, words};
use crate::routes::Path;

/// The days and the filters. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    provider: ProviderId,
    /// `from`, `to`: days; the last thirty when there are none.
    from: RwSignal<String>,
    to: RwSignal<String>,
    /// `person`: a place in the team, or an account.
    pub(super) person: RwSignal<String>,
    /// `kind`: a number.
    kind: RwSignal<String>,
    /// `client`: a link.
    client: RwSignal<String>,
    otherwise: Days,
    pub(super) days: Memo<Result<Days, DaysProblem>>,
    pub(super) sought: Memo<Sought>,
    filter: Memo<Filter>,
}

impl Asked {
    /// As the address has it, and from then on both ways.
    pub(super) fn from_address(provider: ProviderId, names: Signal<Names>) -> Self {
        let (from, to) = (query_text("from"), query_text("to"));
        let (person, kind, client) = (
            query_text("person"),
            query_text("kind"),
            query_text("client"),
        );
        let today = format::today();
        let otherwise = Days {
            from: format::days_before(today, 29),
            to: today,
        };
        let days =
            Memo::new(move |_| from.with(|from| to.with(|to| Days::parse(from, to, otherwise))));
        let sought = Memo::new(move |_| person.with(|text| names.with(|names| names.sought(text))));
        let filter = Memo::new(move |_| Filter {
            person: match sought.get() {
                Sought::Account(user) => Some(user),
                Sought::Everybody | Sought::Member(_) | Sought::Nobody => None,
            },
            kind: kind.with(|kind| kind.parse().ok().map(EventKind::from_number)),
            client: client.with(|text| {
                let link = |organization| names.with(|names| names.link(organization));
                text.parse()
                    .ok()
                    .and_then(link)
                    .or_else(|| text.parse().ok())
            }),
        });
        Self {
            provider,
            from,
            to,
            person,
            kind,
            client,
            otherwise,
            days,
            sought,
            filter,
        }
    }

    /// What has to pass, tracked.
    pub(super) fn filter(self) -> Filter {
        self.filter.get()
    }

    /// The same, untracked.
    pub(super) fn filter_untracked(self) -> Filter {
        self.filter.get_untracked()
    }

    /// Takes the filters away; the days stay.
    pub(super) fn clear(self) {
        for text in [self.person, self.kind, self.client] {
            text.set(String::new());
        }
    }

    /// The address of the same days with one filter alone.
    fn address(self, filter: &str, value: &str) -> String {
        let mut address = format!("{}?{filter}={value}", Path::Events(self.provider));
        for (name, day) in [("from", self.from), ("to", self.to)] {
            // Only what reads as a day gets there.
            if let Ok(day) = day.with_untracked(|day| day.parse::<crate::domain::day::Day>()) {
                address.push_str(&format!("&{name}={day}"));
            }
        }
        address
    }

    /// The address of what a person did.
    pub(super) fn of_person(self, user: UserId, names: &Names) -> String {
        let member = names
            .person(user)
            .filter(|person| person.presence == Presence::Here)
            .and_then(|person| person.team_member);
        match member {
            Some(member) => self.address("person", &member.to_string()),
            None => self.address("person", &user.to_string()),
        }
    }

    /// The address of what is about a client.
    pub(super) fn of_client(self, link: ProviderOrganizationId) -> String {
        self.address("client", &link.to_string())
    }
}

/// The fields for days and filters, with how often each choice occurs in what was read.
#[component]
pub(super) fn Filters(asked: Asked, names: Signal<Names>, reader: Reader) -> impl IntoView {
    let words = &words().events;
    let problem = move |field: DaysProblem, text: &'static str| {
        Signal::derive(move || match asked.days.get() {
            Err(problem) if problem == field => Some(text.to_owned()),
            Err(DaysProblem::Reversed) if field == DaysProblem::To => {
                Some(words.reversed.to_owned())
            }
            _ => None,
        })
    };
    let day = |text: RwSignal<String>, otherwise: String| {
        Signal::derive(move || match text.get() {
            text if text.is_empty() => otherwise.clone(),
            text => text,
        })
    };
    let occurring = Memo::new(move |_| reader.with(|events, _| Occurring::new(events)));
    let people = Signal::derive(move || {
        names.with(|names| occurring.with(|occurring| people(asked, names, occurring)))
    });
    let kinds = Signal::derive(move || occurring.with(|occurring| kinds(asked, occurring)));
    let clients = Signal::derive(move || {
        names.with(|names| occurring.with(|occurring| clients(asked, names, occurring)))
    });
    let filtered = move || {
        asked.person.with(|text| !text.is_empty())
            || asked.kind.with(|text| !text.is_empty())
            || asked.client.with(|text| !text.is_empty())
    };
    view! {
        <div class="filters" role="group" aria-label=words.filters>
            <DayField
                label=words.from
                value=day(asked.from, asked.otherwise.from.to_string())
                on_change=move |text: String| asked.from.set(text)
                problem=problem(DaysProblem::From, words.from_wrong)
            />
            <DayField
                label=words.to
                value=day(asked.to, asked.otherwise.to.to_string())
                on_change=move |text: String| asked.to.set(text)
                problem=problem(DaysProblem::To, words.to_wrong)
            />
            <Select label=words.person choices=people value=asked.person/>
            <Select label=words.kind choices=kinds value=asked.kind/>
            <Select label=words.client choices=clients value=asked.client/>
            {move || {
                filtered()
                    .then(|| view! {
                        <Button label=words.clear kind=Kind::Bare icon=Glyph::X on_press=move || asked.clear()/>
                    })
            }}
        </div>
    }
}

/// Everybody of the team, and whoever else did something. The one who is chosen is there in any case.
fn people(asked: Asked, names: &Names, occurring: &Occurring) -> Vec<Choice> {
    let words = &words().events;
    let (text, sought) = (asked.person.get(), asked.sought.get());
    let mut users: Vec<UserId> = names
        .people()
        .into_iter()
        .filter_map(|person| person.user)
        .collect();
    let unnamed = occurring
        .people
        .keys()
        .filter(|user| names.person(**user).is_none());
    users.extend(unnamed);
    let mut choices = vec![(String::new(), words.everybody.to_owned())];
    let mut held = text.is_empty();
    for user in users {
        let person = names.person(user);
        let member = person
            .filter(|person| person.presence == Presence::Here)
            .and_then(|person| person.team_member);
        let chosen = match sought {
            Sought::Member(sought) => member == Some(sought),
            Sought::Account(sought) => user == sought,
            Sought::Everybody | Sought::Nobody => false,
        };
        let value = match member {
            _ if chosen => text.clone(),
            Some(member) => member.to_string(),
            None => user.to_string(),
        };
        held |= chosen;
        choices.push((value, events::person(user, names)));
    }
    if !held {
        choices.push((text, words.someone.to_owned()));
    }
    choices
}

fn kinds(asked: Asked, occurring: &Occurring) -> Vec<Choice> {
    let words = &words().events;
    let text = asked.kind.get();
    let mut choices = vec![(String::new(), words.every_kind.to_owned())];
    for (kind, count) in &occurring.kinds {
        let label = (words.option)(&events::kind(*kind), *count);
        choices.push((kind.number().to_string(), label));
    }
    if choices.iter().all(|(value, _)| *value != text) {
        let label = match text.parse().map(EventKind::from_number) {
            Ok(kind) => (words.option)(&events::kind(kind), 0),
            Err(_) => text.clone(),
        };
        choices.push((text, label));
    }
    choices
}

fn clients(asked: Asked, names: &Names, occurring: &Occurring) -> Vec<Choice> {
    let words = &words().events;
    let (text, chosen) = (asked.client.get(), asked.filter().client);
    let mut found: Vec<(ProviderOrganizationId, usize)> = occurring
        .clients
        .iter()
        .map(|(link, count)| (*link, *count))
        .collect();
    if let Some(chosen) = chosen
        && !occurring.clients.contains_key(&chosen)
    {
        found.push((chosen, 0));
    }
    let mut choices: Vec<Choice> = found
        .into_iter()
        .map(|(link, count)| {
            let value = if chosen == Some(link) {
                text.clone()
            } else {
                link.to_string()
            };
            (value, (words.option)(&events::client(link, names), count))
        })
        .collect();
    choices.sort_by_cached_key(|(_, label)| label.to_lowercase());
    choices.insert(0, (String::new(), words.every_client.to_owned()));
    choices
}
