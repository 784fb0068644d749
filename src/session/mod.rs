//! The session: who is signed in, and whether the keys are at hand.

pub mod directory;
pub mod settings;
pub mod sign_in;

use leptos::prelude::*;

use crate::api;
use crate::domain::account::Account;
use crate::vault::{self, Password};
use directory::Directory;
use settings::SettingsState;
use sign_in::SignIn;

/// Who is signed in, and whether the keys are at hand.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum State {
    /// Not known yet: the settings are being read.
    Starting,
    /// Nobody.
    SignedOut(SignedOutWhy),
    /// Somebody, whose keys are not at hand: the master password opens them.
    Locked(Account, LockedWhy),
    /// Somebody, whose keys are at hand.
    Unlocked(Account),
}

/// Why nobody is signed in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SignedOutWhy {
    /// Nobody was in this tab.
    Fresh,
    /// The person signed out.
    ByPerson,
    /// The cloud ended the session: after 7 days, or when the password was changed.
    Expired,
    /// The person signed out in another tab.
    Elsewhere,
}

/// Why the keys are not at hand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LockedWhy {
    /// The tab was loaded anew.
    Reload,
    /// The person locked it, in this tab or another.
    ByPerson,
    /// It was not touched for a while, or the machine slept.
    Idle,
    /// The vault ended on its own, and the keys with it.
    VaultDied,
}

/// What is wrong with the last try to unlock.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum UnlockProblem {
    /// No password was typed.
    PasswordMissing,
    /// It is not the master password.
    WrongPassword,
    /// The call failed. The password was right.
    Api(api::Error),
    /// The vault failed.
    Vault(vault::Error),
}

/// The session of this tab. A handle: copies are the same session.
#[derive(Clone, Copy)]
pub struct Session {
    state: RwSignal<State>,
    settings: RwSignal<SettingsState>,
    directory: Directory,
}

impl Session {
    /// Makes the session and hands it to all below the current owner, which has to be the root's.
    pub fn provide() -> Self {
        let session = Self {
            state: RwSignal::new(State::Starting),
            settings: RwSignal::new(SettingsState::Reading),
            directory: Directory {
                profile: RwSignal::new(directory::Cached::default()),
            },
        };
        provide_context(session);
        session
    }

    /// The session that [`provide`](Self::provide) made.
    ///
    /// # Panics
    /// Outside of the root that it was provided in, which no component is.
    pub fn current() -> Self {
        #[expect(
            clippy::expect_used,
            reason = "the root provides it before any component runs"
        )]
        use_context().expect("the root provides a session")
    }

    /// Who is signed in.
    pub fn state(self) -> Signal<State> {
        self.state.into()
    }

    /// What the host decided.
    pub fn settings(self) -> Signal<SettingsState> {
        self.settings.into()
    }

    /// Reads the settings again, after they could not be read.
    pub fn read_settings(self) {}

    /// Signing in.
    pub fn sign_in(self) -> SignIn {
        SignIn { session: self }
    }

    /// The shared reads.
    pub fn directory(self) -> Directory {
        self.directory
    }

    /// Opens the keys again.
    pub fn unlock(self, _password: Password) {}

    /// Whether an unlock is under way.
    pub fn unlocking(self) -> Signal<bool> {
        Signal::stored(false)
    }

    /// What was wrong with the last try to unlock.
    pub fn unlock_problem(self) -> Signal<Option<UnlockProblem>> {
        Signal::stored(None)
    }

    /// Ends the vault, here and in the other tabs of this account. The place is kept.
    pub fn lock(self) {}

    /// Ends the session, here and in the other tabs of this account.
    pub fn sign_out(self) {}

    /// After how many minutes without a touch the session locks.
    pub fn idle_minutes(self) -> Signal<u32> {
        Signal::stored(15)
    }

    /// Sets that, for this browser. 1 to 1440.
    pub fn set_idle_minutes(self, _minutes: u32) {}
}
