//! Reading a log page by page, the newest first.

use std::collections::VecDeque;

use super::Event;
use super::range::Range;

/// What the cloud is to be asked next.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Ask {
    /// From when to when.
    pub range: Range,
    /// Where the page before it ended.
    pub token: Option<String>,
}

/// One page of a log: 50 entries, the newest first.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Page {
    /// The entries.
    pub events: Vec<Event>,
    /// Where it ended; `None` for the last one.
    pub token: Option<String>,
}

/// A log that is being read: what has been read, and what is to be asked for next.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Log {
    events: Vec<Event>,
    parts: VecDeque<Range>,
    token: Option<String>,
    /// How many of the events were read before the part that is being read began.
    before: usize,
}

impl Log {
    /// Nothing read yet.
    pub fn new(range: Range) -> Self {
        Self {
            parts: range.parts().into(),
            ..Self::default()
        }
    }

    /// What has been read.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// What to ask for next; `None` when all of it has been read.
    pub fn next(&self) -> Option<Ask> {
        let range = *self.parts.front()?;
        Some(Ask {
            range,
            token: self.token.clone(),
        })
    }

    /// Takes in the answer to [`next`](Self::next).
    pub fn take(&mut self, page: Page) {
        let Some(part) = self.parts.front() else {
            return;
        };
        let border = part.end;
        // The parts share the moment in which they touch: what is in both was read with the newer one.
        let known = self.events.get(..self.before).unwrap_or_default();
        let known: Vec<Event> = known
            .iter()
            .rev()
            .take_while(|event| event.at <= border)
            .cloned()
            .collect();
        self.events.extend(
            page.events
                .into_iter()
                .filter(|event| event.at != border || !known.contains(event)),
        );
        // A token that leads to where it came from would lead there for ever.
        if page.token.is_some() && page.token != self.token {
            self.token = page.token;
        } else {
            self.token = None;
            self.parts.pop_front();
            self.before = self.events.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Actor, EventKind, Object};
    use super::*;
    use crate::domain::time::Timestamp;

    const YEAR: i64 = 366 * 86_400_000;

    fn event(at: i64, number: i64) -> Event {
        Event {
            kind: EventKind::from_number(number),
            at: Timestamp::from_millis(at),
            actor: Actor::Unknown,
            object: Object::None,
            device: None,
            address: None,
        }
    }

    fn range(start: i64, end: i64) -> Range {
        Range {
            start: Timestamp::from_millis(start),
            end: Timestamp::from_millis(end),
        }
    }

    /// A cloud with these events, the newest first, in pages of two.
    fn read(range: Range, all: &[Event]) -> (Vec<Event>, usize) {
        let mut log = Log::new(range);
        let mut asked = 0;
        while let Some(ask) = log.next() {
            asked += 1;
            assert!(asked < 1000, "it never ends");
            let found: Vec<&Event> = all
                .iter()
                .filter(|event| (ask.range.start..=ask.range.end).contains(&event.at))
                .collect();
            let from: usize = ask.token.map_or(0, |token| token.parse().unwrap());
            let page = found.iter().skip(from).take(2);
            log.take(Page {
                events: page.map(|event| (*event).clone()).collect(),
                token: (from + 2 < found.len()).then(|| (from + 2).to_string()),
            });
        }
        (log.events().to_vec(), asked)
    }

    #[test]
    fn pages_follow_one_another_until_the_last() {
        let all: Vec<Event> = (0..7).rev().map(|at| event(at, 1000)).collect();
        let (read, asked) = read(range(0, 10), &all);
        assert_eq!(read, all);
        assert_eq!(asked, 4);
    }

    #[test]
    fn a_long_range_is_walked_in_parts_and_nothing_is_doubled_or_lost_where_they_touch() {
        let end = 3 * YEAR;
        let border = end - 367 * 86_400_000;
        let mut all: Vec<Event> = [end, end - 5, border + 1].map(|at| event(at, 1000)).into();
        // Several in the very moment in which two parts touch.
        all.extend([1000, 1800, 1801].map(|number| event(border, number)));
        all.extend([border - 1, 7, 0].map(|at| event(at, 1000)));
        let (read, _) = read(range(0, end), &all);
        assert_eq!(read, all);
    }

    #[test]
    fn an_empty_log_ends_and_so_does_one_that_turns_in_circles() {
        assert_eq!(read(range(0, YEAR * 5), &[]).0, []);
        let mut log = Log::new(range(0, 10));
        for _ in 0..2 {
            log.take(Page {
                events: vec![event(5, 1000)],
                token: Some("same".into()),
            });
        }
        assert_eq!(log.next(), None);
    }
}
