//! The worker without a browser: every operation against the vendor's published vectors, and back and forth.

mod account;
mod organization;
mod share;
mod vectors;

use bitwarden_crypto::{
    Kdf as CrateKdf, KeyStore, MasterKey, PrimitiveEncryptable, PublicKey, SpkiPublicKeyBytes,
    SymmetricCryptoKey, SymmetricKeyAlgorithm, UnsignedSharedKey,
};
use bitwarden_encoding::B64;
use portico::vault::protocol::{
    AccountKeys, Answer, Error, Kdf, KeyRef, PrivateKeys, Request, Secret, WrappedKey,
};

use crate::keyring::{Context, Keyring, Slots, SymmetricSlot};
use crate::serve::serve;
use vectors as v;

const PBKDF2: Kdf = Kdf::Pbkdf2 {
    iterations: 600_000,
};

fn derive(password: &str, salt: &str, kdf: Kdf) -> Result<Answer, Error> {
    let request = Request::Derive {
        password: password.to_owned().into(),
        salt: salt.into(),
        kdf,
    };
    serve(&mut Keyring::default(), request)
}

fn hash(text: &str) -> Result<Answer, Error> {
    Ok(Answer::Hash(text.to_owned().into()))
}

fn unlock_with(
    keyring: &mut Keyring,
    password: &str,
    salt: &str,
    kdf: Kdf,
    keys: AccountKeys,
) -> Result<Answer, Error> {
    let request = Request::UnlockWithPassword {
        password: password.to_owned().into(),
        salt: salt.into(),
        kdf,
        keys,
    };
    serve(keyring, request)
}

fn v1_keys() -> AccountKeys {
    AccountKeys {
        master_key_wrapped_user_key: v::V1_USER_KEY.into(),
        private: Some(only_private_key(v::V1_PRIVATE_KEY)),
    }
}

fn only_private_key(wrapped: &str) -> PrivateKeys {
    PrivateKeys {
        wrapped_private_key: wrapped.into(),
        wrapped_signing_key: None,
        signed_public_key: None,
        security_state: None,
    }
}

/// The key ring of the vendor's V1 account.
fn unlocked() -> Keyring {
    let mut keyring = Keyring::default();
    assert_eq!(
        unlock_with(&mut keyring, v::PASSWORD, v::EMAIL, PBKDF2, v1_keys()),
        Ok(Answer::Done)
    );
    keyring
}

/// A provider with one client, made by the crate as the vendor's clients would.
struct Hierarchy {
    store: KeyStore<Slots>,
    provider: WrappedKey,
    client: WrappedKey,
}

const PROVIDER_ID: &str = "0a0a0a0a-0000-4000-8000-000000000001";
const CLIENT_ID: &str = "0c0c0c0c-0000-4000-8000-000000000002";

fn provider() -> KeyRef {
    KeyRef::Provider(PROVIDER_ID.parse().unwrap())
}

fn client() -> KeyRef {
    KeyRef::Organization(CLIENT_ID.parse().unwrap())
}

fn for_v1_user(key: SymmetricSlot, context: &Context<'_>) -> String {
    let der = B64::try_from(v::V1_PUBLIC_KEY).unwrap();
    let public = PublicKey::from_der(&SpkiPublicKeyBytes::from(der.as_bytes())).unwrap();
    UnsignedSharedKey::encapsulate(key, &public, context)
        .unwrap()
        .to_string()
}

impl Hierarchy {
    fn new() -> Self {
        let store = KeyStore::<Slots>::default();
        let mut context = store.context_mut();
        let [provider_key, client_key] =
            [(); 2].map(|()| context.make_symmetric_key(SymmetricKeyAlgorithm::Aes256CbcHmac));
        let wrapped_provider = for_v1_user(provider_key, &context);
        let wrapped_client = context
            .wrap_symmetric_key(provider_key, client_key)
            .unwrap()
            .to_string();
        context
            .persist_symmetric_key(provider_key, provider().into())
            .unwrap();
        context
            .persist_symmetric_key(client_key, client().into())
            .unwrap();
        drop(context);
        Self {
            store,
            provider: WrappedKey {
                key: provider(),
                wrapped: wrapped_provider,
                by: KeyRef::User,
            },
            client: WrappedKey {
                key: client(),
                wrapped: wrapped_client,
                by: provider(),
            },
        }
    }

