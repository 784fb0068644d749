//! Signing in, step by step.

use leptos::prelude::*;

use crate::domain::region::RegionId;
use crate::vault::{self, Password};
use crate::{api, session::Session};

/// What the form asks for.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Where the account lives.
    pub region: RegionId,
    /// As it was typed.
    pub email: String,
    /// As it was typed.
    pub password: Password,
    /// Whether this browser keeps the address for the next time.
    pub remember_email: Remember,
}

/// Whether this browser keeps something.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Remember {
    /// It does.
    Keep,
    /// It does not.
    Forget,
}

/// What the person is asked now.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Step {
    /// Region, address and password.
    Credentials,
    /// A code of the second step.
    TwoStep(TwoStep),
    /// The code that was mailed because this browser is new to the account. Nobody has to ask for the mail.
    NewDevice {
        /// Where it was mailed to: the address that was typed.
        email: String,
    },
    /// It cannot go on in this portal.
    Stopped(Stop),
}

/// The second step of an account.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TwoStep {
    /// What the person may use in this portal, the best first; the recovery code is always the last.
    pub methods: Vec<Method>,
    /// The masked address that codes are mailed to, when e-mail is one of the methods.
    pub email: Option<String>,
    /// Methods that the account has beside these, which work on the web vault's own address only.
    pub tied_to_vault: Vec<TiedMethod>,
}

/// A way to prove the second step that works anywhere.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Method {
    /// Six digits of an authenticator app.
    Authenticator,
    /// Six digits by mail, sent when asked for.
    Email,
    /// What a YubiKey types when touched.
    YubiKey,
    /// The recovery code. It switches the account's two-step login off.
    Recovery,
}

/// A way to prove the second step that is tied to the web vault's own address (contract 1.6).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum TiedMethod {
    /// A passkey or security key.
    WebAuthn,
    /// Duo, the person's own.
    Duo,
    /// Duo, the organisation's.
    OrganizationDuo,
}

/// Why it cannot go on in this portal. [`Stopped::vault_url`](Stop) has where to go instead.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Stop {
    /// The reason.
    pub why: StopReason,
    /// The web vault of the region, to go on there.
    pub vault_url: String,
}

/// Why it cannot go on in this portal.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum StopReason {
    /// An administrator reset the password; a new one has to be chosen first.
    ForcedPasswordChange,
    /// An organisation demands single sign-on.
    SsoRequired {
        /// The organisation's name for it, if told.
        identifier: Option<String>,
    },
    /// The account has no master password, since its organisation keeps its key: Key Connector or trusted devices.
    NoMasterPassword,
    /// Two-step login is on, and no method of it can be used.
    NoUsableTwoStep,
    /// The account's encryption is of the oldest kind, and has to be migrated in the web vault first.
    LegacyEncryption,
    /// The cloud asks for a later version of this portal.
    ClientTooOld,
    /// The cloud did not accept how this browser presents itself. The text is the server's.
    Device(String),
    /// An official server, but self-hosted: there is no provider portal. [`SignIn::continue_anyway`] goes on, for an
    /// organisation that one owns directly.
    SelfHosted {
        /// Its version.
        version: String,
    },
    /// A server of somebody else's making. [`SignIn::continue_anyway`] goes on as for a self-hosted one.
    ThirdParty {
        /// What it calls itself.
        name: String,
    },
}

/// What is wrong with what was tried last. It stands beside the step and goes with the next try.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Problem {
    /// No address was typed.
    EmailMissing,
    /// It is no address, or is longer than 256 characters.
    EmailInvalid,
    /// No password was typed.
    PasswordMissing,
    /// No code was typed.
    CodeMissing,
    /// The cloud knows no such address with such a password in this region.
    WrongPassword {
        /// The other regions offered: an account lives in one only.
        other_regions: Vec<RegionId>,
    },
    /// The code is not right, or has expired: the cloud does not tell the two apart.
    WrongCode,
    /// The call failed.
    Api(api::Error),
    /// The vault failed.
    Vault(vault::Error),
    /// Signed in, but the cloud gave a token this portal cannot use, or no keys.
    Unexpected,
}

/// A mail that was asked for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Mail {
    /// None was asked for since the step began.
    None,
    /// On its way to the server.
    Sending,
    /// The server took the request. It does not say whether there is an account.
    Sent,
    /// It did not.
    Failed(api::Error),
}

/// The sign-in of a session: what is asked now, and what the person does.
#[derive(Clone, Copy)]
pub struct SignIn {
    pub(super) session: Session,
}

impl SignIn {
    /// What is asked now.
    pub fn step(self) -> Signal<Step> {
        Signal::stored(Step::Credentials)
    }

    /// Whether something is under way.
    pub fn busy(self) -> Signal<bool> {
        Signal::stored(false)
    }

    /// What was wrong with the last try.
    pub fn problem(self) -> Signal<Option<Problem>> {
        Signal::stored(None)
    }

    /// How the mail with a code fares: the two-step one, or a repeated new-device one.
    pub fn code_mail(self) -> Signal<Mail> {
        Signal::stored(Mail::None)
    }

    /// How the mail with the password hint fares.
    pub fn hint_mail(self) -> Signal<Mail> {
        Signal::stored(Mail::None)
    }

    /// The address that this browser keeps.
    pub fn remembered_email(self) -> Option<String> {
        None
    }

    /// The region used last, else the default. `None` until the settings are read.
    pub fn preferred_region(self) -> Option<RegionId> {
        None
    }

    /// Asks the server early what signing in will need, so that the wire is not waited for twice. To be called when the
    /// address or the region changes; what is no address is ignored. Waits a moment by itself.
    pub fn prepare(self, _region: RegionId, _email: String) {}

    /// Begins to sign in.
    pub fn submit(self, _credentials: Credentials) {}

    /// Hands in a code of the second step.
    pub fn submit_code(self, _method: Method, _code: String, _remember: Remember) {}

    /// Asks for the second step's code by mail.
    pub fn send_email_code(self) {}

    /// Hands in the code that was mailed because this browser is new.
    pub fn submit_device_code(self, _code: String) {}

    /// Asks for that mail once more.
    pub fn resend_device_code(self) {}

    /// Asks for the password hint by mail.
    pub fn send_hint(self, _region: RegionId, _email: String) {}

    /// Goes on at a server that has no provider portal. Does nothing at any other stop.
    pub fn continue_anyway(self) {}

    /// Returns to the form, and forgets what was done so far.
    pub fn back(self) {}
}
