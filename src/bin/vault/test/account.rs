//! Unlocking each kind of account.

use super::*;

const LEAST: Kdf = Kdf::Pbkdf2 { iterations: 5_000 };

fn v2_private() -> PrivateKeys {
    PrivateKeys {
        wrapped_private_key: v::V2_PRIVATE_KEY.into(),
        wrapped_signing_key: Some(v::V2_SIGNING_KEY.into()),
        signed_public_key: Some(v::V2_SIGNED_PUBLIC_KEY.into()),
        security_state: Some(v::V2_SECURITY_STATE.into()),
    }
}

fn xchacha_private() -> PrivateKeys {
    PrivateKeys {
        wrapped_private_key: v::XCHACHA_PRIVATE_KEY.into(),
        wrapped_signing_key: Some(v::XCHACHA_SIGNING_KEY.into()),
        signed_public_key: Some(v::XCHACHA_SIGNED_PUBLIC_KEY.into()),
        security_state: Some(v::XCHACHA_SECURITY_STATE.into()),
    }
}

fn v2_keys(private: Option<PrivateKeys>) -> AccountKeys {
    AccountKeys {
        master_key_wrapped_user_key: wrapped_for_password(v::V2_USER_KEY),
        private,
    }
}

fn unlock_v2(private: Option<PrivateKeys>) -> Result<Answer, Error> {
    unlock_with(
        &mut Keyring::default(),
        v::PASSWORD,
        v::EMAIL,
        LEAST,
        v2_keys(private),
    )
}

pub(super) fn v2_unlocked() -> Keyring {
    let mut keyring = Keyring::default();
    let answer = unlock_with(
        &mut keyring,
        v::PASSWORD,
        v::EMAIL,
        LEAST,
        v2_keys(Some(v2_private())),
    );
    assert_eq!(answer, Ok(Answer::Done));
    keyring
}

/// The organisation's key opens for this ring, and it is the right one: the organisation's private key passes the MAC, and
/// is refused for not being text.
fn opens_the_vendor_s_organization(keyring: &mut Keyring) {
    let key = KeyRef::Organization(v::ORGANIZATION.parse().unwrap());
    let wrapped = WrappedKey {
        key,
        wrapped: v::ORGANIZATION_KEY.into(),
        by: KeyRef::User,
    };
    assert_eq!(
        serve(keyring, Request::AddKeys(vec![wrapped])),
        Ok(Answer::Unopened(vec![]))
    );
    let names = Request::OpenNames {
        key,
        names: vec![v::ORGANIZATION_PRIVATE_KEY.into(), v::V1_PRIVATE_KEY.into()],
    };
    assert_eq!(
        serve(keyring, names),
        Ok(Answer::Names(vec![
            Err(Error::Malformed),
            Err(Error::WrongKey)
        ]))
    );
}

#[test]
fn a_v1_account_opens_and_its_organization_with_it() {
    opens_the_vendor_s_organization(&mut unlocked());
}

#[test]
fn the_master_key_waits_for_the_unlock_and_goes_with_it() {
    let mut keyring = Keyring::default();
    let derive = Request::Derive {
        password: v::PASSWORD.to_owned().into(),
        salt: v::EMAIL.into(),
        kdf: PBKDF2,
    };
    assert!(matches!(serve(&mut keyring, derive), Ok(Answer::Hash(_))));
    assert_eq!(
        serve(&mut keyring, Request::Unlock(v1_keys())),
        Ok(Answer::Done)
    );
    assert_eq!(
        serve(&mut keyring, Request::Unlock(v1_keys())),
        Err(Error::Locked)
    );
    assert!(matches!(
        serve(&mut keyring, Request::Seal("text".to_owned().into())),
        Ok(Answer::Sealed(_))
    ));
}

#[test]
fn private_keys_may_come_after_the_unlock() {
    let mut keyring = Keyring::default();
    let keys = AccountKeys {
        private: None,
        ..v1_keys()
    };
    assert_eq!(
        unlock_with(&mut keyring, v::PASSWORD, v::EMAIL, PBKDF2, keys),
        Ok(Answer::Done)
    );
    let add = Request::AddPrivateKeys(only_private_key(v::V1_PRIVATE_KEY));
    assert_eq!(serve(&mut keyring, add), Ok(Answer::Done));
    opens_the_vendor_s_organization(&mut keyring);
}

