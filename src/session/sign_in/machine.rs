//! The sign-in as a pure state machine: what happened goes in, what is to be done comes out. Nothing in here waits.

use super::{
    Credentials, Mail, Method, Problem, Remember, Step, Stop, StopReason, TiedMethod, TwoStep,
};
use crate::api;
use crate::api::identity::{
    Challenge, Grant, Granted, MasterPassword, PasswordChange, Prelogin, Wrong,
};
use crate::api::{ServerConfig, ServerKind};
use crate::domain::email::{EmailAddress, NotAnAddress};
use crate::domain::region::{Region, RegionId};
use crate::vault::{self, AuthenticationHash, Password};

/// What a server said before the password is needed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Prepared {
    pub(super) config: ServerConfig,
    pub(super) prelogin: Prelogin,
}

/// Who tries to sign in, and where.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Attempt {
    pub(super) region: Region,
    pub(super) email: EmailAddress,
    pub(super) remember_email: Remember,
}

/// What happened.
#[derive(Debug)]
pub(super) enum Event {
    /// The person sent the form.
    Submit(Credentials),
    /// The server was asked what it is and how the key is derived.
    Prepared(Result<Prepared, api::Error>),
    /// The vault derived the key.
    Derived(Result<AuthenticationHash, vault::Error>),
    /// The token endpoint answered.
    Granted(Result<Grant, api::Error>),
    /// The person handed in a code of the second step.
    Code(Method, String, Remember),
    /// The person handed in the code for a new browser.
    DeviceCode(String),
    /// The person asked for a code by mail.
    AskMail,
    /// That mail was asked for.
    Mailed(Result<(), api::Error>),
    /// The keys and the profile were opened.
    Opened(Result<(), Problem>),
    /// The person goes on at a server without a provider portal.
    ContinueAnyway,
    /// The person returns to the form.
    Back,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Effect {
    /// Ask the server what it is and how the key is derived. Answers [`Event::Prepared`].
    Prepare(Attempt),
    /// Derive the key. Answers [`Event::Derived`].
    Derive {
        password: Password,
        attempt: Attempt,
        prelogin: Prelogin,
    },
    /// Ask for a token. Answers [`Event::Granted`].
    Grant {
        attempt: Attempt,
        hash: AuthenticationHash,
        proof: Proof,
    },
    /// Ask for the second step's code by mail. Answers [`Event::Mailed`].
    MailCode {
        attempt: Attempt,
        hash: AuthenticationHash,
    },
    /// Ask for the new browser's code once more. Answers [`Event::Mailed`].
    MailDeviceCode {
        attempt: Attempt,
        hash: AuthenticationHash,
    },
    /// Open the keys and the profile. Answers [`Event::Opened`].
    Open {
        attempt: Attempt,
        granted: Box<Granted>,
        prelogin: Prelogin,
    },
    /// Forget what the vault derived.
    Forget,
}

/// What a token request proves beside the password.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Proof {
    /// Nothing, or that this browser was remembered.
    Nothing,
    TwoStep {
        method: Method,
        code: String,
        remember: Remember,
    },
    NewDevice {
        code: String,
    },
}

/// Where it stands. A password is held until the key is derived from it, and the hash while a code may be asked for.
#[derive(Debug)]
enum Phase {
    Credentials,
    Preparing {
        attempt: Attempt,
        password: Password,
    },
    Deriving {
        attempt: Attempt,
        prelogin: Prelogin,
    },
    Granting {
        proven: Proven,
        proof: Proof,
        two_step: Option<TwoStep>,
    },
    TwoStep {
        proven: Proven,
        two_step: TwoStep,
    },
    NewDevice {
        proven: Proven,
    },
    Opening,
    /// At a server that one may go on at.
    Halted {
        attempt: Attempt,
        password: Password,
        prelogin: Prelogin,
    },
    Stopped,
}

#[derive(Clone, Debug)]
struct Proven {
    attempt: Attempt,
    hash: AuthenticationHash,
    prelogin: Prelogin,
}

/// The sign-in.
#[derive(Debug)]
pub(in crate::session) struct Machine {
    phase: Phase,
    step: Step,
    problem: Option<Problem>,
    mail: Mail,
    flight: u32,
}

