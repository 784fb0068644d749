//! Decrypting names.

use bitwarden_crypto::{Decryptable, EncString};
use portico::vault::protocol::{Error, KeyRef};

use crate::keyring::{Keyring, SymmetricSlot, told};

/// Decrypts each name on its own. One by one: the crate's own `decrypt_list` hands work to a thread pool, of which there is
/// none in WebAssembly.
pub(crate) fn open(
    keyring: &Keyring,
    key: KeyRef,
    names: &[String],
) -> Result<Vec<Result<String, Error>>, Error> {
    let mut context = keyring.context()?;
    let slot = SymmetricSlot::from(key);
    if !context.has_symmetric_key(slot) {
        return Err(Error::WrongKey);
    }
    Ok(names
        .iter()
        .map(|name| {
            EncString::parse_strict(name)
                .and_then(|name| name.decrypt(&mut context, slot))
                .map_err(told)
        })
        .collect())
}
