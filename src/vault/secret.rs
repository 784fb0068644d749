//! Text that is kept out of logs and does not stay behind in memory.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

macro_rules! secrets {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        ///
        /// Wiped when dropped, never printed.
        #[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The text itself, for what it is made for and for nothing else.
            pub fn expose(&self) -> &str {
                &self.0
            }

            /// Whether there is no text.
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                self.0.zeroize();
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}

secrets! {
    /// A master password, on its way from the form to the worker.
    Password
    /// What the server compares instead of the master password (contract 2.5): 44 characters of base64. It opens no data,
    /// but whoever has it can sign in.
    AuthenticationHash
    /// What the page wants sealed, or opened again: a refresh token.
    Secret
}