impl Machine {
    pub(in crate::session) fn new() -> Self {
        Self {
            phase: Phase::Credentials,
            step: Step::Credentials,
            problem: None,
            mail: Mail::None,
            flight: 0,
        }
    }

    pub(super) fn step(&self) -> &Step {
        &self.step
    }

    pub(super) fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    pub(super) fn mail(&self) -> &Mail {
        &self.mail
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(
            self.phase,
            Phase::Preparing { .. }
                | Phase::Deriving { .. }
                | Phase::Granting { .. }
                | Phase::Opening
        )
    }

    /// The number of the attempt. What comes back for another is of no interest any more.
    pub(super) fn flight(&self) -> u32 {
        self.flight
    }

    /// Takes in what happened. `regions` are those that are offered. What does not fit where it stands changes nothing.
    pub(super) fn take(&mut self, event: Event, regions: &[Region]) -> Option<Effect> {
        let phase = std::mem::replace(&mut self.phase, Phase::Credentials);
        match (phase, event) {
            (_, Event::Back) => {
                self.flight = self.flight.wrapping_add(1);
                self.rest(Step::Credentials, None);
                Some(Effect::Forget)
            }
            (Phase::Credentials, Event::Submit(credentials)) => self.submit(credentials, regions),
            (Phase::Preparing { attempt, password }, Event::Prepared(prepared)) => {
                self.prepared(attempt, password, prepared)
            }
            (
                Phase::Halted {
                    attempt,
                    password,
                    prelogin,
                },
                Event::ContinueAnyway,
            ) => {
                self.rest(Step::Credentials, None);
                Some(self.derive(attempt, password, prelogin))
            }
            (Phase::Deriving { attempt, prelogin }, Event::Derived(derived)) => match derived {
                Ok(hash) => Some(self.grant(
                    Proven {
                        attempt,
                        hash,
                        prelogin,
                    },
                    Proof::Nothing,
                    None,
                )),
                Err(error) => self.fail(Problem::Vault(error)),
            },
            (
                Phase::Granting {
                    proven,
                    proof,
                    two_step,
                },
                Event::Granted(granted),
            ) => self.granted(proven, &proof, two_step, granted, regions),
            (Phase::TwoStep { proven, two_step }, Event::Code(method, code, remember)) => {
                let code = tidy(method, &code);
                if code.is_empty() {
                    self.problem = Some(Problem::CodeMissing);
                    self.phase = Phase::TwoStep { proven, two_step };
                    return None;
                }
                Some(self.grant(
                    proven,
                    Proof::TwoStep {
                        method,
                        code,
                        remember,
                    },
                    Some(two_step),
                ))
            }
            (Phase::TwoStep { proven, two_step }, Event::AskMail) if self.mail != Mail::Sending => {
                self.mail = Mail::Sending;
                let effect = Effect::MailCode {
                    attempt: proven.attempt.clone(),
                    hash: proven.hash.clone(),
                };
                self.phase = Phase::TwoStep { proven, two_step };
                Some(effect)
            }
            (Phase::NewDevice { proven }, Event::DeviceCode(code)) => {
                let code: String = code.split_whitespace().collect();
                // The server takes an empty code for a wrong one, and one has only so many.
                if code.is_empty() {
                    self.problem = Some(Problem::CodeMissing);
                    self.phase = Phase::NewDevice { proven };
                    return None;
                }
                Some(self.grant(proven, Proof::NewDevice { code }, None))
            }
            (Phase::NewDevice { proven }, Event::AskMail) if self.mail != Mail::Sending => {
                self.mail = Mail::Sending;
                let effect = Effect::MailDeviceCode {
                    attempt: proven.attempt.clone(),
                    hash: proven.hash.clone(),
                };
                self.phase = Phase::NewDevice { proven };
                Some(effect)
            }
            (phase, Event::Mailed(mailed)) => {
                self.mail = match mailed {
                    Ok(()) => Mail::Sent,
                    Err(error) => Mail::Failed(error),
                };
                self.phase = phase;
                None
            }
            (Phase::Opening, Event::Opened(opened)) => {
                // The session has taken over; the next sign-in begins anew.
                self.rest(Step::Credentials, opened.err());
                self.problem.is_some().then_some(Effect::Forget)
            }
            (phase, _) => {
                self.phase = phase;
                None
            }
        }
    }

