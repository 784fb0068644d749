//! How somebody comes to belong to a provider's team (contract 3.3): accepts the invitation, is confirmed with the
//! provider's key; and how they leave.

use axum::{
    Json,
    extract::{Path, State},
};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    list as list_of, providers,
    team::{
        ACCEPTED, CONFIRMED, INVITED, Ids, Member, name_of, require_other_admin, results, touch,
    },
};
use crate::{
    authority::Caller,
    body::{Body, Later, required},
    cloud::Shared,
    error::Refusal,
    events,
    ids::ProviderId,
    links::{self, Purpose},
    mailbox::{self, Draft},
    place::Place,
};

#[derive(Deserialize)]
pub(super) struct Acceptance {
    token: Option<String>,
}

/// `POST /providers/{id}/users/{user}/accept`: by anybody who is signed in with the invited address.
pub(super) async fn accept(
    State(cloud): State<Shared>,
    caller: Caller,
    Path((provider, id)): Path<(String, String)>,
    asked: Later<Acceptance>,
) -> Result<(), Refusal> {
    if caller.place == Place::ThirdParty {
        return Err(Refusal::NotFound);
    }
    let Body(asked) = asked?;
    let token = required(asked.token, "Token", "The Token field is required.")?;
    let rows = cloud.database.rows();
    let member = Member::find(&rows, &id)?
        .filter(|member| member.provider.0 == provider.to_lowercase())
        .ok_or(Refusal::Rule("User invalid."))?;
    if member.status != INVITED {
        return Err(Refusal::Rule("Already accepted."));
    }
    let email = member.email.unwrap_or_default();
    if !caller.account.email.eq_ignore_ascii_case(&email) {
        return Err(Refusal::Rule("User email does not match invite."));
    }
    if !links::is_good(
        &rows,
        Purpose::JoinProvider,
        &member.id,
        &email,
        &token,
        caller.now,
    )? {
        return Err(Refusal::Rule("Invalid token."));
    }
    rows.execute(
        "UPDATE provider_users SET status = ?2, user_id = ?3, email = NULL WHERE id = ?1",
        params![member.id, ACCEPTED, caller.account.id],
    )?;
    Ok(())
}

/// `POST /providers/{id}/users/public-keys`: of those who wait for confirmation; the others are left out.
pub(super) async fn public_keys(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
    asked: Later<Ids>,
) -> Result<Json<Value>, Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    let Body(asked) = asked?;
    let rows = cloud.database.rows();
    let mut find = rows.prepare_cached(
        "SELECT m.id, m.user_id, u.public_key FROM provider_users m JOIN users u ON u.id = m.user_id \
         WHERE m.id = ?1 AND m.provider_id = ?2 AND m.status = ?3",
    )?;
    let mut found = Vec::new();
    for id in asked.check()? {
        let key = find
            .query_row(params![id.to_lowercase(), provider, ACCEPTED], |row| {
                Ok(json!({
                    "object": "providerUserPublicKeyResponseModel",
                    "id": row.get::<_, String>(0)?,
                    "userId": row.get::<_, String>(1)?,
                    "key": row.get::<_, Option<String>>(2)?,
                }))
            })
            .optional()?;
        found.extend(key);
    }
    Ok(Json(list_of(found)))
}

/// Confirms one member; the answer is what went wrong.
fn confirm_member(
    rows: &Connection,
    caller: &Caller,
    provider: &ProviderId,
    member: &Member,
    key: &str,
) -> Result<&'static str, Refusal> {
    if member.status != ACCEPTED || member.provider != *provider {
        return Ok("Invalid user.");
    }
    rows.execute(
        "UPDATE provider_users SET status = ?2, key = ?3 WHERE id = ?1",
        params![member.id, CONFIRMED, key],
    )?;
    touch(rows, member.user.as_ref(), caller.now)?;
    events::of_team(
        rows,
        events::TEAM_CONFIRMED,
        &caller.acts(),
        provider,
        &member.id,
    )?;
    let name = name_of(rows, provider)?;
    let body = format!("You are confirmed as a member of the provider {name}.");
    tell(
        rows,
        caller,
        member,
        "provider-confirmed",
        &format!("You have been confirmed to {name}"),
        &body,
    )?;
    Ok("")
}

