//! `GET /config` (contract 7): which server this is.

use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, header},
};
use serde_json::{Value, json};

use crate::{
    cloud::{Encrypted, Shared},
    place::Place,
};

pub(super) async fn config(
    State(cloud): State<Shared>,
    Extension(place): Extension<Place>,
    encrypted: Option<Extension<Encrypted>>,
    headers: HeaderMap,
) -> Json<Value> {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("localhost");
    let scheme = if encrypted.is_some() { "https" } else { "http" };
    let base = format!("{scheme}://{host}{}", place.prefix());
    let version = cloud.settings().server_version;
    let server = match place {
        Place::ThirdParty => {
            json!({ "name": "Vaultwarden", "url": "https://github.com/dani-garcia/vaultwarden" })
        }
        _ => Value::Null,
    };
    Json(json!({
        "object": "config",
        "version": version,
        "gitHash": "5a4db0c5",
        "server": server,
        "environment": {
            "cloudRegion": place.cloud_region(),
            "vault": base,
            "api": format!("{base}/api"),
            "identity": format!("{base}/identity"),
            "notifications": format!("{base}/notifications"),
            "sso": format!("{base}/sso"),
            "fillAssistRules": null,
        },
        "featureStates": {},
        "push": { "pushTechnology": 0, "vapidPublicKey": null },
        "communication": null,
        "settings": { "disableUserRegistration": false, "suppressOnboardingInterstitials": false },
    }))
}
