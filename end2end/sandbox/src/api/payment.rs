//! The newer billing endpoints (contract 3.6, vnext): address, credit, payment method and warnings, in the short error shape.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use rusqlite::{Connection, Row, params};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::billing::find;
use crate::{
    authority::{Caller, ProviderRole},
    body::{Body, Later, required},
    clock::{DAY, iso},
    cloud::Shared,
    error::Refusal,
    ids::ProviderId,
    place::Place,
};

/// Cloud only; an unknown provider is 404, a failed role 401.
fn admit(
    rows: &Connection,
    caller: &Caller,
    provider: String,
) -> Result<(ProviderId, ProviderRole), Refusal> {
    match caller.place {
        Place::ThirdParty => return Err(Refusal::NotFound),
        Place::SelfHosted => return Err(Refusal::Rule("Only allowed when not self hosted.")),
        _ => {}
    }
    let provider = ProviderId(provider.to_lowercase());
    find(rows, &provider, |_| Ok(()))?
        .ok_or(Refusal::Short(StatusCode::NOT_FOUND, "Provider not found."))?;
    let role = caller
        .provider_role(&provider)
        .ok_or(Refusal::Short(StatusCode::UNAUTHORIZED, "Unauthorized."))?;
    Ok((provider, role))
}

fn admit_admin(
    rows: &Connection,
    caller: &Caller,
    provider: String,
) -> Result<ProviderId, Refusal> {
    match admit(rows, caller, provider)? {
        (provider, ProviderRole::Admin) => Ok(provider),
        _ => Err(Refusal::Short(StatusCode::UNAUTHORIZED, "Unauthorized.")),
    }
}

fn shown<T>(found: Option<T>) -> Result<T, Refusal> {
    found.ok_or(Refusal::Short(StatusCode::NOT_FOUND, "Provider not found."))
}

/// Where invoices go.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Address {
    country: Option<String>,
    postal_code: Option<String>,
    line1: Option<String>,
    line2: Option<String>,
    city: Option<String>,
    state: Option<String>,
    tax_id: Option<TaxId>,
}

#[derive(Deserialize)]
struct TaxId {
    code: Option<String>,
    value: Option<String>,
}

/// An address that can be stored.
pub(super) struct Checked {
    country: String,
    postal_code: String,
    rest: [Option<String>; 4],
    tax: Option<(String, String)>,
}

impl Address {
    /// Country and postal code are needed, and a tax id needs both of its parts.
    pub(super) fn check(self) -> Result<Checked, Refusal> {
        let country = required(self.country, "Country", "The Country field is required.")?;
        if country.len() != 2 || !country.chars().all(|letter| letter.is_ascii_alphabetic()) {
            return Err(Refusal::Invalid(
                "Country",
                "The field Country must be a string with a length of 2.",
            ));
        }
        let postal_code = required(
            self.postal_code,
            "PostalCode",
            "The PostalCode field is required.",
        )?;
        if postal_code.chars().count() > 20 {
            return Err(Refusal::Invalid(
                "PostalCode",
                "The field PostalCode must be a string with a maximum length of 20.",
            ));
        }
        let tax = match self.tax_id {
            Some(tax) => Some((
                required(tax.code, "TaxId.Code", "The Code field is required.")?,
                required(tax.value, "TaxId.Value", "The Value field is required.")?,
            )),
            None => None,
        };
        Ok(Checked {
            country: country.to_uppercase(),
            postal_code,
            rest: [self.line1, self.line2, self.city, self.state],
            tax,
        })
    }
}

/// What the payment provider says of a tax id that it cannot read.
pub(super) const BAD_TAX_ID: &str = "The tax ID number you provided was invalid. Please try again or contact support for assistance.";

