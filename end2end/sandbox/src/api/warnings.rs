//! What stands in a provider's way (contract 3.6, vnext): suspension and tax id.

use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::{Value, json};

use super::{
    billing::find,
    payment::{admit, shown},
};
use crate::{
    authority::{Caller, ProviderRole},
    clock::iso,
    cloud::Shared,
    error::Refusal,
};

/// `GET /providers/{id}/billing/vnext/warnings`: for both roles.
pub(super) async fn warnings(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let rows = cloud.database.rows();
    let (provider, role) = admit(&rows, &caller, provider)?;
    let facts = find(&rows, &provider, |row| {
        let text = |column| row.get::<_, Option<String>>(column);
        Ok((
            (
                row.get::<_, bool>("enabled")?,
                row.get::<_, String>("subscription_status")?,
            ),
            row.get::<_, Option<i64>>("cancels_at")?,
            (text("country")?, text("tax_id")?, text("tax_id_state")?),
        ))
    })?;
    let ((enabled, status), cancels, (country, tax_id, verdict)) = shown(facts)?;
    let suspension = match (enabled, status.as_str(), role) {
        (true, ..) => Value::Null,
        (false, "unpaid", ProviderRole::Admin) => {
            json!({ "resolution": "add_payment_method", "subscriptionCancelsAt": cancels.map(iso) })
        }
        (false, "unpaid", ProviderRole::ServiceUser) => {
            json!({ "resolution": "contact_administrator", "subscriptionCancelsAt": null })
        }
        (false, ..) => json!({ "resolution": "contact_support", "subscriptionCancelsAt": null }),
    };
    let american = country.as_deref() == Some("US");
    let tax = match (role, american, tax_id, verdict.as_deref()) {
        (ProviderRole::ServiceUser, ..) | (_, true, ..) => None,
        (.., None, _) => Some("tax_id_missing"),
        (.., Some("pending")) => Some("tax_id_pending_verification"),
        (.., Some("failed")) => Some("tax_id_failed_verification"),
        _ => None,
    };
    Ok(Json(
        json!({ "suspension": suspension, "taxId": tax.map(|kind| json!({ "type": kind })) }),
    ))
}
