//! What of a log is shown: filters, what one can filter by, and the export.

use std::collections::BTreeMap;

use super::{Actor, Event, EventKind, Object};
use crate::domain::csv;
use crate::domain::ids::{ProviderOrganizationId, UserId};

/// What of a log is asked for.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Filter {
    /// Only what this person did.
    pub person: Option<UserId>,
    /// Only this kind.
    pub kind: Option<EventKind>,
    /// Only what is about this client.
    pub client: Option<ProviderOrganizationId>,
}

impl Filter {
    /// Whether an event passes.
    pub fn has(&self, event: &Event) -> bool {
        self.person
            .is_none_or(|person| event.actor == Actor::Person(person))
            && self.kind.is_none_or(|kind| event.kind == kind)
            && self
                .client
                .is_none_or(|client| event.object == Object::Client(client))
    }
}

/// What occurs in a log, and how often: what one can filter it by.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Occurring {
    /// Kinds, by number.
    pub kinds: BTreeMap<EventKind, usize>,
    /// Who did something.
    pub people: BTreeMap<UserId, usize>,
    /// The clients that it is about.
    pub clients: BTreeMap<ProviderOrganizationId, usize>,
}

impl Occurring {
    /// Counts.
    pub fn new(events: &[Event]) -> Self {
        let mut occurring = Self::default();
        for event in events {
            *occurring.kinds.entry(event.kind).or_default() += 1;
            if let Actor::Person(person) = event.actor {
                *occurring.people.entry(person).or_default() += 1;
            }
            if let Object::Client(client) = event.object {
                *occurring.clients.entry(client).or_default() += 1;
            }
        }
        occurring
    }
}

/// An event in words.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Told {
    /// What happened.
    pub sentence: String,
    /// Who did it.
    pub person: String,
    /// What it was done to.
    pub object: String,
    /// By what.
    pub device: String,
}

/// Events as CSV, with moments as `2026-08-20T12:34:56Z`. The columns: moment, who, what happened, to whom or what, device,
/// address, and for machines the number of the kind, the person's id and the object's.
pub fn to_csv<'a>(
    events: impl IntoIterator<Item = &'a Event>,
    heads: [&str; 9],
    tell: impl Fn(&Event) -> Told,
) -> String {
    let mut rows = vec![heads.map(str::to_owned)];
    rows.extend(events.into_iter().map(|event| {
        let told = tell(event);
        let person = match event.actor {
            Actor::Person(person) => person.to_string(),
            Actor::System(_) | Actor::Unknown => String::new(),
        };
        [
            event.at.to_string(),
            told.person,
            told.sentence,
            told.object,
            told.device,
            event.address.clone().unwrap_or_default(),
            event.kind.number().to_string(),
            person,
            event.object.id().unwrap_or_default(),
        ]
    }));
    csv::table(rows.iter().map(|row| row.iter().map(String::as_str)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;

    const ONE: &str = "00000000-0000-0000-0000-000000000001";
    const TWO: &str = "00000000-0000-0000-0000-000000000002";

    fn event(number: i64, person: &str, object: Object) -> Event {
        Event {
            kind: EventKind::from_number(number),
            at: Timestamp::from_millis(0),
            actor: Actor::Person(person.parse().unwrap()),
            object,
            device: None,
            address: Some("192.0.2.7".into()),
        }
    }

    fn events() -> [Event; 3] {
        [
            event(1000, ONE, Object::None),
            event(1900, ONE, Object::Client(TWO.parse().unwrap())),
            event(1903, TWO, Object::Client(TWO.parse().unwrap())),
        ]
    }

    #[test]
    fn each_filter_leaves_what_fits_all_of_them() {
        let events = events();
        let left = |filter: Filter| {
            events
                .iter()
                .filter(|event| filter.has(event))
                .map(|event| event.kind.number())
                .collect::<Vec<_>>()
        };
        let open = Filter::default();
        assert_eq!(left(open), [1000, 1900, 1903]);
        let client = Filter {
            client: TWO.parse().ok(),
            ..open
        };
        assert_eq!(left(client), [1900, 1903]);
        let person = Filter {
            person: ONE.parse().ok(),
            ..client
        };
        assert_eq!(left(person), [1900]);
        let kind = Filter {
            kind: Some(EventKind::ClientVaultAccessed),
            ..person
        };
        assert!(left(kind).is_empty());
    }

    #[test]
    fn what_occurs_is_counted() {
        let occurring = Occurring::new(&events());
        assert_eq!(occurring.kinds.len(), 3);
        assert_eq!(occurring.people.get(&ONE.parse().unwrap()), Some(&2));
        assert_eq!(occurring.clients.get(&TWO.parse().unwrap()), Some(&2));
    }

    #[test]
    fn the_export_has_the_words_and_the_numbers() {
        let heads = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
        let csv = to_csv(&events()[1..2], heads, |event| Told {
            sentence: format!("={}", event.kind.number()),
            person: "Anna, de".into(),
            ..Told::default()
        });
        let row = csv.lines().nth(1).unwrap();
        let expected =
            format!("1970-01-01T00:00:00Z,\"Anna, de\",'=1900,,,192.0.2.7,1900,{ONE},{TWO}");
        assert_eq!(row, expected);
    }
}
