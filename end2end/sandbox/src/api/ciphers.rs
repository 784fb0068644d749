//! Vault items (contract 4.0 and 4.7), as far as members store and read them with a client of the vendor's. What is sealed
//! stays sealed: the cloud keeps what it was sent.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::list as list_of;
use crate::{
    authority::{Caller, Standing},
    body::{Body, Later, is_encrypted},
    clock::iso,
    cloud::Shared,
    error::Refusal,
    ids::OrganizationId,
};

/// What an item holds beside its type: sealed texts and the part that belongs to its type.
const CONTENT: [&str; 12] = [
    "name",
    "notes",
    "login",
    "card",
    "identity",
    "secureNote",
    "sshKey",
    "bankAccount",
    "driversLicense",
    "passport",
    "fields",
    "passwordHistory",
];

/// CipherType: the highest that there is.
const LAST_TYPE: i64 = 8;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Create {
    cipher: Value,
    collection_ids: Option<Vec<String>>,
}

/// An item that can be stored.
struct Checked {
    kind: i64,
    organization: Option<OrganizationId>,
    reprompt: i64,
    favorite: bool,
    key: Option<String>,
    content: Map<String, Value>,
}

fn check(asked: &Value) -> Result<Checked, Refusal> {
    let kind = asked["type"]
        .as_i64()
        .filter(|kind| (1..=LAST_TYPE).contains(kind));
    let kind = kind.ok_or(Refusal::Invalid("Type", "The Type field is required."))?;
    let name = asked["name"].as_str().unwrap_or_default();
    if !is_encrypted(name) {
        return Err(Refusal::Invalid(
            "Name",
            "Name is not a valid encrypted string.",
        ));
    }
    if name.len() > 1000 {
        return Err(Refusal::Invalid(
            "Name",
            "The field Name exceeds the maximum encrypted value length of 1000 characters.",
        ));
    }
    let content = CONTENT
        .iter()
        .map(|part| ((*part).to_owned(), asked[*part].clone()))
        .collect();
    let text = |name: &str| asked[name].as_str().filter(|text| !text.is_empty());
    Ok(Checked {
        kind,
        organization: text("organizationId").map(|id| OrganizationId(id.to_lowercase())),
        reprompt: asked["reprompt"].as_i64().unwrap_or_default(),
        favorite: asked["favorite"].as_bool().unwrap_or_default(),
        key: text("key").map(str::to_owned),
        content,
    })
}

fn store(rows: &Connection, caller: &Caller, item: &Checked) -> Result<String, Refusal> {
    let id = Uuid::new_v4().to_string();
    let owner = item.organization.is_none().then_some(&caller.account.id);
    rows.execute(
        "INSERT INTO ciphers (id, user_id, organization_id, type, reprompt, favorite, key, content, created_at, revised_at) \
         VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?9)",
        params![
            id,
            owner,
            item.organization,
            item.kind,
            item.reprompt,
            item.favorite,
            item.key,
            Value::Object(item.content.clone()).to_string(),
            caller.now,
        ],
    )?;
    Ok(id)
}

/// `POST /ciphers`: an item of one's own; with an organisation, one that is in no collection.
pub(super) async fn create(
    State(cloud): State<Shared>,
    caller: Caller,
    asked: Later<Value>,
) -> Result<Json<Value>, Refusal> {
    let Body(asked) = asked?;
    let item = check(&asked)?;
    let rows = cloud.database.rows();
    if let Some(organization) = &item.organization
        && caller.standing(&rows, organization)? == Standing::Stranger
    {
        return Err(Refusal::NotFound);
    }
    let id = store(&rows, &caller, &item)?;
    Ok(Json(one(&rows, &caller, &id)?))
}

/// `POST /ciphers/create`: an item of an organisation, in collections that the member may write to. For a provider user half
/// of it happens: the item is stored, in no collection, and the answer is 404.
pub(super) async fn create_in_collections(
    State(cloud): State<Shared>,
    caller: Caller,
    asked: Later<Create>,
) -> Result<Json<Value>, Refusal> {
    let Body(asked) = asked?;
    let item = check(&asked.cipher)?;
    let collections = asked.collection_ids.unwrap_or_default();
    let organization = item.organization.clone().ok_or(Refusal::NotFound)?;
    let mut rows = cloud.database.rows();
    let rows = rows.transaction()?;
    match caller.standing(&rows, &organization)? {
        Standing::Stranger => return Err(Refusal::NotFound),
        Standing::Provider { .. } => {
            store(&rows, &caller, &item)?;
            rows.commit()?;
            return Err(Refusal::NotFound);
        }
        Standing::Member(_) => {}
    }
    let id = store(&rows, &caller, &item)?;
    for collection in &collections {
        let collection = collection.to_lowercase();
        if !writes_to(&rows, &caller, &organization, &collection)? {
            return Err(Refusal::NotFound);
        }
        rows.execute(
            "INSERT OR IGNORE INTO collection_ciphers VALUES (?1,?2)",
            params![collection, id],
        )?;
    }
    let shown = one(&rows, &caller, &id)?;
    rows.commit()?;
    Ok(Json(shown))
}

/// Whether a member may store items in a collection: owners and admins while the organisation lets them, others by access.
fn writes_to(
    rows: &Connection,
    caller: &Caller,
    organization: &OrganizationId,
    collection: &str,
) -> rusqlite::Result<bool> {
    let found = rows
        .prepare_cached(
            "SELECT 1 FROM collections c JOIN organizations o ON o.id = c.organization_id \
             JOIN organization_users m ON m.organization_id = o.id AND m.user_id = ?3 AND m.status = 2 \
             LEFT JOIN collection_users a ON a.collection_id = c.id AND a.organization_user_id = m.id \
             WHERE c.id = ?1 AND o.id = ?2 AND (a.read_only = 0 OR (o.allow_admin_access AND m.type IN (0, 1)))",
        )?
        .query_row(params![collection, organization, caller.account.id], |_| {
            Ok(())
        })
        .optional()?;
    Ok(found.is_some())
}

