//! Keys that are wrapped for people.

use super::*;

fn wrapped(keyring: &mut Keyring, request: Request) -> String {
    match serve(keyring, request) {
        Ok(Answer::Wrapped(wrapped)) => wrapped,
        other => panic!("not wrapped: {other:?}"),
    }
}

/// Takes in what is the provider's key under this ring's public key.
fn take_in(keyring: &mut Keyring, wrapped: String) -> Result<Answer, Error> {
    let key = WrappedKey {
        key: provider(),
        wrapped,
        by: KeyRef::User,
    };
    serve(keyring, Request::AddKeys(vec![key]))
}

fn wrap_for_v1(key: KeyRef) -> Request {
    Request::WrapKey {
        key,
        public_key: v::V1_PUBLIC_KEY.into(),
    }
}

#[test]
fn a_made_provider_key_opens_for_its_maker_and_for_whom_it_is_wrapped_and_it_is_the_same() {
    let (mut maker, mut colleague) = (account::v2_unlocked(), unlocked());
    let made = wrapped(&mut maker, Request::MakeProviderKey);
    assert!(made.starts_with("4."), "{made}");
    assert_eq!(
        serve(&mut maker, wrap_for_v1(provider())),
        Err(Error::WrongKey),
        "it is not kept before the server has it"
    );
    assert_eq!(
        take_in(&mut colleague, made.clone()),
        Ok(Answer::Unopened(vec![provider()])),
        "it opens for nobody else"
    );
    assert_eq!(take_in(&mut maker, made), Ok(Answer::Unopened(vec![])));
    let shared = wrapped(&mut maker, wrap_for_v1(provider()));
    assert_eq!(
        take_in(&mut colleague, shared),
        Ok(Answer::Unopened(vec![]))
    );

    let slot = SymmetricSlot::from(provider());
    let name = "between us"
        .encrypt(&mut maker.context().unwrap(), slot)
        .unwrap();
    let request = Request::OpenNames {
        key: provider(),
        names: vec![name.to_string()],
    };
    assert_eq!(
        serve(&mut colleague, request),
        Ok(Answer::Names(vec![Ok("between us".into())]))
    );
}

#[test]
fn two_made_keys_are_two() {
    let mut keyring = unlocked();
    let one = wrapped(&mut keyring, Request::MakeProviderKey);
    assert_ne!(one, wrapped(&mut keyring, Request::MakeProviderKey));
}

#[test]
fn the_user_s_own_key_is_given_to_nobody() {
    assert_eq!(
        serve(&mut unlocked(), wrap_for_v1(KeyRef::User)),
        Err(Error::Malformed)
    );
}

#[test]
fn what_is_no_public_key_gets_nothing() {
    let (mut keyring, made) = (unlocked(), Hierarchy::new());
    serve(&mut keyring, Request::AddKeys(vec![made.provider])).unwrap();
    for public_key in ["", "AAAA", "not base64!", v::V1_USER_KEY] {
        let request = Request::WrapKey {
            key: provider(),
            public_key: public_key.into(),
        };
        assert_eq!(
            serve(&mut keyring, request),
            Err(Error::Malformed),
            "{public_key}"
        );
    }
}

#[test]
fn one_s_own_phrase_is_what_others_see_of_one_s_public_key() {
    let user = v::FINGERPRINT_USER.parse().unwrap();
    let own = serve(&mut unlocked(), Request::OwnFingerprint { user });
    let seen = Request::Fingerprint {
        user,
        public_key: v::V1_PUBLIC_KEY.into(),
    };
    assert!(matches!(own, Ok(Answer::Phrase(_))));
    assert_eq!(own, serve(&mut Keyring::default(), seen));
}
