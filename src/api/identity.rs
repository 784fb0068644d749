//! Who one is: prelogin and the token endpoint (contract 1).

mod granted;
mod prelogin;
mod refused;

use super::answer::{Answer, classify};
use super::error::Error;
use super::http::{Api, Authority, Body, Call, Service, Verb};
use super::token::{Token, Tokens};
use super::wire;
use crate::domain::email::EmailAddress;
use crate::domain::ids::{ProviderId, UserId};
use granted::GrantedWire;
pub use granted::PrivateKeys;
pub(super) use granted::{AccountKeysWire, private_keys};
pub use prelogin::{KdfSettings, Prelogin};
use refused::RefusedWire;

pub(super) const TOKEN_PATH: &str = "/connect/token";
const TOKEN: &str = "POST /connect/token";

/// A request for a token by password.
#[derive(Clone, Debug)]
pub struct PasswordGrant<'a> {
    /// The address.
    pub email: &'a EmailAddress,
    /// The master password's hash: base64 (contract 2.5).
    pub hash: &'a str,
    /// What a challenge asked for.
    pub proof: Option<Proof<'a>>,
}

/// What a challenge asked for.
#[derive(Clone, Debug)]
pub enum Proof<'a> {
    /// The second step.
    TwoStep {
        /// By which method: the number of contract 1.4.
        provider: u8,
        /// The code, or the remember token.
        code: &'a str,
        /// Whether to be given a remember token.
        remember: RememberBrowser,
    },
    /// The code that was mailed because this browser is new.
    NewDevice {
        /// The code.
        code: &'a str,
    },
}

/// Whether the cloud gives a token that spares this browser the second step.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RememberBrowser {
    /// It does.
    Yes,
    /// It does not.
    No,
}

/// The number of the remember token among the methods of the second step.
pub const REMEMBERED: u8 = 5;

/// Every way that a password grant ends, save for failures of the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum Grant {
    /// A token.
    Granted(Box<Granted>),
    /// The second step is asked for.
    TwoStep(Challenge),
    /// The address or the password is wrong, or the code is.
    Wrong(Wrong),
    /// This browser is new to the account. A code was mailed.
    NewDevice,
    /// That code was wrong, or has expired.
    WrongDeviceCode,
    /// The second step is on, and has no method.
    NoUsableTwoStep,
    /// An organisation demands single sign-on.
    SsoRequired {
        /// The organisation's name for it.
        identifier: Option<String>,
    },
    /// This program is too old for the account.
    ClientTooOld,
    /// The account's encryption has to be migrated first.
    LegacyEncryption,
    /// The cloud did not accept how this browser presents itself. The text is the server's.
    Device(String),
    /// Any other refusal. The text is the server's.
    Refused(String),
}

/// What was wrong, as far as the cloud says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Wrong {
    /// The second step's code.
    Code,
    /// The address or the password.
    Password,
    /// It does not say.
    Either,
}

/// What the second step may be proven with.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Challenge {
    /// The numbers of contract 1.4, the known and the unknown.
    pub providers: Vec<u8>,
    /// The masked address that codes are mailed to.
    pub email: Option<String>,
}

/// A token, and what came with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Granted {
    /// The tokens.
    pub tokens: Tokens,
    /// Whose they are: the `sub` of the access token.
    pub user: UserId,
    /// The providers that the access token names, so that their lists can be read before the profile is there.
    pub providers: Vec<ProviderId>,
    /// The user key under the master key. `None` for an account without a master password.
    pub master_key_wrapped_user_key: Option<String>,
    /// How that master key is derived, if said.
    pub kdf: Option<KdfSettings>,
    /// Its salt, if said.
    pub salt: Option<String>,
    /// The private keys, each under the user key.
    pub private_keys: Option<PrivateKeys>,
    /// How else the account is opened, if it has no master password.
    pub master_password: MasterPassword,
    /// Whether a new password has to be chosen first.
    pub password_change: PasswordChange,
    /// Spares this browser the second step.
    pub remember_token: Option<Token>,
}