    fn name(&self, text: &str) -> String {
        text.encrypt(&mut self.store.context(), SymmetricSlot::from(client()))
            .unwrap()
            .to_string()
    }
}

#[test]
fn the_hashes_are_the_vendors() {
    // `keys/master_key.rs` of bitwarden-crypto 4.0.0.
    let kdf = Kdf::Pbkdf2 {
        iterations: 100_000,
    };
    for salt in [
        "test@bitwarden.com",
        "TEST@bitwarden.com",
        " test@bitwarden.com",
    ] {
        assert_eq!(
            derive("asdfasdf", salt, kdf),
            hash("wmyadRMyBZOH7P/a/ucTCbSghKgdzDpPqUnu/DAVtSw=")
        );
    }
    let kdf = Kdf::Argon2id {
        iterations: 4,
        memory: 32,
        parallelism: 2,
    };
    assert_eq!(
        derive("asdfasdf", "test_salt", kdf),
        hash("PR6UjYmjmppTYcdyTiNbAhPJuQQOmynKbdEl1oyi/iQ=")
    );
}

#[test]
fn settings_of_old_accounts_work_and_weaker_or_absurd_ones_do_not() {
    let argon2id = |iterations, memory, parallelism| Kdf::Argon2id {
        iterations,
        memory,
        parallelism,
    };
    assert!(derive("p", "s", Kdf::Pbkdf2 { iterations: 5_000 }).is_ok());
    assert!(derive("p", "s", argon2id(2, 16, 1)).is_ok());
    for weak in [
        Kdf::Pbkdf2 { iterations: 4_999 },
        Kdf::Pbkdf2 { iterations: 0 },
        argon2id(1, 64, 4),
        argon2id(3, 15, 4),
        argon2id(3, 64, 0),
    ] {
        assert_eq!(derive("p", "s", weak), Err(Error::TooWeak), "{weak:?}");
    }
    for absurd in [
        Kdf::Pbkdf2 {
            iterations: 2_000_001,
        },
        argon2id(11, 64, 4),
        argon2id(3, 4_194_304, 4),
        argon2id(3, 64, 17),
    ] {
        assert_eq!(
            derive("p", "s", absurd),
            Err(Error::Unsupported),
            "{absurd:?}"
        );
    }
}

#[test]
fn what_is_under_a_client_s_key_opens_through_the_provider_s() {
    let (mut keyring, made) = (unlocked(), Hierarchy::new());
    let add = Request::AddKeys(vec![made.client.clone(), made.provider.clone()]);
    assert_eq!(serve(&mut keyring, add), Ok(Answer::Unopened(vec![])));

    let texts = ["Default collection", "", "Ümläute/日本/עברית", "&lt;b&gt;"];
    let request = Request::OpenNames {
        key: client(),
        names: texts.map(|text| made.name(text)).into(),
    };
    assert_eq!(
        serve(&mut keyring, request),
        Ok(Answer::Names(texts.map(|text| Ok(text.to_owned())).into()))
    );
}

#[test]
fn one_bad_name_does_the_others_no_harm() {
    let (mut keyring, made, other) = (unlocked(), Hierarchy::new(), Hierarchy::new());
    serve(
        &mut keyring,
        Request::AddKeys(vec![made.provider.clone(), made.client.clone()]),
    )
    .unwrap();
    let good = made.name("good");
    let cut: String = good.chars().take(good.len() - 5).collect();
    let names = vec![
        good.clone(),
        other.name("of another"),
        "plain".into(),
        String::new(),
        "2.a|b|c".into(),
        cut,
        good,
    ];
    let expected = vec![
        Ok("good".to_owned()),
        Err(Error::WrongKey),
        Err(Error::Malformed),
        Err(Error::Malformed),
        Err(Error::Malformed),
        Err(Error::Malformed),
        Ok("good".to_owned()),
    ];
    assert_eq!(
        serve(
            &mut keyring,
            Request::OpenNames {
                key: client(),
                names
            }
        ),
        Ok(Answer::Names(expected))
    );
}

