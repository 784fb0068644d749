//! The second step's code by mail (contract 1.5).

use serde::Serialize;

use super::error::Error;
use super::http::{Api, Call, Service};
use crate::domain::email::EmailAddress;

impl Api {
    /// `POST /two-factor/send-email-login`: mails a code for the second step. 10 in 10 minutes.
    pub async fn send_two_step_code(&self, email: &EmailAddress, hash: &str) -> Result<(), Error> {
        let device_identifier = self.device().id.to_string();
        let body = SendBody {
            email: email.as_str(),
            master_password_hash: hash,
            device_identifier,
        };
        let endpoint = "POST /two-factor/send-email-login";
        self.call(Call::anonymous_post(
            Service::Api,
            "/two-factor/send-email-login",
            endpoint,
            &body,
        )?)
        .await?;
        Ok(())
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SendBody<'a> {
    email: &'a str,
    master_password_hash: &'a str,
    device_identifier: String,
}
