//! Text under the user key, for the page to keep across a reload.

use bitwarden_crypto::{Decryptable, EncString, PrimitiveEncryptable};
use portico::vault::protocol::{Error, Secret};

use crate::keyring::{Keyring, SymmetricSlot, told};

/// An encrypted string of the text.
pub(crate) fn seal(keyring: &Keyring, secret: &Secret) -> Result<String, Error> {
    let sealed = secret
        .expose()
        .encrypt(&mut keyring.context()?, SymmetricSlot::User)
        .map_err(told)?;
    Ok(sealed.to_string())
}

/// The inverse of [`seal`].
pub(crate) fn open(keyring: &Keyring, sealed: &str) -> Result<Secret, Error> {
    let mut context = keyring.context()?;
    let sealed = EncString::parse_strict(sealed).map_err(told)?;
    let text: String = sealed
        .decrypt(&mut context, SymmetricSlot::User)
        .map_err(told)?;
    Ok(text.into())
}
