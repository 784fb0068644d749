//! The clock that everything in the sandbox reads, and that a test can move.

use std::sync::atomic::{AtomicI64, Ordering};

use serde::Deserialize;
use time::{OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

/// A moment, in milliseconds since 1970 in UTC.
pub type Instant = i64;

/// Real time plus what a test has added to it.
#[derive(Debug, Default)]
pub struct Clock {
    offset: AtomicI64,
}

/// How a test moves the clock: `{"advanceSeconds":N}` or `{"now":"2026-08-22T10:00:00Z"}`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Move {
    advance_seconds: Option<i64>,
    now: Option<String>,
}

impl Clock {
    /// The moment that the sandbox believes it is.
    pub fn now(&self) -> Instant {
        real() + self.offset.load(Ordering::Relaxed)
    }

    /// Moves the clock; the refusal is a sentence for the caller.
    pub fn shift(&self, to: &Move) -> Result<(), &'static str> {
        if let Some(text) = &to.now {
            let at = read(text).ok_or("`now` is not an ISO-8601 moment.")?;
            self.offset.store(at - real(), Ordering::Relaxed);
        }
        if let Some(seconds) = to.advance_seconds {
            let step = seconds
                .checked_mul(1000)
                .filter(|step| step.abs() < 1 << 45);
            self.offset.fetch_add(
                step.ok_or("`advanceSeconds` is out of range.")?,
                Ordering::Relaxed,
            );
        }
        Ok(())
    }

    /// Back to real time.
    pub fn reset(&self) {
        self.offset.store(0, Ordering::Relaxed);
    }
}

/// The real time.
pub(crate) fn real() -> Instant {
    (OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000) as Instant
}

/// A moment as a caller writes it: ISO-8601, in UTC unless it says otherwise; seconds and the time of day may be missing.
pub(crate) fn read(text: &str) -> Option<Instant> {
    let text = text.trim();
    [
        text.to_owned(),
        format!("{text}Z"),
        format!("{text}:00Z"),
        format!("{text}T00:00:00Z"),
    ]
    .iter()
    .find_map(|text| OffsetDateTime::parse(text, &Rfc3339).ok())
    .map(|at| (at.unix_timestamp_nanos() / 1_000_000) as Instant)
}

/// A moment as the API writes it: ISO-8601 in UTC with fractional digits and `Z` (contract 0).
pub fn iso(at: Instant) -> String {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(at) * 1_000_000)
        .ok()
        .and_then(|at| {
            at.format(format_description!(
                "[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z"
            ))
            .ok()
        })
        .unwrap_or_else(|| "1970-01-01T00:00:00.000Z".to_owned())
}

/// One second, in milliseconds as all of these.
pub const SECOND: Instant = 1000;
/// One minute.
pub const MINUTE: Instant = 60 * SECOND;
/// One hour.
pub const HOUR: Instant = 60 * MINUTE;
/// One day.
pub const DAY: Instant = 24 * HOUR;
