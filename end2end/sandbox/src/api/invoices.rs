//! Invoices of a provider (contract 3.6), and what each client used when one was made.

use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use rusqlite::params;
use serde_json::{Value, json};

use super::billing::admit;
use crate::{
    authority::{Caller, ProviderRole},
    clock::iso,
    cloud::Shared,
    error::Refusal,
};

/// `GET /providers/{id}/billing/invoices`: without drafts.
pub(super) async fn list(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let rows = cloud.database.rows();
    let provider = admit(&rows, &caller, provider, |role| role == ProviderRole::Admin)?;
    let invoices = rows
        .prepare_cached(
            "SELECT * FROM invoices WHERE provider_id = ?1 AND status <> 'draft' ORDER BY at DESC",
        )?
        .query_map([&provider], |row| {
            let id: String = row.get("id")?;
            Ok(json!({
                "date": iso(row.get("at")?),
                "number": row.get::<_, String>("number")?,
                "total": row.get::<_, f64>("total")?,
                "status": row.get::<_, String>("status")?,
                "dueDate": row.get::<_, Option<i64>>("due_at")?.map(iso),
                "url": format!("https://invoice.stripe.com/i/acct_sandbox/{id}"),
                "id": id,
            }))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Json(json!({ "invoices": invoices })))
}

/// `GET /providers/{id}/billing/invoices/{invoice}`: the report as CSV. Invoices from before there were reports have none.
pub(super) async fn report(
    State(cloud): State<Shared>,
    caller: Caller,
    Path((provider, invoice)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let rows = cloud.database.rows();
    let provider = admit(&rows, &caller, provider, |role| role == ProviderRole::Admin)?;
    let lines = rows
        .prepare_cached(
            "SELECT t.* FROM invoice_items t JOIN invoices i ON i.id = t.invoice_id WHERE i.id = ?1 AND i.provider_id = ?2 ORDER BY t.rowid",
        )?
        .query_map(params![invoice, provider], |row| {
            let (assigned, used): (i64, i64) = (row.get("assigned")?, row.get("used")?);
            Ok([
                row.get::<_, String>("client_name")?,
                row.get::<_, Option<String>>("client_id")?.unwrap_or_default(),
                assigned.to_string(),
                used.to_string(),
                (assigned - used).to_string(),
                row.get::<_, String>("plan_name")?,
                dollars(row.get("total")?),
            ])
        })?
        .collect::<Result<Vec<_>, _>>()?;
    if lines.is_empty() {
        return Err(Refusal::NotFound);
    }
    let mut text = "Client,Id,Assigned,Used,Remaining,Plan,Estimated total\r\n".to_owned();
    for line in &lines {
        let fields: Vec<String> = line.iter().map(|field| quoted(field)).collect();
        text.push_str(&fields.join(","));
        text.push_str("\r\n");
    }
    Ok(([(header::CONTENT_TYPE, "text/csv")], text).into_response())
}

/// An amount as the cloud's reports write it: American, with separators.
fn dollars(amount: f64) -> String {
    let cents = (amount * 100.0).round() as i64;
    let whole = (cents / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("${grouped}.{:02}", cents % 100)
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
