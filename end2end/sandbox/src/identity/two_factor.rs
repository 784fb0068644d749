//! Two-step login (contract 1.4): what is offered, and which answers are right.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value, json};
use totp_rs::{Algorithm, Secret, TOTP};
use uuid::Uuid;

use super::{account::Account, code};
use crate::{
    clock::{DAY, Instant},
    place::Place,
};

/// TwoFactorProviderType.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provider {
    Authenticator,
    Email,
    Duo,
    YubiKey,
    Remember,
    WebAuthn,
    RecoveryCode,
}

impl Provider {
    /// The provider of a wire number.
    pub(crate) fn of(number: i64) -> Option<Self> {
        Some(match number {
            0 => Provider::Authenticator,
            1 => Provider::Email,
            2 => Provider::Duo,
            3 => Provider::YubiKey,
            5 => Provider::Remember,
            7 => Provider::WebAuthn,
            8 => Provider::RecoveryCode,
            _ => return None,
        })
    }

    fn number(self) -> i64 {
        match self {
            Provider::Authenticator => 0,
            Provider::Email => 1,
            Provider::Duo => 2,
            Provider::YubiKey => 3,
            Provider::Remember => 5,
            Provider::WebAuthn => 7,
            Provider::RecoveryCode => 8,
        }
    }

    /// YubiKey and Duo of a single person come with premium only.
    fn needs_premium(self) -> bool {
        matches!(self, Provider::Duo | Provider::YubiKey)
    }
}

/// A second step that somebody has switched on.
pub(crate) struct Enrolled {
    pub(crate) provider: Provider,
    pub(crate) detail: String,
}

/// Every second step that is switched on, usable or not.
pub(crate) fn enrolled(rows: &Connection, account: &Account) -> rusqlite::Result<Vec<Enrolled>> {
    let mut found = rows.prepare_cached("SELECT provider, detail FROM two_factor WHERE user_id = ?1 AND enabled = 1 ORDER BY provider")?;
    let found = found
        .query_map([&account.id], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(found
        .into_iter()
        .filter_map(|(number, detail)| {
            Some(Enrolled {
                provider: Provider::of(number)?,
                detail,
            })
        })
        .collect())
}

/// Those that may be used.
pub(crate) fn usable(account: &Account, enrolled: Vec<Enrolled>) -> Vec<Enrolled> {
    enrolled
        .into_iter()
        .filter(|step| account.premium || !step.provider.needs_premium())
        .collect()
}

/// `TwoFactorProviders` and `TwoFactorProviders2` of the "two factor required" answer.
pub(crate) fn challenge(steps: &[Enrolled], place: Place) -> Map<String, Value> {
    let numbers: Vec<Value> = steps
        .iter()
        .map(|step| step.provider.number().to_string().into())
        .collect();
    let details: Map<String, Value> = steps
        .iter()
        .map(|step| (step.provider.number().to_string(), detail(step, place)))
        .collect();
    let mut extra = Map::new();
    extra.insert("TwoFactorProviders".to_owned(), numbers.into());
    extra.insert("TwoFactorProviders2".to_owned(), details.into());
    if let [
        Enrolled {
            provider: Provider::Email,
            detail,
        },
    ] = steps
    {
        extra.insert("Email".to_owned(), detail.as_str().into());
    }
    extra
}

fn detail(step: &Enrolled, place: Place) -> Value {
    match step.provider {
        Provider::Email => json!({ "Email": redact(&step.detail) }),
        Provider::YubiKey => json!({ "Nfc": true }),
        Provider::Duo => json!({
            "Host": step.detail,
            "AuthUrl": format!("https://{}/oauth/v1/authorize?client_id=sandbox", step.detail),
        }),
        Provider::WebAuthn => json!({
            "challenge": Uuid::new_v4().simple().to_string(),
            "timeout": 60000,
            "rpId": place.vault_origin().trim_start_matches("https://"),
            "allowCredentials": [{ "type": "public-key", "id": step.detail }],
            "userVerification": "discouraged",
            "extensions": { "appid": format!("{}/app-id.json", place.vault_origin()) },
            "status": "ok",
            "errorMessage": "",
        }),
        Provider::Authenticator | Provider::Remember | Provider::RecoveryCode => Value::Null,
    }
}

/// `n***@example.com`
fn redact(email: &str) -> String {
    let (name, domain) = email.split_once('@').unwrap_or((email, ""));
    let shown: String = name.chars().take(2).collect();
    let hidden = "*".repeat(name.chars().count().saturating_sub(2));
    format!("{shown}{hidden}@{domain}")
}

/// Whether `token` is a right answer for an enrolled step at this moment. Passkeys and Duo are tied to the vault's own
/// address (contract 1.6): nothing that a page elsewhere can send is right.
pub(crate) fn accepts(
    rows: &Connection,
    account: &Account,
    step: &Enrolled,
    token: &str,
    now: Instant,
) -> rusqlite::Result<bool> {
    match step.provider {
        Provider::Authenticator => {
            Ok(totp(&step.detail).is_some_and(|totp| totp.check(token.trim(), seconds(now))))
        }
        Provider::Email => code::spend(
            rows,
            &account.id,
            code::Purpose::TwoFactor,
            token.trim(),
            now,
        ),
        Provider::YubiKey => yubikey_accepts(rows, &step.detail, token.trim()),
        Provider::Duo | Provider::WebAuthn | Provider::Remember | Provider::RecoveryCode => {
            Ok(false)
        }
    }
}

fn seconds(now: Instant) -> u64 {
    u64::try_from(now.div_euclid(1000)).unwrap_or_default()
}

fn totp(secret: &str) -> Option<TOTP> {
    let secret = Secret::Encoded(secret.to_owned()).to_bytes().ok()?;
    TOTP::new(Algorithm::SHA1, 6, 1, 30, secret).ok()
}

/// The code that an authenticator with `secret` shows now.
pub(crate) fn authenticator_code(secret: &str, now: Instant) -> Option<String> {
    totp(secret).map(|totp| totp.generate(seconds(now)))
}

const MODHEX: &[u8; 16] = b"cbdefghijklnrtuv";

/// A one-time password of the sandbox's own YubiKeys, in the form of the real ones: 12 letters of public id, then 32 that
/// follow from it and a counter. (A real one is checked by its maker's service.)
pub(crate) fn yubikey_otp(public_id: &str, counter: u16) -> String {
    let fold = Uuid::new_v5(
        &Uuid::NAMESPACE_OID,
        format!("{public_id}/{counter}").as_bytes(),
    );
    let bytes = counter
        .to_be_bytes()
        .into_iter()
        .chain(fold.as_bytes().iter().copied().take(14));
    let letters = bytes
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|nibble| char::from(MODHEX[usize::from(nibble)]));
    public_id.chars().chain(letters).collect()
}

