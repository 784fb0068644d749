//! What a provider pays (contract 3.6 and 6): the subscription.

use axum::{
    Json,
    extract::{Path, State},
};
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Value, json};

use crate::{
    authority::{Caller, ProviderRole},
    clock::{DAY, iso},
    cloud::Shared,
    error::Refusal,
    ids::ProviderId,
    place::Place,
    seats,
};

/// ProviderStatusType: billed through the provider.
pub(super) const BILLABLE: i64 = 2;

pub(super) fn find<T>(
    rows: &Connection,
    provider: &ProviderId,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Option<T>> {
    rows.query_row("SELECT * FROM providers WHERE id = ?1", [provider], read)
        .optional()
}

/// The check of these endpoints: an unknown provider is 404; a failed role, or a provider that is not billed this way, is
/// 401 with a body.
pub(super) fn admit(
    rows: &Connection,
    caller: &Caller,
    provider: String,
    admits: fn(ProviderRole) -> bool,
) -> Result<ProviderId, Refusal> {
    const REFUSED: Refusal = Refusal::Unauthorized("Unauthorized.");
    if caller.place == Place::ThirdParty {
        return Err(Refusal::NotFound);
    }
    let provider = ProviderId(provider.to_lowercase());
    let status: i64 = find(rows, &provider, |row| row.get("status"))?.ok_or(Refusal::NotFound)?;
    let role = caller.provider_role(&provider).ok_or(REFUSED)?;
    if status != BILLABLE || !admits(role) {
        return Err(REFUSED);
    }
    Ok(provider)
}

/// `GET /providers/{id}/billing/subscription`: for both roles.
pub(super) async fn subscription(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let rows = cloud.database.rows();
    let provider = admit(&rows, &caller, provider, |_| true)?;
    let plans = plans(&rows, &provider)?;
    let found = find(&rows, &provider, |row| {
        let date = |name: &str| row.get::<_, Option<i64>>(name).map(|at| at.map(iso));
        let suspended: Option<i64> = row.get("suspended_at")?;
        let payment: Option<String> = row.get("payment_type")?;
        Ok(json!({
            "status": row.get::<_, String>("subscription_status")?,
            "currentPeriodEndDate": date("period_ends_at")?,
            "discountPercentage": row.get::<_, Option<i64>>("discount_percentage")?,
            "collectionMethod": row.get::<_, String>("collection_method")?,
            "plans": plans,
            "accountCredit": row.get::<_, f64>("credit")?,
            "taxInformation": {
                "country": row.get::<_, Option<String>>("country")?,
                "postalCode": row.get::<_, Option<String>>("postal_code")?,
                "taxId": row.get::<_, Option<String>>("tax_id")?,
                "taxIdType": row.get::<_, Option<String>>("tax_id_type")?,
                "line1": row.get::<_, Option<String>>("line1")?,
                "line2": row.get::<_, Option<String>>("line2")?,
                "city": row.get::<_, Option<String>>("city")?,
                "state": row.get::<_, Option<String>>("state")?,
            },
            "cancelAt": date("cancels_at")?,
            "suspension": suspended.map(|at| json!({
                "suspensionDate": iso(at),
                "unpaidPeriodEndDate": iso(at - 14 * DAY),
                "gracePeriod": 14,
            })),
            "providerType": row.get::<_, i64>("type")?,
            "paymentSource": match payment {
                Some(kind) => json!({
                    // PaymentMethodType
                    "type": match kind.as_str() { "card" => 0, "bankAccount" => 1, _ => 2 },
                    "description": described(row)?,
                    "needsVerification": row.get::<_, bool>("payment_unverified")?,
                }),
                None => Value::Null,
            },
        }))
    })?;
    found.map(Json).ok_or(Refusal::NotFound)
}

/// The payment method in words, as the older answer has it.
fn described(row: &Row<'_>) -> rusqlite::Result<String> {
    let text = |name| {
        row.get::<_, Option<String>>(name)
            .map(Option::unwrap_or_default)
    };
    let (name, digits, expiration) = (
        text("payment_name")?,
        text("payment_last4")?,
        text("payment_expiration")?,
    );
    Ok(match text("payment_type")?.as_str() {
        "card" => format!("{name}, *{digits}, {expiration}"),
        "bankAccount" => format!("{name}, *{digits}"),
        _ => name,
    })
}

/// `plans[]`: assigned seats are those of managed clients on the plan; what exceeds the minimum was bought.
fn plans(rows: &Connection, provider: &ProviderId) -> rusqlite::Result<Vec<Value>> {
    let mut plan = rows.prepare_cached("SELECT name, tier, annual FROM plans WHERE type = ?1")?;
    let mut plans = Vec::new();
    for line in seats::lines(rows, provider)? {
        plans.push(plan.query_row([line.plan], |row| {
            Ok(json!({
                "planName": row.get::<_, String>("name")?,
                "type": line.plan,
                "productTier": row.get::<_, i64>("tier")?,
                "seatMinimum": line.minimum,
                "purchasedSeats": line.purchased(),
                "assignedSeats": line.assigned,
                "cost": line.cost(),
                "cadence": if row.get::<_, bool>("annual")? { "Annual" } else { "Monthly" },
            }))
        })?);
    }
    Ok(plans)
}
