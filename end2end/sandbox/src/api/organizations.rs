//! One organisation (contract 4.1).

use axum::{
    Json,
    extract::{Path, State},
};
use rusqlite::OptionalExtension;
use serde_json::{Value, json};

use super::{
    organization::{COLUMNS, Organization},
    plans,
};
use crate::{authority::Caller, cloud::Shared, error::Refusal, html, ids::OrganizationId};

/// `GET /organizations/{id}`: for its owners and its provider; 404 for everybody else.
pub(super) async fn organization(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let id = OrganizationId(id.to_lowercase());
    let rows = cloud.database.rows();
    if !caller.standing(&rows, &id)?.is_owner() {
        return Err(Refusal::NotFound);
    }
    let found = rows
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM organizations o JOIN plans p ON p.type = o.plan_type WHERE o.id = ?1"
        ))?
        .query_row([&id], Organization::read)?;
    let mut answer = found.facts("useDisableSmAdsForUsers");
    let rest = json!({
        "object": "organization",
        "businessName": found.business_name.as_deref().map(html::decode),
        "businessAddress1": null,
        "businessAddress2": null,
        "businessAddress3": null,
        "businessCountry": null,
        "businessTaxNumber": null,
        "billingEmail": found.billing_email,
        "plan": plans::one(&rows, found.plan_type)?,
        "secretsManagerPlan": null,
        "planType": found.plan_type,
        "maxAutoscaleSeats": null,
        "smSeats": null,
        "smServiceAccounts": null,
        "maxAutoscaleSmSeats": null,
        "maxAutoscaleSmServiceAccounts": null,
    });
    if let Value::Object(rest) = rest {
        answer.extend(rest);
    }
    Ok(Json(answer.into()))
}

/// `GET /organizations/{id}/public-key` and its alias `/keys`: for anybody who is signed in.
pub(super) async fn public_key(
    State(cloud): State<Shared>,
    _: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let rows = cloud.database.rows();
    let key: Option<Option<String>> = rows
        .query_row(
            "SELECT public_key FROM organizations WHERE id = ?1",
            [id.to_lowercase()],
            |row| row.get(0),
        )
        .optional()?;
    let key = key.ok_or(Refusal::NotFound)?;
    Ok(Json(
        json!({ "object": "organizationPublicKey", "publicKey": key }),
    ))
}
