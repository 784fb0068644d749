//! Public keys of people (contract 2.4): readable by anybody who is signed in.

use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::{Value, json};

use crate::{
    authority::Caller, cloud::Shared, error::Refusal, identity::account::Account, ids::UserId,
};

fn find(cloud: &Shared, id: String) -> Result<Account, Refusal> {
    Account::by_id(&cloud.database.rows(), &UserId(id.to_lowercase()))?.ok_or(Refusal::NotFound)
}

/// `GET /users/{id}/public-key`
pub(super) async fn public_key(
    State(cloud): State<Shared>,
    _: Caller,
    Path(user): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let account = find(&cloud, user)?;
    let key = account.public_key.ok_or(Refusal::NotFound)?;
    Ok(Json(
        json!({ "object": "userKey", "userId": account.id, "publicKey": key }),
    ))
}

/// `GET /users/{id}/keys`
pub(super) async fn keys(
    State(cloud): State<Shared>,
    _: Caller,
    Path(user): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let account = find(&cloud, user)?;
    let key = account.public_key.ok_or(Refusal::NotFound)?;
    let v2 = account.v2.as_ref();
    Ok(Json(json!({
        "object": "publicKeys",
        "publicKey": key,
        "signedPublicKey": v2.map(|v2| &v2.signed_public_key),
        "verifyingKey": v2.map(|v2| &v2.verifying_key),
    })))
}
