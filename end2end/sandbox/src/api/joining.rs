//! How somebody comes to belong to an organisation (contract 4.2): accepts the invitation, is confirmed with its key.

use axum::{
    Json,
    extract::{Path, State},
};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{list as list_of, team::Ids};
use crate::{
    authority::{Caller, Standing},
    body::{Body, Later, required},
    cloud::Shared,
    error::Refusal,
    events,
    ids::{OrganizationId, UserId},
    links::{self, Purpose},
};

/// OrganizationUserStatusType.
const INVITED: i64 = 0;
const ACCEPTED: i64 = 1;
const CONFIRMED: i64 = 2;

/// Somebody who belongs, or is to belong, to an organisation.
struct Joining {
    id: String,
    user: Option<UserId>,
    email: Option<String>,
    status: i64,
}

fn find(
    rows: &Connection,
    organization: &OrganizationId,
    id: &str,
) -> rusqlite::Result<Option<Joining>> {
    rows.prepare_cached("SELECT * FROM organization_users WHERE organization_id = ?1 AND id = ?2")?
        .query_row(params![organization, id.to_lowercase()], |row| {
            Ok(Joining {
                id: row.get("id")?,
                user: row.get("user_id")?,
                email: row.get("email")?,
                status: row.get("status")?,
            })
        })
        .optional()
}

/// The manage-users attribute.
fn admit(
    rows: &Connection,
    caller: &Caller,
    organization: &OrganizationId,
) -> Result<Standing, Refusal> {
    let standing = caller.standing(rows, organization)?;
    if standing.is_admin() {
        Ok(standing)
    } else {
        Err(Refusal::Forbidden)
    }
}

#[derive(Deserialize)]
pub(super) struct Acceptance {
    token: Option<String>,
}

/// `POST /organizations/{id}/users/{user}/accept`: by whoever is signed in with the invited address.
pub(super) async fn accept(
    State(cloud): State<Shared>,
    caller: Caller,
    Path((organization, id)): Path<(String, String)>,
    asked: Later<Acceptance>,
) -> Result<(), Refusal> {
    let Body(asked) = asked?;
    let token = required(asked.token, "Token", "The Token field is required.")?;
    let organization = OrganizationId(organization.to_lowercase());
    let rows = cloud.database.rows();
    let joining = find(&rows, &organization, &id)?.ok_or(Refusal::Rule("User invalid."))?;
    if joining.status != INVITED {
        return Err(Refusal::Rule("Already accepted."));
    }
    let email = joining.email.unwrap_or_default();
    if !caller.account.email.eq_ignore_ascii_case(&email) {
        return Err(Refusal::Rule("User email does not match invite."));
    }
    let good = links::is_good(
        &rows,
        Purpose::JoinOrganization,
        &joining.id,
        &email,
        &token,
        caller.now,
    )?;
    if !good {
        return Err(Refusal::Rule("Invalid token."));
    }
    rows.execute(
        "UPDATE organization_users SET status = ?2, user_id = ?3, email = NULL WHERE id = ?1",
        params![joining.id, ACCEPTED, caller.account.id],
    )?;
    Ok(())
}

/// `GET /organizations/{id}/users/{user}`: without name and address.
pub(super) async fn one(
    State(cloud): State<Shared>,
    caller: Caller,
    Path((organization, id)): Path<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let organization = OrganizationId(organization.to_lowercase());
    let rows = cloud.database.rows();
    admit(&rows, &caller, &organization)?;
    find(&rows, &organization, &id)?.ok_or(Refusal::NotFound)?;
    let mut member = super::members::one(&rows, &organization, &id)?;
    if let Value::Object(fields) = &mut member {
        fields.insert("object".to_owned(), "organizationUserDetails".into());
        for absent in [
            "name",
            "email",
            "avatarColor",
            "twoFactorEnabled",
            "ssoBound",
            "revocationReason",
        ] {
            fields.remove(absent);
        }
        fields.insert("ssoExternalId".to_owned(), Value::Null);
    }
    Ok(Json(member))
}

