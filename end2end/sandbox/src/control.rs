//! `/__sandbox/*`: what is not the cloud. On loopback only.

use axum::{
    Json, Router,
    extract::{Query, Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    body::Body,
    clock::{Move, iso},
    cloud::{Peer, Shared},
    demo,
    error::Refusal,
    faults::Rule,
    mailbox,
};

/// The routes of the control desk.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/demo", get(demo::demo))
        .route("/mailbox", get(read_mail).delete(clear_mail))
        .route("/clock", get(read_clock).post(move_clock))
        .route(
            "/faults",
            get(read_faults).post(change_faults).delete(clear_faults),
        )
        .route("/requests", get(read_requests).delete(clear_requests))
        .route("/reset", post(reset))
        .layer(middleware::from_fn(loopback_only))
}

/// Only a peer on this machine may turn the knobs; what a proxy says of its client does not count.
async fn loopback_only(request: Request, next: Next) -> Response {
    match request.extensions().get::<Peer>() {
        Some(Peer(peer)) if peer.ip().to_canonical().is_loopback() => next.run(request).await,
        _ => StatusCode::FORBIDDEN.into_response(),
    }
}

#[derive(Deserialize)]
struct Mailbox {
    to: Option<String>,
}

async fn read_mail(
    State(cloud): State<Shared>,
    Query(wanted): Query<Mailbox>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let letters = mailbox::list(&cloud.database.rows(), wanted.to.as_deref())?;
    let html = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    Ok(if html {
        Html(mailbox::page(&letters)).into_response()
    } else {
        Json(letters).into_response()
    })
}

async fn clear_mail(State(cloud): State<Shared>) -> Result<(), Refusal> {
    Ok(mailbox::clear(&cloud.database.rows())?)
}

async fn read_clock(State(cloud): State<Shared>) -> Json<Value> {
    Json(json!({ "now": iso(cloud.clock.now()) }))
}

async fn move_clock(
    State(cloud): State<Shared>,
    Body(to): Body<Move>,
) -> Result<Json<Value>, Refusal> {
    cloud.clock.shift(&to).map_err(Refusal::Rule)?;
    Ok(read_clock(State(cloud)).await)
}

async fn read_faults(State(cloud): State<Shared>) -> Json<Value> {
    Json(json!({ "rules": cloud.faults.list(), "settings": cloud.settings() }))
}

/// One rule, several, settings, or all of them in one body.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    #[serde(default)]
    rules: Vec<Rule>,
    #[serde(default)]
    settings: NewSettings,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct NewSettings {
    rate_limits: Option<bool>,
    failure_delay_ms: Option<u64>,
    server_version: Option<String>,
}

async fn change_faults(
    State(cloud): State<Shared>,
    Body(asked): Body<Value>,
) -> Result<Json<Value>, Refusal> {
    const MISREAD: Refusal =
        Refusal::Rule("Neither a rule, a list of rules, {rules, settings} nor settings.");
    let read = |value: Value| serde_json::from_value::<Rule>(value).map_err(|_| MISREAD);
    match asked {
        Value::Array(rules) => {
            for rule in rules.into_iter().map(read).collect::<Result<Vec<_>, _>>()? {
                cloud.faults.add(rule);
            }
        }
        Value::Object(ref map) if map.contains_key("kind") => cloud.faults.add(read(asked)?),
        Value::Object(ref map) => {
            let wrapped = if map.contains_key("rules") || map.contains_key("settings") {
                asked
            } else {
                json!({ "settings": asked })
            };
            let change: Change = serde_json::from_value(wrapped).map_err(|_| MISREAD)?;
            change
                .rules
                .into_iter()
                .for_each(|rule| cloud.faults.add(rule));
            cloud.set(|settings| {
                let NewSettings {
                    rate_limits,
                    failure_delay_ms,
                    server_version,
                } = change.settings;
                settings.rate_limits = rate_limits.unwrap_or(settings.rate_limits);
                settings.failure_delay_ms = failure_delay_ms.unwrap_or(settings.failure_delay_ms);
                if let Some(version) = server_version {
                    settings.server_version = version;
                }
            });
        }
        _ => return Err(MISREAD),
    }
    Ok(read_faults(State(cloud)).await)
}

/// Takes the rules away and forgets what the rate limits counted; settings stay.
async fn clear_faults(State(cloud): State<Shared>) {
    cloud.faults.clear();
    cloud.limits.clear();
}

async fn read_requests(State(cloud): State<Shared>) -> Json<Value> {
    Json(json!(cloud.requests.list()))
}

async fn clear_requests(State(cloud): State<Shared>) {
    cloud.requests.clear();
}

async fn reset(State(cloud): State<Shared>) -> Result<(), Refusal> {
    cloud
        .reset()
        .map_err(|reason| Refusal::Broken(reason.to_string()))
}
