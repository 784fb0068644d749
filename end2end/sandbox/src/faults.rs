//! Fault switches: what can go wrong on the way, ordered by tests through `/__sandbox/faults`.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::{
    Json,
    body::{Body, Bytes},
    http::{Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    authority::bearer,
    cloud::{Cloud, HangUp},
    error,
    identity::access_token,
    limits,
    place::Place,
};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// The answer comes `delayMs` later.
    Delay,
    /// 429, with `Retry-After: retryAfter`, or without when it is null.
    RateLimit,
    /// `status`, 500 unless given, with the standard body.
    Error,
    /// The connection closes without an answer.
    Drop,
    /// As `drop`; reads better in a rule that stays: nothing gets through.
    Offline,
    /// The answer's body is cut in half: a whole answer on the wire, half a JSON document in it.
    Truncate,
    /// 401 as for an expired token, and the token stays dead. A refresh still works.
    ExpireToken,
    /// `POST .../clients` fails after the organisation was made and before its seats were bought (contract 3.5): 500.
    HalfMade,
}

/// Marks a request that is to fail halfway.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Halfway;

/// One rule. The first that matches takes the request.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Rule {
    #[serde(default, rename = "match")]
    matches: Match,
    kind: Kind,
    /// How often it still happens; without a number, until it is taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    delay_ms: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retry_after: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Match {
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    /// A part of the path, as asked or without its region. Without it, every call to the cloud matches, and no file does.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
}

impl Match {
    fn fits(&self, method: &Method, path: &str, is_cloud: bool) -> bool {
        let method_fits = self
            .method
            .as_ref()
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method.as_str()));
        let path_fits = match &self.path {
            Some(part) => {
                path.contains(part.as_str()) || Place::part(path).1.contains(part.as_str())
            }
            None => is_cloud,
        };
        method_fits && path_fits
    }
}

/// The rules in force.
#[derive(Default)]
pub(crate) struct Faults {
    rules: Mutex<Vec<Rule>>,
}

impl Faults {
    /// Adds a rule behind the others.
    pub(crate) fn add(&self, rule: Rule) {
        self.lock().push(rule);
    }

    /// The rules, for showing.
    pub(crate) fn list(&self) -> Vec<Rule> {
        self.lock().clone()
    }

    /// Takes all rules away.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Rule>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one turn of the first rule that fits and that `wanted` asks for.
    fn take(&self, request: &Parts, is_cloud: bool, wanted: impl Fn(Kind) -> bool) -> Option<Rule> {
        let mut rules = self.lock();
        let path = request.uri.path();
        let at = rules.iter().position(|rule| {
            wanted(rule.kind) && rule.matches.fits(&request.method, path, is_cloud)
        })?;
        let rule = rules.get(at)?.clone();
        if let Some(times) = rule.times {
            if times <= 1 {
                rules.remove(at);
            } else if let Some(rule) = rules.get_mut(at) {
                rule.times = Some(times - 1);
            }
        }
        Some(rule)
    }

    /// What happens before the request is looked at: waits, or gives the answer to send instead.
    pub(crate) async fn before(
        &self,
        cloud: &Cloud,
        request: &Parts,
        is_cloud: bool,
    ) -> Option<Response> {
        if let Some(delay) = self.take(request, is_cloud, |kind| kind == Kind::Delay) {
            tokio::time::sleep(Duration::from_millis(delay.delay_ms.unwrap_or(1000))).await;
        }
        let instead = |kind| !matches!(kind, Kind::Delay | Kind::Truncate | Kind::HalfMade);
        let rule = self.take(request, is_cloud, instead)?;
        Some(match rule.kind {
            Kind::Drop | Kind::Offline => {
                let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
                response.extensions_mut().insert(HangUp);
                response
            }
            Kind::RateLimit => limits::slow_down("1m", rule.retry_after),
            Kind::ExpireToken => {
                if let Some(token) = bearer(&request.headers) {
                    drop(access_token::kill(&cloud.database.rows(), token));
                }
                error::Refusal::Unauthenticated.into_response()
            }
            Kind::Error | Kind::Delay | Kind::Truncate | Kind::HalfMade => {
                let status = rule
                    .status
                    .and_then(|status| StatusCode::from_u16(status).ok());
                let body = error::body("An unhandled server error has occurred.", Value::Null);
                (
                    status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
                    Json(body),
                )
                    .into_response()
            }
        })
    }

    /// Whether this request is to fail halfway.
    pub(crate) fn halves(&self, request: &Parts) -> bool {
        self.take(request, true, |kind| kind == Kind::HalfMade)
            .is_some()
    }

    /// Whether this request's answer is to be cut.
    pub(crate) fn truncates(&self, request: &Parts) -> bool {
        self.take(request, true, |kind| kind == Kind::Truncate)
            .is_some()
    }
}

/// Half of an answer.
pub(crate) async fn cut(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let whole = body
        .collect()
        .await
        .map(|body| body.to_bytes())
        .unwrap_or_else(|_| Bytes::new());
    let half = whole.slice(..whole.len() / 2);
    Response::from_parts(parts, Body::from(half))
}