/// A letter to a member, at the address of their account or of their invitation.
fn tell(
    rows: &Connection,
    caller: &Caller,
    member: &Member,
    kind: &str,
    subject: &str,
    body: &str,
) -> rusqlite::Result<()> {
    let address: Option<String> = rows
        .query_row(
            "SELECT email FROM users WHERE id = ?1",
            [&member.user],
            |row| row.get(0),
        )
        .optional()?;
    let Some(to) = address.or_else(|| member.email.clone()) else {
        return Ok(());
    };
    let draft = Draft {
        kind,
        to: &to,
        subject,
        body,
        code: None,
        link: None,
    };
    mailbox::send(rows, &draft, caller.now)
}

#[derive(Deserialize)]
pub(super) struct Key {
    key: Option<String>,
}

/// `POST /providers/{id}/users/{user}/confirm`: 200 whatever came of it.
pub(super) async fn confirm_one(
    State(cloud): State<Shared>,
    caller: Caller,
    Path((provider, id)): Path<(String, String)>,
    asked: Later<Key>,
) -> Result<(), Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    let Body(asked) = asked?;
    let key = required(asked.key, "Key", "The Key field is required.")?;
    let rows = cloud.database.rows();
    if let Some(member) = Member::find(&rows, &id)? {
        confirm_member(&rows, &caller, &provider, &member, &key)?;
    }
    Ok(())
}

#[derive(Deserialize)]
pub(super) struct Keys {
    keys: Option<Vec<Entry>>,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    key: Option<String>,
}

/// `POST /providers/{id}/users/confirm`
pub(super) async fn confirm(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
    asked: Later<Keys>,
) -> Result<Json<Value>, Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    let Body(asked) = asked?;
    let entries = asked
        .keys
        .filter(|keys| !keys.is_empty())
        .ok_or(Refusal::Invalid("Keys", "The Keys field is required."))?;
    let entries = entries
        .into_iter()
        .enumerate()
        .map(
            |(at, entry)| match entry.key.filter(|key| !key.is_empty()) {
                Some(key) => Ok((entry.id, key)),
                None => Err(Refusal::InvalidEntry(
                    "Keys",
                    at,
                    "The Key field is required.",
                )),
            },
        )
        .collect::<Result<Vec<_>, _>>()?;
    let rows = cloud.database.rows();
    let mut said = Vec::new();
    for (id, key) in entries {
        if let Some(member) = Member::find(&rows, &id)? {
            let error = confirm_member(&rows, &caller, &provider, &member, &key)?;
            said.push((member.id, error));
        }
    }
    Ok(results(said))
}

/// Removes one member; the answer is what went wrong.
fn remove_member(
    rows: &Connection,
    caller: &Caller,
    provider: &ProviderId,
    member: &Member,
) -> Result<&'static str, Refusal> {
    if member.provider != *provider {
        return Ok("Invalid user.");
    }
    if member.user.as_ref() == Some(&caller.account.id) {
        return Ok("You cannot remove yourself.");
    }
    rows.execute("DELETE FROM provider_users WHERE id = ?1", [&member.id])?;
    touch(rows, member.user.as_ref(), caller.now)?;
    events::of_team(
        rows,
        events::TEAM_REMOVED,
        &caller.acts(),
        provider,
        &member.id,
    )?;
    let name = name_of(rows, provider)?;
    let body = format!("You have been removed from the provider {name}.");
    tell(
        rows,
        caller,
        member,
        "provider-removed",
        &format!("You have been removed from {name}"),
        &body,
    )?;
    Ok("")
}

fn remove_members(
    rows: &Connection,
    caller: &Caller,
    provider: &ProviderId,
    ids: &[String],
) -> Result<Vec<(String, &'static str)>, Refusal> {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    require_other_admin(rows, provider, &ids)?;
    let mut said = Vec::new();
    for id in ids {
        if let Some(member) = Member::find(rows, id)? {
            let error = remove_member(rows, caller, provider, &member)?;
            said.push((member.id, error));
        }
    }
    Ok(said)
}

/// `DELETE /providers/{id}/users/{user}`: 200 whatever came of it, but for the last admin.
pub(super) async fn remove_one(
    State(cloud): State<Shared>,
    caller: Caller,
    Path((provider, id)): Path<(String, String)>,
) -> Result<(), Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    remove_members(&cloud.database.rows(), &caller, &provider, &[id])?;
    Ok(())
}

/// `DELETE /providers/{id}/users`
pub(super) async fn remove(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
    asked: Later<Ids>,
) -> Result<Json<Value>, Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    let Body(asked) = asked?;
    let ids = asked.check()?;
    let said = remove_members(&cloud.database.rows(), &caller, &provider, &ids)?;
    Ok(results(said))
}
