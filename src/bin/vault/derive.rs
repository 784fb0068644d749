//! From the master password to the master key and to the hash that the server compares (contract 2.5).

use std::num::NonZeroU32;

use bitwarden_crypto::{HashPurpose, MasterKey};
use portico::vault::protocol::{AuthenticationHash, Error, Kdf, Password};

use crate::keyring::told;

/// What a master key is derived from.
pub(crate) struct Derivation<'a> {
    pub(crate) password: &'a Password,
    pub(crate) salt: &'a str,
    pub(crate) kdf: Kdf,
}

impl Derivation<'_> {
    /// Derives here and now.
    pub(crate) fn in_crate(&self) -> Result<MasterKey, Error> {
        MasterKey::derive(self.password.expose(), self.salt, &checked(self.kdf)?).map_err(told)
    }

    /// Derives PBKDF2 by the browser's own code, which is 2 to 3 times as fast as ours, and the rest here. Where the browser
    /// has none (a page that is not of a secure origin), the crate does that too.
    #[cfg(target_family = "wasm")]
    pub(crate) async fn in_browser(&self) -> Result<MasterKey, Error> {
        checked(self.kdf)?;
        if let Kdf::Pbkdf2 { iterations } = self.kdf {
            let salt = self.salt.trim().to_lowercase();
            if let Some(bytes) =
                crate::browser::pbkdf2(self.password.expose(), &salt, iterations).await
            {
                return MasterKey::try_from(bytes).map_err(told);
            }
        }
        self.in_crate()
    }
}

/// What the server compares instead of the password that this master key was derived from.
pub(crate) fn hash(master_key: &MasterKey, password: &Password) -> AuthenticationHash {
    master_key
        .derive_master_key_hash(
            password.expose().as_bytes(),
            HashPurpose::ServerAuthorization,
        )
        .to_string()
        .into()
}

/// Settings within what accounts may have (contract 1.1). The lower bound is the vendor's: below it, a server that was
/// taken over could make us send a hash that is cheap to guess from. The upper one keeps it from stopping the worker.
fn checked(kdf: Kdf) -> Result<bitwarden_crypto::Kdf, Error> {
    match kdf {
        Kdf::Pbkdf2 { iterations } => Ok(bitwarden_crypto::Kdf::PBKDF2 {
            iterations: within(iterations, 5_000, 2_000_000)?,
        }),
        Kdf::Argon2id {
            iterations,
            memory,
            parallelism,
        } => Ok(bitwarden_crypto::Kdf::Argon2id {
            iterations: within(iterations, 2, 10)?,
            memory: within(memory, 16, 1_024)?,
            parallelism: within(parallelism, 1, 16)?,
        }),
    }
}

fn within(value: u32, least: u32, most: u32) -> Result<NonZeroU32, Error> {
    match NonZeroU32::new(value) {
        Some(value) if value.get() > most => Err(Error::Unsupported),
        Some(value) if value.get() >= least => Ok(value),
        _ => Err(Error::TooWeak),
    }
}
