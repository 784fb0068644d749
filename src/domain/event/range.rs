//! From when to when events are asked for.

use crate::domain::day::Day;
use crate::domain::time::Timestamp;

/// The longest range that the cloud answers at once (contract 5): 367 days.
const LONGEST: i64 = 367 * 86_400_000;

/// A range of moments, both of them in it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Range {
    /// The first.
    pub start: Timestamp,
    /// The last.
    pub end: Timestamp,
}

impl Range {
    /// The same in parts that the cloud answers at once, the newest first. Where two of them touch, both have the moment,
    /// so that none is left out.
    pub fn parts(self) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut end = self.end;
        loop {
            let start = Timestamp::from_millis(end.millis() - LONGEST).max(self.start);
            parts.push(Self { start, end });
            if start <= self.start {
                return parts;
            }
            end = start;
        }
    }
}

/// The days that a person asks for, both of them whole.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Days {
    /// The first.
    pub from: Day,
    /// The last.
    pub to: Day,
}

/// What is wrong with the days that were typed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DaysProblem {
    /// The first is no day.
    From,
    /// The last is no day.
    To,
    /// The last is before the first.
    Reversed,
}

impl Days {
    /// The same without the days on which nothing can have happened: before 1970, and after today.
    pub fn possible(self, today: Day) -> Self {
        let to = self.to.min(today);
        Self {
            from: self.from.max(Day::EPOCH).min(to),
            to,
        }
    }

    /// Reads two days as they were typed or stand in the address; an empty text stands for the day that is given.
    pub fn parse(from: &str, to: &str, otherwise: Self) -> Result<Self, DaysProblem> {
        let read = |text: &str, otherwise: Day| match text.trim() {
            "" => Ok(otherwise),
            text => text.parse(),
        };
        let from = read(from, otherwise.from).map_err(|_| DaysProblem::From)?;
        let to = read(to, otherwise.to).map_err(|_| DaysProblem::To)?;
        if to < from {
            Err(DaysProblem::Reversed)
        } else {
            Ok(Self { from, to })
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn range(start: i64, end: i64) -> Range {
        Range {
            start: Timestamp::from_millis(start),
            end: Timestamp::from_millis(end),
        }
    }

    #[test]
    fn a_range_that_the_cloud_answers_at_once_stays_whole() {
        for range in [range(0, 0), range(5, LONGEST), range(7, 7 + LONGEST)] {
            assert_eq!(range.parts(), [range]);
        }
        assert_eq!(
            range(0, LONGEST + 1).parts(),
            [range(1, LONGEST + 1), range(0, 1)]
        );
    }

    proptest! {
        #[test]
        fn parts_cover_the_range_without_a_gap(start in 0_i64..1 << 42, length in 0_i64..LONGEST * 12) {
            let whole = range(start, start + length);
            let parts = whole.parts();
            prop_assert_eq!(parts.first().unwrap().end, whole.end);
            prop_assert_eq!(parts.last().unwrap().start, whole.start);
            for part in &parts {
                prop_assert!(part.end.millis() - part.start.millis() <= LONGEST);
                prop_assert!(part.start <= part.end);
            }
            for pair in parts.windows(2) {
                prop_assert_eq!(pair[0].start, pair[1].end);
            }
        }
    }

    #[test]
    fn days_on_which_nothing_can_have_happened_are_not_asked_for() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let today = day("2026-08-31");
        let possible = |from, to| {
            let days = Days {
                from: day(from),
                to: day(to),
            };
            let days = days.possible(today);
            (days.from.to_string(), days.to.to_string())
        };
        let (early, late) = possible("0002-01-01", "9999-12-31");
        assert_eq!(
            (early.as_str(), late.as_str()),
            ("1970-01-01", "2026-08-31")
        );
        let (early, late) = possible("2026-08-01", "2026-08-02");
        assert_eq!(
            (early.as_str(), late.as_str()),
            ("2026-08-01", "2026-08-02")
        );
        let (early, late) = possible("2027-01-01", "2027-02-01");
        assert_eq!(
            (early.as_str(), late.as_str()),
            ("2026-08-31", "2026-08-31")
        );
    }

    #[test]
    fn typed_days_are_read_or_say_what_is_wrong() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let month = Days {
            from: day("2026-08-01"),
            to: day("2026-08-31"),
        };
        assert_eq!(Days::parse("", " ", month), Ok(month));
        assert_eq!(
            Days::parse("2026-08-05", "", month).unwrap().from,
            day("2026-08-05")
        );
        for (from, to, problem) in [
            ("2026-08-05", "2026-08-04", DaysProblem::Reversed),
            ("2026-09-01", "", DaysProblem::Reversed),
            ("yesterday", "", DaysProblem::From),
            ("", "2026-02-30", DaysProblem::To),
        ] {
            assert_eq!(Days::parse(from, to, month), Err(problem), "{from} {to}");
        }
    }
}
