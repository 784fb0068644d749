//! Wrapping keys for people (contract 2.4).

use bitwarden_crypto::{PublicKey, SpkiPublicKeyBytes, SymmetricKeyAlgorithm, UnsignedSharedKey};
use bitwarden_encoding::B64;
use portico::vault::protocol::{Error, KeyRef};

use crate::keyring::{Keyring, PrivateSlot, SymmetricSlot, told};

/// A key of the ring under somebody's public key. The user's own key is nobody else's.
pub(crate) fn wrap(keyring: &Keyring, key: KeyRef, public_key: &str) -> Result<String, Error> {
    if key == KeyRef::User {
        return Err(Error::Malformed);
    }
    let context = keyring.context()?;
    let slot = SymmetricSlot::from(key);
    if !context.has_symmetric_key(slot) {
        return Err(Error::WrongKey);
    }
    let bytes = B64::try_from(public_key).map_err(|_| Error::Malformed)?;
    let public = PublicKey::from_der(&SpkiPublicKeyBytes::from(bytes.as_bytes()))
        .map_err(|_| Error::Malformed)?;
    let wrapped = UnsignedSharedKey::encapsulate(slot, &public, &context).map_err(told)?;
    Ok(wrapped.to_string())
}

/// A new provider key under the user's own public key. The ring does not keep it: the server may refuse it yet.
pub(crate) fn make_provider_key(keyring: &Keyring) -> Result<String, Error> {
    let mut context = keyring.context_mut()?;
    let public = context.get_public_key(PrivateSlot::User).map_err(told)?;
    let key = context.make_symmetric_key(SymmetricKeyAlgorithm::Aes256CbcHmac);
    let wrapped = UnsignedSharedKey::encapsulate(key, &public, &context).map_err(told)?;
    Ok(wrapped.to_string())
}
