//! Signing in, step by step: what the screens see of it. The rules are in `machine`, which knows no browser; `runner` does
//! what it asks for.

pub(super) mod machine;
pub(super) mod runner;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::machine::{Event, Machine};
use super::{Session, storage};
use crate::api;
use crate::domain::email::EmailAddress;
use crate::domain::region::{Region, RegionId};
use crate::vault::{self, Password};

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

/// An end of the way in this portal, and where it goes on.
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
    /// The region is not offered here any more, or the cloud gave a token without the keys of the account.
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

/// What the screens see of the sign-in.
#[derive(Clone, Copy)]
pub(super) struct Signals {
    step: RwSignal<Step>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    code_mail: RwSignal<Mail>,
    hint_mail: RwSignal<Mail>,
}

impl Signals {
    pub(super) fn new() -> Self {
        Self {
            step: RwSignal::new(Step::Credentials),
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            code_mail: RwSignal::new(Mail::None),
            hint_mail: RwSignal::new(Mail::None),
        }
    }
}

impl SignIn {
    /// What is asked now.
    pub fn step(self) -> Signal<Step> {
        self.session.sign_in.step.into()
    }

    /// Whether something is under way.
    pub fn busy(self) -> Signal<bool> {
        self.session.sign_in.busy.into()
    }

    /// What was wrong with the last try.
    pub fn problem(self) -> Signal<Option<Problem>> {
        self.session.sign_in.problem.into()
    }

    /// How the mail with a code fares: the two-step one, or a repeated new-device one.
    pub fn code_mail(self) -> Signal<Mail> {
        self.session.sign_in.code_mail.into()
    }

    /// How the mail with the password hint fares.
    pub fn hint_mail(self) -> Signal<Mail> {
        self.session.sign_in.hint_mail.into()
    }

    /// The address that this browser keeps.
    pub fn remembered_email(self) -> Option<String> {
        storage::email()
    }

    /// The region used last, else the default. `None` until the settings are read.
    pub fn preferred_region(self) -> Option<RegionId> {
        self.session.with_settings(|settings| {
            let last = storage::region()
                .and_then(|id| settings.region(&id).map(|region| region.id.clone()));
            last.unwrap_or_else(|| settings.default_region.clone())
        })
    }

    /// Asks the server early what signing in will need, so that the wire is not waited for twice. To be called when the
    /// address or the region changes; what is no address is ignored. Waits a moment by itself.
    pub fn prepare(self, region: RegionId, email: String) {
        let Some((region, email)) = self.place(&region, &email) else {
            return;
        };
        let inner = self.session.inner();
        let typed = inner.typed.get().wrapping_add(1);
        inner.typed.set(typed);
        spawn_local(async move {
            TimeoutFuture::new(PAUSE_IN_TYPING).await;
            if inner.typed.get() == typed {
                // Whether it went well is seen when it is needed.
                let _ = runner::prepared(&inner, &region, &email).await;
            }
        });
    }

    /// Begins to sign in.
    pub fn submit(self, credentials: Credentials) {
        self.happen(Event::Submit(credentials));
    }

    /// Hands in a code of the second step.
    pub fn submit_code(self, method: Method, code: String, remember: Remember) {
        self.happen(Event::Code(method, code, remember));
    }

    /// Asks for the second step's code by mail.
    pub fn send_email_code(self) {
        self.happen(Event::AskMail);
    }

    /// Hands in the code that was mailed because this browser is new.
    pub fn submit_device_code(self, code: String) {
        self.happen(Event::DeviceCode(code));
    }

    /// Asks for that mail once more.
    pub fn resend_device_code(self) {
        self.happen(Event::AskMail);
    }

    /// Asks for the password hint by mail. What is no address is a [`problem`](Self::problem).
    pub fn send_hint(self, region: RegionId, email: String) {
        let signals = self.session.sign_in;
        let Some((region, email)) = self.place(&region, &email) else {
            signals.hint_mail.set(Mail::None);
            signals.problem.set(Some(Problem::EmailInvalid));
            return;
        };
        signals.problem.set(None);
        signals.hint_mail.set(Mail::Sending);
        let api = self.session.inner().api().at(&region);
        spawn_local(async move {
            let mail = match api.send_password_hint(&email).await {
                Ok(()) => Mail::Sent,
                Err(error) => Mail::Failed(error),
            };
            signals.hint_mail.set(mail);
        });
    }

    /// Goes on at a server that has no provider portal. Does nothing at any other stop.
    pub fn continue_anyway(self) {
        self.happen(Event::ContinueAnyway);
    }

    /// Returns to the form, and forgets what was done so far.
    pub fn back(self) {
        self.session.sign_in.hint_mail.set(Mail::None);
        self.happen(Event::Back);
    }

    fn place(self, region: &RegionId, email: &str) -> Option<(Region, EmailAddress)> {
        let region = self
            .session
            .with_settings(|settings| settings.region(region.as_str()).cloned())??;
        Some((region, EmailAddress::parse(email).ok()?))
    }

    /// Takes in what happened, shows where it stands now, and does what is to be done.
    fn happen(self, event: Event) {
        let inner = self.session.inner();
        let regions = self
            .session
            .with_settings(|settings| settings.regions.clone())
            .unwrap_or_default();
        let (effect, flight) = {
            let mut machine = inner.machine.borrow_mut();
            let effect = machine.take(event, &regions);
            self.show(&machine);
            (effect, machine.flight())
        };
        let Some(effect) = effect else { return };
        let session = self.session;
        spawn_local(async move {
            let Some(event) = runner::run(session, effect).await else {
                return;
            };
            if session.inner().machine.borrow().flight() == flight {
                self.happen(event);
            }
        });
    }

    fn show(self, machine: &Machine) {
        let signals = self.session.sign_in;
        if signals.step.with_untracked(|step| step != machine.step()) {
            signals.step.set(machine.step().clone());
        }
        signals.busy.set(machine.is_busy());
        signals.problem.set(machine.problem().cloned());
        signals.code_mail.set(machine.mail().clone());
    }
}

/// How long a person stops typing before the server is asked, in milliseconds.
const PAUSE_IN_TYPING: u32 = 400;