/// `POST /organizations/{id}/users/public-keys`: of those who wait for confirmation.
pub(super) async fn public_keys(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(organization): Path<String>,
    asked: Later<Ids>,
) -> Result<Json<Value>, Refusal> {
    let organization = OrganizationId(organization.to_lowercase());
    let rows = cloud.database.rows();
    admit(&rows, &caller, &organization)?;
    let Body(asked) = asked?;
    let mut public = rows.prepare_cached("SELECT public_key FROM users WHERE id = ?1")?;
    let mut found = Vec::new();
    for id in asked.check()? {
        let waiting = find(&rows, &organization, &id)?.filter(|joining| joining.status == ACCEPTED);
        if let Some(joining) = waiting {
            let key: Option<String> = public.query_row([&joining.user], |row| row.get(0))?;
            found.push(json!({
                "object": "organizationUserPublicKeyResponseModel",
                "id": joining.id,
                "userId": joining.user,
                "key": key,
            }));
        }
    }
    Ok(Json(list_of(found)))
}

/// Confirms one; the answer is what went wrong.
fn confirm_one_of(
    rows: &Connection,
    caller: &Caller,
    organization: &OrganizationId,
    standing: &Standing,
    (id, key): (&str, &str),
) -> Result<&'static str, Refusal> {
    let Some(joining) = find(rows, organization, id)?.filter(|joining| joining.status == ACCEPTED)
    else {
        return Ok("User not valid.");
    };
    rows.execute(
        "UPDATE organization_users SET status = ?2, key = ?3 WHERE id = ?1",
        params![joining.id, CONFIRMED, key],
    )?;
    super::team::touch(rows, joining.user.as_ref(), caller.now)?;
    let provider = match standing {
        Standing::Provider { provider, .. } => Some(provider),
        _ => None,
    };
    events::of_member(
        rows,
        events::MEMBER_CONFIRMED,
        &caller.acts(),
        organization,
        &joining.id,
        provider,
    )?;
    Ok("")
}

#[derive(Deserialize)]
pub(super) struct Key {
    key: Option<String>,
}

/// `POST /organizations/{id}/users/{user}/confirm`: 400 with the reason when it fails.
pub(super) async fn confirm_one(
    State(cloud): State<Shared>,
    caller: Caller,
    Path((organization, id)): Path<(String, String)>,
    asked: Later<Key>,
) -> Result<(), Refusal> {
    let organization = OrganizationId(organization.to_lowercase());
    let rows = cloud.database.rows();
    let standing = admit(&rows, &caller, &organization)?;
    let Body(asked) = asked?;
    let key = required(asked.key, "Key", "The Key field is required.")?;
    match confirm_one_of(&rows, &caller, &organization, &standing, (&id, &key))? {
        "" => Ok(()),
        reason => Err(Refusal::Rule(reason)),
    }
}

#[derive(Deserialize)]
pub(super) struct Keys {
    keys: Option<Vec<Entry>>,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    key: String,
}

/// `POST /organizations/{id}/users/confirm`
pub(super) async fn confirm(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(organization): Path<String>,
    asked: Later<Keys>,
) -> Result<Json<Value>, Refusal> {
    let organization = OrganizationId(organization.to_lowercase());
    let rows = cloud.database.rows();
    let standing = admit(&rows, &caller, &organization)?;
    let Body(asked) = asked?;
    let entries = asked
        .keys
        .filter(|keys| !keys.is_empty())
        .ok_or(Refusal::Invalid("Keys", "The Keys field is required."))?;
    let mut said = Vec::new();
    for Entry { id, key } in entries {
        let error = confirm_one_of(&rows, &caller, &organization, &standing, (&id, &key))?;
        said.push(json!({
            "object": "OrganizationBulkConfirmResponseModel", "id": id, "error": error,
        }));
    }
    Ok(Json(list_of(said)))
}
