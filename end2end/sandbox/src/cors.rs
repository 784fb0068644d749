//! CORS as the cloud answers it (contract 7): a short list of origins, and silence for all others.

use axum::{
    http::{HeaderValue, header},
    response::Response,
};

use crate::place::Place;

/// Adds the CORS headers for an origin that the cloud lets in. A page of the sandbox itself is of the same origin and
/// needs none.
pub(crate) fn answer(
    place: Place,
    origin: Option<&HeaderValue>,
    mut response: Response,
) -> Response {
    let Some(origin) = origin else {
        return response;
    };
    let known = [
        "file://",
        "bw-desktop-file://bundle",
        "https://bitwarden.com",
        place.vault_origin(),
    ];
    if !known
        .iter()
        .any(|known| origin.as_bytes() == known.as_bytes())
    {
        return response;
    }
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
        HeaderValue::from_static("true"),
    );
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET,POST,PUT,DELETE"),
    );
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static(
            "authorization,content-type,device-type,bitwarden-client-name,bitwarden-client-version,cache-control,pragma",
        ),
    );
    headers.insert(header::VARY, HeaderValue::from_static("Origin"));
    response
}
