//! How a client leaves: unlinked from its provider (contract 3.4), or deleted (contract 4.1).

use std::time::Duration;

use axum::extract::{Path, State};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;

use super::{clients::CREATED, providers};
use crate::{
    authority::Caller,
    body::{Body, Later},
    clock::Instant,
    cloud::Shared,
    error::Refusal,
    events, html,
    ids::{OrganizationId, ProviderId},
    mailbox::{self, Draft},
};

/// `DELETE /providers/{id}/organizations/{link}`: the organisation goes on by itself, with a subscription of its own.
pub(super) async fn unlink(
    State(cloud): State<Shared>,
    caller: Caller,
    Path((provider, link)): Path<(String, String)>,
) -> Result<(), Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    let link = link.to_lowercase();
    let mut rows = cloud.database.rows();
    let rows = rows.transaction()?;
    let (of, organization) = rows.query_row(
        "SELECT provider_id, organization_id FROM provider_organizations WHERE id = ?1",
        [&link],
        |row| {
            Ok((
                row.get::<_, ProviderId>(0)?,
                row.get::<_, OrganizationId>(1)?,
            ))
        },
    )?;
    if of != provider {
        return Err(Refusal::Rule(
            "Failed to remove organization vault. Please contact support.",
        ));
    }
    let owners = owners(&rows, &organization)?;
    let first = owners.first().ok_or(Refusal::Rule(
        "Organization must have at least one confirmed owner.",
    ))?;
    rows.execute("DELETE FROM provider_organizations WHERE id = ?1", [&link])?;
    rows.execute(
        "UPDATE organizations SET status = ?2, enabled = 1, billing_email = ?3, subscription_status = 'active', revised_at = ?4 \
         WHERE id = ?1",
        params![organization, CREATED, first, caller.now],
    )?;
    events::of_client(
        &rows,
        events::CLIENT_REMOVED,
        &caller.acts(),
        &provider,
        &link,
    )?;
    tell_owners(&rows, &provider, &organization, &owners, caller.now)?;
    Ok(rows.commit()?)
}

/// The addresses of the confirmed owners, in alphabetical order. Provider users are none.
fn owners(rows: &Connection, organization: &OrganizationId) -> rusqlite::Result<Vec<String>> {
    rows.prepare_cached(
        "SELECT u.email FROM organization_users m JOIN users u ON u.id = m.user_id \
         WHERE m.organization_id = ?1 AND m.type = 0 AND m.status = 2 ORDER BY u.email",
    )?
    .query_map([organization], |row| row.get(0))?
    .collect()
}

fn tell_owners(
    rows: &Connection,
    provider: &ProviderId,
    organization: &OrganizationId,
    owners: &[String],
    now: Instant,
) -> rusqlite::Result<()> {
    let name = |sql, id: &str| rows.query_row(sql, [id], |row| row.get::<_, String>(0));
    let provider = html::decode(&name(
        "SELECT name FROM providers WHERE id = ?1",
        &provider.0,
    )?);
    let organization = html::decode(&name(
        "SELECT name FROM organizations WHERE id = ?1",
        &organization.0,
    )?);
    let body = format!(
        "{organization} is no longer managed by {provider}. It goes on with a subscription of its own: an invoice follows, to be paid within 30 days."
    );
    for owner in owners {
        let draft = Draft {
            kind: "provider-removed-client",
            to: owner,
            subject: "Update your billing information",
            body: &body,
            code: None,
            link: None,
        };
        mailbox::send(rows, &draft, now)?;
    }
    Ok(())
}

/// The caller's own secret: one of the two.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Secret {
    master_password_hash: Option<String>,
}

/// `DELETE /organizations/{id}`: by an owner or the provider, with their own master password. A wrong one is answered late.
pub(super) async fn delete(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    asked: Later<Secret>,
) -> Result<(), Refusal> {
    let id = OrganizationId(id.to_lowercase());
    let Body(secret) = asked?;
    let may = {
        let rows = cloud.database.rows();
        let exists = rows
            .query_row("SELECT 1 FROM organizations WHERE id = ?1", [&id], |_| {
                Ok(())
            })
            .optional()?;
        exists.is_some() && caller.standing(&rows, &id)?.is_owner()
    };
    if !may {
        return Err(Refusal::NotFound);
    }
    let hash = secret.master_password_hash.unwrap_or_default();
    if !caller.account.accepts(&hash) {
        tokio::time::sleep(Duration::from_millis(cloud.settings().failure_delay_ms)).await;
        return Err(Refusal::Invalid("", "User verification failed."));
    }
    cloud
        .database
        .rows()
        .execute("DELETE FROM organizations WHERE id = ?1", [&id])?;
    Ok(())
}
