//! A provider and its clients (contract 3.4), and what it is warned of (3.6).

use serde::Deserialize;

use super::error::Error;
use super::http::{Api, Call};
use super::wire::{self, ListWire};
use crate::domain::client::ListedClient;
use crate::domain::ids::{OrganizationId, ProviderId, ProviderOrganizationId};
use crate::domain::time::Timestamp;
use crate::domain::warning::{Resolution, Suspended, TaxIdWarning, Warnings};

impl Api {
    /// `GET /providers/{id}/organizations`: the provider's clients. Not paged.
    pub async fn provider_organizations(
        &self,
        provider: ProviderId,
    ) -> Result<Vec<ListedClient>, Error> {
        let call = Call::get(
            format!("/providers/{provider}/organizations"),
            "GET /providers/{id}/organizations",
        );
        let list: ListWire<ClientWire> = self.read(call).await?;
        Ok(list.data.into_iter().map(ClientWire::client).collect())
    }

    /// `GET /providers/{id}/billing/vnext/warnings`.
    pub async fn provider_warnings(&self, provider: ProviderId) -> Result<Warnings, Error> {
        let path = format!("/providers/{provider}/billing/vnext/warnings");
        let call = Call::get(path, "GET /providers/{id}/billing/vnext/warnings");
        self.read::<WarningsWire>(call)
            .await
            .map(WarningsWire::warnings)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientWire {
    #[serde(deserialize_with = "wire::text")]
    id: ProviderOrganizationId,
    #[serde(deserialize_with = "wire::text")]
    provider_id: ProviderId,
    #[serde(deserialize_with = "wire::text")]
    organization_id: OrganizationId,
    #[serde(default, deserialize_with = "wire::name")]
    organization_name: String,
    key: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    creation_date: Timestamp,
    user_count: Option<u32>,
    seats: Option<u32>,
    occupied_seats: Option<u32>,
    remaining_seats: Option<i64>,
    plan: Option<String>,
}

impl ClientWire {
    fn client(self) -> ListedClient {
        ListedClient {
            link: self.id,
            organization: self.organization_id,
            provider: self.provider_id,
            name: self.organization_name,
            plan: self.plan.filter(|plan| !plan.trim().is_empty()),
            seats: self.seats,
            occupied: self.occupied_seats.unwrap_or(0),
            // Without seats to count, what the server computes of them means nothing.
            remaining: self.remaining_seats.filter(|_| self.seats.is_some()),
            confirmed: self.user_count.unwrap_or(0),
            added: self.creation_date,
            wrapped_key: self.key,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WarningsWire {
    suspension: Option<SuspensionWire>,
    tax_id: Option<TaxIdWire>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SuspensionWire {
    resolution: String,
    #[serde(default, deserialize_with = "wire::optional_text")]
    subscription_cancels_at: Option<Timestamp>,
}

#[derive(Deserialize)]
struct TaxIdWire {
    #[serde(rename = "type")]
    kind: String,
}

impl WarningsWire {
    fn warnings(self) -> Warnings {
        Warnings {
            suspension: self.suspension.map(|suspension| Suspended {
                resolution: Resolution::from_word(&suspension.resolution),
                cancels: suspension.subscription_cancels_at,
            }),
            tax_id: self
                .tax_id
                .map(|tax_id| TaxIdWarning::from_word(&tax_id.kind)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_list_is_read() {
        let list: ListWire<ClientWire> = wire::read(
            r#"{"object":"list","data":[{"object":"providerOrganizationOrganizationDetail",
            "id":"00000000-0000-0000-0000-0000000000ff","providerId":"00000000-0000-0000-0000-00000000000a",
            "organizationId":"00000000-0000-0000-0000-000000000001","key":"2.k","settings":null,
            "creationDate":"2026-08-20T12:34:56.7890123Z","revisionDate":"2026-08-20T12:34:56Z","userCount":3,"seats":10,
            "occupiedSeats":4,"remainingSeats":6,"plan":"Enterprise (Monthly)","organizationName":"Bakker &amp; Zonen"},
            {"id":"00000000-0000-0000-0000-0000000000fe","providerId":"00000000-0000-0000-0000-00000000000a",
            "organizationId":"00000000-0000-0000-0000-000000000002","creationDate":"2026-08-20T12:34:56Z","userCount":0,
            "seats":null,"occupiedSeats":0,"remainingSeats":0,"plan":"","organizationName":null}],
            "continuationToken":null}"#,
            "",
        )
        .unwrap();
        let clients: Vec<ListedClient> = list.data.into_iter().map(ClientWire::client).collect();
        assert_eq!(clients[0].name, "Bakker & Zonen");
        assert_eq!(
            (clients[0].seats, clients[0].occupied, clients[0].remaining),
            (Some(10), 4, Some(6))
        );
        assert_eq!(clients[0].added.date(), "2026-08-20");
        assert_eq!(
            (
                clients[1].remaining,
                clients[1].plan.as_deref(),
                clients[1].name.as_str()
            ),
            (None, None, "")
        );
    }

    #[test]
    fn warnings_are_read() {
        let wire: WarningsWire = wire::read(
            r#"{"suspension":{"resolution":"add_payment_method","subscriptionCancelsAt":"2026-09-01T00:00:00Z"},
            "taxId":{"type":"tax_id_missing"}}"#,
            "",
        )
        .unwrap();
        let warnings = wire.warnings();
        assert_eq!(
            warnings.suspension.unwrap().resolution,
            Resolution::AddPaymentMethod
        );
        assert_eq!(warnings.tax_id, Some(TaxIdWarning::Missing));
        let none: WarningsWire = wire::read(r#"{"suspension":null,"taxId":null}"#, "").unwrap();
        assert_eq!(none.warnings(), Warnings::default());
    }
}
