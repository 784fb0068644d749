//! The event log (contract 5): what the sandbox writes down so far.

use rusqlite::{Connection, params};

use crate::{
    clock::Instant,
    ids::{OrganizationId, ProviderId, UserId},
};

/// User: logged in.
pub(crate) const LOGGED_IN: i32 = 1000;
/// User: two-step login recovered with the recovery code.
pub(crate) const RECOVERED_TWO_FACTOR: i32 = 1004;
/// User: a wrong second step.
pub(crate) const FAILED_TWO_FACTOR: i32 = 1006;
/// Organisation: vault accessed by its provider.
pub(crate) const VAULT_ACCESSED_BY_PROVIDER: i32 = 1603;
/// Provider organisation: vault accessed.
pub(crate) const PROVIDER_ACCESSED_VAULT: i32 = 1903;
/// User: a wrong password.
pub(crate) const FAILED_PASSWORD: i32 = 1005;

/// Something a person did to their own account.
pub(crate) fn of_user(
    rows: &Connection,
    kind: i32,
    user: &UserId,
    now: Instant,
) -> rusqlite::Result<()> {
    rows.execute(
        "INSERT INTO events (type, at, user_id) VALUES (?1,?2,?3)",
        params![kind, now, user],
    )?;
    Ok(())
}

/// A provider user opened a client's vault: one event for the organisation, one for the provider.
pub(crate) fn vault_accessed(
    rows: &Connection,
    user: &UserId,
    organization: &OrganizationId,
    provider: &ProviderId,
    link: &str,
    now: Instant,
) -> rusqlite::Result<()> {
    let mut insert = rows.prepare_cached(
        "INSERT INTO events (type, at, user_id, organization_id, provider_id, provider_organization_id) VALUES (?1,?2,?3,?4,?5,?6)",
    )?;
    insert.execute(params![
        VAULT_ACCESSED_BY_PROVIDER,
        now,
        user,
        organization,
        provider,
        None::<String>
    ])?;
    insert.execute(params![
        PROVIDER_ACCESSED_VAULT,
        now,
        user,
        None::<String>,
        provider,
        link
    ])?;
    Ok(())
}