/// What a person sees: items of their own, and those of collections that they are assigned to.
const ASSIGNED: &str = "SELECT i.*, MIN(COALESCE(a.read_only, 0)) AS read_only, MIN(COALESCE(a.hide_passwords, 0)) AS hide, \
     MAX(COALESCE(a.manage, 1)) AS manage FROM ciphers i \
     LEFT JOIN collection_ciphers p ON p.cipher_id = i.id LEFT JOIN collection_users a ON a.collection_id = p.collection_id \
     LEFT JOIN organization_users m ON m.id = a.organization_user_id \
     WHERE (i.user_id = ?1 OR (m.user_id = ?1 AND m.status = 2)) AND (?2 IS NULL OR i.id = ?2) GROUP BY i.id ORDER BY i.rowid";

/// The items that `/sync` carries.
pub(super) fn assigned(rows: &Connection, caller: &Caller) -> rusqlite::Result<Vec<Value>> {
    details(rows, caller, None)
}

fn details(rows: &Connection, caller: &Caller, id: Option<&str>) -> rusqlite::Result<Vec<Value>> {
    rows.prepare_cached(ASSIGNED)?
        .query_map(params![caller.account.id, id], |row| {
            let mut entry = mini(row, "cipherDetails")?;
            let (read_only, manage): (bool, bool) = (row.get("read_only")?, row.get("manage")?);
            let more = json!({
                "folderId": null,
                "favorite": row.get::<_, bool>("favorite")?,
                "edit": !read_only,
                "viewPassword": !row.get::<_, bool>("hide")?,
                "archivedDate": null,
                "permissions": { "delete": manage, "restore": manage },
                "collectionIds": collections_of(rows, &row.get::<_, String>("id")?)?,
            });
            if let Value::Object(more) = more {
                entry.extend(more);
            }
            Ok(entry.into())
        })?
        .collect()
}

/// One item by itself.
fn one(rows: &Connection, caller: &Caller, id: &str) -> Result<Value, Refusal> {
    if let Some(mut found) = details(rows, caller, Some(id))?.into_iter().next() {
        if let Value::Object(fields) = &mut found {
            fields.insert("object".to_owned(), "cipher".into());
            fields.remove("collectionIds");
        }
        return Ok(found);
    }
    // One that was just stored where nobody is assigned.
    let found = rows
        .prepare_cached("SELECT * FROM ciphers WHERE id = ?1")?
        .query_row([id], |row| mini(row, "cipher"))?;
    Ok(found.into())
}

fn collections_of(rows: &Connection, id: &str) -> rusqlite::Result<Vec<String>> {
    rows.prepare_cached("SELECT collection_id FROM collection_ciphers WHERE cipher_id = ?1")?
        .query_map([id], |row| row.get(0))?
        .collect()
}

/// The fields that every answer about an item has.
fn mini(row: &Row<'_>, object: &str) -> rusqlite::Result<Map<String, Value>> {
    let content: Map<String, Value> =
        serde_json::from_str(&row.get::<_, String>("content")?).unwrap_or_default();
    // The same once more as text, under the names of the server's own classes.
    let data: Map<String, Value> = content
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (pascal(name), value.clone()))
        .collect();
    let mut entry = content;
    let rest = json!({
        "object": object,
        "id": row.get::<_, String>("id")?,
        "organizationId": row.get::<_, Option<String>>("organization_id")?,
        "type": row.get::<_, i64>("type")?,
        "data": Value::Object(data).to_string(),
        "attachments": null,
        "organizationUseTotp": row.get::<_, Option<String>>("organization_id")?.is_some(),
        "revisionDate": iso(row.get("revised_at")?),
        "creationDate": iso(row.get("created_at")?),
        "deletedDate": row.get::<_, Option<i64>>("deleted_at")?.map(iso),
        "reprompt": row.get::<_, i64>("reprompt")?,
        "key": row.get::<_, Option<String>>("key")?,
    });
    if let Value::Object(rest) = rest {
        entry.extend(rest);
    }
    Ok(entry)
}

fn pascal(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// `GET /ciphers/{id}`: for whoever it belongs to.
pub(super) async fn read(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let rows = cloud.database.rows();
    let id = id.to_lowercase();
    if details(&rows, &caller, Some(&id))?.is_empty() {
        return Err(Refusal::NotFound);
    }
    Ok(Json(one(&rows, &caller, &id)?))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Of {
    organization_id: String,
}

/// `GET /ciphers/organization-details?organizationId=`: all of them, for owners, admins and the provider.
pub(super) async fn of_organization(
    State(cloud): State<Shared>,
    caller: Caller,
    Query(of): Query<Of>,
) -> Result<Json<Value>, Refusal> {
    let organization = OrganizationId(of.organization_id.to_lowercase());
    let rows = cloud.database.rows();
    if !caller.standing(&rows, &organization)?.is_admin() {
        return Err(Refusal::NotFound);
    }
    let found = rows
        .prepare_cached("SELECT * FROM ciphers WHERE organization_id = ?1 ORDER BY rowid")?
        .query_map([&organization], |row| {
            let mut entry = mini(row, "cipherMiniDetails")?;
            let collections = collections_of(&rows, &row.get::<_, String>("id")?)?;
            entry.insert("collectionIds".to_owned(), collections.into());
            Ok(entry.into())
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Json(list_of(found)))
}
