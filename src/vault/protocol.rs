//! The messages between the page and the vault worker.
//!
//! They travel as JSON in a transferred `Uint8Array`: the sender's copy is gone once it is posted. A message is either an
//! [`Envelope`] (page to worker) or a [`Message`] (worker to page).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::Zeroizing;

pub use super::secret::{AuthenticationHash, Password, Secret};
use crate::domain::ids::{OrganizationId, ProviderId, UserId};

/// Tells whether page and worker speak the same language: the FNV-1a hash of this file, beside the version.
///
/// A host may serve a worker of another deployment than the page, so the worker announces this value when it is ready and the
/// page compares.
pub const BUILD: u64 = fnv1a(
    include_bytes!("protocol.rs"),
    fnv1a(env!("CARGO_PKG_VERSION").as_bytes(), FNV_BASIS),
);

const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;

const fn fnv1a(bytes: &[u8], mut hash: u64) -> u64 {
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

/// How many names go into one message, so that neither side is kept busy for long by a single one.
pub const NAMES_PER_MESSAGE: usize = 2_000;

/// Why the vault did not do as it was asked. It says no more than the page needs: why a decryption failed is of use only
/// to an attacker, so a failed MAC, bad padding and a wrong key are one variant.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum Error {
    /// The password or the key does not open this, or the key is not in the key ring.
    #[error("the key does not open this")]
    WrongKey,
    /// This is not what it should be: not an encrypted string, not a key, not text.
    #[error("malformed ciphertext or key")]
    Malformed,
    /// Well-formed, but of a kind that is not read: an account without authenticated encryption, or KDF settings above
    /// what the cloud allows.
    #[error("unsupported kind of ciphertext, key or setting")]
    Unsupported,
    /// KDF settings below what is safe to send a hash for.
    #[error("the key derivation settings are too weak")]
    TooWeak,
    /// There is no user key in the vault: it was locked, or not unlocked yet.
    #[error("the vault is locked")]
    Locked,
    /// The worker did not start, or ended on its own.
    #[error("the vault worker is gone")]
    WorkerDied,
    /// The part of the worker's program that opens keys could not be fetched.
    #[error("a part of the vault worker could not be fetched")]
    PartMissing,
    /// The worker is of another deployment than the page: the page has to be loaded anew.
    #[error("the vault worker is of another version than the page")]
    Outdated,
}

/// How the master key is derived from the password (contract 1.1).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Kdf {
    /// PBKDF2-HMAC-SHA256.
    Pbkdf2 {
        /// 5 000 (very old accounts) to 2 000 000.
        iterations: u32,
    },
    /// Argon2id v1.3 over the SHA-256 of the salt.
    Argon2id {
        /// 2 to 10.
        iterations: u32,
        /// In MiB, 16 to 1024.
        memory: u32,
        /// Lanes, 1 to 16.
        parallelism: u32,
    },
}

/// The name of a key in the worker's key ring: all that the page ever has of it.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum KeyRef {
    /// The user's own key (and, where a key is wrapped by RSA, the user's private key).
    User,
    /// A provider's key.
    Provider(ProviderId),
    /// An organisation's key: a client's, or one of the user's own.
    Organization(OrganizationId),
}

impl fmt::Display for KeyRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User => f.write_str("user"),
            Self::Provider(id) => write!(f, "provider:{id}"),
            Self::Organization(id) => write!(f, "organization:{id}"),
        }
    }
}

impl FromStr for KeyRef {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text.split_once(':') {
            None if text == "user" => Ok(Self::User),
            Some(("provider", id)) => id.parse().map(Self::Provider).map_err(|_| Error::Malformed),
            Some(("organization", id)) => id
                .parse()
                .map(Self::Organization)
                .map_err(|_| Error::Malformed),
            _ => Err(Error::Malformed),
        }
    }
}

impl Serialize for KeyRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for KeyRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        as_text::deserialize(deserializer)
    }
}

/// Identifiers travel as their text: `domain` knows no serde.
mod as_text {
    use super::{Deserialize, Deserializer, FromStr, Serializer, de, fmt};

