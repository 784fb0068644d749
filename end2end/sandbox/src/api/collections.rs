//! Collections of an organisation (contract 4.5).

use axum::{
    Json,
    extract::{Path, State},
};
use rusqlite::{Connection, Row, params};
use serde_json::{Map, Value, json};

use super::list as list_of;
use crate::{
    authority::{Caller, Standing},
    cloud::Shared,
    error::Refusal,
    events,
    ids::OrganizationId,
};

/// `GET /organizations/{id}/collections`: all of them for whoever may manage the organisation, one's own for a member.
pub(super) async fn list(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let id = OrganizationId(id.to_lowercase());
    let rows = cloud.database.rows();
    let standing = caller.standing(&rows, &id)?;
    let found = visible(&rows, &caller, &id, &standing)?;
    Ok(Json(list_of(
        found.into_iter().map(|(_, entry)| entry.into()).collect(),
    )))
}

/// `GET /organizations/{id}/collections/details`: with access entries. A provider user's every call is written down twice.
pub(super) async fn details(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let id = OrganizationId(id.to_lowercase());
    let rows = cloud.database.rows();
    let standing = caller.standing(&rows, &id)?;
    let found = visible(&rows, &caller, &id, &standing)?;
    if let Standing::Provider { provider, link } = &standing {
        events::vault_accessed(&rows, &caller.acts(), &id, provider, link)?;
    }
    let mut users = rows.prepare_cached(
        "SELECT organization_user_id, read_only, hide_passwords, manage FROM collection_users WHERE collection_id = ?1",
    )?;
    let mut own = rows.prepare_cached(
        "SELECT a.read_only, a.hide_passwords, a.manage FROM collection_users a \
         JOIN organization_users u ON u.id = a.organization_user_id WHERE a.collection_id = ?1 AND u.user_id = ?2",
    )?;
    let mut data = Vec::new();
    for (collection, mut entry) in found {
        let access = users
            .query_map([&collection], access)?
            .collect::<Result<Vec<_>, _>>()?;
        let mine = own
            .query_map(params![collection, caller.account.id], |row| {
                Ok((
                    row.get::<_, bool>(0)?,
                    row.get::<_, bool>(1)?,
                    row.get::<_, bool>(2)?,
                ))
            })?
            .next()
            .transpose()?;
        let (read_only, hide, manage) = mine.unwrap_or((false, false, false));
        let unmanaged = !access.iter().any(|access| access["manage"] == true);
        let more = json!({
            "object": "collectionAccessDetails",
            "groups": [],
            "users": access,
            "assigned": mine.is_some(),
            "readOnly": read_only,
            "hidePasswords": hide,
            "manage": manage,
            "unmanaged": unmanaged,
        });
        if let Value::Object(more) = more {
            entry.extend(more);
        }
        data.push(entry.into());
    }
    Ok(Json(list_of(data)))
}

/// The collections that `/sync` carries: those that the person is assigned to.
pub(super) fn assigned(rows: &Connection, caller: &Caller) -> rusqlite::Result<Vec<Value>> {
    rows.prepare_cached(
        "SELECT c.*, a.read_only, a.hide_passwords, a.manage FROM collections c JOIN collection_users a ON a.collection_id = c.id \
         JOIN organization_users u ON u.id = a.organization_user_id WHERE u.user_id = ?1 AND u.status = 2",
    )?
    .query_map([&caller.account.id], |row| {
        let (_, mut entry) = read(row)?;
        for (name, column) in [("readOnly", "read_only"), ("hidePasswords", "hide_passwords"), ("manage", "manage")] {
            entry.insert(name.to_owned(), row.get::<_, bool>(column)?.into());
        }
        entry.insert("object".to_owned(), "collectionDetails".into());
        Ok(entry.into())
    })?
    .collect()
}

/// A collection's id and its fields so far.
type Entry = (String, Map<String, Value>);

fn visible(
    rows: &Connection,
    caller: &Caller,
    id: &OrganizationId,
    standing: &Standing,
) -> Result<Vec<Entry>, Refusal> {
    let sql = match standing {
        Standing::Stranger => return Err(Refusal::NotFound),
        standing if standing.is_admin() => {
            "SELECT * FROM collections WHERE organization_id = ?1 AND ?2 IS NOT NULL"
        }
        _ => {
            "SELECT c.* FROM collections c JOIN collection_users a ON a.collection_id = c.id \
             JOIN organization_users u ON u.id = a.organization_user_id WHERE c.organization_id = ?1 AND u.user_id = ?2"
        }
    };
    let mut found = rows.prepare_cached(sql)?;
    let found = found
        .query_map(params![id, caller.account.id], read)?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let id: String = row.get("id")?;
    let entry = json!({
        "object": "collection",
        "id": id,
        "organizationId": row.get::<_, String>("organization_id")?,
        "name": row.get::<_, String>("name")?,
        "externalId": row.get::<_, Option<String>>("external_id")?,
        "type": row.get::<_, i64>("type")?,
        "defaultUserCollectionEmail": row.get::<_, Option<String>>("default_user_email")?,
    });
    let Value::Object(entry) = entry else {
        return Ok((id, Map::new()));
    };
    Ok((id, entry))
}

/// `{id, readOnly, hidePasswords, manage}`
fn access(row: &Row<'_>) -> rusqlite::Result<Value> {
    Ok(json!({
        "id": row.get::<_, String>(0)?,
        "readOnly": row.get::<_, bool>(1)?,
        "hidePasswords": row.get::<_, bool>(2)?,
        "manage": row.get::<_, bool>(3)?,
    }))
}
