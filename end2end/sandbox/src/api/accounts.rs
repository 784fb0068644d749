//! Small account endpoints (contract 1.5 and 2.2).

use axum::{Extension, extract::State};
use serde::Deserialize;

use crate::{
    authority::Caller, body::Body, cloud::Shared, error::Refusal, identity::account::Account,
    mailbox, place::Place,
};

/// `GET /accounts/revision-date`: epoch milliseconds.
pub(super) async fn revision_date(caller: Caller) -> String {
    caller.account.revised_at.to_string()
}

#[derive(Deserialize)]
pub(super) struct Hint {
    #[serde(default)]
    email: String,
}

/// `POST /accounts/password-hint`: mails the hint. 200 whether the account exists or not.
pub(super) async fn password_hint(
    State(cloud): State<Shared>,
    Extension(place): Extension<Place>,
    Body(asked): Body<Hint>,
) -> Result<(), Refusal> {
    let rows = cloud.database.rows();
    if let Some(account) = Account::by_email(&rows, &asked.email, place)? {
        mailbox::password_hint(&rows, &account, cloud.clock.now())?;
    }
    Ok(())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Resend {
    #[serde(default)]
    email: String,
    #[serde(default)]
    master_password_hash: String,
}

/// `POST /accounts/resend-new-device-otp`: 200 always; a code goes out when the password was right.
pub(super) async fn resend_new_device_otp(
    State(cloud): State<Shared>,
    Extension(place): Extension<Place>,
    Body(asked): Body<Resend>,
) -> Result<(), Refusal> {
    let rows = cloud.database.rows();
    if let Some(account) = Account::by_email(&rows, &asked.email, place)?
        && account.accepts(&asked.master_password_hash)
    {
        mailbox::new_device_code(&rows, &account, cloud.clock.now())?;
    }
    Ok(())
}
