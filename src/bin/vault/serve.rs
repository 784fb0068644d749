//! From a request to its answer.

use bitwarden_crypto::MasterKey;
use portico::vault::protocol::{Answer, Error, Request};

use crate::derive::Derivation;
use crate::keyring::Keyring;
use crate::{derive, fingerprint, keys, names, seal, share, unlock};

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
    let derived = derivation(&request).map(|derivation| derivation.in_crate());
    serve_derived(keyring, request, derived)
}

/// Serves a request with the master key that its [`derivation`] gave.
pub(crate) fn serve_derived(
    keyring: &mut Keyring,
    request: Request,
    derived: Option<Result<MasterKey, Error>>,
) -> Result<Answer, Error> {
    if let Some(master_key) = derived {
        keyring.keep_master_key(master_key?);
    }
    match request {
        Request::Derive { password, .. } => {
            derive::authentication_hash(keyring, &password).map(Answer::Hash)
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
    }
}
