//! The answer that lets one in (contract 1.3).

use bitwarden_encoding::B64Url;
use serde::{Deserialize, Serialize};

use super::super::token::{Token, Tokens};
use super::prelogin::kdf;
use super::{Granted, MasterPassword, PasswordChange};
use crate::domain::ids::ProviderId;

/// A user's private keys as the cloud keeps them, each under the user key (contract 1.3 and 2.1).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct PrivateKeys {
    /// The RSA private key.
    pub wrapped_private_key: String,
    /// The signing key of a V2 account.
    pub wrapped_signing_key: Option<String>,
    /// The signed public key of a V2 account.
    pub signed_public_key: Option<String>,
    /// The signed security state of a V2 account.
    pub security_state: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GrantedWire {
    #[serde(rename = "access_token")]
    access_token: String,
    #[serde(rename = "expires_in")]
    expires_in: i64,
    #[serde(rename = "refresh_token")]
    refresh_token: Option<String>,
    key: Option<String>,
    private_key: Option<String>,
    account_keys: Option<AccountKeysWire>,
    force_password_reset: Option<bool>,
    user_decryption_options: Option<DecryptionWire>,
    two_factor_token: Option<String>,
}

/// The children of `AccountKeys` are in camelCase here, too (contract 0).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) struct AccountKeysWire {
    public_key_encryption_key_pair: KeyPairWire,
    signature_key_pair: Option<SignatureWire>,
    security_state: Option<SecurityStateWire>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeyPairWire {
    wrapped_private_key: String,
    signed_public_key: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignatureWire {
    wrapped_signing_key: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SecurityStateWire {
    security_state: String,
}

impl AccountKeysWire {
    pub(super) fn keys(self) -> PrivateKeys {
        PrivateKeys {
            wrapped_private_key: self.public_key_encryption_key_pair.wrapped_private_key,
            wrapped_signing_key: self.signature_key_pair.map(|pair| pair.wrapped_signing_key),
            signed_public_key: self.public_key_encryption_key_pair.signed_public_key,
            security_state: self.security_state.map(|state| state.security_state),
        }
    }
}

/// The private keys, in the newer form or the older.
pub(in crate::api) fn private_keys(
    newer: Option<AccountKeysWire>,
    older: Option<String>,
) -> Option<PrivateKeys> {
    newer.map(AccountKeysWire::keys).or_else(|| {
        older.map(|wrapped_private_key| PrivateKeys {
            wrapped_private_key,
            wrapped_signing_key: None,
            signed_public_key: None,
            security_state: None,
        })
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DecryptionWire {
    has_master_password: Option<bool>,
    master_password_unlock: Option<UnlockWire>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UnlockWire {
    kdf: KdfWire,
    master_key_encrypted_user_key: String,
    salt: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct KdfWire {
    kdf_type: u8,
    iterations: u32,
    memory: Option<u32>,
    parallelism: Option<u32>,
}

impl GrantedWire {
    pub(super) fn tokens(&self, now: i64, old_refresh: Option<&Token>) -> Option<Tokens> {
        let refresh = self
            .refresh_token
            .clone()
            .map(Token::from)
            .or_else(|| old_refresh.cloned())?;
        Some(Tokens {
            access: Token::from(self.access_token.clone()),
            expires: now.saturating_add(self.expires_in.saturating_mul(1000)),
            refresh,
        })
    }

    pub(super) fn granted(self, now: i64) -> Option<Granted> {
        let tokens = self.tokens(now, None)?;
        let claims = claims(&self.access_token)?;
        let options = self.user_decryption_options;
        let absent = options
            .as_ref()
            .is_some_and(|options| options.has_master_password == Some(false));
        let unlock = options.and_then(|options| options.master_password_unlock);
        let (unlock_kdf, salt, unlock_key) = match unlock {
            Some(UnlockWire {
                kdf: settings,
                master_key_encrypted_user_key,
                salt,
            }) => {
                let KdfWire {
                    kdf_type,
                    iterations,
                    memory,
                    parallelism,
                } = settings;
                (
                    kdf(kdf_type, iterations, memory, parallelism),
                    salt,
                    Some(master_key_encrypted_user_key),
                )
            }
            None => (None, None, None),
        };
        Some(Granted {
            tokens,
            user: claims.sub.parse().ok()?,
            providers: claims.providers(),
            master_key_wrapped_user_key: unlock_key.or(self.key),
            kdf: unlock_kdf,
            salt: salt.filter(|salt| !salt.is_empty()),
            private_keys: private_keys(self.account_keys, self.private_key),
            master_password: if absent {
                MasterPassword::Absent
            } else {
                MasterPassword::Present
            },
            password_change: match self.force_password_reset {
                Some(true) => PasswordChange::Demanded,
                _ => PasswordChange::NotDemanded,
            },
            remember_token: self.two_factor_token.map(Token::from),
        })
    }
}

/// What an access token says (contract 1.3).
#[derive(Deserialize)]
struct Claims {
    sub: String,
    #[serde(rename = "providerprovideradmin")]
    admin_of: Option<OneOrMany>,
    #[serde(rename = "providerserviceuser")]
    service_user_of: Option<OneOrMany>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Claims {
    fn providers(&self) -> Vec<ProviderId> {
        let mut providers = Vec::new();
        for ids in [&self.admin_of, &self.service_user_of]
            .into_iter()
            .flatten()
        {
            match ids {
                OneOrMany::One(id) => providers.extend(id.parse::<ProviderId>()),
                OneOrMany::Many(ids) => {
                    providers.extend(ids.iter().flat_map(|id| id.parse::<ProviderId>()))
                }
            }
        }
        providers
    }
}

/// Reads a JWT. It is not verified: it came from the cloud itself, and the cloud verifies it in each call.
fn claims(token: &str) -> Option<Claims> {
    let payload = B64Url::try_from(token.split('.').nth(1)?).ok()?;
    serde_json::from_slice(payload.as_bytes()).ok()
}
