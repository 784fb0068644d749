//! A person's account row, and the pieces of it that several answers show.

use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Value, json};

use super::password::Verifier;
use crate::{clock::Instant, ids::UserId, place::Place};

/// An account.
pub(crate) struct Account {
    pub(crate) id: UserId,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) region: String,
    pub(crate) premium: bool,
    pub(crate) kdf: KdfRow,
    pub(crate) salt: Option<String>,
    pub(crate) password: Option<Verifier>,
    pub(crate) hint: Option<String>,
    pub(crate) user_key: Option<String>,
    pub(crate) public_key: Option<String>,
    pub(crate) private_key: Option<String>,
    pub(crate) v2: Option<V2>,
    pub(crate) security_stamp: String,
    pub(crate) verify_devices: bool,
    pub(crate) force_password_reset: bool,
    pub(crate) key_connector_url: Option<String>,
    pub(crate) recovery_code: Option<String>,
    pub(crate) created_at: Instant,
    pub(crate) revised_at: Instant,
}

/// KDF type and parameters.
#[derive(Clone, Copy)]
pub(crate) struct KdfRow {
    pub(crate) kind: i64,
    pub(crate) iterations: i64,
    pub(crate) memory: Option<i64>,
    pub(crate) parallelism: Option<i64>,
}

/// What a V2 account has beside the rest.
pub(crate) struct V2 {
    pub(crate) signed_public_key: String,
    pub(crate) signing_key: String,
    pub(crate) verifying_key: String,
    pub(crate) security_state: String,
    pub(crate) security_version: i64,
}

impl Account {
    /// The account of an address, if it lives at `place`.
    pub(crate) fn by_email(
        rows: &Connection,
        email: &str,
        place: Place,
    ) -> rusqlite::Result<Option<Self>> {
        let found = rows
            .prepare_cached("SELECT * FROM users WHERE email = ?1")?
            .query_row([email.trim()], Self::read)
            .optional()?;
        Ok(found.filter(|account| place.holds(&account.region)))
    }

    /// The account of an id.
    pub(crate) fn by_id(rows: &Connection, id: &UserId) -> rusqlite::Result<Option<Self>> {
        rows.prepare_cached("SELECT * FROM users WHERE id = ?1")?
            .query_row([id], Self::read)
            .optional()
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let password = match (row.get("password_salt")?, row.get("password_verifier")?) {
            (Some(salt), Some(hash)) => Some(Verifier { salt, hash }),
            _ => None,
        };
        let v2 = match row.get("signing_key")? {
            Some(signing_key) => Some(V2 {
                signing_key,
                signed_public_key: row.get("signed_public_key")?,
                verifying_key: row.get("verifying_key")?,
                security_state: row.get("security_state")?,
                security_version: row.get("security_version")?,
            }),
            None => None,
        };
        Ok(Self {
            id: row.get("id")?,
            email: row.get("email")?,
            name: row.get("name")?,
            region: row.get("region")?,
            premium: row.get("premium")?,
            kdf: KdfRow {
                kind: row.get("kdf_type")?,
                iterations: row.get("kdf_iterations")?,
                memory: row.get("kdf_memory")?,
                parallelism: row.get("kdf_parallelism")?,
            },
            salt: row.get("salt")?,
            password,
            hint: row.get("password_hint")?,
            user_key: row.get("user_key")?,
            public_key: row.get("public_key")?,
            private_key: row.get("private_key")?,
            v2,
            security_stamp: row.get("security_stamp")?,
            verify_devices: row.get("verify_devices")?,
            force_password_reset: row.get("force_password_reset")?,
            key_connector_url: row.get("key_connector_url")?,
            recovery_code: row.get("recovery_code")?,
            created_at: row.get("created_at")?,
            revised_at: row.get("revised_at")?,
        })
    }

    /// Whether `hash` is the authentication hash of this account's master password.
    pub(crate) fn accepts(&self, hash: &str) -> bool {
        self.password
            .as_ref()
            .is_some_and(|password| password.accepts(hash))
    }

    /// The salt of the master key.
    pub(crate) fn salt(&self) -> String {
        self.salt
            .clone()
            .unwrap_or_else(|| self.email.trim().to_lowercase())
    }

    /// Whether a master password unlocks the account.
    pub(crate) fn has_master_password(&self) -> bool {
        self.password.is_some() && self.key_connector_url.is_none()
    }

    /// `accountKeys` of the profile and, with another discriminator, of the token answer: its children are camelCase in
    /// both (contract 0). None while the account has no key pair.
    pub(crate) fn keys(&self, discriminator: &str) -> Value {
        let (Some(public), Some(private)) = (&self.public_key, &self.private_key) else {
            return Value::Null;
        };
        let mut keys = json!({
            discriminator: "privateKeys",
            "publicKeyEncryptionKeyPair": {
                discriminator: "publicKeyEncryptionKeyPair",
                "wrappedPrivateKey": private,
                "publicKey": public,
                "signedPublicKey": self.v2.as_ref().map(|v2| &v2.signed_public_key),
            },
        });
        if let (Some(v2), Some(keys)) = (&self.v2, keys.as_object_mut()) {
            keys.insert(
                "signatureKeyPair".to_owned(),
                json!({ discriminator: "signatureKeyPair", "wrappedSigningKey": v2.signing_key, "verifyingKey": v2.verifying_key }),
            );
            keys.insert(
                "securityState".to_owned(),
                json!({ "securityState": v2.security_state, "securityVersion": v2.security_version }),
            );
        }
        keys
    }
}
