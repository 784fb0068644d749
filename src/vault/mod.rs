//! What the page and the vault worker say to each other, and the page's side of it.
//!
//! The worker (`bin/vault`) is the only program that ever holds a key. The page names keys ([`KeyRef`]), hands over
//! ciphertext, and gets names, hashes and phrases back; no message of [`protocol`] carries a key in the clear.

mod exchange;
pub mod handle;
pub mod protocol;
mod secret;

pub use handle::Vault;
pub use protocol::{
    AccountKeys, AuthenticationHash, Error, Kdf, KeyRef, OrganizationKeys, Password, PrivateKeys,
    Secret, WrappedKey,
};
