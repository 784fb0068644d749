//! `GET /devices/knowndevice` (contract 1.5): anonymous, told by two headers.

use axum::{Extension, Json, extract::State, http::HeaderMap};
use bitwarden_encoding::B64Url;

use crate::{
    cloud::Shared,
    error::Refusal,
    identity::{account::Account, device},
    place::Place,
};

pub(super) async fn known(
    State(cloud): State<Shared>,
    Extension(place): Extension<Place>,
    headers: HeaderMap,
) -> Result<Json<bool>, Refusal> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let email = text("x-request-email")
        .and_then(|encoded| B64Url::try_from(encoded).ok())
        .and_then(|decoded| String::from_utf8(decoded.as_bytes().to_vec()).ok())
        .ok_or(Refusal::Invalid(
            "XRequestEmail",
            "X-Request-Email is not a valid base64url encoded string",
        ))?;
    let identifier = text("x-device-identifier").ok_or(Refusal::Invalid(
        "DeviceIdentifier",
        "The DeviceIdentifier field is required.",
    ))?;
    let rows = cloud.database.rows();
    let known = match Account::by_email(&rows, &email, place)? {
        Some(account) => device::is_known(&rows, &account.id, identifier)?,
        None => false,
    };
    Ok(Json(known))
}