impl Checked {
    /// Whether the tax id can be one at all: a code such as `eu_vat`, and for that one a country's prefix and 8 to 12 more.
    pub(super) fn has_readable_tax_id(&self) -> bool {
        let Some((code, value)) = &self.tax else {
            return true;
        };
        let plain = value
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || " .-/".contains(letter));
        let known = code
            .split_once('_')
            .is_some_and(|(country, kind)| country.len() == 2 && !kind.is_empty());
        let vat = code != "eu_vat"
            || ((10..=14).contains(&value.len())
                && value
                    .chars()
                    .take(2)
                    .all(|letter| letter.is_ascii_uppercase()));
        plain && known && vat
    }

    /// What the tax office will say. Here the last two digits decide: 99 is unknown to it, 00 makes it think.
    fn verdict(&self) -> Option<&'static str> {
        self.tax.as_ref().map(|(_, value)| {
            if value.ends_with("99") {
                "failed"
            } else if value.ends_with("00") {
                "pending"
            } else {
                "verified"
            }
        })
    }

    /// Replaces the whole address.
    pub(super) fn store(&self, rows: &Connection, provider: &ProviderId) -> rusqlite::Result<()> {
        let [line1, line2, city, state] = &self.rest;
        rows.execute(
            "UPDATE providers SET country = ?2, postal_code = ?3, line1 = ?4, line2 = ?5, city = ?6, state = ?7, tax_id_type = ?8, \
             tax_id = ?9, tax_id_state = ?10 WHERE id = ?1",
            params![
                provider, self.country, self.postal_code, line1, line2, city, state, self.tax.as_ref().map(|(code, _)| code),
                self.tax.as_ref().map(|(_, value)| value), self.verdict(),
            ],
        )?;
        Ok(())
    }
}

fn address(row: &Row<'_>) -> rusqlite::Result<Value> {
    let text = |column| row.get::<_, Option<String>>(column);
    let tax = match (text("tax_id_type")?, text("tax_id")?) {
        (Some(code), Some(value)) => json!({ "code": code, "value": value }),
        _ => Value::Null,
    };
    Ok(json!({
        "country": text("country")?,
        "postalCode": text("postal_code")?,
        "line1": text("line1")?,
        "line2": text("line2")?,
        "city": text("city")?,
        "state": text("state")?,
        "taxId": tax,
    }))
}

/// `GET /providers/{id}/billing/vnext/address`
pub(super) async fn read_address(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let rows = cloud.database.rows();
    let provider = admit_admin(&rows, &caller, provider)?;
    shown(find(&rows, &provider, address)?).map(Json)
}

/// `PUT /providers/{id}/billing/vnext/address`: replaces all of it.
pub(super) async fn change_address(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
    asked: Later<Address>,
) -> Result<Json<Value>, Refusal> {
    let rows = cloud.database.rows();
    let provider = admit_admin(&rows, &caller, provider)?;
    let Body(asked) = asked?;
    let wanted = asked.check()?;
    if !wanted.has_readable_tax_id() {
        return Err(Refusal::Short(StatusCode::BAD_REQUEST, BAD_TAX_ID));
    }
    wanted.store(&rows, &provider)?;
    shown(find(&rows, &provider, address)?).map(Json)
}

