//! `POST /two-factor/send-email-login` (contract 1.5): the token endpoint sends no code by itself.

use axum::{Extension, extract::State};
use serde::Deserialize;

use crate::{
    body::Body,
    cloud::Shared,
    error::Refusal,
    identity::{
        account::Account,
        two_factor::{self, Provider},
    },
    mailbox,
    place::Place,
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Ask {
    #[serde(default)]
    email: String,
    #[serde(default)]
    master_password_hash: Option<String>,
}

pub(super) async fn send_email_login(
    State(cloud): State<Shared>,
    Extension(place): Extension<Place>,
    Body(asked): Body<Ask>,
) -> Result<(), Refusal> {
    const REFUSED: Refusal = Refusal::Rule("Cannot send two-factor email.");
    let rows = cloud.database.rows();
    let account = Account::by_email(&rows, &asked.email, place)?
        .filter(|account| {
            account.accepts(asked.master_password_hash.as_deref().unwrap_or_default())
        })
        .ok_or(REFUSED)?;
    let step = two_factor::enrolled(&rows, &account)?
        .into_iter()
        .find(|step| step.provider == Provider::Email);
    mailbox::two_factor_code(
        &rows,
        &account,
        &step.ok_or(REFUSED)?.detail,
        cloud.clock.now(),
    )?;
    Ok(())
}