/// Whether the account has a master password.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MasterPassword {
    /// It has.
    Present,
    /// Its key is kept by Key Connector or by trusted devices.
    Absent,
}

/// Whether a new password has to be chosen first.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PasswordChange {
    /// An administrator has reset it.
    Demanded,
    /// No.
    NotDemanded,
}

impl Api {
    /// `POST /connect/token`, `grant_type=password` (contract 1.2).
    pub async fn password_grant(&self, grant: PasswordGrant<'_>) -> Result<Grant, Error> {
        let device = self.device();
        let (kind, id) = (device.browser.number().to_string(), device.id.to_string());
        let mut fields = vec![
            ("grant_type", "password"),
            ("client_id", "web"),
            ("scope", "api offline_access"),
            ("username", grant.email.as_str()),
            ("password", grant.hash),
            ("deviceType", &kind),
            ("deviceIdentifier", &id),
            ("deviceName", device.browser.name()),
        ];
        let provider;
        match &grant.proof {
            None => {}
            Some(Proof::TwoStep {
                provider: number,
                code,
                remember,
            }) => {
                provider = number.to_string();
                fields.push(("twoFactorToken", code));
                fields.push(("twoFactorProvider", &provider));
                if *remember == RememberBrowser::Yes {
                    fields.push(("twoFactorRemember", "1"));
                }
            }
            Some(Proof::NewDevice { code }) => fields.push(("newDeviceOtp", code)),
        }
        let answer = self.ask(&token_call(form(&fields))).await?;
        read_grant(&answer, self.now().millis())
    }

    /// Begins again where a reload left off, with a refresh token that the vault kept (contract 1.7).
    /// [`Error::SignedOut`] when it is dead.
    pub async fn resume(&self, refresh: &Token) -> Result<(), Error> {
        let tokens = self.refresh_grant(refresh).await?;
        self.set_tokens(Some(tokens));
        Ok(())
    }

    /// `POST /connect/token`, `grant_type=refresh_token`. The refresh token is not replaced, unless the answer has one.
    pub(super) async fn refresh_grant(&self, refresh: &Token) -> Result<Tokens, Error> {
        let fields = [
            ("grant_type", "refresh_token"),
            ("client_id", "web"),
            ("refresh_token", refresh.expose()),
        ];
        let answer = self.ask(&token_call(form(&fields))).await?;
        let now = self.now().millis();
        match classify(&answer, TOKEN, now) {
            Ok(()) => {
                let wire: GrantedWire = wire::read(&answer.body, TOKEN)?;
                Ok(wire
                    .tokens(now, Some(refresh))
                    .ok_or(Error::Unreadable { endpoint: TOKEN })?)
            }
            Err(Error::Rejected(_)) => Err(Error::SignedOut),
            Err(error) => Err(error),
        }
    }
}

fn token_call(form: String) -> Call {
    Call {
        verb: Verb::Post,
        service: Service::Identity,
        path: TOKEN_PATH.to_owned(),
        endpoint: TOKEN,
        body: Body::Form(form),
        authority: Authority::Nobody,
    }
}

/// `application/x-www-form-urlencoded`.
fn form(fields: &[(&str, &str)]) -> String {
    let mut form = String::new();
    for (name, value) in fields {
        if !form.is_empty() {
            form.push('&');
        }
        form.push_str(name);
        form.push('=');
        for byte in value.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => {
                    form.push(char::from(byte))
                }
                b' ' => form.push('+'),
                _ => form.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    form
}

fn read_grant(answer: &Answer, now: i64) -> Result<Grant, Error> {
    match classify(answer, TOKEN, now) {
        Ok(()) => {
            let wire: GrantedWire = wire::read(&answer.body, TOKEN)?;
            let granted = wire
                .granted(now)
                .ok_or(Error::Unreadable { endpoint: TOKEN })?;
            Ok(Grant::Granted(Box::new(granted)))
        }
        Err(Error::Rejected(rejection)) => match wire::read::<RefusedWire>(&answer.body, TOKEN) {
            Ok(wire) => Ok(wire.outcome()),
            Err(_) => Err(Error::Rejected(rejection)),
        },
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests;
