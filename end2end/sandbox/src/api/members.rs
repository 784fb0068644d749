//! Members of an organisation (contract 4.2).

use axum::{
    Json,
    extract::{Path, RawQuery, State},
};
use rusqlite::{Connection, params};
use serde_json::{Value, json};

use super::{list as list_of, no_permissions};
use crate::{
    authority::{Caller, Standing},
    clock::iso,
    cloud::Shared,
    error::Refusal,
    ids::OrganizationId,
};

const MEMBERS: &str = "SELECT m.*, COALESCE(u.email, m.email) AS shown_email, u.name, u.key_connector_url, \
     u.password_verifier IS NOT NULL AND u.key_connector_url IS NULL AS has_password, \
     EXISTS (SELECT 1 FROM two_factor t WHERE t.user_id = m.user_id AND t.enabled = 1) AS two_factor \
     FROM organization_users m LEFT JOIN users u ON u.id = m.user_id WHERE m.organization_id = ?1 AND (?2 IS NULL OR m.id = ?2) ORDER BY shown_email";

/// `GET /organizations/{id}/users?includeGroups=&includeCollections=`: the manage-users attribute, so 403 empty.
pub(super) async fn list(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Refusal> {
    let id = OrganizationId(id.to_lowercase());
    let rows = cloud.database.rows();
    if !caller.standing(&rows, &id)?.is_admin() {
        return Err(Refusal::Forbidden);
    }
    let with_collections =
        query.is_some_and(|query| query.to_lowercase().contains("includecollections=true"));
    let found = read(&rows, &id, None, with_collections)?;
    Ok(Json(list_of(found)))
}

/// `GET /organizations/{id}/users/mini-details`: for every member and the provider.
pub(super) async fn mini_details(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let id = OrganizationId(id.to_lowercase());
    let rows = cloud.database.rows();
    if caller.standing(&rows, &id)? == Standing::Stranger {
        return Err(Refusal::Forbidden);
    }
    let mut found = rows.prepare_cached(MEMBERS)?;
    let found = found
        .query_map(params![id, None::<String>], |row| {
            Ok(json!({
                "object": "organizationUserUserMiniDetails",
                "id": row.get::<_, String>("id")?,
                "userId": row.get::<_, Option<String>>("user_id")?,
                "type": row.get::<_, i64>("type")?,
                "status": row.get::<_, i64>("status")?,
                "name": row.get::<_, Option<String>>("name")?,
                "email": row.get::<_, Option<String>>("shown_email")?,
            }))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Json(list_of(found)))
}

/// One member, with their collections.
pub(super) fn one(
    rows: &Connection,
    organization: &OrganizationId,
    id: &str,
) -> Result<Value, Refusal> {
    let found = read(rows, organization, Some(&id.to_lowercase()), true)?;
    found.into_iter().next().ok_or(Refusal::NotFound)
}

/// All members, or the one of an id.
fn read(
    rows: &Connection,
    organization: &OrganizationId,
    id: Option<&str>,
    with_collections: bool,
) -> rusqlite::Result<Vec<Value>> {
    rows.prepare_cached(MEMBERS)?
        .query_map(params![organization, id], |row| {
            let member: String = row.get("id")?;
            let status: i64 = row.get("status")?;
            Ok(json!({
                "object": "organizationUserUserDetails",
                "userId": row.get::<_, Option<String>>("user_id")?,
                "type": row.get::<_, i64>("type")?,
                "status": status,
                "externalId": row.get::<_, Option<String>>("external_id")?,
                "accessSecretsManager": false,
                "accessPam": false,
                "permissions": no_permissions(),
                "resetPasswordEnrolled": false,
                "usesKeyConnector": row.get::<_, Option<String>>("key_connector_url")?.is_some(),
                "hasMasterPassword": row.get::<_, Option<bool>>("has_password")?.unwrap_or_default(),
                "name": row.get::<_, Option<String>>("name")?,
                "email": row.get::<_, Option<String>>("shown_email")?,
                "avatarColor": null,
                "twoFactorEnabled": row.get::<_, bool>("two_factor")?,
                "ssoBound": false,
                "claimedByOrganization": false,
                "collections": if with_collections { access_of(rows, &member)? } else { Vec::new() },
                "groups": [],
                // Manual, the only way that the seed revokes.
                "revocationReason": (status == -1).then_some(1),
                "creationDate": iso(row.get("created_at")?),
                "id": member,
            }))
        })?
        .collect()
}

fn access_of(rows: &Connection, member: &str) -> rusqlite::Result<Vec<Value>> {
    rows.prepare_cached("SELECT * FROM collection_users WHERE organization_user_id = ?1")?
        .query_map([member], |row| {
            Ok(json!({
                "id": row.get::<_, String>("collection_id")?,
                "readOnly": row.get::<_, bool>("read_only")?,
                "hidePasswords": row.get::<_, bool>("hide_passwords")?,
                "manage": row.get::<_, bool>("manage")?,
            }))
        })?
        .collect()
}
