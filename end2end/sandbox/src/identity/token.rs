//! `POST /connect/token` (contract 1.2 to 1.4 and 1.7): the password and refresh grants, with every refusal in the
//! documented order.

use std::{collections::HashMap, time::Duration};

use axum::{
    Extension, Form, Json,
    extract::{State, rejection::FormRejection},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    access_token::{self, Holder},
    account::Account,
    code,
    device::{self, Device},
    two_factor::{self, Provider},
};
use crate::{
    clock::{DAY, Instant},
    cloud::{Cloud, Shared},
    error::Refusal,
    events::{self, By, Origin},
    mailbox,
    place::Place,
};

/// A refusal of the token endpoint: always 400, in the shape of contract 1.4.
pub(super) struct TokenRefusal {
    error: &'static str,
    description: Option<&'static str>,
    message: Option<&'static str>,
    extra: Map<String, Value>,
    /// Wrong secrets are answered late.
    slow: bool,
}

/// Why no token comes.
enum Failure {
    Refused(TokenRefusal),
    Broken(Refusal),
}

impl From<TokenRefusal> for Failure {
    fn from(refusal: TokenRefusal) -> Self {
        Failure::Refused(refusal)
    }
}
impl From<rusqlite::Error> for Failure {
    fn from(reason: rusqlite::Error) -> Self {
        Failure::Broken(reason.into())
    }
}
impl From<Refusal> for Failure {
    fn from(reason: Refusal) -> Self {
        Failure::Broken(reason)
    }
}

/// What the library behind the cloud says when nothing better was given.
const DEFAULT_DESCRIPTION: &str = "invalid_username_or_password";
const OLD_CLIENT: &str = "Please update your app to continue using Bitwarden";

impl TokenRefusal {
    fn new(
        error: &'static str,
        description: Option<&'static str>,
        message: Option<&'static str>,
    ) -> Self {
        Self {
            error,
            description,
            message,
            extra: Map::new(),
            slow: false,
        }
    }

    fn grant(description: &'static str, message: &'static str) -> Self {
        Self::new("invalid_grant", Some(description), Some(message))
    }

    fn device(description: &'static str, message: &'static str) -> Self {
        Self::new("device_error", Some(description), Some(message))
    }

    fn slow(self) -> Self {
        Self { slow: true, ..self }
    }

    fn body(self) -> Value {
        let mut body = Map::new();
        body.insert("error".to_owned(), self.error.into());
        if let Some(description) = self.description {
            body.insert("error_description".to_owned(), description.into());
        }
        body.extend(self.extra);
        if let Some(message) = self.message {
            body.insert(
                "ErrorModel".to_owned(),
                json!({ "Message": message, "Object": "error" }),
            );
        }
        body.into()
    }
}

/// The form, by lower-case field name: names are looked up case-insensitively.
struct Fields(HashMap<String, String>);

impl Fields {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn device(&self) -> Option<Device> {
        let [kind, identifier, name] =
            ["devicetype", "deviceidentifier", "devicename"].map(|name| self.get(name));
        Device::of(kind, identifier, name)
    }
}

pub(super) async fn grant(
    State(cloud): State<Shared>,
    Extension(place): Extension<Place>,
    headers: HeaderMap,
    origin: Origin,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Response {
    let Ok(Form(form)) = form else {
        return refuse(TokenRefusal::new("invalid_request", None, None));
    };
    let fields = Fields(
        form.into_iter()
            .map(|(name, value)| (name.to_lowercase(), value))
            .collect(),
    );
    let answer = answer(&cloud, place, &headers, origin, &fields);
    match answer {
        Ok(body) => Json(body).into_response(),
        Err(Failure::Broken(refusal)) => refusal.into_response(),
        Err(Failure::Refused(refusal)) => {
            if refusal.slow {
                tokio::time::sleep(Duration::from_millis(cloud.settings().failure_delay_ms)).await;
            }
            refuse(refusal)
        }
    }
}

fn refuse(refusal: TokenRefusal) -> Response {
    (StatusCode::BAD_REQUEST, Json(refusal.body())).into_response()
}

fn answer(
    cloud: &Cloud,
    place: Place,
    headers: &HeaderMap,
    mut origin: Origin,
    fields: &Fields,
) -> Result<Value, Failure> {
    const CLIENTS: [&str; 5] = ["web", "browser", "desktop", "mobile", "cli"];
    let client = fields
        .get("client_id")
        .filter(|client| CLIENTS.contains(client));
    let client = client.ok_or_else(|| TokenRefusal::new("invalid_client", None, None))?;
    let rows = cloud.database.rows();
    if let Some(device) = fields.device() {
        origin.device = Some(device.kind);
    }
    let sign_in = SignIn {
        rows: &rows,
        place,
        now: cloud.clock.now(),
        headers,
        origin,
        fields,
        client,
    };
    match fields.get("grant_type") {
        Some("password") => sign_in.password(),
        Some("refresh_token") => sign_in.refresh(),
        _ => Err(TokenRefusal::new("unsupported_grant_type", None, None).into()),
    }
}

/// One request for a token.
struct SignIn<'a> {
    rows: &'a Connection,
    place: Place,
    now: Instant,
    headers: &'a HeaderMap,
    origin: Origin,
    fields: &'a Fields,
    client: &'a str,
}

