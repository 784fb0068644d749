//! Who one is: prelogin and the token endpoint (contract 1).

use bitwarden_encoding::B64Url;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, classify};
use super::error::Error;
use super::http::{Api, Authority, Body, Call, Service, Verb};
use super::token::{Token, Tokens};
use super::wire;
use crate::domain::email::EmailAddress;
use crate::domain::ids::{ProviderId, UserId};

pub(super) const TOKEN_PATH: &str = "/connect/token";
const TOKEN: &str = "POST /connect/token";
const PRELOGIN: &str = "POST /accounts/prelogin/password";

/// How an account derives its master key. The server tells it of any address, whether or not there is an account.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Prelogin {
    /// The settings.
    pub kdf: KdfSettings,
    /// The salt, where it is not the address.
    pub salt: Option<String>,
}

/// The settings of a key derivation (contract 1.1), as they come: not checked against any limit.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum KdfSettings {
    /// PBKDF2-SHA256.
    Pbkdf2 {
        /// Rounds.
        iterations: u32,
    },
    /// Argon2id.
    Argon2id {
        /// Passes.
        iterations: u32,
        /// In MiB.
        memory: u32,
        /// Lanes.
        parallelism: u32,
    },
}

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

/// A user's private keys as the cloud keeps them, each under the user key (contract 1.3 and 2.1).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct PrivateKeys {
    /// The RSA private key.
    pub wrapped_private_key: String,
    /// The signing key of a V2 account.
    pub wrapped_signing_key: Option<String>,
    /// The signed public key of a V2 account.
    pub signed_public_key: Option<String>,
    /// The signed security state of a V2 account.
    pub security_state: Option<String>,
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
    /// `POST /accounts/prelogin/password`, or the older path where that one is not known (contract 1.1).
    pub async fn prelogin(&self, email: &EmailAddress) -> Result<Prelogin, Error> {
        let body = PreloginBody {
            email: email.as_str(),
        };
        let call = |path| Call::anonymous_post(Service::Identity, path, PRELOGIN, &body);
        let answer = match self.call(call("/accounts/prelogin/password")?).await {
            Err(Error::NotFound) => self.call(call("/accounts/prelogin")?).await?,
            other => other?,
        };
        let wire: PreloginWire = wire::read(&answer, PRELOGIN)?;
        Ok(Prelogin {
            kdf: wire.kdf()?,
            salt: wire.salt.filter(|salt| !salt.is_empty()),
        })
    }

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

#[derive(Serialize)]
struct PreloginBody<'a> {
    email: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PreloginWire {
    kdf: u8,
    kdf_iterations: u32,
    kdf_memory: Option<u32>,
    kdf_parallelism: Option<u32>,
    salt: Option<String>,
}

impl PreloginWire {
    fn kdf(&self) -> Result<KdfSettings, Error> {
        kdf(
            self.kdf,
            self.kdf_iterations,
            self.kdf_memory,
            self.kdf_parallelism,
        )
        .ok_or(Error::Unreadable { endpoint: PRELOGIN })
    }
}

