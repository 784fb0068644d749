//! A day of the calendar, wherever one is.

use std::fmt;
use std::str::FromStr;

use super::time::Timestamp;

/// A day of the Gregorian calendar. Printed and read as `2026-08-20`, as date fields and addresses have it. When it
/// begins depends on where one is: `i18n::format` knows.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// The text is no day of the calendar.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NotADay;

impl Day {
    /// The 1st of January 1970.
    pub const EPOCH: Self = Self {
        year: 1970,
        month: 1,
        day: 1,
    };

    /// The day of a year, a month from 1 and a day from 1. `None` for what is not on the calendar, or not in four digits.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let civil = (i64::from(year), i64::from(month), i64::from(day));
        Timestamp::from_civil(civil, (0, 0, 0))?;
        (1..=9999)
            .contains(&year)
            .then_some(Self { year, month, day })
    }

    /// The year, the month from 1, the day from 1.
    pub fn civil(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let digits = |part: Option<&str>, length: usize| {
            part.filter(|part| {
                part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
            })
            .and_then(|part| part.parse::<u16>().ok())
            .ok_or(NotADay)
        };
        let mut parts = text.split('-');
        let year = digits(parts.next(), 4)?;
        let month = digits(parts.next(), 2)?;
        let day = digits(parts.next(), 2)?;
        if parts.next().is_some() {
            return Err(NotADay);
        }
        let small = |number: u16| u8::try_from(number).map_err(|_| NotADay);
        Self::new(year, small(month)?, small(day)?).ok_or(NotADay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_it_was_written() {
        for text in ["2026-08-20", "2024-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
        }
        assert!("2026-08-20".parse::<Day>().unwrap() > "2026-07-31".parse().unwrap());
    }

    #[test]
    fn what_is_not_on_the_calendar_is_refused() {
        for text in [
            "",
            "2026-02-29",
            "2026-13-01",
            "2026-8-1",
            "20260801",
            "2026-08-20T00:00:00Z",
            "0000-01-01",
            "+026-01-01",
            "2026-08-20-",
        ] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
    }
}
