//! The event log (contract 5): what is written down, by whom and from where. The answers are in `api/events.rs`.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    clock::Instant,
    ids::{OrganizationId, ProviderId, UserId},
    limits,
};

/// User: logged in.
pub(crate) const LOGGED_IN: i32 = 1000;
/// User: two-step login recovered with the recovery code.
pub(crate) const RECOVERED_TWO_FACTOR: i32 = 1004;
/// User: a wrong password.
pub(crate) const FAILED_PASSWORD: i32 = 1005;
/// User: a wrong second step.
pub(crate) const FAILED_TWO_FACTOR: i32 = 1006;
/// Organisation user: invited.
pub(crate) const MEMBER_INVITED: i32 = 1500;
/// Organisation user: confirmed.
pub(crate) const MEMBER_CONFIRMED: i32 = 1501;
/// Organisation: vault accessed by its provider.
pub(crate) const VAULT_ACCESSED_BY_PROVIDER: i32 = 1603;
/// Provider user: invited.
pub(crate) const TEAM_INVITED: i32 = 1800;
/// Provider user: confirmed.
pub(crate) const TEAM_CONFIRMED: i32 = 1801;
/// Provider user: another role.
pub(crate) const TEAM_UPDATED: i32 = 1802;
/// Provider user: removed.
pub(crate) const TEAM_REMOVED: i32 = 1803;
/// Provider organisation: made by the provider.
pub(crate) const CLIENT_CREATED: i32 = 1900;
/// Provider organisation: an existing one was added.
pub(crate) const CLIENT_ADDED: i32 = 1901;
/// Provider organisation: unlinked.
pub(crate) const CLIENT_REMOVED: i32 = 1902;
/// Provider organisation: vault accessed.
pub(crate) const PROVIDER_ACCESSED_VAULT: i32 = 1903;

/// Where a request came from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    /// DeviceType.
    pub(crate) device: Option<i64>,
    /// The IP address.
    pub(crate) address: Option<String>,
}

impl Origin {
    /// As the request's headers and the edge tell it.
    pub(crate) fn of(parts: &Parts) -> Self {
        let device = parts
            .headers
            .get("device-type")
            .and_then(|kind| kind.to_str().ok()?.parse().ok());
        let address = limits::address(parts);
        Self {
            device,
            address: (!address.is_empty()).then_some(address),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

/// Who did it, from where and when.
#[derive(Clone, Copy)]
pub(crate) struct By<'a> {
    pub(crate) user: &'a UserId,
    pub(crate) origin: &'a Origin,
    pub(crate) now: Instant,
}

/// What it was done to.
#[derive(Clone, Copy, Default)]
struct To<'a> {
    user: Option<&'a UserId>,
    organization: Option<&'a OrganizationId>,
    organization_user: Option<&'a str>,
    provider: Option<&'a ProviderId>,
    provider_user: Option<&'a str>,
    provider_organization: Option<&'a str>,
}

fn write(rows: &Connection, kind: i32, by: &By<'_>, to: To<'_>) -> rusqlite::Result<()> {
    rows.prepare_cached(
        "INSERT INTO events (type, at, user_id, acting_user_id, organization_id, organization_user_id, provider_id, \
         provider_user_id, provider_organization_id, device_type, ip_address) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)",
    )?
    .execute(params![
        kind, by.now, to.user, by.user, to.organization, to.organization_user, to.provider, to.provider_user,
        to.provider_organization, by.origin.device, by.origin.address,
    ])?;
    Ok(())
}

/// Only enabled providers that use events have a log.
fn logs(rows: &Connection, provider: &ProviderId) -> rusqlite::Result<bool> {
    let logs = rows
        .prepare_cached("SELECT enabled AND use_events FROM providers WHERE id = ?1")?
        .query_row([provider], |row| row.get(0))
        .optional()?;
    Ok(logs.unwrap_or(false))
}

/// Something a person did to their own account: in their own log, and in that of each provider and organisation that they
/// are confirmed in.
pub(crate) fn of_user(rows: &Connection, kind: i32, by: &By<'_>) -> rusqlite::Result<()> {
    let own = To {
        user: Some(by.user),
        ..To::default()
    };
    write(rows, kind, by, own)?;
    let providers: Vec<ProviderId> = rows
        .prepare_cached("SELECT v.id FROM provider_users u JOIN providers v ON v.id = u.provider_id WHERE u.user_id = ?1 AND u.status = 2 AND v.enabled AND v.use_events")?
        .query_map([by.user], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for provider in &providers {
        let provider = Some(provider);
        write(rows, kind, by, To { provider, ..own })?;
    }
    // Teams and Enterprise have event logs.
    let organizations: Vec<OrganizationId> = rows
        .prepare_cached(
            "SELECT o.id FROM organization_users u JOIN organizations o ON o.id = u.organization_id JOIN plans p ON p.type = o.plan_type \
             WHERE u.user_id = ?1 AND u.status = 2 AND o.enabled AND p.tier >= 2",
        )?
        .query_map([by.user], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for organization in &organizations {
        let organization = Some(organization);
        write(
            rows,
            kind,
            by,
            To {
                organization,
                ..own
            },
        )?;
    }
    Ok(())
}

/// Something was done to a member of the provider's team.
pub(crate) fn of_team(
    rows: &Connection,
    kind: i32,
    by: &By<'_>,
    provider: &ProviderId,
    provider_user: &str,
) -> rusqlite::Result<()> {
    if !logs(rows, provider)? {
        return Ok(());
    }
    let to = To {
        provider: Some(provider),
        provider_user: Some(provider_user),
        ..To::default()
    };
    write(rows, kind, by, to)
}

/// Something was done to the link between a provider and a client.
pub(crate) fn of_client(
    rows: &Connection,
    kind: i32,
    by: &By<'_>,
    provider: &ProviderId,
    link: &str,
) -> rusqlite::Result<()> {
    if !logs(rows, provider)? {
        return Ok(());
    }
    let to = To {
        provider: Some(provider),
        provider_organization: Some(link),
        ..To::default()
    };
    write(rows, kind, by, to)
}

/// Something was done to a member of an organisation, perhaps by its provider.
pub(crate) fn of_member(
    rows: &Connection,
    kind: i32,
    by: &By<'_>,
    organization: &OrganizationId,
    member: &str,
    provider: Option<&ProviderId>,
) -> rusqlite::Result<()> {
    let to = To {
        organization: Some(organization),
        organization_user: Some(member),
        provider,
        ..To::default()
    };
    write(rows, kind, by, to)
}

/// A provider user opened a client's vault: one event for the organisation, one for the provider.
pub(crate) fn vault_accessed(
    rows: &Connection,
    by: &By<'_>,
    organization: &OrganizationId,
    provider: &ProviderId,
    link: &str,
) -> rusqlite::Result<()> {
    let to = To {
        organization: Some(organization),
        provider: Some(provider),
        ..To::default()
    };
    write(rows, VAULT_ACCESSED_BY_PROVIDER, by, to)?;
    of_client(rows, PROVIDER_ACCESSED_VAULT, by, provider, link)
}
