//! Who is signed in, and why not.

use crate::api;
use crate::domain::account::Account;
use crate::vault;

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
