//! The key hierarchies of the seed (contract 2.3), made with the vendor's own cryptography.

use std::num::NonZeroU32;

use bitwarden_crypto::{
    BitwardenLegacyKeyBytes, CoseSerializable, CoseSign1Bytes, CryptoError, EncString, HashPurpose,
    Kdf, KeyEncryptable, MasterKey, Pkcs8PrivateKeyBytes, PrivateKey, PublicKey,
    PublicKeyEncryptionAlgorithm, SignatureAlgorithm, SignedPublicKeyMessage, SigningKey,
    SigningNamespace, SymmetricCryptoKey, SymmetricKeyAlgorithm, UnsignedSharedKey,
};
use bitwarden_encoding::B64;
use serde::Serialize;
use uuid::Uuid;

/// How a person's password becomes a master key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum KdfChoice {
    /// PBKDF2-SHA256 with so many rounds.
    Pbkdf2(u32),
    /// Argon2id with rounds, MiB and lanes.
    Argon2id(u32, u32, u32),
}

impl KdfChoice {
    fn resolve(self) -> Kdf {
        let number = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        match self {
            KdfChoice::Pbkdf2(iterations) => Kdf::PBKDF2 {
                iterations: number(iterations),
            },
            KdfChoice::Argon2id(iterations, memory, parallelism) => Kdf::Argon2id {
                iterations: number(iterations),
                memory: number(memory),
                parallelism: number(parallelism),
            },
        }
    }
}

/// Which generation of account encryption a person is on (contract 2.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encryption {
    /// A legacy user key.
    V1,
    /// A COSE user key of today's SDK, XAES-256-GCM.
    V2,
    /// A COSE user key of the first V2 accounts, XChaCha20-Poly1305.
    V2Early,
    /// From before user keys: the master key encrypted everything.
    Keyless,
}

/// Everything that a person's account stores, and the hash that their client will send.
pub(crate) struct AccountKeys {
    pub(super) authentication_hash: String,
    pub(super) user_key: Option<String>,
    pub(super) public_key: String,
    pub(super) private_key: String,
    pub(super) v2: Option<V2Keys>,
}

/// What only a V2 account has.
pub(crate) struct V2Keys {
    pub(super) signed_public_key: String,
    pub(super) signing_key: String,
    pub(super) verifying_key: String,
    pub(super) security_state: String,
}

/// The version that the signed security state of a V2 account names.
pub(crate) const SECURITY_VERSION: u64 = 2;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SecurityState {
    entity_id: Uuid,
    version: u64,
}

/// An RSA-2048 pair. Making one costs a good part of a second, so a seed draws from a handful of them: several demo
/// people and organisations share a pair, which no real cloud would have.
pub(crate) struct Pair {
    public: PublicKey,
    private: Pkcs8PrivateKeyBytes,
    encoded: String,
}

impl Pair {
    fn make() -> Result<Self, CryptoError> {
        let private = PrivateKey::make(PublicKeyEncryptionAlgorithm::RsaOaepSha1);
        let public = private.to_public_key();
        let encoded = B64::from(public.to_der()?.as_ref()).to_string();
        Ok(Self {
            public,
            private: private.to_der()?,
            encoded,
        })
    }

    /// The public half as base64 SPKI DER.
    pub(crate) fn public_text(&self) -> &str {
        &self.encoded
    }
}

/// The handful of pairs.
pub(crate) struct Pool(Vec<Pair>);

impl Pool {
    /// How many there are.
    pub(crate) const SIZE: usize = 6;

    /// Makes the pairs, two at a time.
    pub(crate) fn make() -> Result<Self, CryptoError> {
        let pairs = std::thread::scope(|scope| {
            let makers: Vec<_> = (0..Self::SIZE).map(|_| scope.spawn(Pair::make)).collect();
            makers.into_iter().map(join).collect::<Result<Vec<_>, _>>()
        })?;
        Ok(Self(pairs))
    }

    /// The pair of the `n`th drawer.
    pub(crate) fn draw(&self, n: usize) -> &Pair {
        &self.0[n % self.0.len()]
    }
}

