//! `POST /accounts/prelogin/password` and `POST /accounts/prelogin` (contract 1.1): how to derive a master key.

use axum::{Extension, Json, extract::State};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::account::{Account, KdfRow};
use crate::{body::Body, cloud::Shared, error::Refusal, place::Place};

#[derive(Deserialize)]
pub(super) struct Prelogin {
    email: Option<String>,
}

/// What addresses without an account are told: defaults of today and of years ago.
const FAKES: [KdfRow; 4] = [
    pbkdf2(600_000),
    pbkdf2(600_000),
    pbkdf2(100_000),
    KdfRow {
        kind: 1,
        iterations: 6,
        memory: Some(32),
        parallelism: Some(4),
    },
];

const fn pbkdf2(iterations: i64) -> KdfRow {
    KdfRow {
        kind: 0,
        iterations,
        memory: None,
        parallelism: None,
    }
}

pub(super) async fn prelogin(
    State(cloud): State<Shared>,
    Extension(place): Extension<Place>,
    Body(asked): Body<Prelogin>,
) -> Result<Json<Value>, Refusal> {
    let email = asked.email.unwrap_or_default();
    if email.trim().is_empty() {
        return Err(Refusal::Invalid("Email", "The Email field is required."));
    }
    if email.chars().count() > 256 {
        return Err(Refusal::Invalid(
            "Email",
            "The field Email must be a string with a maximum length of 256.",
        ));
    }
    let account = Account::by_email(&cloud.database.rows(), &email, place)?;
    let (kdf, salt) = match account {
        Some(account) => (account.kdf, account.salt),
        None => {
            // The same address gets the same answer, so that asking twice tells nothing.
            let fold = Uuid::new_v5(&Uuid::NAMESPACE_DNS, email.trim().to_lowercase().as_bytes());
            let pick = fold
                .as_bytes()
                .iter()
                .map(|byte| usize::from(*byte))
                .sum::<usize>()
                % FAKES.len();
            (FAKES[pick], Some(email.trim().to_lowercase()))
        }
    };
    Ok(Json(json!({
        "kdf": kdf.kind,
        "kdfIterations": kdf.iterations,
        "kdfMemory": kdf.memory,
        "kdfParallelism": kdf.parallelism,
        "kdfSettings": {
            "kdfType": kdf.kind,
            "iterations": kdf.iterations,
            "memory": kdf.memory,
            "parallelism": kdf.parallelism,
        },
        "salt": salt,
    })))
}
