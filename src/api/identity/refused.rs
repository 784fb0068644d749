//! The answers that do not let one in (contract 1.4).

use serde::Deserialize;

use super::{Challenge, Grant, Wrong};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct RefusedWire {
    #[serde(rename = "error", default)]
    error: String,
    #[serde(rename = "error_description")]
    description: Option<String>,
    error_model: Option<ErrorModelWire>,
    two_factor_providers2: Option<serde_json::Map<String, serde_json::Value>>,
    two_factor_providers: Option<Vec<serde_json::Value>>,
    sso_organization_identifier: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ErrorModelWire {
    message: Option<String>,
}

impl RefusedWire {
    /// In the order of contract 1.4.
    pub(super) fn outcome(self) -> Grant {
        let message = self
            .error_model
            .and_then(|model| model.message)
            .unwrap_or_default();
        let description = self.description.unwrap_or_default();
        if let Some(challenge) = challenge(self.two_factor_providers2, self.two_factor_providers) {
            return Grant::TwoStep(challenge);
        }
        let said = format!("{message} {description}").to_lowercase();
        match self.error.as_str() {
            "device_error" if said.contains("new device verification required") => Grant::NewDevice,
            "device_error" if said.contains("invalid new device otp") => Grant::WrongDeviceCode,
            "device_error" => Grant::Device(if message.is_empty() {
                description
            } else {
                message
            }),
            "version_header_missing" | "invalid_client_version" => Grant::ClientTooOld,
            _ if said.contains("sso authentication is required") => Grant::SsoRequired {
                identifier: self.sso_organization_identifier,
            },
            _ if said.contains("no two-step providers enabled") => Grant::NoUsableTwoStep,
            _ if said.contains("two-step token is invalid") => Grant::Wrong(Wrong::Code),
            _ if said.contains("username or password is incorrect") => {
                Grant::Wrong(Wrong::Password)
            }
            _ if said.contains("legacy encryption")
                || said.contains("encryption key migration") =>
            {
                Grant::LegacyEncryption
            }
            _ if description == "invalid_username_or_password" => Grant::Wrong(Wrong::Either),
            _ => Grant::Refused(if message.is_empty() {
                description
            } else {
                message
            }),
        }
    }
}

fn challenge(
    by_number: Option<serde_json::Map<String, serde_json::Value>>,
    numbers: Option<Vec<serde_json::Value>>,
) -> Option<Challenge> {
    let mut challenge = Challenge::default();
    match (by_number, numbers) {
        (None, None) => return None,
        (Some(by_number), _) => {
            for (number, value) in by_number {
                let Ok(number) = number.parse() else { continue };
                challenge.providers.push(number);
                if number == 1 {
                    challenge.email = value
                        .get("Email")
                        .and_then(|email| email.as_str())
                        .map(str::to_owned);
                }
            }
        }
        (None, Some(numbers)) => {
            for number in numbers {
                let number: Option<u8> = number.as_str().and_then(|text| text.parse().ok());
                challenge.providers.extend(number);
            }
        }
    }
    Some(challenge)
}
