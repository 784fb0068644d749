//! The keys of a client organisation: a new one's, and those of one that is taken in (contract 2.4).

use bitwarden_crypto::{PrimitiveEncryptable, PublicKeyEncryptionAlgorithm, SymmetricKeyAlgorithm};
use bitwarden_encoding::B64;
use portico::domain::ids::{OrganizationId, ProviderId};
use portico::vault::protocol::{Error, OrganizationKeys};

use crate::keyring::{Keyring, SymmetricSlot, told};

/// Makes a new organisation's key and its key pair, and encrypts the name of its first collection. What is made leaves the
/// worker as ciphertext only: once the server has it, it comes back as any client's key does, under the provider's.
pub(crate) fn make(
    keyring: &Keyring,
    provider: ProviderId,
    collection_name: &str,
) -> Result<OrganizationKeys, Error> {
    let provider = SymmetricSlot::Provider(provider);
    let mut context = keyring.context_mut()?;
    if !context.has_symmetric_key(provider) {
        return Err(Error::WrongKey);
    }
    let key = context.make_symmetric_key(SymmetricKeyAlgorithm::Aes256CbcHmac);
    let pair = context.make_private_key(PublicKeyEncryptionAlgorithm::RsaOaepSha1);
    let public_key = context.get_public_key(pair).and_then(|key| key.to_der());
    Ok(OrganizationKeys {
        wrapped_key: context
            .wrap_symmetric_key(provider, key)
            .map_err(told)?
            .to_string(),
        public_key: B64::from(public_key.map_err(told)?.as_ref()).to_string(),
        wrapped_private_key: context
            .wrap_private_key(key, pair)
            .map_err(told)?
            .to_string(),
        collection_name: collection_name
            .encrypt(&mut context, key)
            .map_err(told)?
            .to_string(),
    })
}

/// The key of an organisation of one's own under the provider's key. [`Error::WrongKey`] when either is not in the ring.
pub(crate) fn wrap(
    keyring: &Keyring,
    organization: OrganizationId,
    provider: ProviderId,
) -> Result<String, Error> {
    let context = keyring.context()?;
    let (provider, organization) = (
        SymmetricSlot::Provider(provider),
        SymmetricSlot::Organization(organization),
    );
    if !context.has_symmetric_key(provider) || !context.has_symmetric_key(organization) {
        return Err(Error::WrongKey);
    }
    context
        .wrap_symmetric_key(provider, organization)
        .map(|wrapped| wrapped.to_string())
        .map_err(told)
}