#[test]
fn every_way_to_damage_a_name_is_the_wrong_key() {
    let (mut keyring, made) = (unlocked(), Hierarchy::new());
    serve(
        &mut keyring,
        Request::AddKeys(vec![made.provider.clone(), made.client.clone()]),
    )
    .unwrap();
    let name = made.name("a name of more than one block of sixteen bytes");
    // The first character of each part: initialisation vector, ciphertext, MAC.
    let starts: Vec<usize> = name
        .match_indices(['.', '|'])
        .map(|(at, _)| at + 1)
        .collect();
    assert_eq!(starts.len(), 3);
    for start in starts {
        let damaged: String = name
            .char_indices()
            .map(|(at, c)| {
                if at == start {
                    if c == 'A' { 'B' } else { 'A' }
                } else {
                    c
                }
            })
            .collect();
        let answer = serve(
            &mut keyring,
            Request::OpenNames {
                key: client(),
                names: vec![damaged],
            },
        );
        assert_eq!(
            answer,
            Ok(Answer::Names(vec![Err(Error::WrongKey)])),
            "part that starts at {start}"
        );
    }
}

#[test]
fn keys_that_do_not_open_are_named_and_the_rest_is_opened() {
    let (mut keyring, made, other) = (unlocked(), Hierarchy::new(), Hierarchy::new());
    let lost = KeyRef::Provider("0b0b0b0b-0000-4000-8000-000000000003".parse().unwrap());
    let key = |n: u8| {
        KeyRef::Organization(
            format!("0d0d0d0d-0000-4000-8000-0000000000{n:02}")
                .parse()
                .unwrap(),
        )
    };
    let wrapped = |key, wrapped: &str, by| WrappedKey {
        key,
        wrapped: wrapped.into(),
        by,
    };
    let request = Request::AddKeys(vec![
        wrapped(key(1), &made.client.wrapped, lost),
        wrapped(key(2), &other.client.wrapped, provider()),
        wrapped(key(3), "nonsense", provider()),
        wrapped(key(4), "4.AAAA", KeyRef::User),
        wrapped(key(5), &made.provider.wrapped, provider()),
        wrapped(KeyRef::User, &made.provider.wrapped, KeyRef::User),
        made.client.clone(),
        made.provider.clone(),
    ]);
    let Ok(Answer::Unopened(mut unopened)) = serve(&mut keyring, request) else {
        panic!("not a list")
    };
    unopened.sort();
    assert_eq!(
        unopened,
        [KeyRef::User, key(1), key(2), key(3), key(4), key(5)]
    );

    let names = |key| Request::OpenNames {
        key,
        names: vec![made.name("opened")],
    };
    assert_eq!(
        serve(&mut keyring, names(client())),
        Ok(Answer::Names(vec![Ok("opened".into())]))
    );
    assert_eq!(
        serve(&mut keyring, names(key(2))),
        Err(Error::WrongKey),
        "a key that is not in the ring"
    );
}

#[test]
fn a_key_without_a_mac_is_not_taken_in() {
    let mut keyring = unlocked();
    let store = KeyStore::<Slots>::default();
    let mut context = store.context_mut();
    let bare = SymmetricCryptoKey::try_from(B64::from([7_u8; 32].as_slice())).unwrap();
    let bare = context.add_local_symmetric_key(bare);
    let wrapped = for_v1_user(bare, &context);
    let request = Request::AddKeys(vec![WrappedKey {
        key: provider(),
        wrapped,
        by: KeyRef::User,
    }]);
    assert_eq!(
        serve(&mut keyring, request),
        Ok(Answer::Unopened(vec![provider()]))
    );
}

