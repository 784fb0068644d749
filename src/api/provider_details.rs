//! What a provider is called, and its end (contract 3.1).

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::http::{Api, Call, Verb};
use super::wire;
use crate::domain::ids::ProviderId;
use crate::domain::provider_details::{NewDetails, ProviderDetails};

impl Api {
    /// `GET /providers/{id}`.
    pub async fn provider_details(&self, provider: ProviderId) -> Result<ProviderDetails, Error> {
        let call = Call::get(format!("/providers/{provider}"), "GET /providers/{id}");
        self.read::<DetailsWire>(call)
            .await
            .map(DetailsWire::details)
    }

    /// `PUT /providers/{id}`. Admins only.
    pub async fn change_provider_details(
        &self,
        provider: ProviderId,
        details: &NewDetails,
    ) -> Result<(), Error> {
        let body = DetailsBody {
            name: &details.name,
            business_name: &details.business_name,
            billing_email: details.billing_email.as_str(),
        };
        let endpoint = "PUT /providers/{id}";
        let path = format!("/providers/{provider}");
        self.call(Call::write(Verb::Put, path, endpoint, &body)?)
            .await?;
        Ok(())
    }

    /// `DELETE /providers/{id}`. Admins only. The server asks for no proof and looks at no client: whoever calls this has to.
    pub async fn delete_provider(&self, provider: ProviderId) -> Result<(), Error> {
        let path = format!("/providers/{provider}");
        self.call(Call::bare(Verb::Delete, path, "DELETE /providers/{id}"))
            .await?;
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DetailsWire {
    #[serde(default, deserialize_with = "wire::name")]
    name: String,
    #[serde(default, deserialize_with = "wire::name")]
    business_name: String,
    billing_email: Option<String>,
}

impl DetailsWire {
    fn details(self) -> ProviderDetails {
        ProviderDetails {
            name: self.name,
            business_name: self.business_name,
            billing_email: self.billing_email.unwrap_or_default(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DetailsBody<'a> {
    name: &'a str,
    business_name: &'a str,
    billing_email: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_providers_details_are_read() {
        let wire: DetailsWire = wire::read(
            r#"{"object":"provider","id":"00000000-0000-0000-0000-00000000000a","name":"Waterland &amp; co",
            "businessName":null,"billingEmail":"a@b.c","type":0}"#,
            "",
        )
        .unwrap();
        let details = wire.details();
        assert_eq!(details.name, "Waterland & co");
        assert_eq!(
            (
                details.business_name.as_str(),
                details.billing_email.as_str()
            ),
            ("", "a@b.c")
        );
    }
}
