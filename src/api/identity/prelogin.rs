//! What is asked before a password can be derived (contract 1.1).

use serde::{Deserialize, Serialize};

use super::super::error::Error;
use super::super::http::{Api, Call, Service};
use super::super::wire;
use crate::domain::email::EmailAddress;

const PRELOGIN: &str = "POST /accounts/prelogin/password";

/// How an account derives its master key. The server tells it of any address, whether or not there is an account.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Prelogin {
    /// The settings.
    pub kdf: KdfSettings,
    /// The salt, where it is not the address.
    pub salt: Option<String>,
}

/// The settings of a key derivation (contract 1.1), as they come: not checked against any limit.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum KdfSettings {
    /// PBKDF2-SHA256.
    Pbkdf2 {
        /// Rounds.
        iterations: u32,
    },
    /// Argon2id.
    Argon2id {
        /// Passes.
        iterations: u32,
        /// In MiB.
        memory: u32,
        /// Lanes.
        parallelism: u32,
    },
}

impl Api {
    /// `POST /accounts/prelogin/password`, or the older path where that one is not known (contract 1.1).
    pub async fn prelogin(&self, email: &EmailAddress) -> Result<Prelogin, Error> {
        let body = PreloginBody {
            email: email.as_str(),
        };
        let call = |path| Call::anonymous_post(Service::Identity, path, PRELOGIN, &body);
        let answer = match self.call(call("/accounts/prelogin/password")?).await {
            Err(Error::NotFound) => self.call(call("/accounts/prelogin")?).await?,
            other => other?,
        };
        let wire: PreloginWire = wire::read(&answer, PRELOGIN)?;
        Ok(Prelogin {
            kdf: wire.kdf()?,
            salt: wire.salt.filter(|salt| !salt.is_empty()),
        })
    }
}

#[derive(Serialize)]
struct PreloginBody<'a> {
    email: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PreloginWire {
    kdf: u8,
    kdf_iterations: u32,
    kdf_memory: Option<u32>,
    kdf_parallelism: Option<u32>,
    salt: Option<String>,
}

impl PreloginWire {
    fn kdf(&self) -> Result<KdfSettings, Error> {
        kdf(
            self.kdf,
            self.kdf_iterations,
            self.kdf_memory,
            self.kdf_parallelism,
        )
        .ok_or(Error::Unreadable { endpoint: PRELOGIN })
    }
}

/// The settings that a kind and its numbers stand for; `None` for a kind that is not known.
pub(super) fn kdf(
    kind: u8,
    iterations: u32,
    memory: Option<u32>,
    parallelism: Option<u32>,
) -> Option<KdfSettings> {
    match kind {
        0 => Some(KdfSettings::Pbkdf2 { iterations }),
        1 => Some(KdfSettings::Argon2id {
            iterations,
            memory: memory?,
            parallelism: parallelism?,
        }),
        _ => None,
    }
}
