//! Existing organisations that a provider takes on as clients (contract 3.5).

use axum::{
    Json,
    extract::{Path, State},
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    clients::{Billed, CREATED, MANAGED, on_cloud},
    providers,
};
use crate::{
    authority::{Caller, ProviderRole, Standing},
    body::{Body, Later, is_encrypted, required},
    clock::DAY,
    cloud::Shared,
    error::Refusal,
    events,
    ids::{OrganizationId, ProviderId},
    seats,
};

/// An organisation that could be added.
struct Addable {
    id: OrganizationId,
    name: String,
    tier: i64,
    seats: i64,
    annual: bool,
    seat_price: f64,
    created_at: i64,
}

const ADDABLE: &str = "SELECT o.*, p.tier, p.annual, p.seat_price FROM organizations o \
     JOIN plans p ON p.type = o.plan_type JOIN organization_users m ON m.organization_id = o.id \
     WHERE m.user_id = ?1 AND m.status = 2 AND m.type = 0 AND o.status = ?2 AND o.enabled AND o.seats > 0 \
     AND o.subscription_status IN ('active', 'trialing', 'past_due') AND NOT o.use_secrets_manager \
     AND NOT EXISTS (SELECT 1 FROM provider_organizations l WHERE l.organization_id = o.id)";

impl Addable {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            tier: row.get("tier")?,
            seats: row.get("seats")?,
            annual: row.get("annual")?,
            seat_price: row.get("seat_price")?,
            created_at: row.get("created_at")?,
        })
    }

    fn is_enterprise(&self) -> bool {
        self.tier == 3
    }

    /// The monthly plan that it gets as a client.
    fn plan(&self) -> i64 {
        if self.is_enterprise() { 19 } else { 17 }
    }

    /// What is left of the subscription that ends: it becomes credit of the provider.
    fn left_over(&self, now: i64) -> f64 {
        let period = if self.annual { 365 } else { 30 } * DAY;
        let left = period - (now - self.created_at).rem_euclid(period);
        let worth = self.seats as f64 * self.seat_price * left as f64 / period as f64;
        (worth * 100.0).round() / 100.0
    }
}

fn list(rows: &Connection, caller: &Caller, provider: &Billed) -> rusqlite::Result<Vec<Addable>> {
    let found = rows
        .prepare_cached(&format!("{ADDABLE} ORDER BY o.name"))?
        .query_map(params![caller.account.id, CREATED], Addable::read)?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(found
        .into_iter()
        .filter(|addable| provider.takes(addable.tier))
        .collect())
}

fn buys(rows: &Connection, provider: &ProviderId, addable: &Addable) -> rusqlite::Result<bool> {
    let line = seats::line(rows, provider, addable.plan())?;
    Ok(line.is_some_and(|line| line.buys(addable.seats)))
}

/// `GET /providers/{id}/clients/addable`: a bare array.
pub(super) async fn addable(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let provider = providers::admit(&caller, provider)?;
    on_cloud(&caller)?;
    let rows = cloud.database.rows();
    let provider = Billed::find(&rows, provider)?;
    let may_buy = caller.provider_role(&provider.id) == Some(ProviderRole::Admin);
    let mut answer = Vec::new();
    for addable in list(&rows, &caller, &provider)? {
        let disabled = !may_buy && buys(&rows, &provider.id, &addable)?;
        answer.push(json!({
            "id": addable.id,
            // As stored: this list does not decode.
            "name": addable.name,
            "plan": if addable.is_enterprise() { "Enterprise" } else { "Teams" },
            "seats": addable.seats,
            "disabled": disabled,
        }));
    }
    Ok(Json(answer.into()))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Existing {
    organization_id: Option<String>,
    key: Option<String>,
}

/// `POST /providers/{id}/clients/existing`: 401 empty for whoever does not own it, 409 when a provider has it, 404 when it
/// cannot be added.
pub(super) async fn add(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
    asked: Later<Existing>,
) -> Result<(), Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    on_cloud(&caller)?;
    let Body(asked) = asked?;
    let key = required(asked.key, "Key", "'key' must be provided")?;
    if !is_encrypted(&key) {
        return Err(Refusal::Invalid(
            "Key",
            "This is not a valid encrypted string.",
        ));
    }
    let id = required(
        asked.organization_id,
        "OrganizationId",
        "'organizationId' must be provided",
    )?;
    let id = OrganizationId(id.to_lowercase());
    let mut rows = cloud.database.rows();
    let rows = rows.transaction()?;
    let provider = Billed::find(&rows, provider)?;
    if caller.standing(&rows, &id)? != Standing::Member(0) && !is_linked(&rows, &id)? {
        return Err(Refusal::Unsaid);
    }
    if is_linked(&rows, &id)? {
        return Err(Refusal::Conflict(
            "Organization already belongs to a provider.",
        ));
    }
    let addable = list(&rows, &caller, &provider)?
        .into_iter()
        .find(|addable| addable.id == id)
        .ok_or(Refusal::NotFound)?;
    let link = Uuid::new_v4().to_string();
    rows.execute(
        "INSERT INTO provider_organizations (id, provider_id, organization_id, key, created_at, revised_at) VALUES (?1,?2,?3,?4,?5,?5)",
        params![link, provider.id, id, key, caller.now],
    )?;
    // Its own subscription ends: storage goes back to what the plan includes, the provider gets the bills.
    rows.execute(
        "UPDATE organizations SET plan_type = ?2, status = ?3, max_storage_gb = 1, billing_email = ?4, subscription_status = NULL, \
         revised_at = ?5 WHERE id = ?1",
        params![id, addable.plan(), MANAGED, provider.billing_email, caller.now],
    )?;
    rows.execute(
        "UPDATE providers SET credit = credit + ?2 WHERE id = ?1",
        params![provider.id, addable.left_over(caller.now)],
    )?;
    events::of_client(
        &rows,
        events::CLIENT_ADDED,
        &caller.acts(),
        &provider.id,
        &link,
    )?;
    Ok(rows.commit()?)
}

fn is_linked(rows: &Connection, id: &OrganizationId) -> rusqlite::Result<bool> {
    let found = rows
        .query_row(
            "SELECT 1 FROM provider_organizations WHERE organization_id = ?1",
            [id],
            |_| Ok(()),
        )
        .optional()?;
    Ok(found.is_some())
}