    fn submit(&mut self, credentials: Credentials, regions: &[Region]) -> Option<Effect> {
        let region = regions
            .iter()
            .find(|region| region.id == credentials.region);
        let email = match EmailAddress::parse(&credentials.email) {
            Ok(email) => email,
            Err(NotAnAddress::Empty) => return self.refuse(Problem::EmailMissing),
            Err(_) => return self.refuse(Problem::EmailInvalid),
        };
        if credentials.password.is_empty() {
            return self.refuse(Problem::PasswordMissing);
        }
        let Some(region) = region.cloned() else {
            return self.refuse(Problem::Unexpected);
        };
        self.flight = self.flight.wrapping_add(1);
        self.problem = None;
        let attempt = Attempt {
            region,
            email,
            remember_email: credentials.remember_email,
        };
        self.phase = Phase::Preparing {
            attempt: attempt.clone(),
            password: credentials.password,
        };
        Some(Effect::Prepare(attempt))
    }

    fn prepared(
        &mut self,
        attempt: Attempt,
        password: Password,
        prepared: Result<Prepared, api::Error>,
    ) -> Option<Effect> {
        let Prepared { config, prelogin } = match prepared {
            Ok(prepared) => prepared,
            Err(error) => return self.fail(Problem::Api(error)),
        };
        let why = match config.kind {
            ServerKind::Cloud => return Some(self.derive(attempt, password, prelogin)),
            ServerKind::SelfHosted => StopReason::SelfHosted {
                version: config.version,
            },
            ServerKind::ThirdParty { name } => StopReason::ThirdParty { name },
        };
        let stop = Stop {
            why,
            vault_url: attempt.region.vault.clone(),
        };
        self.rest(Step::Stopped(stop), None);
        self.phase = Phase::Halted {
            attempt,
            password,
            prelogin,
        };
        None
    }

    fn derive(&mut self, attempt: Attempt, password: Password, prelogin: Prelogin) -> Effect {
        self.phase = Phase::Deriving {
            attempt: attempt.clone(),
            prelogin: prelogin.clone(),
        };
        Effect::Derive {
            password,
            attempt,
            prelogin,
        }
    }

    fn grant(&mut self, proven: Proven, proof: Proof, two_step: Option<TwoStep>) -> Effect {
        self.problem = None;
        let effect = Effect::Grant {
            attempt: proven.attempt.clone(),
            hash: proven.hash.clone(),
            proof: proof.clone(),
        };
        self.phase = Phase::Granting {
            proven,
            proof,
            two_step,
        };
        effect
    }