/// How the second step went.
enum SecondStep {
    NotNeeded,
    Passed { remember: bool },
    Recovered,
}

impl SignIn<'_> {
    fn password(&self) -> Result<Value, Failure> {
        let account = self.known()?;
        self.client_version(&account)?;
        let recovering = self.fields.get("twofactorprovider") == Some("8");
        let mut step = SecondStep::NotNeeded;
        // A recovery code is judged before single sign-on is (contract 1.2).
        if recovering {
            step = self.second_step(&account)?;
        }
        self.single_sign_on(&account, matches!(step, SecondStep::Recovered))?;
        if !recovering {
            step = self.second_step(&account)?;
        }
        let device = self.device(&account, !matches!(step, SecondStep::NotNeeded))?;
        if account.user_key.is_none() && account.key_connector_url.is_none() {
            return Err(TokenRefusal::grant(
                DEFAULT_DESCRIPTION,
                "Legacy encryption without a userkey is no longer supported. To recover your account, please contact support",
            )
            .into());
        }
        self.success(&account, &device, &step)
    }

    fn write_down(&self, kind: i32, account: &Account) -> rusqlite::Result<()> {
        let by = By {
            user: &account.id,
            origin: &self.origin,
            now: self.now,
        };
        events::of_user(self.rows, kind, &by)
    }

    fn known(&self) -> Result<Account, Failure> {
        let email = self.fields.get("username").unwrap_or_default();
        let hash = self.fields.get("password").unwrap_or_default();
        let account = Account::by_email(self.rows, email, self.place)?;
        if let Some(account) = account {
            if account.accepts(hash) {
                return Ok(account);
            }
            self.write_down(events::FAILED_PASSWORD, &account)?;
        }
        Err(TokenRefusal::grant(
            DEFAULT_DESCRIPTION,
            "Username or password is incorrect. Try again.",
        )
        .slow()
        .into())
    }

    fn client_version(&self, account: &Account) -> Result<(), Failure> {
        let header = self
            .headers
            .get("bitwarden-client-version")
            .and_then(|value| value.to_str().ok());
        let Some(version) = header.and_then(read_version) else {
            const MISSING: &str = "No client version header found, required to prevent encryption errors. Please confirm your client supports this header";
            return Err(
                TokenRefusal::new("version_header_missing", Some(MISSING), Some(MISSING)).into(),
            );
        };
        if account.v2.is_some() && version < vec![2025, 11, 0] {
            return Err(TokenRefusal::new(
                "invalid_client_version",
                Some(OLD_CLIENT),
                Some(OLD_CLIENT),
            )
            .into());
        }
        Ok(())
    }

    /// Single sign-on is demanded of confirmed members who are neither owner nor admin.
    fn single_sign_on(&self, account: &Account, recovered: bool) -> Result<(), Failure> {
        let identifier: Option<Option<String>> = self
            .rows
            .query_row(
                "SELECT o.identifier FROM organization_users u JOIN organizations o ON o.id = u.organization_id \
                 WHERE u.user_id = ?1 AND u.status = 2 AND u.type > 1 AND o.require_sso = 1 AND o.enabled = 1",
                [&account.id],
                |row| row.get(0),
            )
            .optional()?;
        let Some(identifier) = identifier else {
            return Ok(());
        };
        let sentence = if recovered {
            "Two-factor recovery has been performed. SSO authentication is required."
        } else {
            "Sso authentication is required."
        };
        let mut refusal = TokenRefusal::grant(sentence, sentence);
        if let Some(identifier) = identifier {
            refusal
                .extra
                .insert("SsoOrganizationIdentifier".to_owned(), identifier.into());
        }
        Err(refusal.into())
    }

    fn second_step(&self, account: &Account) -> Result<SecondStep, Failure> {
        let enrolled = two_factor::enrolled(self.rows, account)?;
        if enrolled.is_empty() {
            return Ok(SecondStep::NotNeeded);
        }
        let usable = two_factor::usable(account, enrolled);
        if usable.is_empty() {
            return Err(TokenRefusal::grant(
                "No two-step providers enabled.",
                "No two-step providers enabled.",
            )
            .into());
        }
        let token = self
            .fields
            .get("twofactortoken")
            .filter(|token| !token.trim().is_empty());
        let provider = self
            .fields
            .get("twofactorprovider")
            .and_then(|number| number.parse().ok())
            .and_then(Provider::of);
        let (Some(token), Some(provider)) = (token, provider) else {
            return Err(self.challenge(&usable));
        };
        match provider {
            Provider::Remember => {
                let device = self.fields.get("deviceidentifier").unwrap_or_default();
                if two_factor::remembers(self.rows, account, device, token, self.now)? {
                    return Ok(SecondStep::Passed { remember: false });
                }
                // A stale remember token just yields the question again.
                return Err(self.challenge(&usable));
            }
            Provider::RecoveryCode => {
                if two_factor::recover(self.rows, account, token)? {
                    self.write_down(events::RECOVERED_TWO_FACTOR, account)?;
                    return Ok(SecondStep::Recovered);
                }
            }
            asked => {
                for step in usable.iter().filter(|step| step.provider == asked) {
                    if two_factor::accepts(self.rows, account, step, token, self.now)? {
                        return Ok(SecondStep::Passed {
                            remember: self.fields.get("twofactorremember") == Some("1"),
                        });
                    }
                }
            }
        }
        self.write_down(events::FAILED_TWO_FACTOR, account)?;
        Err(
            TokenRefusal::grant(DEFAULT_DESCRIPTION, "Two-step token is invalid. Try again.")
                .slow()
                .into(),
        )
    }

    fn challenge(&self, usable: &[two_factor::Enrolled]) -> Failure {
        let mut refusal = TokenRefusal::new("invalid_grant", Some("Two factor required."), None);
        refusal.extra = two_factor::challenge(usable, self.place);
        refusal.extra.insert(
            "MasterPasswordPolicy".to_owned(),
            json!({ "Object": "masterPasswordPolicy" }),
        );
        refusal.into()
    }

    fn device(&self, account: &Account, second_step_done: bool) -> Result<Device, Failure> {
        let field = |name| self.fields.get(name);
        let Some(device) = self.fields.device() else {
            return Err(TokenRefusal::device(
                "No device information provided",
                "no device information provided",
            )
            .into());
        };
        if second_step_done || !device::needs_verification(self.rows, account, &device, self.now)? {
            return Ok(device);
        }
        match field("newdeviceotp") {
            Some(otp)
                if code::spend(
                    self.rows,
                    &account.id,
                    code::Purpose::NewDevice,
                    otp.trim(),
                    self.now,
                )? =>
            {
                Ok(device)
            }
            Some(_) => Err(TokenRefusal::device(
                "Invalid New Device OTP",
                "invalid new device otp",
            )
            .slow()
            .into()),
            None => {
                mailbox::new_device_code(self.rows, account, self.now)?;
                Err(TokenRefusal::device(
                    "New device verification required",
                    "new device verification required",
                )
                .into())
            }
        }
    }

    fn success(
        &self,
        account: &Account,
        device: &Device,
        step: &SecondStep,
    ) -> Result<Value, Failure> {
        let rows = self.rows;
        if !device::is_known(rows, &account.id, &device.identifier)? {
            mailbox::new_device_notice(rows, account, device, self.now)?;
        }
        device::keep(rows, &account.id, device, self.now)?;
        self.write_down(events::LOGGED_IN, account)?;
        let refresh = format!("{}-1", Uuid::new_v4().simple().to_string().to_uppercase());
        rows.execute(
            "INSERT INTO refresh_tokens VALUES (?1,?2,?3,?4,?5,?6)",
            params![
                refresh,
                account.id,
                device.identifier,
                self.client,
                account.security_stamp,
                self.now + 7 * DAY
            ],
        )?;
        let mut body = Map::new();
        let mut put = |name: &str, value: Value| drop(body.insert(name.to_owned(), value));
        put(
            "access_token",
            self.access_token(account, &device.identifier, device.kind)?
                .into(),
        );
        put("expires_in", access_token::LIFE.into());
        put("token_type", "Bearer".into());
        put("refresh_token", refresh.into());
        put("scope", "api offline_access".into());
        if let Some(key) = &account.user_key {
            put("Key", key.as_str().into());
        }
        if let Some(key) = &account.private_key {
            put("PrivateKey", key.as_str().into());
        }
        if account.private_key.is_some() {
            put("AccountKeys", account.keys("Object"));
        }
        put("Kdf", account.kdf.kind.into());
        put("KdfIterations", account.kdf.iterations.into());
        put("KdfMemory", account.kdf.memory.into());
        put("KdfParallelism", account.kdf.parallelism.into());
        put("ForcePasswordReset", account.force_password_reset.into());
        put(
            "ResetMasterPassword",
            (!account.has_master_password()).into(),
        );
        put(
            "MasterPasswordPolicy",
            json!({ "Object": "masterPasswordPolicy" }),
        );
        put("UserDecryptionOptions", decryption_options(account));
        if matches!(step, SecondStep::Passed { remember: true }) {
            put(
                "TwoFactorToken",
                two_factor::remember(rows, account, &device.identifier, self.now)?.into(),
            );
        }
        Ok(body.into())
    }

    fn access_token(
        &self,
        account: &Account,
        device: &str,
        device_type: i64,
    ) -> Result<String, Refusal> {
        let holder = Holder {
            client_id: self.client,
            device,
            device_type,
        };
        let issuer = format!("{}/identity", self.place.prefix());
        access_token::issue(self.rows, account, &holder, issuer, self.now)
    }

    /// The refresh token is reusable and slides by seven days (contract 1.7).
    fn refresh(&self) -> Result<Value, Failure> {
        let dead = || TokenRefusal::new("invalid_grant", None, None);
        let token = self.fields.get("refresh_token").unwrap_or_default();
        let kept = self
            .rows
            .query_row(
                "SELECT user_id, device_identifier, security_stamp FROM refresh_tokens WHERE token = ?1 AND client_id = ?2 AND expires_at > ?3",
                params![token, self.client, self.now],
                |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)),
            )
            .optional()?;
        let (user, device, stamp) = kept.ok_or_else(dead)?;
        let account = Account::by_id(self.rows, &user)?
            .filter(|account| self.place.holds(&account.region))
            .ok_or_else(dead)?;
        if account.security_stamp != stamp {
            return Err(dead().into());
        }
        let device_type = self
            .rows
            .query_row(
                "SELECT type FROM devices WHERE user_id = ?1 AND identifier = ?2",
                params![user, device],
                |row| row.get(0),
            )
            .optional()?
            .unwrap_or(14);
        self.rows.execute(
            "UPDATE refresh_tokens SET expires_at = ?2 WHERE token = ?1",
            params![token, self.now + 7 * DAY],
        )?;
        Ok(json!({
            "access_token": self.access_token(&account, &device, device_type)?,
            "expires_in": access_token::LIFE,
            "token_type": "Bearer",
            "refresh_token": token,
            "scope": "api offline_access",
        }))
    }
}