/// `GET /providers/{id}/billing/vnext/credit`: a number.
pub(super) async fn credit(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
) -> Result<Json<f64>, Refusal> {
    let rows = cloud.database.rows();
    let provider = admit_admin(&rows, &caller, provider)?;
    shown(find(&rows, &provider, |row| row.get("credit"))?).map(Json)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BitPay {
    amount: f64,
    redirect_url: Option<String>,
}

/// `POST /providers/{id}/billing/vnext/credit/bitpay`: where to pay.
pub(super) async fn add_credit(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
    asked: Later<BitPay>,
) -> Result<Json<String>, Refusal> {
    let provider = admit_admin(&cloud.database.rows(), &caller, provider)?;
    let Body(asked) = asked?;
    required(
        asked.redirect_url,
        "RedirectUrl",
        "The RedirectUrl field is required.",
    )?;
    if asked.amount <= 0.0 {
        return Err(Refusal::Invalid("Amount", "Amount must be greater than 0."));
    }
    let bill = Uuid::new_v5(
        &Uuid::NAMESPACE_OID,
        format!("{provider}/{}/{}", caller.now, asked.amount).as_bytes(),
    );
    Ok(Json(format!(
        "https://bitpay.com/invoice?id={}",
        bill.simple()
    )))
}

fn method(row: &Row<'_>) -> rusqlite::Result<Value> {
    let text = |column| row.get::<_, Option<String>>(column);
    let id: String = row.get("id")?;
    let unverified: bool = row.get("payment_unverified")?;
    Ok(match text("payment_type")?.as_deref() {
        Some("card") => json!({
            "type": "card", "brand": text("payment_name")?, "last4": text("payment_last4")?,
            "expiration": text("payment_expiration")?,
        }),
        Some("bankAccount") => json!({
            "type": "bankAccount", "bankName": text("payment_name")?, "last4": text("payment_last4")?,
            "hostedVerificationUrl": unverified.then(|| format!("https://payments.stripe.com/microdeposit/{id}")),
        }),
        Some(_) => json!({ "type": "payPal", "email": text("payment_name")? }),
        None => Value::Null,
    })
}

/// `GET /providers/{id}/billing/vnext/payment-method`: one of three forms, or null.
pub(super) async fn read_method(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let rows = cloud.database.rows();
    let provider = admit_admin(&rows, &caller, provider)?;
    shown(find(&rows, &provider, method)?).map(Json)
}

/// A payment method that the payment provider made a token of.
#[derive(Deserialize)]
pub(super) struct Method {
    r#type: Option<String>,
    token: Option<String>,
}

/// What the payment provider says of a card that it refuses.
pub(super) const DECLINED: &str =
    "Your card was declined. Please contact your bank for more information.";

/// A payment method that is known by its token alone.
pub(super) struct Tokenized {
    kind: String,
    token: String,
}

impl Method {
    /// Kind and token are needed.
    pub(super) fn check(self) -> Result<Tokenized, Refusal> {
        let kind = required(self.r#type, "Type", "The Type field is required.")?;
        if !["card", "bankAccount", "payPal"].contains(&kind.as_str()) {
            return Err(Refusal::Invalid(
                "Type",
                "Payment method type must be one of: bankAccount, card, payPal",
            ));
        }
        let token = required(self.token, "Token", "The Token field is required.")?;
        Ok(Tokenized { kind, token })
    }
}

impl Tokenized {
    /// Whether the payment provider knows the token: its own begin with `pm_`, `seti_` or `fake-`. One that says
    /// `declined` is refused by the bank.
    pub(super) fn is_accepted(&self) -> bool {
        let known = match self.kind.as_str() {
            "card" => "pm_",
            "bankAccount" => "seti_",
            _ => "fake-",
        };
        self.token.starts_with(known) && !self.token.contains("declined")
    }

    /// Replaces the payment method.
    pub(super) fn store(&self, rows: &Connection, provider: &ProviderId) -> rusqlite::Result<()> {
        let (name, digits, expiration) = match self.kind.as_str() {
            "card" => ("visa", Some("1881"), Some("12/2031")),
            "bankAccount" => ("STRIPE TEST BANK", Some("6789"), None),
            _ => ("facturen@example.com", None, None),
        };
        rows.execute(
            "UPDATE providers SET payment_type = ?2, payment_name = ?3, payment_last4 = ?4, payment_expiration = ?5, \
             payment_unverified = ?6 WHERE id = ?1",
            params![provider, self.kind, name, digits, expiration, self.kind == "bankAccount"],
        )?;
        Ok(())
    }
}

/// `PUT /providers/{id}/billing/vnext/payment-method`: also opens a suspended provider again.
pub(super) async fn change_method(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
    asked: Later<Method>,
) -> Result<Json<Value>, Refusal> {
    let rows = cloud.database.rows();
    let provider = admit_admin(&rows, &caller, provider)?;
    let Body(asked) = asked?;
    let wanted = asked.check()?;
    if !wanted.is_accepted() {
        return Err(Refusal::Short(StatusCode::BAD_REQUEST, DECLINED));
    }
    wanted.store(&rows, &provider)?;
    rows.execute(
        "UPDATE providers SET enabled = 1, subscription_status = 'active', suspended_at = NULL, cancels_at = NULL, period_ends_at = ?2 \
         WHERE id = ?1 AND NOT enabled",
        params![provider, caller.now + 30 * DAY],
    )?;
    shown(find(&rows, &provider, method)?).map(Json)
}

/// `GET /providers/{id}/billing/vnext/warnings`: what stands in the way, for both roles.
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
