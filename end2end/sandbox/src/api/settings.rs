//! A provider's own settings (contract 3.1) and its beginning (contract 3.2).

use axum::{
    Json,
    extract::{Path, State},
};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;
use serde_json::Value;

use super::{
    address::{Address, BAD_TAX_ID},
    clients::CREATED,
    invitations::is_email,
    payment::{DECLINED, Method},
    providers,
};
use crate::{
    authority::Caller,
    body::{Body, Later, is_encrypted, length, required},
    clock::DAY,
    cloud::Shared,
    error::Refusal,
    html,
    ids::ProviderId,
    links::{self, Purpose},
    place::Place,
};

/// Name, business name and billing e-mail, as they are stored: encoded.
struct Names {
    name: String,
    business: Option<String>,
    billing_email: String,
}

/// The cloud encodes these fields while it reads them, so what it measures is the encoded text.
fn check_names(
    name: Option<String>,
    business: Option<String>,
    billing_email: Option<String>,
) -> Result<Names, Refusal> {
    let name = html::encode(&required(name, "Name", "The Name field is required.")?);
    if length(&name) > 50 {
        return Err(Refusal::Invalid(
            "Name",
            "The field Name must be a string with a maximum length of 50.",
        ));
    }
    let business = business
        .filter(|business| !business.is_empty())
        .map(|business| html::encode(&business));
    if business
        .as_deref()
        .is_some_and(|business| length(business) > 50)
    {
        return Err(Refusal::Invalid(
            "BusinessName",
            "The field BusinessName must be a string with a maximum length of 50.",
        ));
    }
    let billing_email = required(
        billing_email,
        "BillingEmail",
        "The BillingEmail field is required.",
    )?;
    if length(&billing_email) > 256 {
        return Err(Refusal::Invalid(
            "BillingEmail",
            "The field BillingEmail must be a string with a maximum length of 256.",
        ));
    }
    if !is_email(&billing_email) {
        return Err(Refusal::Invalid(
            "BillingEmail",
            "The BillingEmail field is not a valid e-mail address.",
        ));
    }
    Ok(Names {
        name,
        business,
        billing_email: billing_email.trim().to_lowercase(),
    })
}

fn store(rows: &Connection, provider: &ProviderId, names: &Names) -> Result<(), Refusal> {
    let changed = rows.execute(
        "UPDATE providers SET name = ?2, business_name = ?3, billing_email = ?4 WHERE id = ?1",
        params![provider, names.name, names.business, names.billing_email],
    )?;
    if changed == 0 {
        Err(Refusal::NotFound)
    } else {
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Change {
    name: Option<String>,
    business_name: Option<String>,
    billing_email: Option<String>,
}

/// `PUT /providers/{id}`. A server of one's own takes it and changes nothing.
pub(super) async fn change(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
    asked: Later<Change>,
) -> Result<Json<Value>, Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    let Body(asked) = asked?;
    let names = check_names(asked.name, asked.business_name, asked.billing_email)?;
    let rows = cloud.database.rows();
    if caller.place != Place::SelfHosted {
        store(&rows, &provider, &names)?;
    }
    Ok(Json(providers::shown(&rows, &provider)?))
}

/// Takes a provider away; its clients stay, and nobody manages them.
fn remove(rows: &Connection, provider: &ProviderId) -> Result<(), Refusal> {
    rows.execute(
        "UPDATE organizations SET status = ?2 WHERE id IN (SELECT organization_id FROM provider_organizations WHERE provider_id = ?1)",
        params![provider, CREATED],
    )?;
    match rows.execute("DELETE FROM providers WHERE id = ?1", [provider])? {
        0 => Err(Refusal::NotFound),
        _ => Ok(()),
    }
}

/// `DELETE /providers/{id}`: asks for no secret, and whether clients remain is not looked at.
pub(super) async fn delete(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
) -> Result<(), Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    let mut rows = cloud.database.rows();
    let rows = rows.transaction()?;
    remove(&rows, &provider)?;
    Ok(rows.commit()?)
}

#[derive(Deserialize)]
pub(super) struct Recovery {
    token: Option<String>,
}

