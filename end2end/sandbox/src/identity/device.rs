//! The devices that a person signed in from, and the check of a new one (contract 1.5).

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::account::Account;
use crate::{
    clock::{DAY, Instant},
    ids::UserId,
};

/// What a sign-in says of its device.
pub(crate) struct Device {
    pub(crate) identifier: String,
    pub(crate) name: String,
    pub(crate) kind: i64,
}

impl Device {
    /// The device of a token request: type, identifier and name are all needed. Types are numbers or enum names.
    pub(crate) fn of(
        kind: Option<&str>,
        identifier: Option<&str>,
        name: Option<&str>,
    ) -> Option<Self> {
        let filled = |text: Option<&str>| {
            text.map(str::trim)
                .filter(|text| !text.is_empty() && text.chars().count() <= 50)
                .map(str::to_owned)
        };
        let kind = kind?.trim();
        let kind = kind.parse().ok().or_else(|| named(kind))?;
        Some(Self {
            identifier: filled(identifier)?,
            name: filled(name)?,
            kind,
        })
    }
}

/// DeviceType by name, as some clients send it (contract 1.2).
fn named(name: &str) -> Option<i64> {
    const NAMES: [&str; 27] = [
        "Android",
        "iOS",
        "ChromeExtension",
        "FirefoxExtension",
        "OperaExtension",
        "EdgeExtension",
        "WindowsDesktop",
        "MacOsDesktop",
        "LinuxDesktop",
        "ChromeBrowser",
        "FirefoxBrowser",
        "OperaBrowser",
        "EdgeBrowser",
        "IEBrowser",
        "UnknownBrowser",
        "AndroidAmazon",
        "UWP",
        "SafariBrowser",
        "VivaldiBrowser",
        "VivaldiExtension",
        "SafariExtension",
        "SDK",
        "Server",
        "WindowsCLI",
        "MacOsCLI",
        "LinuxCLI",
        "DuckDuckGoBrowser",
    ];
    NAMES
        .iter()
        .position(|known| known.eq_ignore_ascii_case(name))
        .and_then(|number| i64::try_from(number).ok())
}

/// Whether the account knows a device of this identifier.
pub(crate) fn is_known(
    rows: &Connection,
    user: &UserId,
    identifier: &str,
) -> rusqlite::Result<bool> {
    let found = rows
        .query_row(
            "SELECT 1 FROM devices WHERE user_id = ?1 AND identifier = ?2",
            params![user, identifier],
            |_| Ok(()),
        )
        .optional()?;
    Ok(found.is_some())
}

/// Whether a sign-in from this device must first be confirmed by a mailed code: the person wants it so, has been here for
/// more than a day, and has some other device. (Two-step and single sign-on make it needless; the caller knows those.)
pub(crate) fn needs_verification(
    rows: &Connection,
    account: &Account,
    device: &Device,
    now: Instant,
) -> rusqlite::Result<bool> {
    if !account.verify_devices
        || now - account.created_at < DAY
        || is_known(rows, &account.id, &device.identifier)?
    {
        return Ok(false);
    }
    rows.query_row(
        "SELECT EXISTS (SELECT 1 FROM devices WHERE user_id = ?1)",
        [&account.id],
        |row| row.get(0),
    )
}

/// Keeps the device of a sign-in that succeeded.
pub(crate) fn keep(
    rows: &Connection,
    user: &UserId,
    device: &Device,
    now: Instant,
) -> rusqlite::Result<()> {
    rows.execute(
        "INSERT INTO devices (id, user_id, identifier, name, type, created_at) VALUES (?1,?2,?3,?4,?5,?6) \
         ON CONFLICT (user_id, identifier) DO UPDATE SET name = excluded.name, type = excluded.type",
        params![Uuid::new_v4().to_string(), user, device.identifier, device.name, device.kind, now],
    )?;
    Ok(())
}
