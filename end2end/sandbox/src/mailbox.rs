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

/// A letter to be sent.
pub(crate) struct Draft<'a> {
    pub(crate) kind: &'a str,
    pub(crate) to: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) body: &'a str,
    pub(crate) code: Option<&'a str>,
    pub(crate) link: Option<&'a str>,
}

/// Puts a letter into the mailbox.
pub(crate) fn send(rows: &Connection, draft: &Draft<'_>, now: Instant) -> rusqlite::Result<()> {
    let Draft {
        kind,
        to,
        subject,
        body,
        code,
        link,
    } = draft;
    rows.execute(
        "INSERT INTO mail (kind, recipient, subject, body, code, link, sent_at) VALUES (?1,?2,?3,?4,?5,?6,?7)",
        params![kind, to, subject, body, code, link, now],
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
        &Draft {
            kind: "two-factor-code",
            to,
            subject: "Your Bitwarden Verification Code",
            body: &body,
            code: Some(&code),
            link: None,
        },
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
        &Draft {
            kind: "new-device-code",
            to: &account.email,
            subject: "Verify your sign-in",
            body: &body,
            code: Some(&code),
            link: None,
        },
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
        &Draft {
            kind: "new-device-notice",
            to: &account.email,
            subject: "New Device Logged In",
            body: &body,
            code: None,
            link: None,
        },
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
        &Draft {
            kind: "password-hint",
            to: &account.email,
            subject: "Your Master Password Hint",
            body: &body,
            code: None,
            link: None,
        },
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
                "<article><h2>{}</h2><p>To {} at <time>{}</time></p><p>{}</p>{}</article>",
                escape(&letter.subject),
                escape(&letter.to),
                escape(&letter.at),
                escape(&letter.body),
                letter.link.as_deref().map(anchor).unwrap_or_default(),
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

/// A link to follow, shown in full so that it can be copied.
fn anchor(link: &str) -> String {
    let link = escape(link);
    format!("<p style=\"overflow-wrap:anywhere\"><a href=\"{link}\">{link}</a></p>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