    fn granted(
        &mut self,
        proven: Proven,
        proof: &Proof,
        two_step: Option<TwoStep>,
        granted: Result<Grant, api::Error>,
        regions: &[Region],
    ) -> Option<Effect> {
        let grant = match granted {
            Ok(grant) => grant,
            Err(error) => return self.ask_again(proven, proof, two_step, Problem::Api(error)),
        };
        let vault_url = proven.attempt.region.vault.clone();
        let why = match grant {
            Grant::Granted(granted) => match (granted.master_password, granted.password_change) {
                (MasterPassword::Absent, _) => StopReason::NoMasterPassword,
                (_, PasswordChange::Demanded) => StopReason::ForcedPasswordChange,
                _ => {
                    self.phase = Phase::Opening;
                    let Proven {
                        attempt, prelogin, ..
                    } = proven;
                    return Some(Effect::Open {
                        attempt,
                        granted,
                        prelogin,
                    });
                }
            },
            Grant::TwoStep(challenge) => match two_step_of(&challenge) {
                Ok(two_step) => {
                    self.rest(Step::TwoStep(two_step.clone()), None);
                    self.phase = Phase::TwoStep { proven, two_step };
                    return None;
                }
                Err(why) => why,
            },
            Grant::NewDevice => {
                let email = proven.attempt.email.to_string();
                self.rest(Step::NewDevice { email }, None);
                self.phase = Phase::NewDevice { proven };
                return None;
            }
            Grant::Wrong(wrong) => {
                let about_code = matches!(proof, Proof::TwoStep { .. }) && wrong != Wrong::Password;
                if about_code {
                    return self.ask_again(proven, proof, two_step, Problem::WrongCode);
                }
                let here = &proven.attempt.region.id;
                let other_regions: Vec<RegionId> = regions
                    .iter()
                    .map(|region| &region.id)
                    .filter(|id| *id != here)
                    .cloned()
                    .collect();
                return self.fail(Problem::WrongPassword { other_regions });
            }
            Grant::WrongDeviceCode => {
                return self.ask_again(proven, proof, two_step, Problem::WrongCode);
            }
            Grant::Refused(message) => {
                let rejection = api::Rejection {
                    message,
                    fields: Vec::new(),
                };
                let problem = Problem::Api(api::Error::Rejected(rejection));
                return self.ask_again(proven, proof, two_step, problem);
            }
            Grant::SsoRequired { identifier } => StopReason::SsoRequired { identifier },
            Grant::NoUsableTwoStep => StopReason::NoUsableTwoStep,
            Grant::ClientTooOld => StopReason::ClientTooOld,
            Grant::LegacyEncryption => StopReason::LegacyEncryption,
            Grant::Device(message) => StopReason::Device(message),
        };
        let stop = Stop { why, vault_url };
        self.rest(Step::Stopped(stop), None);
        self.phase = Phase::Stopped;
        Some(Effect::Forget)
    }

    /// Back to the step that the proof belongs to.
    fn ask_again(
        &mut self,
        proven: Proven,
        proof: &Proof,
        two_step: Option<TwoStep>,
        problem: Problem,
    ) -> Option<Effect> {
        self.problem = Some(problem);
        match (proof, two_step) {
            (Proof::TwoStep { .. }, Some(two_step)) => {
                self.phase = Phase::TwoStep { proven, two_step }
            }
            (Proof::NewDevice { .. }, _) => self.phase = Phase::NewDevice { proven },
            _ => {
                self.step = Step::Credentials;
                return Some(Effect::Forget);
            }
        }
        None
    }

    /// A form that is not sent at all.
    fn refuse(&mut self, problem: Problem) -> Option<Effect> {
        self.problem = Some(problem);
        None
    }

    /// Back to the form.
    fn fail(&mut self, problem: Problem) -> Option<Effect> {
        self.rest(Step::Credentials, Some(problem));
        Some(Effect::Forget)
    }

    fn rest(&mut self, step: Step, problem: Option<Problem>) {
        self.step = step;
        self.problem = problem;
        self.mail = Mail::None;
        self.phase = Phase::Credentials;
    }
}

/// Codes are copied with spaces in them; recovery codes are shown in groups.
fn tidy(method: Method, code: &str) -> String {
    let code: String = code.split_whitespace().collect();
    match method {
        Method::Recovery => code.to_lowercase(),
        Method::Authenticator | Method::Email | Method::YubiKey => code,
    }
}

fn two_step_of(challenge: &Challenge) -> Result<TwoStep, StopReason> {
    let has = |number: u8| challenge.providers.contains(&number);
    let mut methods: Vec<Method> = [
        (0, Method::Authenticator),
        (3, Method::YubiKey),
        (1, Method::Email),
    ]
    .into_iter()
    .filter_map(|(number, method)| has(number).then_some(method))
    .collect();
    let tied_to_vault: Vec<TiedMethod> = [
        (7, TiedMethod::WebAuthn),
        (2, TiedMethod::Duo),
        (6, TiedMethod::OrganizationDuo),
    ]
    .into_iter()
    .filter_map(|(number, method)| has(number).then_some(method))
    .collect();
    if methods.is_empty() && tied_to_vault.is_empty() {
        return Err(StopReason::NoUsableTwoStep);
    }
    methods.push(Method::Recovery);
    let email = challenge.email.clone().filter(|_| has(1));
    Ok(TwoStep {
        methods,
        email,
        tied_to_vault,
    })
}

#[cfg(test)]
mod tests;
