//! A provider and its clients (contract 3.1 and 3.4).

use axum::{
    Json,
    extract::{Path, State},
};
use rusqlite::Connection;
use serde_json::{Value, json};

use super::list;
use crate::{
    authority::Caller, clock::iso, cloud::Shared, error::Refusal, html, ids::ProviderId,
    place::Place,
};

/// The provider's attribute check. A third-party server has no such routes at all (contract 9).
pub(super) fn admit(caller: &Caller, provider: String) -> Result<ProviderId, Refusal> {
    if caller.place == Place::ThirdParty {
        return Err(Refusal::NotFound);
    }
    let provider = ProviderId(provider.to_lowercase());
    caller.require_provider_user(&provider)?;
    Ok(provider)
}

/// The same for provider admins alone.
pub(super) fn admit_admin(caller: &Caller, provider: String) -> Result<ProviderId, Refusal> {
    let provider = admit(caller, provider)?;
    caller.require_provider_admin(&provider)?;
    Ok(provider)
}

/// A provider, as three answers show it.
pub(super) fn shown(rows: &Connection, provider: &ProviderId) -> rusqlite::Result<Value> {
    rows.query_row("SELECT * FROM providers WHERE id = ?1", [provider], |row| {
        let business: Option<String> = row.get("business_name")?;
        Ok(json!({
            "object": "provider",
            "id": row.get::<_, String>("id")?,
            "name": html::decode(&row.get::<_, String>("name")?),
            "businessName": business.map(|name| html::decode(&name)),
            "businessAddress1": row.get::<_, Option<String>>("line1")?,
            "businessAddress2": row.get::<_, Option<String>>("line2")?,
            "businessAddress3": row.get::<_, Option<String>>("city")?,
            "businessCountry": row.get::<_, Option<String>>("country")?,
            "businessTaxNumber": row.get::<_, Option<String>>("tax_id")?,
            "billingEmail": row.get::<_, Option<String>>("billing_email")?,
            "creationDate": iso(row.get("created_at")?),
            "type": row.get::<_, i64>("type")?,
        }))
    })
}

/// `GET /providers/{id}`
pub(super) async fn provider(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let provider = admit(&caller, provider)?;
    Ok(Json(shown(&cloud.database.rows(), &provider)?))
}

/// `GET /providers/{id}/organizations`
pub(super) async fn organizations(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let provider = admit(&caller, provider)?;
    let rows = cloud.database.rows();
    let mut found = rows.prepare_cached(
        "WITH counts AS (SELECT organization_id, SUM(status = 2) AS confirmed, SUM(status IN (0, 1, 2)) AS occupied \
         FROM organization_users GROUP BY organization_id) \
         SELECT l.*, o.name, o.seats, p.name AS plan, COALESCE(c.confirmed, 0) AS confirmed, COALESCE(c.occupied, 0) AS occupied \
         FROM provider_organizations l JOIN organizations o ON o.id = l.organization_id JOIN plans p ON p.type = o.plan_type \
         LEFT JOIN counts c ON c.organization_id = o.id WHERE l.provider_id = ?1",
    )?;
    let found = found
        .query_map([&provider], |row| {
            let seats: Option<i64> = row.get("seats")?;
            let occupied: i64 = row.get("occupied")?;
            Ok(json!({
                "object": "providerOrganizationOrganizationDetail",
                "id": row.get::<_, String>("id")?,
                "providerId": row.get::<_, String>("provider_id")?,
                "organizationId": row.get::<_, String>("organization_id")?,
                "key": row.get::<_, String>("key")?,
                "settings": row.get::<_, Option<String>>("settings")?,
                "creationDate": iso(row.get("created_at")?),
                "revisionDate": iso(row.get("revised_at")?),
                "userCount": row.get::<_, i64>("confirmed")?,
                "seats": seats,
                "occupiedSeats": occupied,
                "remainingSeats": seats.map_or(0, |seats| seats - occupied),
                "plan": row.get::<_, String>("plan")?,
                "organizationName": html::decode(&row.get::<_, String>("name")?),
            }))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Json(list(found)))
}