#[test]
fn a_wrong_password_opens_nothing_and_the_right_one_still_does() {
    let mut keyring = Keyring::default();
    assert_eq!(
        unlock_with(&mut keyring, "wrong", v::EMAIL, PBKDF2, v1_keys()),
        Err(Error::WrongKey)
    );
    assert_eq!(
        serve(&mut keyring, Request::Seal("text".to_owned().into())),
        Err(Error::Locked)
    );
    assert_eq!(
        unlock_with(&mut keyring, v::PASSWORD, "other@salt", PBKDF2, v1_keys()),
        Err(Error::WrongKey)
    );
    assert_eq!(
        unlock_with(&mut keyring, v::PASSWORD, v::EMAIL, PBKDF2, v1_keys()),
        Ok(Answer::Done)
    );
}

#[test]
fn an_old_private_key_that_nothing_opens_does_not_keep_the_rest_closed() {
    let mut keyring = Keyring::default();
    let keys = AccountKeys {
        private: Some(only_private_key(v::TYPE_0_PRIVATE_KEY)),
        ..v1_keys()
    };
    assert_eq!(
        unlock_with(&mut keyring, v::PASSWORD, v::EMAIL, PBKDF2, keys),
        Ok(Answer::Done)
    );
    let provider_key = Hierarchy::new().provider;
    assert_eq!(
        serve(&mut keyring, Request::AddKeys(vec![provider_key])),
        Ok(Answer::Unopened(vec![provider()]))
    );
}

#[test]
fn a_user_key_wrapped_without_a_mac_still_opens() {
    let keys = || AccountKeys {
        master_key_wrapped_user_key: v::TYPE_0_USER_KEY.into(),
        private: Some(only_private_key(v::TYPE_0_PRIVATE_KEY)),
    };
    let unlock = |password| {
        unlock_with(
            &mut Keyring::default(),
            password,
            v::TYPE_0_EMAIL,
            PBKDF2,
            keys(),
        )
    };
    assert_eq!(unlock(v::PASSWORD), Ok(Answer::Done));
    assert_eq!(unlock("wrong"), Err(Error::WrongKey));
}

#[test]
fn an_account_whose_data_has_no_mac_is_refused() {
    let bare = B64::from([7_u8; 32].as_slice()).to_string();
    let keys = AccountKeys {
        master_key_wrapped_user_key: wrapped_for_password(&bare),
        private: None,
    };
    let answer = unlock_with(&mut Keyring::default(), v::PASSWORD, v::EMAIL, LEAST, keys);
    assert_eq!(answer, Err(Error::Unsupported));
}

#[test]
fn a_v2_account_opens_in_both_of_its_ciphers() {
    assert_eq!(unlock_v2(Some(v2_private())), Ok(Answer::Done));
    let keys = AccountKeys {
        master_key_wrapped_user_key: wrapped_for_password(v::XCHACHA_USER_KEY),
        private: Some(xchacha_private()),
    };
    let mut keyring = Keyring::default();
    assert_eq!(
        unlock_with(&mut keyring, v::PASSWORD, v::EMAIL, LEAST, keys),
        Ok(Answer::Done)
    );

    for mut keyring in [v2_unlocked(), keyring] {
        let secret = Secret::from("refresh token".to_owned());
        let Ok(Answer::Sealed(sealed)) = serve(&mut keyring, Request::Seal(secret.clone())) else {
            panic!("not sealed")
        };
        assert!(sealed.starts_with("7."));
        assert_eq!(
            serve(&mut keyring, Request::OpenSealed(sealed)),
            Ok(Answer::Opened(secret))
        );
    }
}

#[test]
fn a_provider_s_key_opens_for_a_v2_user() {
    let mut keyring = v2_unlocked();
    let store = KeyStore::<Slots>::default();
    let mut context = store.context_mut();
    let key = context.make_symmetric_key(SymmetricKeyAlgorithm::Aes256CbcHmac);
    // The signed public key of the account carries its SubjectPublicKeyInfo as it is.
    let signed = B64::try_from(v::V2_SIGNED_PUBLIC_KEY).unwrap();
    let bytes = signed.as_bytes();
    let start = bytes
        .windows(4)
        .position(|window| window == [0x30, 0x82, 0x01, 0x22])
        .unwrap();
    let public =
        PublicKey::from_der(&SpkiPublicKeyBytes::from(&bytes[start..start + 294])).unwrap();
    let wrapped = UnsignedSharedKey::encapsulate(key, &public, &context)
        .unwrap()
        .to_string();
    let name = "collection".encrypt(&mut context, key).unwrap().to_string();

    let add = Request::AddKeys(vec![WrappedKey {
        key: provider(),
        wrapped,
        by: KeyRef::User,
    }]);
    assert_eq!(serve(&mut keyring, add), Ok(Answer::Unopened(vec![])));
    let names = Request::OpenNames {
        key: provider(),
        names: vec![name],
    };
    assert_eq!(
        serve(&mut keyring, names),
        Ok(Answer::Names(vec![Ok("collection".into())]))
    );
}

