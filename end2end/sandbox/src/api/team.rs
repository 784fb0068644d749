//! The provider's team (contract 3.3): the list, invitations and roles.

use std::collections::HashSet;

use axum::{
    Json,
    extract::{Path, State},
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{list as list_of, no_permissions, providers};
use crate::{
    authority::Caller,
    body::{Body, Later},
    cloud::Shared,
    error::Refusal,
    events, html,
    ids::{ProviderId, UserId},
    links::{self, Invitation},
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

fn role(kind: Option<i64>) -> Result<i64, Refusal> {
    kind.filter(|kind| [ADMIN, SERVICE_USER].contains(kind))
        .ok_or(Refusal::Invalid("Type", "The Type field is required."))
}

#[derive(Deserialize)]
pub(super) struct Invite {
    emails: Option<Vec<String>>,
    r#type: Option<i64>,
}

const MOST_INVITED: usize = 20;
const LONGEST_EMAIL: usize = 256;

fn check_emails(emails: Option<Vec<String>>) -> Result<Vec<String>, Refusal> {
    let emails = emails
        .filter(|emails| !emails.is_empty())
        .ok_or(Refusal::Invalid("Emails", "An email is required."))?;
    if emails.len() > MOST_INVITED {
        return Err(Refusal::Invalid(
            "Emails",
            "You can only submit up to 20 emails at a time.",
        ));
    }
    for (at, email) in emails.iter().enumerate() {
        if email.chars().count() > LONGEST_EMAIL {
            return Err(Refusal::InvalidEntry(
                "Emails",
                at,
                "This email is longer than 256 characters.",
            ));
        }
        if !is_email(email) {
            return Err(Refusal::InvalidEntry(
                "Emails",
                at,
                "This email is not valid.",
            ));
        }
    }
    Ok(emails)
}

/// The strict reading of an address: no display name, no space, a domain with a dot.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let forbidden = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "<>()[],;:\\\"@".contains(letter)
    };
    let dotted = |part: &str| !part.is_empty() && part.split('.').all(|piece| !piece.is_empty());
    dotted(local)
        && dotted(domain)
        && domain.contains('.')
        && !text.replacen('@', "", 1).contains(forbidden)
}

/// `POST /providers/{id}/users/invite`: addresses that are in the provider already are passed over in silence.
pub(super) async fn invite(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
    asked: Later<Invite>,
) -> Result<(), Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    let Body(asked) = asked?;
    let emails = check_emails(asked.emails)?;
    let kind = role(asked.r#type)?;
    let mut rows = cloud.database.rows();
    let rows = rows.transaction()?;
    for email in emails {
        let email = email.trim().to_lowercase();
        let known = rows
            .query_row(
                "SELECT 1 FROM provider_users m LEFT JOIN users u ON u.id = m.user_id \
                 WHERE m.provider_id = ?1 AND COALESCE(u.email, m.email) = ?2 COLLATE NOCASE",
                params![provider, email],
                |_| Ok(()),
            )
            .optional()?;
        if known.is_some() {
            continue;
        }
        let id = Uuid::new_v4().to_string();
        rows.execute(
            "INSERT INTO provider_users (id, provider_id, email, status, type, created_at) VALUES (?1,?2,?3,?4,?5,?6)",
            params![id, provider, email, INVITED, kind, caller.now],
        )?;
        send(&rows, &caller, &provider, &id, &email)?;
        events::of_team(&rows, events::TEAM_INVITED, &caller.acts(), &provider, &id)?;
    }
    Ok(rows.commit()?)
}

fn send(
    rows: &Connection,
    caller: &Caller,
    provider: &ProviderId,
    user: &str,
    email: &str,
) -> rusqlite::Result<()> {
    let invitation = Invitation {
        vault: caller.place.vault_origin(),
        name: &name_of(rows, provider)?,
        id: &provider.0,
        user,
        email,
    };
    links::invite_to_provider(rows, &invitation, caller.now)
}

/// Sends the invitation once more; the answer is what went wrong.
fn resend(
    rows: &Connection,
    caller: &Caller,
    provider: &ProviderId,
    member: &Member,
) -> Result<&'static str, Refusal> {
    let (INVITED, Some(email)) = (member.status, &member.email) else {
        return Ok("User invalid.");
    };
    if member.provider != *provider {
        return Ok("User invalid.");
    }
    send(rows, caller, provider, &member.id, email)?;
    Ok("")
}

/// `POST /providers/{id}/users/reinvite`
pub(super) async fn reinvite(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
    asked: Later<Ids>,
) -> Result<Json<Value>, Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    let Body(asked) = asked?;
    let rows = cloud.database.rows();
    let mut said = Vec::new();
    for id in asked.check()? {
        if let Some(member) = Member::find(&rows, &id)? {
            let error = resend(&rows, &caller, &provider, &member)?;
            said.push((member.id, error));
        }
    }
    Ok(results(said))
}

/// `POST /providers/{id}/users/{user}/reinvite`: 200 whatever came of it.
pub(super) async fn reinvite_one(
    State(cloud): State<Shared>,
    caller: Caller,
    Path((provider, id)): Path<(String, String)>,
) -> Result<(), Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    let rows = cloud.database.rows();
    if let Some(member) = Member::find(&rows, &id)? {
        resend(&rows, &caller, &provider, &member)?;
    }
    Ok(())
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