/// What a thread made; a thread that died counts as a key that could not be made.
pub(crate) fn join<T>(
    thread: std::thread::ScopedJoinHandle<'_, Result<T, CryptoError>>,
) -> Result<T, CryptoError> {
    thread.join().unwrap_or(Err(CryptoError::KeyDecrypt))
}

/// Makes the whole account of a person.
pub(crate) fn account(
    id: &str,
    email: &str,
    password: &str,
    kdf: KdfChoice,
    encryption: Encryption,
    pair: &Pair,
) -> Result<AccountKeys, CryptoError> {
    let master = MasterKey::derive(password, email, &kdf.resolve())?;
    let authentication_hash = master
        .derive_master_key_hash(password.as_bytes(), HashPurpose::ServerAuthorization)
        .to_string();
    let user_key = SymmetricCryptoKey::make(match encryption {
        Encryption::V1 | Encryption::Keyless => SymmetricKeyAlgorithm::Aes256CbcHmac,
        Encryption::V2 => SymmetricKeyAlgorithm::XAes256Gcm,
        Encryption::V2Early => SymmetricKeyAlgorithm::XChaCha20Poly1305,
    });
    let wrapped = master.encrypt_user_key(&user_key)?.to_string();
    let v2 = match encryption {
        Encryption::V1 | Encryption::Keyless => None,
        Encryption::V2 | Encryption::V2Early => Some(v2_keys(id, &user_key, pair)?),
    };
    let private: EncString = pair.private.clone().encrypt_with_key(&user_key)?;
    Ok(AccountKeys {
        authentication_hash,
        user_key: (encryption != Encryption::Keyless).then_some(wrapped),
        public_key: pair.encoded.clone(),
        private_key: private.to_string(),
        v2,
    })
}

fn v2_keys(id: &str, user_key: &SymmetricCryptoKey, pair: &Pair) -> Result<V2Keys, CryptoError> {
    let signing = SigningKey::make(SignatureAlgorithm::Ed25519);
    let state = SecurityState {
        entity_id: Uuid::parse_str(id).unwrap_or_default(),
        version: SECURITY_VERSION,
    };
    let state: CoseSign1Bytes = signing
        .sign(&state, &SigningNamespace::SecurityState)?
        .to_cose();
    let wrapped: EncString = signing.to_cose().encrypt_with_key(user_key)?;
    Ok(V2Keys {
        signed_public_key: SignedPublicKeyMessage::from_public_key(&pair.public)?
            .sign(&signing)?
            .into(),
        signing_key: wrapped.to_string(),
        verifying_key: B64::from(signing.to_verifying_key().to_cose().as_ref()).to_string(),
        security_state: B64::from(state.as_ref()).to_string(),
    })
}

/// The 64-byte key of a provider or an organisation.
pub(crate) struct SharedKey(SymmetricCryptoKey);

impl SharedKey {
    /// A new random key.
    pub(crate) fn make() -> Self {
        Self(SymmetricCryptoKey::make(
            SymmetricKeyAlgorithm::Aes256CbcHmac,
        ))
    }

    /// Wrapped for a person (type 4).
    #[expect(
        deprecated,
        reason = "the newer form takes a key store, and the seed keeps none"
    )]
    pub(crate) fn for_person(&self, pair: &Pair) -> Result<String, CryptoError> {
        Ok(UnsignedSharedKey::encapsulate_key_unsigned(&self.0, &pair.public)?.to_string())
    }

    /// Wrapped by a provider's key (type 2).
    pub(crate) fn under(&self, provider: &SharedKey) -> Result<String, CryptoError> {
        let bytes: BitwardenLegacyKeyBytes = self.0.to_encoded();
        let wrapped: EncString = bytes.encrypt_with_key(&provider.0)?;
        Ok(wrapped.to_string())
    }

    /// A private key wrapped by this key (type 2).
    pub(crate) fn wrap_private(&self, pair: &Pair) -> Result<String, CryptoError> {
        let wrapped: EncString = pair.private.clone().encrypt_with_key(&self.0)?;
        Ok(wrapped.to_string())
    }

    /// A name under this key (type 2).
    pub(crate) fn name(&self, text: &str) -> Result<String, CryptoError> {
        let sealed: EncString = text.encrypt_with_key(&self.0)?;
        Ok(sealed.to_string())
    }
}
