//! Six-digit codes that go out by mail and live for five minutes (contract 10).

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::{
    clock::{Instant, MINUTE},
    ids::UserId,
};

/// What a code is for; one of each lives at a time.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    TwoFactor,
    NewDevice,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Purpose::TwoFactor => "two-factor",
            Purpose::NewDevice => "new-device",
        }
    }
}

/// Makes the code that replaces any earlier one.
pub(crate) fn issue(
    rows: &Connection,
    user: &UserId,
    purpose: Purpose,
    now: Instant,
) -> rusqlite::Result<String> {
    let code = format!("{:06}", Uuid::new_v4().as_u128() % 1_000_000);
    rows.execute(
        "INSERT OR REPLACE INTO codes VALUES (?1,?2,?3,?4)",
        params![user, purpose.word(), code, now + 5 * MINUTE],
    )?;
    Ok(code)
}

/// Whether `code` is the living one; a right code is spent.
pub(crate) fn spend(
    rows: &Connection,
    user: &UserId,
    purpose: Purpose,
    code: &str,
    now: Instant,
) -> rusqlite::Result<bool> {
    let living: Option<String> = rows
        .query_row(
            "SELECT code FROM codes WHERE user_id = ?1 AND purpose = ?2 AND expires_at > ?3",
            params![user, purpose.word(), now],
            |row| row.get(0),
        )
        .optional()?;
    let right = living.is_some_and(|living| living == code);
    if right {
        rows.execute(
            "DELETE FROM codes WHERE user_id = ?1 AND purpose = ?2",
            params![user, purpose.word()],
        )?;
    }
    Ok(right)
}
