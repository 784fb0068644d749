//! Opening the user's own keys.

use std::str::FromStr;

use bitwarden_crypto::{
    CoseSerializable, CoseSign1Bytes, EncString, MasterKey, SignedObject, SignedPublicKey,
    SigningNamespace, SymmetricCryptoKey,
};
use bitwarden_encoding::B64;
use portico::vault::protocol::{AccountKeys, Error, PrivateKeys};
use serde::Deserialize;

use crate::keyring::{Context, Keyring, PrivateSlot, SymmetricSlot, told};

/// What the user has signed of the account's security. We read accounts of every version; that the user, not the server,
/// has stated one is what counts here.
#[derive(Deserialize)]
struct SecurityState {
    #[serde(rename = "version")]
    _version: u64,
}

/// Opens the user key by the master key, and the private keys by the user key. The ring holds nothing else then.
pub(crate) fn unlock(keyring: &mut Keyring, keys: &AccountKeys) -> Result<(), Error> {
    let user_key = open_user_key(keyring.master_key()?, &keys.master_key_wrapped_user_key)?;
    keyring.refill(|context| {
        let user = context.add_local_symmetric_key(user_key);
        // A 32 byte key, whose data carries no MAC, is refused by this.
        context.get_symmetric_key_algorithm(user).map_err(told)?;
        if let Some(private) = &keys.private {
            open_private(context, user, private)?;
        }
        context
            .persist_symmetric_key(user, SymmetricSlot::User)
            .map_err(told)
    })
}

/// Opens the user key by a master key. [`Error::WrongKey`] when the password was another.
pub(crate) fn open_user_key(
    master_key: &MasterKey,
    wrapped: &str,
) -> Result<SymmetricCryptoKey, Error> {
    let wrapped = EncString::parse_strict(wrapped).map_err(told)?;
    // Without a MAC (type 0), a wrong password may yield nonsense that fails in any way.
    master_key
        .decrypt_user_key(wrapped)
        .map_err(|error| match told(error) {
            Error::Unsupported => Error::Unsupported,
            _ => Error::WrongKey,
        })
}

/// Opens the private keys by the user key that is in the ring.
pub(crate) fn add_private_keys(keyring: &Keyring, keys: &PrivateKeys) -> Result<(), Error> {
    open_private(&mut keyring.context_mut()?, SymmetricSlot::User, keys)
}

fn open_private(
    context: &mut Context<'_>,
    user: SymmetricSlot,
    keys: &PrivateKeys,
) -> Result<(), Error> {
    let wrapped = EncString::parse_strict(&keys.wrapped_private_key).map_err(told);
    let private =
        wrapped.and_then(|wrapped| context.unwrap_private_key(user, &wrapped).map_err(told));
    let is_v1 = context.is_v1_symmetric_key(user).map_err(told)?;
    let private = match (is_v1, &keys.wrapped_signing_key, &keys.security_state) {
        // Some old accounts have a private key that nothing opens. They still have a vault; what is shared with them
        // fails when it is added. The vendor's clients do the same.
        (true, None, None) => match private {
            Ok(private) => private,
            Err(_) => return Ok(()),
        },
        (false, Some(signing_key), Some(security_state)) => {
            verify(
                context,
                user,
                signing_key,
                security_state,
                keys.signed_public_key.as_deref(),
            )?;
            private?
        }
        // The parts of one kind of account under the key of the other.
        _ => return Err(Error::Malformed),
    };
    context
        .persist_private_key(private, PrivateSlot::User)
        .map_err(told)
}

/// Checks what a V2 user has signed: a server that offers other keys or an older state is found out.
fn verify(
    context: &mut Context<'_>,
    user: SymmetricSlot,
    wrapped_signing_key: &str,
    security_state: &str,
    signed_public_key: Option<&str>,
) -> Result<(), Error> {
    let wrapped = EncString::parse_strict(wrapped_signing_key).map_err(told)?;
    let signing_key = context.unwrap_signing_key(user, &wrapped).map_err(told)?;
    let verifying_key = context.get_verifying_key(signing_key).map_err(told)?;
    if let Some(text) = signed_public_key {
        let signed = SignedPublicKey::from_str(text).map_err(|_| Error::Malformed)?;
        signed.verify_and_unwrap(&verifying_key).map_err(told)?;
    }
    let bytes = B64::try_from(security_state).map_err(|_| Error::Malformed)?;
    let signed = SignedObject::from_cose(&CoseSign1Bytes::from(bytes.as_bytes()))
        .map_err(|_| Error::Malformed)?;
    let _: SecurityState = signed
        .verify_and_unwrap(&verifying_key, &SigningNamespace::SecurityState)
        .map_err(told)?;
    Ok(())
}