    pub(super) fn serialize<T: fmt::Display, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(super) fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(|_| de::Error::custom("not an identifier"))
    }
}

/// A user's keys as the server keeps them: ciphertext, all of it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct AccountKeys {
    /// The user key under the stretched master key: `MasterPasswordUnlock.MasterKeyEncryptedUserKey` (contract 1.3).
    pub master_key_wrapped_user_key: String,
    /// The keys under the user key, where they are at hand already; else [`Vault::add_private_keys`] brings them later.
    ///
    /// [`Vault::add_private_keys`]: super::Vault::add_private_keys
    pub private: Option<PrivateKeys>,
}

/// A user's private keys, under the user key or signed by the user (`accountKeys` of contract 1.3 and 2.1). A V2 account
/// has a signing key and a security state, another has neither.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct PrivateKeys {
    /// `publicKeyEncryptionKeyPair.wrappedPrivateKey`, or the older `privateKey`.
    pub wrapped_private_key: String,
    /// `signatureKeyPair.wrappedSigningKey`.
    pub wrapped_signing_key: Option<String>,
    /// `publicKeyEncryptionKeyPair.signedPublicKey`.
    pub signed_public_key: Option<String>,
    /// `securityState.securityState`.
    pub security_state: Option<String>,
}

/// A key as the server hands it out, and what opens it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct WrappedKey {
    /// What it will be known by.
    pub key: KeyRef,
    /// `4.…` (RSA, by [`KeyRef::User`]) or `2.…` (by any key).
    pub wrapped: String,
    /// The key that opens it. It may come in the same batch, in any order.
    pub by: KeyRef,
}

/// What a new client organisation begins with (contract 2.4): ciphertext, and a public key.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct OrganizationKeys {
    /// Its key under the provider's: `2.…`. No other organisation's is the same, so it also tells which one was made.
    pub wrapped_key: String,
    /// The base64 of the DER of a SubjectPublicKeyInfo.
    pub public_key: String,
    /// The private key under the organisation's key: `2.…`.
    pub wrapped_private_key: String,
    /// The name of its first collection under the organisation's key: `2.…`.
    pub collection_name: String,
}

