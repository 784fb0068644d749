//! `GET /plans` (contract 6): the catalogue. Empty on a server of one's own, which has no pricing service.

use axum::{Extension, Json, extract::State};
use rusqlite::{Connection, Row};
use serde_json::{Value, json};

use super::list as list_of;
use crate::{cloud::Shared, error::Refusal, place::Place};

pub(super) async fn list(
    State(cloud): State<Shared>,
    Extension(place): Extension<Place>,
) -> Result<Json<Value>, Refusal> {
    if !place.is_cloud() {
        return Ok(Json(list_of(Vec::new())));
    }
    let rows = cloud.database.rows();
    let mut found = rows.prepare_cached("SELECT * FROM plans ORDER BY display_order, type")?;
    let found = found.query_map([], read)?.collect::<Result<Vec<_>, _>>()?;
    Ok(Json(list_of(found)))
}

/// One plan by its PlanType.
pub(super) fn one(rows: &Connection, kind: i64) -> rusqlite::Result<Value> {
    rows.prepare_cached("SELECT * FROM plans WHERE type = ?1")?
        .query_row([kind], read)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Value> {
    let tier: i64 = row.get("tier")?;
    let annual: bool = row.get("annual")?;
    let name: String = row.get("name")?;
    let business = tier >= 2;
    let enterprise = tier == 3;
    let key = match tier {
        0 => "planNameFree",
        1 => "planNameFamilies",
        2 => "planNameTeams",
        _ => "planNameEnterprise",
    };
    let seat: f64 = row.get("seat_price")?;
    let seats: i64 = row.get("base_seats")?;
    let password_manager = json!({
        "stripePlanId": null,
        "stripeSeatPlanId": null,
        "stripeStoragePlanId": null,
        "basePrice": row.get::<_, f64>("base_price")?,
        "seatPrice": seat,
        "providerPortalSeatPrice": row.get::<_, f64>("portal_seat_price")?,
        "allowSeatAutoscale": business,
        "hasAdditionalSeatsOption": business,
        "maxAdditionalSeats": null,
        "baseSeats": seats,
        "hasPremiumAccessOption": false,
        "premiumAccessOptionPrice": 0,
        "maxSeats": row.get::<_, Option<i64>>("max_seats")?,
        "baseStorageGb": i64::from(tier > 0),
        "hasAdditionalStorageOption": tier > 0,
        "additionalStoragePricePerGb": if annual { 4.0 } else { 0.5 },
        "maxAdditionalStorage": null,
        "maxCollections": row.get::<_, Option<i64>>("max_collections")?,
    });
    Ok(json!({
        "object": "plan",
        "type": row.get::<_, i64>("type")?,
        "productTier": tier,
        "name": name,
        "isAnnual": annual,
        "nameLocalizationKey": key,
        "descriptionLocalizationKey": key.replace("planName", "planDesc"),
        "canBeUsedByBusiness": business,
        "trialPeriodDays": if business { 7 } else { 0 },
        "hasSelfHost": enterprise || tier == 1,
        "hasPolicies": enterprise,
        "hasGroups": business,
        "hasDirectory": business,
        "hasEvents": business,
        "hasTotp": tier > 0,
        "has2fa": business,
        // The cloud's own slip: always false, whatever the plan can do.
        "hasApi": false,
        "hasSso": enterprise,
        "hasOrganizationDomains": enterprise,
        "hasResetPassword": enterprise,
        "usersGetPremium": tier > 0,
        "hasMyItems": enterprise,
        "hasInviteLinks": business,
        "upgradeSortOrder": row.get::<_, i64>("display_order")?,
        "displaySortOrder": row.get::<_, i64>("display_order")?,
        "legacyYear": row.get::<_, Option<i64>>("legacy_year")?,
        "disabled": row.get::<_, bool>("disabled")?,
        "secretsManager": null,
        "passwordManager": password_manager,
    }))
}