/// `POST /providers/{id}/delete-recover-token`: by whoever has the mail; nobody needs to be signed in.
pub(super) async fn delete_by_mail(
    State(cloud): State<Shared>,
    Path(provider): Path<String>,
    Body(asked): Body<Recovery>,
) -> Result<(), Refusal> {
    let provider = ProviderId(provider.to_lowercase());
    let token = required(asked.token, "Token", "The Token field is required.")?;
    let mut rows = cloud.database.rows();
    let rows = rows.transaction()?;
    let email: Option<String> = rows
        .query_row(
            "SELECT billing_email FROM providers WHERE id = ?1",
            [&provider],
            |row| row.get(0),
        )
        .optional()?
        .ok_or(Refusal::NotFound)?;
    let email = email.unwrap_or_default();
    if !links::is_good(
        &rows,
        Purpose::DeleteProvider,
        &provider.0,
        &email,
        &token,
        cloud.clock.now(),
    )? {
        return Err(Refusal::Rule("Invalid token."));
    }
    remove(&rows, &provider)?;
    Ok(rows.commit()?)
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Setup {
    name: Option<String>,
    business_name: Option<String>,
    billing_email: Option<String>,
    token: Option<String>,
    key: Option<String>,
    payment_method: Option<Method>,
    billing_address: Option<Address>,
}

/// `POST /providers/{id}/setup`: a pending provider becomes a billed one, with the key that its first admin made.
pub(super) async fn set_up(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
    asked: Later<Setup>,
) -> Result<Json<Value>, Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    let Body(asked) = asked?;
    let names = check_names(asked.name, asked.business_name, asked.billing_email)?;
    let token = required(asked.token, "Token", "The Token field is required.")?;
    let key = required(asked.key, "Key", "The Key field is required.")?;
    if !is_encrypted(&key) {
        return Err(Refusal::Invalid(
            "Key",
            "Key is not a valid encrypted string.",
        ));
    }
    let method = asked
        .payment_method
        .ok_or(Refusal::Invalid(
            "PaymentMethod",
            "The PaymentMethod field is required.",
        ))?
        .check()?;
    let address = asked
        .billing_address
        .ok_or(Refusal::Invalid(
            "BillingAddress",
            "The BillingAddress field is required.",
        ))?
        .check()?;
    let mut rows = cloud.database.rows();
    let rows = rows.transaction()?;
    let (status, kind): (i64, i64) = rows.query_row(
        "SELECT status, type FROM providers WHERE id = ?1",
        [&provider],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if status != 0 {
        return Err(Refusal::Rule("Provider is already setup."));
    }
    if !links::is_good(
        &rows,
        Purpose::SetUpProvider,
        &provider.0,
        &caller.account.email,
        &token,
        caller.now,
    )? {
        return Err(Refusal::Rule("Invalid token."));
    }
    let owner: Option<String> = rows
        .query_row(
            "SELECT id FROM provider_users WHERE provider_id = ?1 AND user_id = ?2 AND status = 2 AND type = 0",
            params![provider, caller.account.id],
            |row| row.get(0),
        )
        .optional()?;
    let owner = owner.ok_or(Refusal::Rule("Invalid owner."))?;
    if !address.has_readable_tax_id() {
        return Err(Refusal::Rule(BAD_TAX_ID));
    }
    if !method.is_accepted() {
        return Err(Refusal::Rule(DECLINED));
    }
    store(&rows, &provider, &names)?;
    address.store(&rows, &provider)?;
    method.store(&rows, &provider)?;
    // A trial: 14 days, for a business unit four.
    let trial = if kind == 2 { 4 } else { 14 } * DAY;
    rows.execute(
        "UPDATE providers SET status = 2, enabled = 1, subscription_status = 'trialing', period_ends_at = ?2 WHERE id = ?1",
        params![provider, caller.now + trial],
    )?;
    rows.execute(
        "UPDATE provider_users SET key = ?2 WHERE id = ?1",
        params![owner, key],
    )?;
    let shown = providers::shown(&rows, &provider)?;
    rows.commit()?;
    Ok(Json(shown))
}
