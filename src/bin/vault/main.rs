//! The vault: the web worker that holds the keys, and the only program that ever does.
//!
//! It answers what `portico::vault::protocol` can ask, one request after the other, and has no HTTP and no DOM. Locking
//! ends it from outside: its memory is gone, and every key with it. All cryptography is `bitwarden-crypto`'s (whose
//! zeroizing allocator is this program's) or the browser's.

// There is no worker outside of a browser; there, only the tests use what is here.
#![cfg_attr(not(any(target_family = "wasm", test)), allow(dead_code))]

#[cfg(target_family = "wasm")]
mod browser;
mod derive;
mod fingerprint;
mod keyring;
mod keys;
mod names;
mod organization;
mod seal;
mod serve;
mod share;
#[cfg(test)]
mod test;
mod unlock;

fn main() {
    #[cfg(target_family = "wasm")]
    browser::run();
}
