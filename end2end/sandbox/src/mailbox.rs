//! Mail that a cloud would send. It stays here, to be read at `/__sandbox/mailbox`.

use rusqlite::{Connection, params};
use serde::Serialize;

use crate::{
    clock::{Instant, iso},
    identity::{account::Account, code, device::Device},
};

/// One letter.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Letter {
    number: i64,
    kind: String,
    to: String,
    subject: String,
    body: String,
    code: Option<String>,
    link: Option<String>,
    at: String,
}

fn send(
    rows: &Connection,
    kind: &str,
    to: &str,
    subject: &str,
    body: &str,
    code: Option<&str>,
    now: Instant,
) -> rusqlite::Result<()> {
    rows.execute(
        "INSERT INTO mail (kind, recipient, subject, body, code, sent_at) VALUES (?1,?2,?3,?4,?5,?6)",
        params![kind, to, subject, body, code, now],
    )?;
    Ok(())
}

/// The code of the e-mail second step.
pub(crate) fn two_factor_code(
    rows: &Connection,
    account: &Account,
    to: &str,
    now: Instant,
) -> rusqlite::Result<()> {
    let code = code::issue(rows, &account.id, code::Purpose::TwoFactor, now)?;
    let body = format!("Your two-step verification code is {code}. It is good for five minutes.");
    send(
        rows,
        "two-factor-code",
        to,
        "Your Bitwarden Verification Code",
        &body,
        Some(&code),
        now,
    )
}

/// The code that confirms a new device.
pub(crate) fn new_device_code(
    rows: &Connection,
    account: &Account,
    now: Instant,
) -> rusqlite::Result<()> {
    let code = code::issue(rows, &account.id, code::Purpose::NewDevice, now)?;
    let body = format!(
        "To sign in from a new device, enter the code {code}. It is good for five minutes."
    );
    send(
        rows,
        "new-device-code",
        &account.email,
        "Verify your sign-in",
        &body,
        Some(&code),
        now,
    )
}

/// Tells somebody that a new device signed in.
pub(crate) fn new_device_notice(
    rows: &Connection,
    account: &Account,
    device: &Device,
    now: Instant,
) -> rusqlite::Result<()> {
    let body = format!(
        "Your account was just signed in to from a new device: {} at {}.",
        device.name,
        iso(now)
    );
    send(
        rows,
        "new-device-notice",
        &account.email,
        "New Device Logged In",
        &body,
        None,
        now,
    )
}

/// The password hint, or the news that there is none.
pub(crate) fn password_hint(
    rows: &Connection,
    account: &Account,
    now: Instant,
) -> rusqlite::Result<()> {
    let body = match &account.hint {
        Some(hint) => format!("Your master password hint is: {hint}"),
        None => "You asked for your master password hint, but you never set one.".to_owned(),
    };
    send(
        rows,
        "password-hint",
        &account.email,
        "Your Master Password Hint",
        &body,
        None,
        now,
    )
}

/// The letters, newest first, all or those to one address.
pub(crate) fn list(rows: &Connection, to: Option<&str>) -> rusqlite::Result<Vec<Letter>> {
    rows.prepare_cached(
        "SELECT * FROM mail WHERE ?1 IS NULL OR recipient = ?1 ORDER BY number DESC",
    )?
    .query_map([to], |row| {
        Ok(Letter {
            number: row.get("number")?,
            kind: row.get("kind")?,
            to: row.get("recipient")?,
            subject: row.get("subject")?,
            body: row.get("body")?,
            code: row.get("code")?,
            link: row.get("link")?,
            at: iso(row.get("sent_at")?),
        })
    })?
    .collect()
}

/// Empties the mailbox.
pub(crate) fn clear(rows: &Connection) -> rusqlite::Result<()> {
    rows.execute("DELETE FROM mail", [])?;
    Ok(())
}

/// The mailbox as a page.
pub(crate) fn page(letters: &[Letter]) -> String {
    let rows: String = letters
        .iter()
        .map(|letter| {
            format!(
                "<article><h2>{}</h2><p>To {} at <time>{}</time></p><p>{}</p></article>",
                escape(&letter.subject),
                escape(&letter.to),
                escape(&letter.at),
                escape(&letter.body),
            )
        })
        .collect();
    let rows = if rows.is_empty() {
        "<p>No mail yet.</p>".to_owned()
    } else {
        rows
    };
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>Sandbox mailbox</title><style>body{{font:16px/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem;\
         color-scheme:light dark}}article{{border-top:1px solid #8886}}h2{{font-size:1.1rem}}</style><h1>Sandbox mailbox</h1>{rows}"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
