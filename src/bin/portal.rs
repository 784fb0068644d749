//! Starts the page.

#[cfg(target_family = "wasm")]
mod parts {
    //! Where the program parts in two. Here and not in the library: the vault's program would keep the other part whole.

    use futures::FutureExt;
    use leptos::prelude::AnyView;
    use portico::domain::account::Account;
    use portico::inside::{Part, screens};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// What is reached from here alone is not in the first part of the program; the build goes by the name `screens`.
    #[wasm_split(screens, preload(fetch_screens), fallible)]
    fn draw_screens(account: Account) -> Result<AnyView, SplitLoaderError> {
        Ok(screens(account))
    }

    /// The screens, as the page asks for them.
    pub(super) const SCREENS: Part = Part {
        fetch: || fetch_screens().map(|fetched| fetched.is_ok()).boxed_local(),
        // What has been fetched is called without a wait.
        draw: |account| draw_screens(account).now_or_never()?.ok(),
    };
}

#[cfg(target_family = "wasm")]
fn main() {
    portico::start(parts::SCREENS);
}

/// The page needs a browser.
#[cfg(not(target_family = "wasm"))]
fn main() {}
