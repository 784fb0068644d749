//! Starts the page.

#[cfg(target_family = "wasm")]
fn main() {
    portico::start();
}

/// The page needs a browser.
#[cfg(not(target_family = "wasm"))]
fn main() {}
