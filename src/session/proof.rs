//! That it is the person who is there: for what cannot be undone, and the server asks no proof for.

use super::Session;
use super::sign_in::runner;
use crate::vault::{self, Password};

/// Why it was not proven.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Unproven {
    /// No password was typed.
    Missing,
    /// It is not the master password.
    Wrong,
    /// There is nothing to compare it with: this tab keeps no sealed session.
    Unknown,
    /// The vault failed.
    Vault(vault::Error),
}

impl Session {
    /// Whether a password is the person's own master password. Nobody is asked: it is by what it opens.
    pub async fn prove(self, password: Password) -> Result<(), Unproven> {
        if password.is_empty() {
            return Err(Unproven::Missing);
        }
        let sealed = self.inner().sealed.borrow().clone();
        let sealed = sealed.ok_or(Unproven::Unknown)?;
        let vault = self.inner().vault.clone();
        let proven = vault.prove_password(
            password,
            &sealed.salt,
            runner::kdf(sealed.kdf),
            &sealed.master_key_wrapped_user_key,
        );
        proven.await.map_err(|error| match error {
            vault::Error::WrongKey => Unproven::Wrong,
            other => {
                self.vault_failed(other);
                Unproven::Vault(other)
            }
        })
    }
}
