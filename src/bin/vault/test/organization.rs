//! Making the keys of a client, wrapping those of an organisation that becomes one, and proving who one is.

use super::*;

fn make(keyring: &mut Keyring) -> portico::vault::protocol::OrganizationKeys {
    let request = Request::MakeOrganization {
        provider: PROVIDER_ID.parse().unwrap(),
        collection_name: "Standaardcollectie".into(),
    };
    match serve(keyring, request) {
        Ok(Answer::Organization(keys)) => keys,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_new_organisation_opens_through_the_provider_s_key_alone() {
    let (mut keyring, made) = (unlocked(), Hierarchy::new());
    serve(&mut keyring, Request::AddKeys(vec![made.provider.clone()])).unwrap();
    let keys = make(&mut keyring);
    assert!(keys.wrapped_key.starts_with("2."));

    // As the server would hand them out, to another who has nothing but the provider's key.
    let mut other = unlocked();
    let of_client = WrappedKey {
        key: client(),
        wrapped: keys.wrapped_key.clone(),
        by: provider(),
    };
    let add = Request::AddKeys(vec![made.provider.clone(), of_client]);
    assert_eq!(serve(&mut other, add), Ok(Answer::Unopened(vec![])));
    let names = Request::OpenNames {
        key: client(),
        names: vec![keys.collection_name.clone()],
    };
    let opened = Ok(Answer::Names(vec![Ok("Standaardcollectie".to_owned())]));
    assert_eq!(serve(&mut other, names), opened);

    // The private key is under the organisation's key, and belongs to the public one.
    let mut context = other.context_mut().unwrap();
    let wrapped: bitwarden_crypto::EncString = keys.wrapped_private_key.parse().unwrap();
    let private = context
        .unwrap_private_key(SymmetricSlot::from(client()), &wrapped)
        .unwrap();
    let public = context.get_public_key(private).unwrap().to_der().unwrap();
    assert_eq!(B64::from(public.as_ref()).to_string(), keys.public_key);
}

#[test]
fn no_two_organisations_share_anything() {
    let (mut keyring, made) = (unlocked(), Hierarchy::new());
    serve(&mut keyring, Request::AddKeys(vec![made.provider])).unwrap();
    let (one, other) = (make(&mut keyring), make(&mut keyring));
    assert_ne!(one.wrapped_key, other.wrapped_key);
    assert_ne!(one.public_key, other.public_key);
    assert_ne!(one.collection_name, other.collection_name);
}

#[test]
fn without_the_provider_s_key_nothing_is_made_or_wrapped() {
    let requests = || {
        [
            Request::MakeOrganization {
                provider: PROVIDER_ID.parse().unwrap(),
                collection_name: "x".into(),
            },
            Request::WrapOrganizationKey {
                organization: CLIENT_ID.parse().unwrap(),
                provider: PROVIDER_ID.parse().unwrap(),
            },
        ]
    };
    for request in requests() {
        assert_eq!(serve(&mut unlocked(), request), Err(Error::WrongKey));
    }
    for request in requests() {
        assert_eq!(serve(&mut Keyring::default(), request), Err(Error::Locked));
    }
}

#[test]
fn an_organisation_of_one_s_own_is_wrapped_for_the_provider() {
    let (mut keyring, made) = (unlocked(), Hierarchy::new());
    // One's own organisation: its key comes to the member, not through the provider.
    let mut context = made.store.context_mut();
    let own_key = context.make_symmetric_key(SymmetricKeyAlgorithm::Aes256CbcHmac);
    let own = KeyRef::Organization("0e0e0e0e-0000-4000-8000-000000000004".parse().unwrap());
    let for_member = WrappedKey {
        key: own,
        wrapped: for_v1_user(own_key, &context),
        by: KeyRef::User,
    };
    let name = "Eigen collectie".encrypt(&mut context, own_key).unwrap();
    drop(context);
    let add = Request::AddKeys(vec![made.provider.clone(), for_member]);
    assert_eq!(serve(&mut keyring, add), Ok(Answer::Unopened(vec![])));
    let request = Request::WrapOrganizationKey {
        organization: "0e0e0e0e-0000-4000-8000-000000000004".parse().unwrap(),
        provider: PROVIDER_ID.parse().unwrap(),
    };
    let Ok(Answer::Sealed(wrapped)) = serve(&mut keyring, request) else {
        panic!("not wrapped")
    };

    let mut colleague = unlocked();
    let through_provider = WrappedKey {
        key: own,
        wrapped,
        by: provider(),
    };
    let add = Request::AddKeys(vec![through_provider, made.provider.clone()]);
    assert_eq!(serve(&mut colleague, add), Ok(Answer::Unopened(vec![])));
    let open = Request::OpenNames {
        key: own,
        names: vec![name.to_string()],
    };
    let opened = Ok(Answer::Names(vec![Ok("Eigen collectie".to_owned())]));
    assert_eq!(serve(&mut colleague, open), opened);
}

#[test]
fn the_hash_that_proves_who_one_is_is_the_one_of_signing_in_and_leaves_nothing() {
    let kdf = Kdf::Pbkdf2 {
        iterations: 100_000,
    };
    let mut keyring = Keyring::default();
    let request = Request::PasswordHash {
        password: "asdfasdf".to_owned().into(),
        salt: "test@bitwarden.com".into(),
        kdf,
    };
    assert_eq!(
        serve(&mut keyring, request),
        hash("wmyadRMyBZOH7P/a/ucTCbSghKgdzDpPqUnu/DAVtSw=")
    );
    assert_eq!(
        serve(&mut keyring, Request::Unlock(v1_keys())),
        Err(Error::Locked),
        "the master key was kept"
    );
}
