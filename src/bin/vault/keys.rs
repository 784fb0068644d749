//! Opening the keys of providers and organisations (contract 2.3).

use bitwarden_crypto::{EncString, UnsignedSharedKey};
use portico::vault::protocol::{Error, KeyRef, WrappedKey};

use crate::keyring::{Context, Keyring, PrivateSlot, SymmetricSlot, told};

/// Opens what can be opened, those first that open others. Gives what could not be.
pub(crate) fn add(keyring: &Keyring, keys: Vec<WrappedKey>) -> Result<Vec<KeyRef>, Error> {
    let mut context = keyring.context_mut()?;
    let mut unopened = Vec::new();
    let mut waiting = keys;
    loop {
        let (now, later): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|wrapped| context.has_symmetric_key(wrapped.by.into()));
        if now.is_empty() {
            unopened.extend(later.iter().map(|wrapped| wrapped.key));
            return Ok(unopened);
        }
        for wrapped in &now {
            if open(&mut context, wrapped).is_err() {
                unopened.push(wrapped.key);
            }
        }
        waiting = later;
    }
}

fn open(context: &mut Context<'_>, wrapped: &WrappedKey) -> Result<(), Error> {
    if wrapped.key == KeyRef::User {
        return Err(Error::Malformed);
    }
    let opened = match wrapped.wrapped.parse::<UnsignedSharedKey>() {
        Ok(_) if wrapped.by != KeyRef::User => return Err(Error::WrongKey),
        Ok(shared) => shared
            .decapsulate(PrivateSlot::User, context)
            .map_err(told)?,
        Err(_) => {
            let wrapped_key = EncString::parse_strict(&wrapped.wrapped).map_err(told)?;
            context
                .unwrap_symmetric_key(wrapped.by.into(), &wrapped_key)
                .map_err(told)?
        }
    };
    // A key without a MAC is not taken in.
    context.get_symmetric_key_algorithm(opened).map_err(told)?;
    context
        .persist_symmetric_key(opened, SymmetricSlot::from(wrapped.key))
        .map_err(told)
}
