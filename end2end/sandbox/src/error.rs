//! The cloud's refusals (contract 8), each in the body and status that the real one uses.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

/// Why a request is refused.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// No token, or one that is expired or dead: 401, empty, `WWW-Authenticate`.
    Unauthenticated,
    /// A role attribute failed: 403, empty.
    Forbidden,
    /// A business refusal with status 401: with a message, in the standard body.
    Unauthorized(&'static str),
    /// A business refusal with status 401 and nothing else: the clients endpoints (contract 3.5).
    Unsaid,
    /// Missing or not permitted: 404 "Resource not found.".
    NotFound,
    /// A business rule: 400 with a message.
    Rule(&'static str),
    /// Model validation: 400 with the .NET property name and its message.
    Invalid(&'static str, &'static str),
    /// The same for an entry of a list: property, index, message.
    InvalidEntry(&'static str, usize, &'static str),
    /// 409 with a message.
    Conflict(&'static str),
    /// 500 that the real cloud gives too.
    Failed,
    /// The short shape of the newer billing endpoints.
    Short(StatusCode, &'static str),
    /// The sandbox itself failed: 500.
    Broken(String),
}

impl From<rusqlite::Error> for Refusal {
    fn from(reason: rusqlite::Error) -> Self {
        match reason {
            rusqlite::Error::QueryReturnedNoRows => Refusal::NotFound,
            other => Refusal::Broken(other.to_string()),
        }
    }
}

/// The standard body.
pub(crate) fn body(message: &str, validation: Value) -> Value {
    json!({
        "object": "error",
        "message": message,
        "validationErrors": validation,
        "exceptionMessage": null,
        "exceptionStackTrace": null,
        "innerExceptionMessage": null,
    })
}

const UNHANDLED: &str = "An unhandled server error has occurred.";

fn invalid(field: &str, message: &str) -> Response {
    let body = body("The model state is invalid.", json!({ field: [message] }));
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let standard = |status, message| (status, Json(body(message, Value::Null))).into_response();
        match self {
            Refusal::Unauthenticated => {
                let mut answer = StatusCode::UNAUTHORIZED.into_response();
                let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
                answer
                    .headers_mut()
                    .insert(header::WWW_AUTHENTICATE, challenge);
                answer
            }
            Refusal::Forbidden => StatusCode::FORBIDDEN.into_response(),
            Refusal::Unauthorized(message) => standard(StatusCode::UNAUTHORIZED, message),
            Refusal::Unsaid => StatusCode::UNAUTHORIZED.into_response(),
            Refusal::Conflict(message) => standard(StatusCode::CONFLICT, message),
            Refusal::Failed => standard(StatusCode::INTERNAL_SERVER_ERROR, UNHANDLED),
            Refusal::NotFound => standard(StatusCode::NOT_FOUND, "Resource not found."),
            Refusal::Rule(message) => standard(StatusCode::BAD_REQUEST, message),
            Refusal::Invalid(field, message) => invalid(field, message),
            Refusal::InvalidEntry(field, at, message) => {
                invalid(&format!("{field}[{at}]"), message)
            }
            Refusal::Short(status, message) => (
                status,
                Json(json!({ "object": "error", "message": message, "errors": null })),
            )
                .into_response(),
            Refusal::Broken(reason) => {
                eprintln!("sandbox: {reason}");
                standard(StatusCode::INTERNAL_SERVER_ERROR, UNHANDLED)
            }
        }
    }
}
