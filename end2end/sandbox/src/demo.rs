//! `GET /__sandbox/demo`: who may sign in here, and where every test and every person starts.

use axum::{Json, extract::State};
use rusqlite::{Connection, params};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    cloud::Shared,
    error::Refusal,
    html,
    identity::{account::Account, two_factor},
    ids::UserId,
};

/// One demo account.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoAccount {
    id: UserId,
    /// What to type.
    pub email: String,
    /// What to type.
    pub password: String,
    name: String,
    /// provider-admin, service-user, direct-owner, client-owner or client-member.
    pub role: String,
    /// A handle for tests: `admin`, `authenticator`, `v2`, `us`…
    pub case: String,
    /// What it shows, in a sentence.
    pub note: String,
    region: String,
    kdf: &'static str,
    kdf_iterations: i64,
    encryption: &'static str,
    /// The first second step, with what is needed to pass it.
    two_factor: Option<Value>,
    /// All of them.
    two_factor_methods: Vec<Value>,
    recovery_code: Option<String>,
    provider_id: Option<String>,
    provider_ids: Vec<String>,
    organization_ids: Vec<String>,
}

pub(super) async fn demo(State(cloud): State<Shared>) -> Result<Json<Value>, Refusal> {
    let rows = cloud.database.rows();
    Ok(Json(json!({
        "accounts": accounts(&rows, cloud.clock.now())?,
        "providers": providers(&rows)?,
        "organizations": organizations(&rows)?,
    })))
}

/// The demo accounts, in order.
pub fn accounts(rows: &Connection, now: i64) -> rusqlite::Result<Vec<DemoAccount>> {
    let mut found = rows.prepare_cached("SELECT * FROM demo_accounts ORDER BY position")?;
    let found = found
        .query_map([], |row| {
            Ok((
                row.get::<_, UserId>("user_id")?,
                row.get::<_, String>("password")?,
                row.get::<_, String>("role")?,
                row.get::<_, String>("case_name")?,
                row.get::<_, String>("note")?,
            ))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let mut accounts = Vec::new();
    for (id, password, role, case, note) in found {
        let Some(account) = Account::by_id(rows, &id)? else {
            continue;
        };
        let methods: Vec<Value> = two_factor::enrolled(rows, &account)?
            .iter()
            .map(|step| method(step, now))
            .collect();
        let ids = |sql: &str| -> rusqlite::Result<Vec<String>> {
            rows.prepare_cached(sql)?
                .query_map(params![id], |row| row.get(0))?
                .collect()
        };
        let provider_ids = ids(
            "SELECT provider_id FROM provider_users WHERE user_id = ?1 AND status = 2 ORDER BY rowid",
        )?;
        accounts.push(DemoAccount {
            email: account.email,
            password,
            name: account.name,
            role,
            case,
            note,
            region: account.region,
            kdf: if account.kdf.kind == 0 { "pbkdf2" } else { "argon2id" },
            kdf_iterations: account.kdf.iterations,
            encryption: match (&account.v2, &account.user_key) {
                (Some(_), _) => "v2",
                (None, Some(_)) => "v1",
                (None, None) => "none",
            },
            two_factor: methods.first().cloned(),
            two_factor_methods: methods,
            recovery_code: account.recovery_code,
            provider_id: provider_ids.first().cloned(),
            provider_ids,
            organization_ids: ids("SELECT organization_id FROM organization_users WHERE user_id = ?1 AND status = 2 ORDER BY rowid")?,
            id,
        });
    }
    Ok(accounts)
}

fn method(step: &two_factor::Enrolled, now: i64) -> Value {
    use two_factor::Provider;
    match step.provider {
        Provider::Authenticator => json!({
            "kind": "authenticator", "secret": step.detail, "code": two_factor::authenticator_code(&step.detail, now),
        }),
        Provider::Email => json!({ "kind": "email", "email": step.detail }),
        Provider::YubiKey => {
            // One that has not been used: every question gets another.
            let (_, counter) = Uuid::new_v4().as_u64_pair();
            json!({ "kind": "yubikey", "otp": two_factor::yubikey_otp(&step.detail, (counter & 0xffff) as u16) })
        }
        Provider::WebAuthn => json!({ "kind": "webauthn" }),
        Provider::Duo => json!({ "kind": "duo" }),
        Provider::Remember | Provider::RecoveryCode => Value::Null,
    }
}

fn providers(rows: &Connection) -> rusqlite::Result<Vec<Value>> {
    rows.prepare_cached("SELECT * FROM providers ORDER BY rowid")?
        .query_map([], |row| {
            Ok(json!({
                "id": row.get::<_, String>("id")?,
                "name": row.get::<_, String>("name")?,
                "region": row.get::<_, String>("region")?,
                "status": row.get::<_, i64>("status")?,
                "enabled": row.get::<_, bool>("enabled")?,
            }))
        })?
        .collect()
}

fn organizations(rows: &Connection) -> rusqlite::Result<Vec<Value>> {
    rows.prepare_cached(
        "SELECT o.*, l.id AS link, l.provider_id FROM organizations o LEFT JOIN provider_organizations l ON l.organization_id = o.id ORDER BY o.rowid",
    )?
    .query_map([], |row| {
        Ok(json!({
            "id": row.get::<_, String>("id")?,
            "name": html::decode(&row.get::<_, String>("name")?),
            "region": row.get::<_, String>("region")?,
            "planType": row.get::<_, i64>("plan_type")?,
            "seats": row.get::<_, Option<i64>>("seats")?,
            "enabled": row.get::<_, bool>("enabled")?,
            "providerId": row.get::<_, Option<String>>("provider_id")?,
            "providerOrganizationId": row.get::<_, Option<String>>("link")?,
        }))
    })?
    .collect()
}