fn read_version(text: &str) -> Option<Vec<u32>> {
    let parts = text
        .trim()
        .split('.')
        .map(|part| part.parse().ok())
        .collect::<Option<Vec<u32>>>()?;
    (2..=4).contains(&parts.len()).then_some(parts)
}

fn decryption_options(account: &Account) -> Value {
    let mut options = json!({ "HasMasterPassword": account.has_master_password(), "Object": "userDecryptionOptions" });
    let Some(map) = options.as_object_mut() else {
        return options;
    };
    if let (true, Some(key)) = (account.has_master_password(), &account.user_key) {
        let mut kdf = json!({ "KdfType": account.kdf.kind, "Iterations": account.kdf.iterations });
        if let (Some(memory), Some(parallelism), Some(kdf)) = (
            account.kdf.memory,
            account.kdf.parallelism,
            kdf.as_object_mut(),
        ) {
            kdf.insert("Memory".to_owned(), memory.into());
            kdf.insert("Parallelism".to_owned(), parallelism.into());
        }
        map.insert(
            "MasterPasswordUnlock".to_owned(),
            json!({ "Kdf": kdf, "MasterKeyEncryptedUserKey": key, "Salt": account.salt() }),
        );
    }
    if let Some(url) = &account.key_connector_url {
        map.insert(
            "KeyConnectorOption".to_owned(),
            json!({ "KeyConnectorUrl": url }),
        );
    }
    options
}
