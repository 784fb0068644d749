//! The billing address and the tax id (contract 3.6, vnext).

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use rusqlite::{Connection, Row, params};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    billing::find,
    payment::{admit_admin, shown},
};
use crate::{
    authority::Caller,
    body::{Body, Later, required},
    cloud::Shared,
    error::Refusal,
    ids::ProviderId,
};

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
