//! From a request to its answer.

use portico::vault::protocol::{Answer, Error, Request};

use crate::derive::Derivation;
use crate::keyring::Keyring;
use crate::{derive, fingerprint, keys, names, organization, seal, share, unlock};

/// The derivation that a request needs done before it can be served, if any.
pub(crate) fn derivation(request: &Request) -> Option<Derivation<'_>> {
    match request {
        Request::Derive {
            password,
            salt,
            kdf,
        }
        | Request::UnlockWithPassword {
            password,
            salt,
            kdf,
            ..
        }
        | Request::PasswordHash {
            password,
            salt,
            kdf,
        }
        | Request::ProvePassword {
            password,
            salt,
            kdf,
            ..
        } => Some(Derivation {
            password,
            salt,
            kdf: *kdf,
        }),
        _ => None,
    }
}

/// Serves a request whose derivation, if it needs one, is done here by the crate, as it is where there is no browser.
#[cfg(test)]
pub(crate) fn serve(keyring: &mut Keyring, request: Request) -> Result<Answer, Error> {
    if let Some(derivation) = derivation(&request) {
        keyring.keep_master_key(derivation.in_crate()?);
    }
    authenticate(keyring, &request).unwrap_or_else(|| open(keyring, request))
}

/// Serves what the master key alone answers; `None` for all that opens keys or uses them.
pub(crate) fn authenticate(
    keyring: &mut Keyring,
    request: &Request,
) -> Option<Result<Answer, Error>> {
    let hash = match request {
        Request::Derive { password, .. } => keyring
            .master_key()
            .map(|master_key| derive::hash(master_key, password)),
        // It proves who one is, and opens nothing: this master key is not kept.
        Request::PasswordHash { password, .. } => keyring
            .take_master_key()
            .map(|master_key| derive::hash(&master_key, password)),
        _ => return None,
    };
    Some(hash.map(Answer::Hash))
}

/// Serves any other request. The ring has the master key by then, where the request needs a derivation.
pub(crate) fn open(keyring: &mut Keyring, request: Request) -> Result<Answer, Error> {
    match request {
        // Served before, by `authenticate`.
        Request::Derive { .. } | Request::PasswordHash { .. } => Err(Error::Locked),
        // It proves who one is by what it opens; neither is kept.
        Request::ProvePassword {
            master_key_wrapped_user_key,
            ..
        } => {
            let master_key = keyring.take_master_key()?;
            unlock::open_user_key(&master_key, &master_key_wrapped_user_key).map(|_| Answer::Done)
        }
        Request::Unlock(keys) | Request::UnlockWithPassword { keys, .. } => {
            unlock::unlock(keyring, &keys).map(|()| Answer::Done)
        }
        Request::AddPrivateKeys(keys) => {
            unlock::add_private_keys(keyring, &keys).map(|()| Answer::Done)
        }
        Request::AddKeys(keys) => keys::add(keyring, keys).map(Answer::Unopened),
        Request::OpenNames { key, names } => names::open(keyring, key, &names).map(Answer::Names),
        Request::Fingerprint { user, public_key } => {
            fingerprint::phrase(user, &public_key).map(Answer::Phrase)
        }
        Request::OwnFingerprint { user } => fingerprint::own(keyring, user).map(Answer::Phrase),
        Request::WrapKey { key, public_key } => {
            share::wrap(keyring, key, &public_key).map(Answer::Wrapped)
        }
        Request::MakeProviderKey => share::make_provider_key(keyring).map(Answer::Wrapped),
        Request::Seal(secret) => seal::seal(keyring, &secret).map(Answer::Sealed),
        Request::OpenSealed(sealed) => seal::open(keyring, &sealed).map(Answer::Opened),
        Request::MakeOrganization {
            provider,
            collection_name,
        } => organization::make(keyring, provider, &collection_name).map(Answer::Organization),
        Request::WrapOrganizationKey {
            organization,
            provider,
        } => organization::wrap(keyring, organization, provider).map(Answer::Sealed),
    }
}