#[test]
fn a_v2_account_that_was_tampered_with_stays_closed() {
    let state = || Some(v::V2_SECURITY_STATE.to_owned());
    let damaged = |text: &str| Some(text.replacen("AA", "AB", 1));
    let cases = [
        // Stripped of what makes it V2, or of half of it.
        (only_private_key(v::V2_PRIVATE_KEY), Error::Malformed),
        (
            PrivateKeys {
                security_state: None,
                ..v2_private()
            },
            Error::Malformed,
        ),
        (
            PrivateKeys {
                wrapped_signing_key: None,
                security_state: state(),
                ..v2_private()
            },
            Error::Malformed,
        ),
        // Another account's keys.
        (xchacha_private(), Error::WrongKey),
        (
            PrivateKeys {
                wrapped_private_key: v::XCHACHA_PRIVATE_KEY.into(),
                ..v2_private()
            },
            Error::WrongKey,
        ),
        (
            PrivateKeys {
                wrapped_private_key: v::V1_PRIVATE_KEY.into(),
                ..v2_private()
            },
            Error::WrongKey,
        ),
        // Signed for another purpose.
        (
            PrivateKeys {
                security_state: Some(v::V2_SIGNED_PUBLIC_KEY.into()),
                ..v2_private()
            },
            Error::WrongKey,
        ),
        (
            PrivateKeys {
                signed_public_key: state(),
                ..v2_private()
            },
            Error::WrongKey,
        ),
        // Changed after it was signed.
        (
            PrivateKeys {
                signed_public_key: damaged(v::V2_SIGNED_PUBLIC_KEY),
                ..v2_private()
            },
            Error::WrongKey,
        ),
        (
            PrivateKeys {
                security_state: Some("AAAA".into()),
                ..v2_private()
            },
            Error::Malformed,
        ),
        (
            PrivateKeys {
                wrapped_private_key: "7.AAAA".into(),
                ..v2_private()
            },
            Error::Malformed,
        ),
    ];
    for (private, error) in cases {
        assert_eq!(unlock_v2(Some(private.clone())), Err(error), "{private:?}");
    }
}

#[test]
fn another_account_finds_no_key_of_the_one_before() {
    let (mut keyring, made) = (unlocked(), Hierarchy::new());
    serve(
        &mut keyring,
        Request::AddKeys(vec![made.provider.clone(), made.client.clone()]),
    )
    .unwrap();
    let answer = unlock_with(
        &mut keyring,
        v::PASSWORD,
        v::EMAIL,
        LEAST,
        v2_keys(Some(v2_private())),
    );
    assert_eq!(answer, Ok(Answer::Done));
    let names = Request::OpenNames {
        key: client(),
        names: vec![made.name("name")],
    };
    assert_eq!(serve(&mut keyring, names), Err(Error::WrongKey));
}

#[test]
fn a_malformed_user_key_is_said_to_be_malformed() {
    for malformed in ["", "plain", "2.a|b|c", "4.AAAA", "2.AAAA|AAAA"] {
        let keys = AccountKeys {
            master_key_wrapped_user_key: malformed.into(),
            private: None,
        };
        let answer = unlock_with(&mut Keyring::default(), v::PASSWORD, v::EMAIL, LEAST, keys);
        assert_eq!(answer, Err(Error::Malformed), "{malformed}");
    }
    let keys = AccountKeys {
        master_key_wrapped_user_key: "7.AAAA".into(),
        private: None,
    };
    let answer = unlock_with(&mut Keyring::default(), v::PASSWORD, v::EMAIL, LEAST, keys);
    assert_eq!(
        answer,
        Err(Error::Unsupported),
        "no account has its user key wrapped so"
    );
}

#[test]
fn the_own_password_is_proven_by_what_it_opens_and_the_ring_stays_as_it_is() {
    let mut keyring = unlocked();
    let prove = |keyring: &mut Keyring, password: &str| {
        let request = Request::ProvePassword {
            password: password.to_owned().into(),
            salt: v::EMAIL.into(),
            kdf: PBKDF2,
            master_key_wrapped_user_key: v::V1_USER_KEY.into(),
        };
        serve(keyring, request)
    };
    assert_eq!(prove(&mut keyring, v::PASSWORD), Ok(Answer::Done));
    assert_eq!(prove(&mut keyring, "another"), Err(Error::WrongKey));
    // What was open still is, and nothing was left behind to unlock by.
    assert!(keyring.context().is_ok());
    assert_eq!(keyring.master_key().err(), Some(Error::Locked));
}
