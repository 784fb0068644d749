//! The keys that are open, each in a slot that the page can name.

use bitwarden_crypto::{CryptoError, KeyStore, KeyStoreContext, MasterKey, key_slot_ids};
use portico::domain::ids::{OrganizationId, ProviderId};
use portico::vault::protocol::{Error, KeyRef};

key_slot_ids! {
    #[symmetric]
    pub(crate) enum SymmetricSlot {
        User,
        Provider(ProviderId),
        Organization(OrganizationId),
        #[local]
        Local(LocalId),
    }

    #[private]
    pub(crate) enum PrivateSlot {
        User,
        #[local]
        Local(LocalId),
    }

    // A signing key is opened to check what it has signed, and is not kept.
    #[signing]
    pub(crate) enum SigningSlot {
        #[local]
        Local(LocalId),
    }

    pub(crate) Slots => SymmetricSlot, PrivateSlot, SigningSlot;
}

impl From<KeyRef> for SymmetricSlot {
    fn from(key: KeyRef) -> Self {
        match key {
            KeyRef::User => Self::User,
            KeyRef::Provider(id) => Self::Provider(id),
            KeyRef::Organization(id) => Self::Organization(id),
        }
    }
}

/// Where keys and data meet, for the length of one operation.
pub(crate) type Context<'a> = KeyStoreContext<'a, Slots>;

/// The keys of one user, and the master key between derivation and unlock.
#[derive(Default)]
pub(crate) struct Keyring {
    store: KeyStore<Slots>,
    master_key: Option<MasterKey>,
}

impl Keyring {
    /// Keeps what was derived until the unlock.
    pub(crate) fn keep_master_key(&mut self, master_key: MasterKey) {
        self.master_key = Some(master_key);
    }

    /// The master key that was derived last. [`Error::Locked`] when there is none.
    pub(crate) fn master_key(&self) -> Result<&MasterKey, Error> {
        self.master_key.as_ref().ok_or(Error::Locked)
    }

    /// The same, for what is derived to prove who one is: it is not kept.
    pub(crate) fn take_master_key(&mut self) -> Result<MasterKey, Error> {
        self.master_key.take().ok_or(Error::Locked)
    }

    /// Empties the ring for the keys that the context of `fill` brings. The master key has done its work then.
    pub(crate) fn refill(
        &mut self,
        fill: impl FnOnce(&mut Context<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.store.clear();
        let filled = fill(&mut self.store.context_mut());
        match filled {
            Ok(()) => self.master_key = None,
            Err(_) => self.store.clear(),
        }
        filled
    }

    /// To use keys. [`Error::Locked`] when there is no user key.
    pub(crate) fn context(&self) -> Result<Context<'_>, Error> {
        unlocked(self.store.context())
    }

    /// To add keys. [`Error::Locked`] when there is no user key.
    pub(crate) fn context_mut(&self) -> Result<Context<'_>, Error> {
        unlocked(self.store.context_mut())
    }
}

fn unlocked(context: Context<'_>) -> Result<Context<'_>, Error> {
    if context.has_symmetric_key(SymmetricSlot::User) {
        Ok(context)
    } else {
        Err(Error::Locked)
    }
}

/// What the page is told of a failure. A wrong key, a MAC that does not fit and bad padding are one on purpose.
pub(crate) fn told(error: CryptoError) -> Error {
    match error {
        CryptoError::InsufficientKdfParameters => Error::TooWeak,
        CryptoError::OperationNotSupported(_) => Error::Unsupported,
        CryptoError::UnparseableEncString
        | CryptoError::EncString(_)
        | CryptoError::InvalidUtf8String
        | CryptoError::Encoding(_)
        | CryptoError::Rsa(_) => Error::Malformed,
        _ => Error::WrongKey,
    }
}
