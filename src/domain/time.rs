//! Moments, as the cloud tells them.

use std::fmt;
use std::str::FromStr;

const DAY: i64 = 86_400_000;

/// A moment: milliseconds since 1970-01-01T00:00:00Z. Shown by `i18n::format`; printed as ISO 8601 in UTC.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Timestamp(i64);

/// The text is no moment in the form of contract 0.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NotATimestamp;

impl fmt::Display for NotATimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a moment of the form 2026-08-20T12:34:56.7890123Z")
    }
}

impl std::error::Error for NotATimestamp {}

impl Timestamp {
    /// Milliseconds since 1970.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// `2026-08-20`, in UTC.
    pub fn date(self) -> String {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// The moment of a date of the Gregorian calendar and a time of day in UTC. `None` for what is not on the calendar.
    pub fn from_civil(date: (i64, i64, i64), time: (i64, i64, i64)) -> Option<Self> {
        let (year, month, day) = date;
        let (hour, minute, second) = time;
        let days = days_since_1970(year, month, day);
        // A leap second is told as the second after it.
        let exists = civil(days) == (year, month, day)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..=60).contains(&second);
        exists.then_some(Self(
            days * DAY + ((hour * 60 + minute) * 60 + second) * 1000,
        ))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = self.0.rem_euclid(DAY);
        let (second, milli) = (rest / 1000, rest % 1000);
        write!(
            f,
            "{}T{:02}:{:02}:{:02}",
            self.date(),
            second / 3600,
            second / 60 % 60,
            second % 60
        )?;
        if milli != 0 {
            write!(f, ".{milli:03}")?;
        }
        f.write_str("Z")
    }
}

impl FromStr for Timestamp {
    type Err = NotATimestamp;

    /// Reads `2026-08-20T12:34:56`, with any number of digits of a second's fraction (those after the third are dropped),
    /// followed by `Z`, by an offset such as `+02:00`, or by nothing, which .NET writes for UTC of unknown kind.
    fn from_str(text: &str) -> Result<Self, NotATimestamp> {
        parse(text).ok_or(NotATimestamp)
    }
}

fn parse(text: &str) -> Option<Timestamp> {
    let mut rest = text.as_bytes();
    let year = number(&mut rest, 4)?;
    literal(&mut rest, b'-')?;
    let month = number(&mut rest, 2)?;
    literal(&mut rest, b'-')?;
    let day = number(&mut rest, 2)?;
    literal(&mut rest, b'T')?;
    let hour = number(&mut rest, 2)?;
    literal(&mut rest, b':')?;
    let minute = number(&mut rest, 2)?;
    literal(&mut rest, b':')?;
    let second = number(&mut rest, 2)?;
    let mut millis = 0;
    if literal(&mut rest, b'.').is_some() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (fraction, after) = rest.split_at(digits);
        let mut place = 100;
        for digit in fraction {
            millis += i64::from(digit - b'0') * place;
            place /= 10;
        }
        rest = after;
    }
    let offset = match rest {
        [] | b"Z" => 0,
        [sign @ (b'+' | b'-'), after @ ..] => {
            rest = after;
            let hours = number(&mut rest, 2)?;
            literal(&mut rest, b':')?;
            let minutes = number(&mut rest, 2)?;
            if !rest.is_empty() {
                return None;
            }
            let size = (hours * 60 + minutes) * 60_000;
            if *sign == b'-' { -size } else { size }
        }
        _ => return None,
    };
    let whole = Timestamp::from_civil((year, month, day), (hour, minute, second))?;
    Some(Timestamp(whole.0 + millis - offset))
}

fn literal(rest: &mut &[u8], expected: u8) -> Option<()> {
    let (first, after) = rest.split_first()?;
    (*first == expected).then(|| *rest = after)
}

fn number(rest: &mut &[u8], digits: usize) -> Option<i64> {
    let (taken, after) = rest.split_at_checked(digits)?;
    let mut value = 0;
    for byte in taken {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    *rest = after;
    Some(value)
}

/// The calendar counted in eras of 400 years that begin on a 1st of March, so that the leap day is the last of its year.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_since_1970`].
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn moments_of_the_cloud_are_read() {
        for (text, millis) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-08-20T12:34:56.7890123Z", 1_787_229_296_789),
            ("2026-08-20T12:34:56.7Z", 1_787_229_296_700),
            ("2026-08-20T12:34:56", 1_787_229_296_000),
            ("2026-08-20T14:34:56+02:00", 1_787_229_296_000),
            ("2024-02-29T23:59:59Z", 1_709_251_199_000),
            ("0001-01-01T00:00:00", -62_135_596_800_000),
        ] {
            assert_eq!(text.parse(), Ok(Timestamp(millis)), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "2026-08-20",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01 00:00:00Z",
            "2026-01-01T00:00:00ZZ",
            "2026-01-01T00:00:00+02:00x",
            "2026-01-01T00:00:00+2",
            "é026-01-01T00:00:00Z",
        ] {
            assert_eq!(text.parse::<Timestamp>(), Err(NotATimestamp), "{text}");
        }
    }

    proptest! {
        #[test]
        fn printing_and_reading_are_inverse(millis in -62_135_596_800_000_i64..253_402_300_800_000) {
            let moment = Timestamp(millis);
            prop_assert_eq!(moment.to_string().parse(), Ok(moment));
        }
    }
}
