//! The phrase by which two people compare a public key.

use bitwarden_crypto::{PublicKey, SpkiPublicKeyBytes, fingerprint};
use bitwarden_encoding::B64;
use portico::domain::ids::UserId;
use portico::vault::protocol::Error;

use crate::keyring::told;

/// Five words for the public key (base64 of SubjectPublicKeyInfo) of a user.
pub(crate) fn phrase(user: UserId, public_key: &str) -> Result<String, Error> {
    let bytes = B64::try_from(public_key).map_err(|_| Error::Malformed)?;
    let key = SpkiPublicKeyBytes::from(bytes.as_bytes());
    PublicKey::from_der(&key).map_err(|_| Error::Malformed)?;
    fingerprint(&user.to_string(), &key).map_err(told)
}