/// What the page asks for.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Derive the master key, keep it for [`Request::Unlock`], answer [`Answer::Hash`].
    Derive {
        /// As it was typed.
        password: Password,
        /// The salt that prelogin gave, else the e-mail, trimmed and in lower case.
        salt: String,
        /// The account's settings.
        kdf: Kdf,
    },
    /// Open the user key by the master key that was derived last, and what is under it. Answers [`Answer::Done`].
    Unlock(AccountKeys),
    /// [`Request::Derive`] and [`Request::Unlock`] in one, with no hash made. Answers [`Answer::Done`].
    UnlockWithPassword {
        /// As it was typed.
        password: Password,
        /// As for [`Request::Derive`].
        salt: String,
        /// As for [`Request::Derive`].
        kdf: Kdf,
        /// What to open.
        keys: AccountKeys,
    },
    /// Whether a password is the account's own, by what it opens: for what the server asks no proof for. Answers
    /// [`Answer::Done`], and changes nothing in the ring.
    ProvePassword {
        /// As it was typed.
        password: Password,
        /// As for [`Request::Derive`].
        salt: String,
        /// As for [`Request::Derive`].
        kdf: Kdf,
        /// The user key under the master key.
        master_key_wrapped_user_key: String,
    },
    /// Open the user's private keys. Answers [`Answer::Done`].
    AddPrivateKeys(PrivateKeys),
    /// Open keys. Answers [`Answer::Unopened`].
    AddKeys(Vec<WrappedKey>),
    /// Decrypt names (at most [`NAMES_PER_MESSAGE`]). Answers [`Answer::Names`] in the same order.
    OpenNames {
        /// The key that they are under.
        key: KeyRef,
        /// Encrypted strings.
        names: Vec<String>,
    },
    /// The fingerprint phrase of a public key. Answers [`Answer::Phrase`].
    Fingerprint {
        /// Whose key it is.
        #[serde(with = "as_text")]
        user: UserId,
        /// The base64 of the DER of a SubjectPublicKeyInfo.
        public_key: String,
    },
    /// The fingerprint phrase of the user's own public key, made from the private key: what the server may claim of it plays
    /// no part. Answers [`Answer::Phrase`].
    OwnFingerprint {
        /// Who the user is.
        #[serde(with = "as_text")]
        user: UserId,
    },
    /// Wrap a provider's or an organisation's key for somebody's public key (contract 2.4). Answers [`Answer::Wrapped`].
    WrapKey {
        /// The key. [`KeyRef::User`] is nobody else's, and is refused.
        key: KeyRef,
        /// The base64 of the DER of a SubjectPublicKeyInfo.
        public_key: String,
    },
    /// Make a key for a provider that is being set up, and wrap it for the user (contract 3.2). It is not kept: once the
    /// server has taken it, it comes back as any other. Answers [`Answer::Wrapped`].
    MakeProviderKey,
    /// Encrypt under the user key. Answers [`Answer::Sealed`].
    Seal(Secret),
    /// The inverse of [`Request::Seal`]. Answers [`Answer::Opened`].
    OpenSealed(String),
    /// Make the keys of a new client organisation. Answers [`Answer::Organization`].
    MakeOrganization {
        /// Whose client it will be.
        #[serde(with = "as_text")]
        provider: ProviderId,
        /// What its first collection is called.
        collection_name: String,
    },
    /// Wrap the key of an organisation that is in the ring by a provider's. Answers [`Answer::Sealed`].
    WrapOrganizationKey {
        /// Whose key.
        #[serde(with = "as_text")]
        organization: OrganizationId,
        /// By whose.
        #[serde(with = "as_text")]
        provider: ProviderId,
    },
    /// The hash by which the person proves to the server who is there, before what cannot be undone. Nothing that is
    /// derived for it is kept. Answers [`Answer::Hash`].
    PasswordHash {
        /// As it was typed.
        password: Password,
        /// As for [`Request::Derive`].
        salt: String,
        /// As for [`Request::Derive`].
        kdf: Kdf,
    },
}

/// What the worker answers when all went well.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// It is done.
    Done,
    /// For the token request.
    Hash(AuthenticationHash),
    /// The keys that could not be opened.
    Unopened(Vec<KeyRef>),
    /// One for each that was asked.
    Names(Vec<Result<String, Error>>),
    /// Five words, joined by `-`.
    Phrase(String),
    /// A key under somebody's public key: `4.…`.
    Wrapped(String),
    /// An encrypted string.
    Sealed(String),
    /// What had been sealed.
    Opened(Secret),
    /// The keys of a new organisation.
    Organization(OrganizationKeys),
}

/// A request and its number.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// Given back in the answer.
    pub id: u32,
    /// What is asked.
    pub request: Request,
}

/// What the worker says.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Message {
    /// It can receive; nothing may be sent before.
    Ready {
        /// The worker's [`BUILD`].
        build: u64,
    },
    /// The answer to a request.
    Answer {
        /// The request's number.
        id: u32,
        /// What came of it.
        answer: Result<Answer, Error>,
    },
}

/// A message as bytes, wiped when dropped. `None` cannot happen for the types above; it is no reason to end the page.
pub fn encode<T: Serialize>(message: &T) -> Option<Zeroizing<Vec<u8>>> {
    // Room for any password from the start: a buffer that has to grow leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(16 * 1024));
    serde_json::to_writer(&mut *bytes, message).ok()?;
    Some(bytes)
}

