//! What the server keeps of a master password: the received authentication hash, hashed once more.

use bitwarden_crypto::pbkdf2;
use uuid::Uuid;

/// A stored verifier.
pub(crate) struct Verifier {
    /// The server's own salt.
    pub(crate) salt: Vec<u8>,
    /// The hash of the received hash.
    pub(crate) hash: Vec<u8>,
}

/// Far fewer rounds than a real server's: what is hashed here already took the client 600 000, and a demo starts quickly.
const ROUNDS: u32 = 1000;

impl Verifier {
    /// Makes the verifier of an authentication hash.
    pub(crate) fn of(authentication_hash: &str) -> Self {
        let salt = Uuid::new_v4().as_bytes().to_vec();
        let hash = pbkdf2(authentication_hash.as_bytes(), &salt, ROUNDS).to_vec();
        Self { salt, hash }
    }

    /// Whether `authentication_hash` is the one this was made of.
    pub(crate) fn accepts(&self, authentication_hash: &str) -> bool {
        pbkdf2(authentication_hash.as_bytes(), &self.salt, ROUNDS).as_slice() == self.hash
    }
}
