//! The phrase by which two people compare a public key.

use bitwarden_crypto::{PublicKey, SpkiPublicKeyBytes, fingerprint};
use bitwarden_encoding::B64;
use portico::domain::ids::UserId;
use portico::vault::protocol::Error;

use crate::keyring::{Keyring, PrivateSlot, told};

/// Five words for the user's own public key, made from the private key.
pub(crate) fn own(keyring: &Keyring, user: UserId) -> Result<String, Error> {
    let context = keyring.context()?;
    let public = context.get_public_key(PrivateSlot::User).map_err(told)?;
    fingerprint(&user.to_string(), &public.to_der().map_err(told)?).map_err(told)
}

/// Five words for the public key (base64 of SubjectPublicKeyInfo) of a user.
pub(crate) fn phrase(user: UserId, public_key: &str) -> Result<String, Error> {
    let bytes = B64::try_from(public_key).map_err(|_| Error::Malformed)?;
    let key = SpkiPublicKeyBytes::from(bytes.as_bytes());
    PublicKey::from_der(&key).map_err(|_| Error::Malformed)?;
    fingerprint(&user.to_string(), &key).map_err(told)
}