#[test]
fn the_vendor_s_encrypted_text_is_read() {
    // `traits/decryptable.rs` of bitwarden-crypto 4.0.0.
    let mut keyring = unlocked();
    let store = KeyStore::<Slots>::default();
    let mut context = store.context_mut();
    let key = SymmetricCryptoKey::try_from(v::SYMMETRIC_KEY.to_owned()).unwrap();
    let key = context.add_local_symmetric_key(key);
    let wrapped = for_v1_user(key, &context);
    serve(
        &mut keyring,
        Request::AddKeys(vec![WrappedKey {
            key: client(),
            wrapped,
            by: KeyRef::User,
        }]),
    )
    .unwrap();
    let request = Request::OpenNames {
        key: client(),
        names: vec![v::HELLO_WORLD.into()],
    };
    assert_eq!(
        serve(&mut keyring, request),
        Ok(Answer::Names(vec![Ok("Hello, World!".into())]))
    );
}

#[test]
fn the_fingerprint_is_the_vendor_s() {
    let ask = |public_key: &str| {
        let request = Request::Fingerprint {
            user: v::FINGERPRINT_USER.parse().unwrap(),
            public_key: public_key.into(),
        };
        serve(&mut Keyring::default(), request)
    };
    assert_eq!(
        ask(v::FINGERPRINT_PUBLIC_KEY),
        Ok(Answer::Phrase(v::FINGERPRINT_PHRASE.into()))
    );
    for malformed in ["", "AAAA", "not base64!", v::V1_USER_KEY] {
        assert_eq!(ask(malformed), Err(Error::Malformed), "{malformed}");
    }
}

#[test]
fn what_is_sealed_opens_for_the_same_user_alone() {
    let mut keyring = unlocked();
    let secret = Secret::from("refresh token".to_owned());
    let Ok(Answer::Sealed(sealed)) = serve(&mut keyring, Request::Seal(secret.clone())) else {
        panic!("not sealed")
    };
    assert!(sealed.starts_with("2.") && !sealed.contains("refresh"));
    // A new ring, as after a reload.
    assert_eq!(
        serve(&mut unlocked(), Request::OpenSealed(sealed.clone())),
        Ok(Answer::Opened(secret))
    );

    let mut other = account::v2_unlocked();
    assert_eq!(
        serve(&mut other, Request::OpenSealed(sealed)),
        Err(Error::WrongKey)
    );
    for malformed in ["", "plain", "4.AAAA", "2.||", "9.a|b|c"] {
        assert_eq!(
            serve(&mut keyring, Request::OpenSealed(malformed.into())),
            Err(Error::Malformed),
            "{malformed}"
        );
    }
}

#[test]
fn a_locked_vault_does_nothing_that_needs_a_key() {
    let made = Hierarchy::new();
    for request in [
        Request::Unlock(v1_keys()),
        Request::AddPrivateKeys(only_private_key(v::V1_PRIVATE_KEY)),
        Request::AddKeys(vec![made.provider.clone()]),
        Request::OpenNames {
            key: client(),
            names: vec![],
        },
        Request::OwnFingerprint {
            user: v::FINGERPRINT_USER.parse().unwrap(),
        },
        Request::WrapKey {
            key: provider(),
            public_key: v::V1_PUBLIC_KEY.into(),
        },
        Request::MakeProviderKey,
        Request::Seal("text".to_owned().into()),
        Request::OpenSealed(v::HELLO_WORLD.into()),
    ] {
        assert_eq!(
            serve(&mut Keyring::default(), request.clone()),
            Err(Error::Locked),
            "{request:?}"
        );
    }
}

/// The user key `key` (base64) as the server would keep it for the password, with PBKDF2 at its least.
fn wrapped_for_password(key: &str) -> String {
    let kdf = CrateKdf::PBKDF2 {
        iterations: 5_000.try_into().unwrap(),
    };
    let master_key = MasterKey::derive(v::PASSWORD, v::EMAIL, &kdf).unwrap();
    let key = SymmetricCryptoKey::try_from(key.to_owned()).unwrap();
    master_key.encrypt_user_key(&key).unwrap().to_string()
}
