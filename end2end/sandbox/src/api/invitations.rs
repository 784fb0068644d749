//! Invitations to a provider's team (contract 3.3).

use axum::{
    Json,
    extract::{Path, State},
};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::{
    providers,
    team::{INVITED, Ids, Member, name_of, results, role},
};
use crate::{
    authority::Caller,
    body::{Body, Later},
    cloud::Shared,
    error::Refusal,
    events,
    ids::ProviderId,
    links::{self, Invitation},
};

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
