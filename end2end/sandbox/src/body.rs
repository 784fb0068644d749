//! Request bodies: JSON whose property names are case-insensitive, as the cloud reads them (contract 0).

use axum::{
    extract::{FromRequest, Request},
    http::StatusCode,
};
use bitwarden_encoding::B64;
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::error::Refusal;

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let bytes = request
            .into_body()
            .collect()
            .await
            .map_err(|_| Refusal::Rule("Body is empty."))?
            .to_bytes();
        if bytes.len() > 30_000_000 {
            return Err(Refusal::Short(
                StatusCode::PAYLOAD_TOO_LARGE,
                "Request body too large.",
            ));
        }
        let value: Value =
            serde_json::from_slice(&bytes).map_err(|_| Refusal::Rule("Body is empty."))?;
        serde_json::from_value(camel(value))
            .map(Body)
            .map_err(|_| Refusal::Invalid("$", "The JSON value could not be converted."))
    }
}

/// Lower-cases the first letter of every property name.
fn camel(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .map(|(name, value)| (lower_first(&name), camel(value)))
                .collect::<Map<_, _>>(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(camel).collect()),
        other => other,
    }
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

/// A JSON body that is judged after the caller's role, as the cloud does.
pub(crate) type Later<T> = Result<Body<T>, Refusal>;

/// A text that must be there: the refusal names the property and says what is wrong.
pub(crate) fn required(
    text: Option<String>,
    property: &'static str,
    message: &'static str,
) -> Result<String, Refusal> {
    text.filter(|text| !text.trim().is_empty())
        .ok_or(Refusal::Invalid(property, message))
}

/// Whether a text has the shape of an encrypted string: a type and its number of base64 parts (contract 2.5).
pub(crate) fn is_encrypted(text: &str) -> bool {
    let parts = |number: &str| match number {
        "3" | "4" | "7" => Some(1),
        "0" | "5" | "6" => Some(2),
        "1" | "2" => Some(3),
        _ => None,
    };
    let is_base64 = |part: &str| !part.is_empty() && part.parse::<B64>().is_ok();
    text.split_once('.').is_some_and(|(number, rest)| {
        parts(number) == Some(rest.split('|').count()) && rest.split('|').all(is_base64)
    })
}

/// The length as the cloud's database counts it.
pub(crate) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}