fn kdf(
    kind: u8,
    iterations: u32,
    memory: Option<u32>,
    parallelism: Option<u32>,
) -> Option<KdfSettings> {
    match kind {
        0 => Some(KdfSettings::Pbkdf2 { iterations }),
        1 => Some(KdfSettings::Argon2id {
            iterations,
            memory: memory?,
            parallelism: parallelism?,
        }),
        _ => None,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct GrantedWire {
    #[serde(rename = "access_token")]
    access_token: String,
    #[serde(rename = "expires_in")]
    expires_in: i64,
    #[serde(rename = "refresh_token")]
    refresh_token: Option<String>,
    key: Option<String>,
    private_key: Option<String>,
    account_keys: Option<AccountKeysWire>,
    force_password_reset: Option<bool>,
    user_decryption_options: Option<DecryptionWire>,
    two_factor_token: Option<String>,
}

/// The children of `AccountKeys` are in camelCase here, too (contract 0).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AccountKeysWire {
    public_key_encryption_key_pair: KeyPairWire,
    signature_key_pair: Option<SignatureWire>,
    security_state: Option<SecurityStateWire>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeyPairWire {
    wrapped_private_key: String,
    signed_public_key: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignatureWire {
    wrapped_signing_key: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SecurityStateWire {
    security_state: String,
}

impl AccountKeysWire {
    pub(super) fn keys(self) -> PrivateKeys {
        PrivateKeys {
            wrapped_private_key: self.public_key_encryption_key_pair.wrapped_private_key,
            wrapped_signing_key: self.signature_key_pair.map(|pair| pair.wrapped_signing_key),
            signed_public_key: self.public_key_encryption_key_pair.signed_public_key,
            security_state: self.security_state.map(|state| state.security_state),
        }
    }
}

/// The private keys, in the newer form or the older.
pub(super) fn private_keys(
    newer: Option<AccountKeysWire>,
    older: Option<String>,
) -> Option<PrivateKeys> {
    newer.map(AccountKeysWire::keys).or_else(|| {
        older.map(|wrapped_private_key| PrivateKeys {
            wrapped_private_key,
            wrapped_signing_key: None,
            signed_public_key: None,
            security_state: None,
        })
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DecryptionWire {
    has_master_password: Option<bool>,
    master_password_unlock: Option<UnlockWire>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UnlockWire {
    kdf: KdfWire,
    master_key_encrypted_user_key: String,
    salt: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct KdfWire {
    kdf_type: u8,
    iterations: u32,
    memory: Option<u32>,
    parallelism: Option<u32>,
}

impl GrantedWire {
    fn tokens(&self, now: i64, old_refresh: Option<&Token>) -> Option<Tokens> {
        let refresh = self
            .refresh_token
            .clone()
            .map(Token::from)
            .or_else(|| old_refresh.cloned())?;
        Some(Tokens {
            access: Token::from(self.access_token.clone()),
            expires: now.saturating_add(self.expires_in.saturating_mul(1000)),
            refresh,
        })
    }

    fn granted(self, now: i64) -> Option<Granted> {
        let tokens = self.tokens(now, None)?;
        let claims = claims(&self.access_token)?;
        let options = self.user_decryption_options;
        let absent = options
            .as_ref()
            .is_some_and(|options| options.has_master_password == Some(false));
        let unlock = options.and_then(|options| options.master_password_unlock);
        let (unlock_kdf, salt, unlock_key) = match unlock {
            Some(UnlockWire {
                kdf: settings,
                master_key_encrypted_user_key,
                salt,
            }) => {
                let KdfWire {
                    kdf_type,
                    iterations,
                    memory,
                    parallelism,
                } = settings;
                (
                    kdf(kdf_type, iterations, memory, parallelism),
                    salt,
                    Some(master_key_encrypted_user_key),
                )
            }
            None => (None, None, None),
        };
        Some(Granted {
            tokens,
            user: claims.sub.parse().ok()?,
            providers: claims.providers(),
            master_key_wrapped_user_key: unlock_key.or(self.key),
            kdf: unlock_kdf,
            salt: salt.filter(|salt| !salt.is_empty()),
            private_keys: private_keys(self.account_keys, self.private_key),
            master_password: if absent {
                MasterPassword::Absent
            } else {
                MasterPassword::Present
            },
            password_change: match self.force_password_reset {
                Some(true) => PasswordChange::Demanded,
                _ => PasswordChange::NotDemanded,
            },
            remember_token: self.two_factor_token.map(Token::from),
        })
    }
}

/// What an access token says (contract 1.3).
#[derive(Deserialize)]
struct Claims {
    sub: String,
    #[serde(rename = "providerprovideradmin")]
    admin_of: Option<OneOrMany>,
    #[serde(rename = "providerserviceuser")]
    service_user_of: Option<OneOrMany>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Claims {
    fn providers(&self) -> Vec<ProviderId> {
        let mut providers = Vec::new();
        for ids in [&self.admin_of, &self.service_user_of]
            .into_iter()
            .flatten()
        {
            match ids {
                OneOrMany::One(id) => providers.extend(id.parse::<ProviderId>()),
                OneOrMany::Many(ids) => {
                    providers.extend(ids.iter().flat_map(|id| id.parse::<ProviderId>()))
                }
            }
        }
        providers
    }
}

/// Reads a JWT. It is not verified: it came from the cloud itself, and the cloud verifies it in each call.
fn claims(token: &str) -> Option<Claims> {
    let payload = B64Url::try_from(token.split('.').nth(1)?).ok()?;
    serde_json::from_slice(payload.as_bytes()).ok()
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RefusedWire {
    #[serde(rename = "error", default)]
    error: String,
    #[serde(rename = "error_description")]
    description: Option<String>,
    error_model: Option<ErrorModelWire>,
    two_factor_providers2: Option<serde_json::Map<String, serde_json::Value>>,
    two_factor_providers: Option<Vec<serde_json::Value>>,
    sso_organization_identifier: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ErrorModelWire {
    message: Option<String>,
}

impl RefusedWire {
    /// In the order of contract 1.4.
    fn outcome(self) -> Grant {
        let message = self
            .error_model
            .and_then(|model| model.message)
            .unwrap_or_default();
        let description = self.description.unwrap_or_default();
        if let Some(challenge) = challenge(self.two_factor_providers2, self.two_factor_providers) {
            return Grant::TwoStep(challenge);
        }
        let said = format!("{message} {description}").to_lowercase();
        match self.error.as_str() {
            "device_error" if said.contains("new device verification required") => Grant::NewDevice,
            "device_error" if said.contains("invalid new device otp") => Grant::WrongDeviceCode,
            "device_error" => Grant::Device(if message.is_empty() {
                description
            } else {
                message
            }),
            "version_header_missing" | "invalid_client_version" => Grant::ClientTooOld,
            _ if said.contains("sso authentication is required") => Grant::SsoRequired {
                identifier: self.sso_organization_identifier,
            },
            _ if said.contains("no two-step providers enabled") => Grant::NoUsableTwoStep,
            _ if said.contains("two-step token is invalid") => Grant::Wrong(Wrong::Code),
            _ if said.contains("username or password is incorrect") => {
                Grant::Wrong(Wrong::Password)
            }
            _ if said.contains("legacy encryption")
                || said.contains("encryption key migration") =>
            {
                Grant::LegacyEncryption
            }
            _ if description == "invalid_username_or_password" => Grant::Wrong(Wrong::Either),
            _ => Grant::Refused(if message.is_empty() {
                description
            } else {
                message
            }),
        }
    }
}

fn challenge(
    by_number: Option<serde_json::Map<String, serde_json::Value>>,
    numbers: Option<Vec<serde_json::Value>>,
) -> Option<Challenge> {
    let mut challenge = Challenge::default();
    match (by_number, numbers) {
        (None, None) => return None,
        (Some(by_number), _) => {
            for (number, value) in by_number {
                let Ok(number) = number.parse() else { continue };
                challenge.providers.push(number);
                if number == 1 {
                    challenge.email = value
                        .get("Email")
                        .and_then(|email| email.as_str())
                        .map(str::to_owned);
                }
            }
        }
        (None, Some(numbers)) => {
            for number in numbers {
                let number: Option<u8> = number.as_str().and_then(|text| text.parse().ok());
                challenge.providers.extend(number);
            }
        }
    }
    Some(challenge)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A token with `{"sub":"00000000-0000-0000-0000-00000000002a"}` in it.
    const JWT: &str = "e30.eyJzdWIiOiIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMmEifQ.x";

    fn refused(body: &str) -> Grant {
        read_grant(
            &Answer {
                status: 400,
                retry_after: None,
                body: body.into(),
            },
            0,
        )
        .unwrap()
    }

    fn granted(body: &str) -> Granted {
        let answer = Answer {
            status: 200,
            retry_after: None,
            body: body.replace("JWT", JWT),
        };
        let Grant::Granted(granted) = read_grant(&answer, 1_000).unwrap() else {
            panic!()
        };
        *granted
    }

    #[test]
    fn a_token_brings_the_keys_in_the_newer_form() {
        let granted = granted(
            r#"{"access_token":"JWT","expires_in":3600,"token_type":"Bearer","refresh_token":"r","scope":"api",
            "Key":"2.old","PrivateKey":"2.oldprivate","Kdf":0,"KdfIterations":600000,"KdfMemory":null,
            "AccountKeys":{"publicKeyEncryptionKeyPair":{"wrappedPrivateKey":"7.p","publicKey":"x","signedPublicKey":"s"},
                "signatureKeyPair":{"wrappedSigningKey":"7.s","verifyingKey":"v"},
                "securityState":{"securityState":"state","securityVersion":2},"Object":"privateKeys"},
            "ForcePasswordReset":false,"MasterPasswordPolicy":{"Object":"masterPasswordPolicy"},
            "UserDecryptionOptions":{"HasMasterPassword":true,"MasterPasswordUnlock":{"Kdf":{"KdfType":1,"Iterations":6,
                "Memory":32,"Parallelism":4},"MasterKeyEncryptedUserKey":"2.new","Salt":"anna@example.com"},
                "Object":"userDecryptionOptions"},"TwoFactorToken":"remember"}"#,
        );
        assert_eq!(
            granted.user.to_string(),
            "00000000-0000-0000-0000-00000000002a"
        );
        assert_eq!(granted.tokens.expires, 3_601_000);
        assert_eq!(
            granted.master_key_wrapped_user_key.as_deref(),
            Some("2.new")
        );
        assert_eq!(
            granted.kdf,
            Some(KdfSettings::Argon2id {
                iterations: 6,
                memory: 32,
                parallelism: 4
            })
        );
        assert_eq!(granted.salt.as_deref(), Some("anna@example.com"));
        let keys = granted.private_keys.unwrap();
        assert_eq!(keys.wrapped_private_key, "7.p");
        assert_eq!(keys.wrapped_signing_key.as_deref(), Some("7.s"));
        assert_eq!(keys.security_state.as_deref(), Some("state"));
        assert_eq!(
            granted.remember_token,
            Some(Token::from("remember".to_owned()))
        );
    }

    #[test]
    fn a_token_brings_the_keys_in_the_older_form() {
        let granted = granted(
            r#"{"access_token":"JWT","expires_in":3600,"refresh_token":"r","Key":"2.old","PrivateKey":"2.p",
            "ForcePasswordReset":true}"#,
        );
        assert_eq!(
            granted.master_key_wrapped_user_key.as_deref(),
            Some("2.old")
        );
        assert_eq!(granted.private_keys.unwrap().wrapped_private_key, "2.p");
        assert_eq!(granted.password_change, PasswordChange::Demanded);
        assert_eq!(granted.master_password, MasterPassword::Present);
    }

    #[test]
    fn an_account_without_master_password_is_known() {
        let granted = granted(
            r#"{"access_token":"JWT","expires_in":3600,"refresh_token":"r",
            "UserDecryptionOptions":{"HasMasterPassword":false,"KeyConnectorOption":{"KeyConnectorUrl":"https://x"}}}"#,
        );
        assert_eq!(granted.master_password, MasterPassword::Absent);
        assert_eq!(granted.master_key_wrapped_user_key, None);
    }

    #[test]
    fn every_refusal_is_told_apart() {
        for (body, expected) in [
            (
                r#"{"error":"invalid_grant","error_description":"invalid_username_or_password",
                "ErrorModel":{"Object":"error","Message":"Username or password is incorrect. Try again."}}"#,
                Grant::Wrong(Wrong::Password),
            ),
            (
                r#"{"error":"invalid_grant","error_description":"invalid_username_or_password",
                "ErrorModel":{"Object":"error","Message":"Two-step token is invalid. Try again."}}"#,
                Grant::Wrong(Wrong::Code),
            ),
            (
                r#"{"error":"invalid_grant","error_description":"invalid_username_or_password"}"#,
                Grant::Wrong(Wrong::Either),
            ),
            (
                r#"{"error":"invalid_grant","error_description":"Two factor required.","TwoFactorProviders":["0","1"],
                "TwoFactorProviders2":{"0":null,"1":{"Email":"a***@example.com"},"x":null},"SsoEmail2faSessionToken":"t"}"#,
                Grant::TwoStep(Challenge {
                    providers: vec![0, 1],
                    email: Some("a***@example.com".into()),
                }),
            ),
            (
                r#"{"error":"invalid_grant","error_description":"Two factor required.","TwoFactorProviders":["7"]}"#,
                Grant::TwoStep(Challenge {
                    providers: vec![7],
                    email: None,
                }),
            ),
            (
                r#"{"error":"invalid_grant","error_description":"No two-step providers enabled."}"#,
                Grant::NoUsableTwoStep,
            ),
            (
                r#"{"error":"invalid_grant","error_description":"Sso authentication is required.",
                "SsoOrganizationIdentifier":"acme"}"#,
                Grant::SsoRequired {
                    identifier: Some("acme".into()),
                },
            ),
            (
                r#"{"error":"device_error","error_description":"New device verification required",
                "ErrorModel":{"Message":"new device verification required"}}"#,
                Grant::NewDevice,
            ),
            (
                r#"{"error":"device_error","error_description":"Invalid New Device OTP",
                "ErrorModel":{"Message":"invalid new device otp"}}"#,
                Grant::WrongDeviceCode,
            ),
            (
                r#"{"error":"device_error","error_description":"No device information provided"}"#,
                Grant::Device("No device information provided".into()),
            ),
            (
                r#"{"error":"invalid_client_version","ErrorModel":{"Message":"Please update."}}"#,
                Grant::ClientTooOld,
            ),
            (
                r#"{"error":"invalid_grant","ErrorModel":{"Message":"Legacy encryption is no longer supported."}}"#,
                Grant::LegacyEncryption,
            ),
            (
                r#"{"error":"invalid_grant"}"#,
                Grant::Refused(String::new()),
            ),
        ] {
            assert_eq!(refused(body), expected, "{body}");
        }
    }

    #[test]
    fn what_is_no_json_is_no_outcome() {
        let html = Answer {
            status: 400,
            retry_after: None,
            body: "<html>".into(),
        };
        assert!(matches!(read_grant(&html, 0), Err(Error::Rejected(_))));
        for body in [
            "{\"access_token\":\"a",
            "{}",
            r#"{"access_token":"no jwt","expires_in":1,"refresh_token":"r"}"#,
        ] {
            let cut = Answer {
                status: 200,
                retry_after: None,
                body: body.into(),
            };
            assert_eq!(
                read_grant(&cut, 0),
                Err(Error::Unreadable { endpoint: TOKEN }),
                "{body}"
            );
        }
    }

    #[test]
    fn a_form_survives_any_text() {
        assert_eq!(
            form(&[("a", "x y+z&=é/"), ("b", "")]),
            "a=x+y%2Bz%26%3D%C3%A9%2F&b="
        );
    }
}
