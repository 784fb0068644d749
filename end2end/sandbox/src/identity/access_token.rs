//! Access tokens: signed JWTs with the claims of contract 1.3.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::account::Account;
use crate::{
    clock::Instant,
    error::Refusal,
    ids::{OrganizationId, ProviderId, UserId},
};

/// How long an access token lives, in seconds.
pub(crate) const LIFE: i64 = 3600;

/// A claim that is a string when there is one value and an array when there are more.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Claim<T> {
    #[default]
    None,
    One(T),
    Many(Vec<T>),
}

impl<T> Claim<T> {
    fn of(mut values: Vec<T>) -> Self {
        match (values.len(), values.pop()) {
            (1, Some(only)) => Claim::One(only),
            (_, Some(last)) => {
                values.push(last);
                Claim::Many(values)
            }
            (_, None) => Claim::None,
        }
    }

    fn is_none(&self) -> bool {
        matches!(self, Claim::None)
    }

    /// The values.
    pub(crate) fn values(&self) -> &[T] {
        match self {
            Claim::None => &[],
            Claim::One(one) => std::slice::from_ref(one),
            Claim::Many(many) => many,
        }
    }
}

/// What an access token says.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Claims {
    pub(crate) iss: String,
    pub(crate) nbf: i64,
    pub(crate) iat: i64,
    pub(crate) exp: i64,
    pub(crate) scope: Vec<String>,
    pub(crate) amr: Vec<String>,
    pub(crate) client_id: String,
    pub(crate) sub: UserId,
    pub(crate) auth_time: i64,
    pub(crate) idp: String,
    pub(crate) premium: bool,
    pub(crate) email: String,
    pub(crate) email_verified: bool,
    pub(crate) sstamp: String,
    pub(crate) name: String,
    pub(crate) device: String,
    pub(crate) devicetype: String,
    pub(crate) jti: String,
    #[serde(default, skip_serializing_if = "Claim::is_none")]
    pub(crate) orgowner: Claim<OrganizationId>,
    #[serde(default, skip_serializing_if = "Claim::is_none")]
    pub(crate) orgadmin: Claim<OrganizationId>,
    #[serde(default, skip_serializing_if = "Claim::is_none")]
    pub(crate) orguser: Claim<OrganizationId>,
    #[serde(default, skip_serializing_if = "Claim::is_none")]
    pub(crate) orgcustom: Claim<OrganizationId>,
    #[serde(default, skip_serializing_if = "Claim::is_none")]
    pub(crate) providerprovideradmin: Claim<ProviderId>,
    #[serde(default, skip_serializing_if = "Claim::is_none")]
    pub(crate) providerserviceuser: Claim<ProviderId>,
}

/// The device and client that a token is issued to.
pub(crate) struct Holder<'a> {
    pub(crate) client_id: &'a str,
    pub(crate) device: &'a str,
    pub(crate) device_type: i64,
}

/// Issues a token with the roles that the person holds at this moment.
pub(crate) fn issue(
    rows: &Connection,
    account: &Account,
    holder: &Holder<'_>,
    issuer: String,
    now: Instant,
) -> Result<String, Refusal> {
    let organizations = |kind: i32| -> rusqlite::Result<Claim<OrganizationId>> {
        let mut found = rows.prepare_cached(
            "SELECT organization_id FROM organization_users WHERE user_id = ?1 AND status = 2 AND type = ?2 ORDER BY organization_id",
        )?;
        let found = found
            .query_map(params![account.id, kind], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(Claim::of(found))
    };
    let providers = |kind: i32| -> rusqlite::Result<Claim<ProviderId>> {
        let mut found = rows.prepare_cached(
            "SELECT provider_id FROM provider_users WHERE user_id = ?1 AND status = 2 AND type = ?2 ORDER BY provider_id",
        )?;
        let found = found
            .query_map(params![account.id, kind], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(Claim::of(found))
    };
    let now = now.div_euclid(1000);
    let claims = Claims {
        iss: issuer,
        nbf: now,
        iat: now,
        exp: now + LIFE,
        scope: vec!["api".to_owned(), "offline_access".to_owned()],
        amr: vec!["Application".to_owned()],
        client_id: holder.client_id.to_owned(),
        sub: account.id.clone(),
        auth_time: now,
        idp: "bitwarden".to_owned(),
        premium: account.premium,
        email: account.email.clone(),
        email_verified: true,
        sstamp: account.security_stamp.clone(),
        name: account.name.clone(),
        device: holder.device.to_owned(),
        devicetype: holder.device_type.to_string(),
        jti: Uuid::new_v4().simple().to_string().to_uppercase(),
        orgowner: organizations(0)?,
        orgadmin: organizations(1)?,
        orguser: organizations(2)?,
        orgcustom: organizations(4)?,
        providerprovideradmin: providers(0)?,
        providerserviceuser: providers(1)?,
    };
    let header = Header {
        typ: Some("at+jwt".to_owned()),
        ..Header::new(Algorithm::HS256)
    };
    encode(
        &header,
        &claims,
        &EncodingKey::from_secret(secret(rows)?.as_bytes()),
    )
    .map_err(|reason| Refusal::Broken(reason.to_string()))
}

/// Reads a token whose signature holds; its expiry is for the movable clock to judge.
pub(crate) fn read(rows: &Connection, token: &str) -> Option<Claims> {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.validate_exp = false;
    rules.required_spec_claims.clear();
    let key = DecodingKey::from_secret(secret(rows).ok()?.as_bytes());
    decode::<Claims>(token, &key, &rules)
        .ok()
        .map(|token| token.claims)
}

/// Makes a token count as expired from now on; a refresh grant still works.
pub(crate) fn kill(rows: &Connection, token: &str) -> rusqlite::Result<()> {
    if let Some(claims) = read(rows, token) {
        rows.execute(
            "INSERT OR IGNORE INTO dead_access_tokens VALUES (?1)",
            [claims.jti],
        )?;
    }
    Ok(())
}

/// The signing secret, made once per database so that tokens outlive a restart.
fn secret(rows: &Connection) -> rusqlite::Result<String> {
    let kept = rows
        .query_row(
            "SELECT value FROM settings WHERE name = 'token-secret'",
            [],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(kept) = kept {
        return Ok(kept);
    }
    let fresh = format!("{}{}", Uuid::new_v4(), Uuid::new_v4());
    rows.execute("INSERT INTO settings VALUES ('token-secret', ?1)", [&fresh])?;
    Ok(fresh)
}
