//! The cloud's rate limits by IP (contract 8), counted on the movable clock.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use axum::{
    Json,
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};

use crate::{
    clock::{Instant, MINUTE, SECOND},
    cloud::Peer,
    error,
};

/// One documented limit.
struct Rule {
    name: &'static str,
    /// As the refusal words the period.
    period_text: &'static str,
    period: Instant,
    most: u32,
}

const fn rule(name: &'static str, period_text: &'static str, period: Instant, most: u32) -> Rule {
    Rule {
        name,
        period_text,
        period,
        most,
    }
}

const GET: [Rule; 1] = [rule("get", "1m", MINUTE, 200)];
const POST: [Rule; 2] = [
    rule("post", "1m", MINUTE, 60),
    rule("post/s", "1s", SECOND, 5),
];
const PUT: [Rule; 2] = [
    rule("put", "1m", MINUTE, 60),
    rule("put/s", "1s", SECOND, 5),
];
const DELETE: [Rule; 2] = [
    rule("delete", "1m", MINUTE, 60),
    rule("delete/s", "1s", SECOND, 5),
];
const SEND_EMAIL: [Rule; 1] = [rule("send-email-login", "10m", 10 * MINUTE, 10)];
const IDENTITY: [Rule; 2] = [
    rule("identity", "1m", MINUTE, 60),
    rule("identity/s", "1s", SECOND, 5),
];
const TOKEN: [Rule; 1] = [rule("token", "1m", MINUTE, 10)];

fn rules(method: &Method, path: &str) -> impl Iterator<Item = &'static Rule> {
    let is_post = method == Method::POST;
    let path = path.to_ascii_lowercase();
    let (general, special): (&'static [Rule], &'static [Rule]) = if path.starts_with("/identity") {
        (
            &IDENTITY,
            if is_post && path == "/identity/connect/token" {
                &TOKEN
            } else {
                &[]
            },
        )
    } else {
        let general: &'static [Rule] = match *method {
            Method::GET => &GET,
            Method::POST => &POST,
            Method::PUT => &PUT,
            Method::DELETE => &DELETE,
            _ => &[],
        };
        (
            general,
            if is_post && path == "/api/two-factor/send-email-login" {
                &SEND_EMAIL
            } else {
                &[]
            },
        )
    };
    special.iter().chain(general)
}

/// When a running period began, and how much was asked in it.
type Count = (Instant, u32);

/// What each address has asked within the running periods.
#[derive(Default)]
pub(crate) struct Limits {
    counts: Mutex<HashMap<(String, &'static str), Count>>,
}

impl Limits {
    /// Counts a request; a refusal is the 429 to answer. A refused request is not counted.
    pub(crate) fn admit(&self, request: &Parts, path: &str, now: Instant) -> Option<Response> {
        let address = address(request);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        for rule in rules(&request.method, path) {
            let (start, count) = counts
                .get(&(address.clone(), rule.name))
                .copied()
                .unwrap_or((now, 0));
            let end = start + rule.period;
            if (start..end).contains(&now) && count >= rule.most {
                return Some(slow_down(
                    rule.period_text,
                    Some((end - now).div_euclid(SECOND) + 1),
                ));
            }
        }
        for rule in rules(&request.method, path) {
            let slot = counts
                .entry((address.clone(), rule.name))
                .or_insert((now, 0));
            // A clock that was moved, either way, starts a new period.
            if !(slot.0..slot.0 + rule.period).contains(&now) {
                *slot = (now, 0);
            }
            slot.1 += 1;
        }
        None
    }

    /// Forgets what was asked.
    pub(crate) fn clear(&self) {
        self.counts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

/// The address that counts: the one that the edge passes on, else the peer's own.
pub(crate) fn address(request: &Parts) -> String {
    let passed_on = request
        .headers
        .get("x-connecting-ip")
        .and_then(|value| value.to_str().ok());
    match (passed_on, request.extensions.get::<Peer>()) {
        (Some(address), _) => address.to_owned(),
        (None, Some(Peer(peer))) => peer.ip().to_string(),
        (None, None) => String::new(),
    }
}

/// The 429 of contract 8.
pub(crate) fn slow_down(period: &str, retry_after: Option<i64>) -> Response {
    let message = format!("Slow down! Too many requests. Try again in {period}.");
    let mut response = (
        StatusCode::TOO_MANY_REQUESTS,
        Json(error::body(&message, serde_json::Value::Null)),
    )
        .into_response();
    if let Some(seconds) = retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