fn yubikey_accepts(rows: &Connection, public_id: &str, otp: &str) -> rusqlite::Result<bool> {
    let Some(counter) = otp.strip_prefix(public_id).and_then(read_counter) else {
        return Ok(false);
    };
    if yubikey_otp(public_id, counter) != otp {
        return Ok(false);
    }
    Ok(rows.execute("INSERT OR IGNORE INTO spent_otps VALUES (?1)", [otp])? == 1)
}

fn read_counter(rest: &str) -> Option<u16> {
    let mut counter = 0;
    for letter in rest.bytes().take(4) {
        let nibble = MODHEX.iter().position(|known| *known == letter)?;
        counter = counter << 4 | u16::try_from(nibble).ok()?;
    }
    (rest.len() == 32).then_some(counter)
}

/// A remember token for this device, good for 30 days.
pub(crate) fn remember(
    rows: &Connection,
    account: &Account,
    device: &str,
    now: Instant,
) -> rusqlite::Result<String> {
    let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    rows.execute(
        "INSERT INTO remember_tokens VALUES (?1,?2,?3,?4,?5)",
        params![
            token,
            account.id,
            device,
            account.security_stamp,
            now + 30 * DAY
        ],
    )?;
    Ok(token)
}

/// Whether this device was remembered.
pub(crate) fn remembers(
    rows: &Connection,
    account: &Account,
    device: &str,
    token: &str,
    now: Instant,
) -> rusqlite::Result<bool> {
    let kept = rows
        .query_row(
            "SELECT 1 FROM remember_tokens WHERE token = ?1 AND user_id = ?2 AND device_identifier = ?3 AND security_stamp = ?4 AND expires_at > ?5",
            params![token, account.id, device, account.security_stamp, now],
            |_| Ok(()),
        )
        .optional()?;
    Ok(kept.is_some())
}

/// Spends the recovery code: a right one switches every second step off and is replaced by a new one.
pub(crate) fn recover(rows: &Connection, account: &Account, code: &str) -> rusqlite::Result<bool> {
    let written: String = code
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect::<String>()
        .to_lowercase();
    if account.recovery_code.as_deref() != Some(written.as_str()) {
        return Ok(false);
    }
    rows.execute("DELETE FROM two_factor WHERE user_id = ?1", [&account.id])?;
    rows.execute(
        "UPDATE users SET recovery_code = ?2 WHERE id = ?1",
        params![account.id, Uuid::new_v4().simple().to_string()],
    )?;
    Ok(true)
}
