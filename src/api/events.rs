//! Event logs (contract 5), page by page.

use serde::Deserialize;

use super::error::Error;
use super::http::{Api, Call};
use super::wire::{self, ListWire};
use crate::domain::event::device::DeviceType;
use crate::domain::event::log::{Ask, Page};
use crate::domain::event::{Actor, Event, EventKind, Ids, Object};
use crate::domain::ids::{ProviderId, ProviderUserId};
use crate::domain::time::Timestamp;

impl Api {
    /// `GET /providers/{id}/events`: a page of the provider's log. [`Error::NotFound`] for who may not see it.
    pub async fn provider_events(&self, provider: ProviderId, ask: &Ask) -> Result<Page, Error> {
        let path = format!("/providers/{provider}/events{}", query(ask));
        let call = Call::get(path, "GET /providers/{id}/events");
        self.read::<PageWire>(call).await.map(PageWire::page)
    }

    /// `GET /providers/{id}/users/{user}/events`: a page of what one user of the provider did. [`Error::NotFound`] for who may
    /// not see it, and for a user who is not there or has no account yet.
    pub async fn provider_user_events(
        &self,
        provider: ProviderId,
        user: ProviderUserId,
        ask: &Ask,
    ) -> Result<Page, Error> {
        let path = format!("/providers/{provider}/users/{user}/events{}", query(ask));
        let call = Call::get(path, "GET /providers/{id}/users/{user}/events");
        self.read::<PageWire>(call).await.map(PageWire::page)
    }
}

/// Both dates, always: with one alone the cloud looks at neither.
fn query(ask: &Ask) -> String {
    let mut query = format!("?start={}&end={}", ask.range.start, ask.range.end);
    if let Some(token) = &ask.token {
        query.push_str("&continuationToken=");
        wire::push_encoded(&mut query, token);
    }
    query
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageWire {
    #[serde(flatten)]
    list: ListWire<EventWire>,
    continuation_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EventWire {
    #[serde(rename = "type")]
    kind: i64,
    #[serde(deserialize_with = "wire::text")]
    date: Timestamp,
    user_id: Option<String>,
    acting_user_id: Option<String>,
    system_user: Option<i64>,
    device_type: Option<i64>,
    ip_address: Option<String>,
    cipher_id: Option<String>,
    collection_id: Option<String>,
    group_id: Option<String>,
    policy_id: Option<String>,
    organization_user_id: Option<String>,
    provider_user_id: Option<String>,
    provider_organization_id: Option<String>,
    domain_name: Option<String>,
    secret_id: Option<String>,
    project_id: Option<String>,
    service_account_id: Option<String>,
    granted_service_account_id: Option<String>,
    send_id: Option<String>,
}

impl PageWire {
    fn page(self) -> Page {
        Page {
            events: self.list.data.into_iter().map(EventWire::event).collect(),
            token: self.continuation_token.filter(|token| !token.is_empty()),
        }
    }
}

impl EventWire {
    fn event(self) -> Event {
        let kind = EventKind::from_number(self.kind);
        let machine_account = self
            .granted_service_account_id
            .as_deref()
            .or(self.service_account_id.as_deref());
        let ids = Ids {
            team_member: id(self.provider_user_id.as_deref()),
            client: id(self.provider_organization_id.as_deref()),
            member: id(self.organization_user_id.as_deref()),
            group: id(self.group_id.as_deref()),
            collection: id(self.collection_id.as_deref()),
            item: id(self.cipher_id.as_deref()),
            policy: id(self.policy_id.as_deref()),
            secret: id(self.secret_id.as_deref()),
            project: id(self.project_id.as_deref()),
            machine_account: id(machine_account),
            send: id(self.send_id.as_deref()),
            domain: filled(self.domain_name),
        };
        Event {
            kind,
            at: self.date,
            actor: Actor::new(
                id(self.acting_user_id.as_deref()),
                id(self.user_id.as_deref()),
                self.system_user,
            ),
            object: Object::new(kind, ids),
            device: self.device_type.map(DeviceType::from_number),
            address: filled(self.ip_address),
        }
    }
}

/// An identifier that is none is left out: one bad entry is no reason to show no log.
fn id<T: std::str::FromStr>(text: Option<&str>) -> Option<T> {
    text?.parse().ok()
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::range::Range;

    #[test]
    fn a_page_is_read() {
        let wire: PageWire = wire::read(
            r#"{"object":"list","data":[
            {"object":"event","type":1800,"userId":null,"organizationId":null,"providerId":"00000000-0000-0000-0000-00000000000a",
            "cipherId":null,"providerUserId":"00000000-0000-0000-0000-000000000007","providerOrganizationId":null,
            "actingUserId":"00000000-0000-0000-0000-000000000001","date":"2026-08-20T12:34:56.7890123Z","deviceType":9,
            "ipAddress":"192.0.2.7","systemUser":null,"domainName":null},
            {"object":"event","type":4711,"date":"2026-08-19T00:00:00Z","userId":"not-an-id"}],
            "continuationToken":"next+page"}"#,
            "",
        )
        .unwrap();
        let page = wire.page();
        assert_eq!(page.token.as_deref(), Some("next+page"));
        let invited = &page.events[0];
        assert_eq!(invited.kind, EventKind::TeamMemberInvited);
        assert_eq!(
            invited.object.id().as_deref(),
            Some("00000000-0000-0000-0000-000000000007")
        );
        assert_eq!(invited.device.unwrap().product, "Chrome");
        assert_eq!(
            invited.actor,
            Actor::Person("00000000-0000-0000-0000-000000000001".parse().unwrap())
        );
        let unknown = &page.events[1];
        assert_eq!(
            (unknown.kind, unknown.actor),
            (EventKind::Unknown(4711), Actor::Unknown)
        );
    }

    #[test]
    fn both_dates_go_along_and_the_token_is_written_so_that_it_arrives() {
        let ask = Ask {
            range: Range {
                start: Timestamp::from_millis(0),
                end: Timestamp::from_millis(86_399_999),
            },
            token: Some("a+b/c=&d".into()),
        };
        assert_eq!(
            query(&ask),
            "?start=1970-01-01T00:00:00Z&end=1970-01-01T23:59:59.999Z&continuationToken=a%2Bb%2Fc%3D%26d"
        );
    }
}
