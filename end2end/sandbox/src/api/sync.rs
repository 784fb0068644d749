//! `GET /sync` (contract 2.2): the profile, and the items and collections that are the person's own or assigned to them.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::{ciphers, collections, profile};
use crate::{authority::Caller, cloud::Shared, error::Refusal};

pub(super) async fn sync(
    State(cloud): State<Shared>,
    caller: Caller,
) -> Result<Json<Value>, Refusal> {
    let rows = cloud.database.rows();
    let account = &caller.account;
    let unlock = match (&account.user_key, account.has_master_password()) {
        (Some(key), true) => json!({
            "kdf": {
                "kdfType": account.kdf.kind,
                "iterations": account.kdf.iterations,
                "memory": account.kdf.memory,
                "parallelism": account.kdf.parallelism,
            },
            "masterKeyEncryptedUserKey": key,
            "salt": account.salt(),
            "containedKeyId": null,
        }),
        _ => Value::Null,
    };
    Ok(Json(json!({
        "object": "sync",
        "profile": profile::of(&rows, &caller)?,
        "folders": [],
        "collections": collections::assigned(&rows, &caller)?,
        "ciphers": ciphers::assigned(&rows, &caller)?,
        "domains": null,
        "policies": [],
        "policiesNew": [],
        "sends": [],
        "userDecryption": {
            "masterPasswordUnlock": unlock,
            "webAuthnPrfOptions": [],
            "v2UpgradeToken": null,
            "userKeyId": null,
        },
    })))
}
