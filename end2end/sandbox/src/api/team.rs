//! The provider's team (contract 3.3): the list and the roles.

use std::collections::HashSet;

use axum::{
    Json,
    extract::{Path, State},
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{list as list_of, no_permissions, providers};
use crate::{
    authority::Caller,
    body::{Body, Later},
    cloud::Shared,
    error::Refusal,
    events, html,
    ids::{ProviderId, UserId},
};

/// ProviderUserStatusType.
pub(super) const INVITED: i64 = 0;
pub(super) const ACCEPTED: i64 = 1;
pub(super) const CONFIRMED: i64 = 2;
/// ProviderUserType.
const ADMIN: i64 = 0;
const SERVICE_USER: i64 = 1;

/// A member of a provider's team.
pub(super) struct Member {
    pub(super) id: String,
    pub(super) provider: ProviderId,
    pub(super) user: Option<UserId>,
    /// Until the invitation is accepted.
    pub(super) email: Option<String>,
    pub(super) status: i64,
    pub(super) kind: i64,
}

impl Member {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            provider: row.get("provider_id")?,
            user: row.get("user_id")?,
            email: row.get("email")?,
            status: row.get("status")?,
            kind: row.get("type")?,
        })
    }

    /// A member of any provider.
    pub(super) fn find(rows: &Connection, id: &str) -> rusqlite::Result<Option<Self>> {
        rows.prepare_cached("SELECT * FROM provider_users WHERE id = ?1")?
            .query_row([id.to_lowercase()], Self::read)
            .optional()
    }
}

/// Ids of a bulk call: at least one.
#[derive(Deserialize)]
pub(super) struct Ids {
    ids: Option<Vec<String>>,
}

impl Ids {
    pub(super) fn check(self) -> Result<Vec<String>, Refusal> {
        self.ids
            .filter(|ids| !ids.is_empty())
            .ok_or(Refusal::Invalid("Ids", "The Ids field is required."))
    }
}

/// What a bulk call says of its members, one by one; an empty error is a success. Ids that nobody has are left out.
pub(super) fn results(said: Vec<(String, &'static str)>) -> Json<Value> {
    let data = said.into_iter().map(|(id, error)| {
        json!({ "object": "providerBulkConfirmResponseModel", "id": id, "error": error })
    });
    Json(list_of(data.collect()))
}

/// The rule that a provider keeps an admin who is not among `leaving`.
pub(super) fn require_other_admin(
    rows: &Connection,
    provider: &ProviderId,
    leaving: &[&str],
) -> Result<(), Refusal> {
    let leaving: HashSet<String> = leaving.iter().map(|id| id.to_lowercase()).collect();
    let admins = rows
        .prepare_cached(
            "SELECT id FROM provider_users WHERE provider_id = ?1 AND status = ?2 AND type = ?3",
        )?
        .query_map(params![provider, CONFIRMED, ADMIN], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    if admins.iter().any(|admin| !leaving.contains(admin)) {
        Ok(())
    } else {
        Err(Refusal::Rule(
            "Provider must have at least one confirmed ProviderAdmin.",
        ))
    }
}

/// The provider's name, as it is shown.
pub(super) fn name_of(rows: &Connection, provider: &ProviderId) -> rusqlite::Result<String> {
    let name: String = rows.query_row(
        "SELECT name FROM providers WHERE id = ?1",
        [provider],
        |row| row.get(0),
    )?;
    Ok(html::decode(&name))
}

/// Marks a person's account as changed, which their clients poll for.
pub(super) fn touch(rows: &Connection, user: Option<&UserId>, now: i64) -> rusqlite::Result<()> {
    rows.execute(
        "UPDATE users SET revised_at = ?2 WHERE id = ?1",
        params![user, now],
    )?;
    Ok(())
}

/// `GET /providers/{id}/users`
pub(super) async fn list(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    let rows = cloud.database.rows();
    let mut found = rows.prepare_cached(
        "SELECT m.*, COALESCE(u.email, m.email) AS shown_email, u.name FROM provider_users m LEFT JOIN users u ON u.id = m.user_id \
         WHERE m.provider_id = ?1 ORDER BY m.rowid",
    )?;
    let found = found
        .query_map([&provider], |row| {
            let member = Member::read(row)?;
            Ok(json!({
                "object": "providerUserUserDetails",
                "id": member.id,
                "userId": member.user,
                "type": member.kind,
                "status": member.status,
                "permissions": no_permissions(),
                "name": row.get::<_, Option<String>>("name")?,
                "email": row.get::<_, Option<String>>("shown_email")?,
            }))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Json(list_of(found)))
}

/// `GET /providers/{id}/users/{user}`
pub(super) async fn one(
    State(cloud): State<Shared>,
    caller: Caller,
    Path((provider, id)): Path<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    let member = of_provider(&cloud.database.rows(), &provider, &id)?;
    Ok(Json(json!({
        "object": "providerUser",
        "id": member.id,
        "userId": member.user,
        "type": member.kind,
        "status": member.status,
        "permissions": no_permissions(),
    })))
}

fn of_provider(rows: &Connection, provider: &ProviderId, id: &str) -> Result<Member, Refusal> {
    Member::find(rows, id)?
        .filter(|member| member.provider == *provider)
        .ok_or(Refusal::NotFound)
}

pub(super) fn role(kind: Option<i64>) -> Result<i64, Refusal> {
    kind.filter(|kind| [ADMIN, SERVICE_USER].contains(kind))
        .ok_or(Refusal::Invalid("Type", "The Type field is required."))
}

#[derive(Deserialize)]
pub(super) struct NewRole {
    r#type: Option<i64>,
}

/// `PUT /providers/{id}/users/{user}`: another role, in force with that person's next token.
pub(super) async fn change_role(
    State(cloud): State<Shared>,
    caller: Caller,
    Path((provider, id)): Path<(String, String)>,
    asked: Later<NewRole>,
) -> Result<(), Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    let Body(asked) = asked?;
    let kind = role(asked.r#type)?;
    let rows = cloud.database.rows();
    let member = of_provider(&rows, &provider, &id)?;
    if kind != ADMIN {
        require_other_admin(&rows, &provider, &[&member.id])?;
    }
    rows.execute(
        "UPDATE provider_users SET type = ?2 WHERE id = ?1",
        params![member.id, kind],
    )?;
    touch(&rows, member.user.as_ref(), caller.now)?;
    events::of_team(
        &rows,
        events::TEAM_UPDATED,
        &caller.acts(),
        &provider,
        &member.id,
    )?;
    Ok(())
}
