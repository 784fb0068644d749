//! Everything that outlives the page, in one place. Nothing in it is secret in the clear.
//!
//! | key | where | what | after signing out |
//! |---|---|---|---|
//! | `portico.device` | local | this browser's id in the cloud's device list | stays |
//! | `portico.email` | local | the address, if the person asked for that | stays |
//! | `portico.region` | local | the region used last | stays |
//! | `portico.remembered` | local | a token that spares this browser the second step, for one account | stays |
//! | `portico.locale`, `portico.theme` | local | language and theme (written by `i18n` and `components`) | stay |
//! | `portico.views.*` | local | saved views of lists (written by `pages`) | stay |
//! | `portico.idle` | local | after how many minutes the session locks | stays |
//! | `portico.recent.<account>` | local | where the person has been: addresses with ids, no names | stays |
//! | `portico.session` | this tab | the [`SealedSession`] | goes |
//! | `portico.job` | this tab | what is left of a queue of acts, sealed by the vault | goes |
//!
//! The remember token opens nothing without the master password. A browser that keeps no storage at all only forgets.

use serde::{Deserialize, Serialize};
use web_sys::Storage;

use crate::api::identity::{KdfSettings, PrivateKeys};
use crate::domain::ids::{DeviceId, UserId};

const DEVICE: &str = "portico.device";
const EMAIL: &str = "portico.email";
const IDLE: &str = "portico.idle";
const JOB: &str = "portico.job";
const RECENT: &str = "portico.recent.";
const REGION: &str = "portico.region";
const REMEMBERED: &str = "portico.remembered";
const SESSION: &str = "portico.session";

/// What brings a session back by the master password alone: all keys as the server wrapped them, and the refresh token as
/// the vault sealed it under the user key.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(super) struct SealedSession {
    pub(super) user: String,
    pub(super) email: String,
    pub(super) name: Option<String>,
    pub(super) region: String,
    pub(super) kdf: KdfSettings,
    pub(super) salt: String,
    pub(super) master_key_wrapped_user_key: String,
    pub(super) private_keys: Option<PrivateKeys>,
    pub(super) sealed_refresh_token: String,
}

/// A token that spares this browser the second step, and whose.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(super) struct Remembered {
    pub(super) region: String,
    pub(super) email: String,
    pub(super) token: String,
}

/// This browser's id, made when there is none.
pub(super) fn device() -> DeviceId {
    if let Some(id) = get(local(), DEVICE).and_then(|id| id.parse().ok()) {
        return id;
    }
    let mut random = [0; 16];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // It names a browser and guards nothing: without randomness it is one that many share.
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    let id = DeviceId::from_random(random);
    set(local(), DEVICE, Some(&id.to_string()));
    id
}

pub(super) fn email() -> Option<String> {
    get(local(), EMAIL)
}

pub(super) fn set_email(email: Option<&str>) {
    set(local(), EMAIL, email);
}

pub(super) fn region() -> Option<String> {
    get(local(), REGION)
}

pub(super) fn set_region(region: &str) {
    set(local(), REGION, Some(region));
}

pub(super) fn idle_minutes() -> Option<u32> {
    get(local(), IDLE)?.parse().ok()
}

pub(super) fn set_idle_minutes(minutes: u32) {
    set(local(), IDLE, Some(&minutes.to_string()));
}

pub(super) fn remembered() -> Option<Remembered> {
    read(local(), REMEMBERED)
}

pub(super) fn set_remembered(remembered: Option<&Remembered>) {
    write(local(), REMEMBERED, remembered);
}

pub(super) fn sealed_session() -> Option<SealedSession> {
    read(tab(), SESSION)
}

pub(super) fn set_sealed_session(session: Option<&SealedSession>) {
    write(tab(), SESSION, session);
}

pub(super) fn sealed_job() -> Option<String> {
    get(tab(), JOB)
}

pub(super) fn set_sealed_job(job: Option<&str>) {
    set(tab(), JOB, job);
}

pub(super) fn recent(user: UserId) -> Vec<String> {
    read(local(), &format!("{RECENT}{user}")).unwrap_or_default()
}

pub(super) fn set_recent(user: UserId, recent: &[String]) {
    write(local(), &format!("{RECENT}{user}"), Some(&recent));
}

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn tab() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

fn get(storage: Option<Storage>, key: &str) -> Option<String> {
    storage?.get_item(key).ok()?
}

/// A full or forbidden storage is no reason to stop: the person types it again.
fn set(storage: Option<Storage>, key: &str, value: Option<&str>) {
    let Some(storage) = storage else { return };
    let _ = match value {
        Some(value) => storage.set_item(key, value),
        None => storage.remove_item(key),
    };
}

/// What another version of this program wrote, and this one cannot read, is as good as nothing.
fn read<T: for<'de> Deserialize<'de>>(storage: Option<Storage>, key: &str) -> Option<T> {
    serde_json::from_str(&get(storage, key)?).ok()
}

fn write<T: Serialize>(storage: Option<Storage>, key: &str, value: Option<&T>) {
    let text = value.and_then(|value| serde_json::to_string(value).ok());
    set(storage, key, text.as_deref());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_session_is_read_as_it_was_written() {
        let session = SealedSession {
            user: "00000000-0000-0000-0000-00000000002a".into(),
            email: "anna@example.com".into(),
            name: None,
            region: "eu".into(),
            kdf: KdfSettings::Argon2id {
                iterations: 6,
                memory: 32,
                parallelism: 4,
            },
            salt: "anna@example.com".into(),
            master_key_wrapped_user_key: "2.a|b|c".into(),
            private_keys: None,
            sealed_refresh_token: "2.d|e|f".into(),
        };
        let text = serde_json::to_string(&session).unwrap();
        assert_eq!(
            serde_json::from_str::<SealedSession>(&text).unwrap(),
            session
        );
    }
}