/// The message in the bytes, if it is one.
pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01234567-89ab-cdef-0123-456789abcdef";

    fn keys() -> AccountKeys {
        let private = PrivateKeys {
            wrapped_private_key: "7.AAAA".into(),
            wrapped_signing_key: Some("7.BBBB".into()),
            signed_public_key: None,
            security_state: Some("CCCC".into()),
        };
        AccountKeys {
            master_key_wrapped_user_key: "2.a|b|c".into(),
            private: Some(private),
        }
    }

    fn requests() -> Vec<Request> {
        let organization = KeyRef::Organization(ID.parse().unwrap());
        let kdf = Kdf::Argon2id {
            iterations: 3,
            memory: 64,
            parallelism: 4,
        };
        let password = || Password::from("hunter2 \"\\ é".to_owned());
        vec![
            Request::Derive {
                password: password(),
                salt: "a@b.c".into(),
                kdf: Kdf::Pbkdf2 {
                    iterations: 600_000,
                },
            },
            Request::Unlock(keys()),
            Request::ProvePassword {
                password: password(),
                salt: "a@b.c".into(),
                kdf,
                master_key_wrapped_user_key: "2.a|b|c".into(),
            },
            Request::UnlockWithPassword {
                password: password(),
                salt: "a@b.c".into(),
                kdf,
                keys: keys(),
            },
            Request::AddPrivateKeys(keys().private.unwrap()),
            Request::AddKeys(vec![WrappedKey {
                key: organization,
                wrapped: "4.AAAA".into(),
                by: KeyRef::User,
            }]),
            Request::OpenNames {
                key: organization,
                names: vec!["2.a|b|c".into()],
            },
            Request::Fingerprint {
                user: ID.parse().unwrap(),
                public_key: "AAAA".into(),
            },
            Request::OwnFingerprint {
                user: ID.parse().unwrap(),
            },
            Request::WrapKey {
                key: organization,
                public_key: "AAAA".into(),
            },
            Request::MakeProviderKey,
            Request::Seal("hunter2".to_owned().into()),
            Request::OpenSealed("2.a|b|c".into()),
            Request::MakeOrganization {
                provider: ID.parse().unwrap(),
                collection_name: "Standaardcollectie".into(),
            },
            Request::WrapOrganizationKey {
                organization: ID.parse().unwrap(),
                provider: ID.parse().unwrap(),
            },
            Request::PasswordHash {
                password: password(),
                salt: "a@b.c".into(),
                kdf,
            },
        ]
    }

    #[test]
    fn every_message_arrives_as_it_was_sent() {
        for (id, request) in (0..).zip(requests()) {
            let envelope = Envelope { id, request };
            assert_eq!(decode(&encode(&envelope).unwrap()), Some(envelope));
        }
        let answers = [
            Ok(Answer::Done),
            Ok(Answer::Hash("hash".to_owned().into())),
            Ok(Answer::Unopened(vec![
                KeyRef::User,
                KeyRef::Provider(ID.parse().unwrap()),
            ])),
            Ok(Answer::Names(vec![
                Ok("name".into()),
                Err(Error::Malformed),
            ])),
            Ok(Answer::Phrase("five-words".into())),
            Ok(Answer::Wrapped("4.AAAA".into())),
            Ok(Answer::Sealed("2.a|b|c".into())),
            Ok(Answer::Opened("token".to_owned().into())),
            Ok(Answer::Organization(OrganizationKeys {
                wrapped_key: "2.a|b|c".into(),
                public_key: "AAAA".into(),
                wrapped_private_key: "2.d|e|f".into(),
                collection_name: "2.g|h|i".into(),
            })),
            Err(Error::TooWeak),
        ];
        for (id, answer) in (0..).zip(answers) {
            let message = Message::Answer { id, answer };
            assert_eq!(decode(&encode(&message).unwrap()), Some(message));
        }
    }

    #[test]
    fn no_secret_is_printed() {
        for request in requests() {
            assert!(!format!("{request:?}").contains("hunter2"), "{request:?}");
        }
        for answer in [
            Answer::Hash("hunter2".to_owned().into()),
            Answer::Opened("hunter2".to_owned().into()),
        ] {
            assert!(!format!("{answer:?}").contains("hunter2"), "{answer:?}");
        }
    }

    #[test]
    fn a_key_s_name_is_read_as_it_is_written() {
        for text in [
            "user",
            &format!("provider:{ID}"),
            &format!("organization:{ID}"),
        ] {
            assert_eq!(text.parse::<KeyRef>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "user:",
            "provider",
            "provider:",
            &format!("user:{ID}"),
            &format!("client:{ID}"),
        ] {
            assert_eq!(text.parse::<KeyRef>(), Err(Error::Malformed), "{text}");
        }
    }
}
