//! The newer billing endpoints (contract 3.6, vnext), in the short error shape: credit and payment method. Address and
//! warnings have files of their own.

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
    clock::DAY,
    cloud::Shared,
    error::Refusal,
    ids::ProviderId,
    place::Place,
};

/// Cloud only; an unknown provider is 404, a failed role 401.
pub(super) fn admit(
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

pub(super) fn admit_admin(
    rows: &Connection,
    caller: &Caller,
    provider: String,
) -> Result<ProviderId, Refusal> {
    match admit(rows, caller, provider)? {
        (provider, ProviderRole::Admin) => Ok(provider),
        _ => Err(Refusal::Short(StatusCode::UNAUTHORIZED, "Unauthorized.")),
    }
}

pub(super) fn shown<T>(found: Option<T>) -> Result<T, Refusal> {
    found.ok_or(Refusal::Short(StatusCode::NOT_FOUND, "Provider not found."))
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
