//! A client organisation of a provider, as its list shows it.

use std::collections::BTreeMap;

use super::ids::{OrganizationId, ProviderId, ProviderOrganizationId};
use super::organization::{ManagedOrganization, ProductTier};
use super::provider::Standing;
use super::time::Timestamp;

/// A client organisation: what the provider's list says of it (contract 3.4), joined with what the profile says (2.1).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Client {
    /// The link between provider and client.
    pub link: ProviderOrganizationId,
    /// The client itself.
    pub organization: OrganizationId,
    /// The provider.
    pub provider: ProviderId,
    /// Its name, decoded.
    pub name: String,
    /// The plan in the server's words, such as `Enterprise (Monthly)`; `None` when it says none.
    pub plan: Option<String>,
    /// The plan's kind, when the profile knows the client.
    pub tier: Option<ProductTier>,
    /// Seats assigned to it; `None` when its plan does not count seats.
    pub seats: Option<u32>,
    /// Seats taken by people who are invited, accepted or confirmed.
    pub occupied: u32,
    /// Seats left; `None` as for [`seats`](Self::seats). Below zero when more people are in than seats are assigned.
    pub remaining: Option<i64>,
    /// People who are confirmed.
    pub confirmed: u32,
    /// What is the matter with it, if anything.
    pub state: ClientState,
    /// When it became a client.
    pub added: Timestamp,
}

impl Client {
    /// Whether nobody more fits in.
    pub fn is_full(&self) -> bool {
        self.remaining.is_some_and(|remaining| remaining <= 0)
    }
}

/// What is the matter with a client. When it is several things, the first of these that hinders it.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum ClientState {
    /// Nothing.
    Enabled,
    /// Disabled by the cloud.
    Suspended,
    /// In use by nobody yet: the owner was invited, and is not confirmed.
    WaitingForOwner,
}

impl ClientState {
    /// A client that the profile does not know (it was linked a moment ago) is taken for enabled.
    pub fn new(standing: Option<Standing>, confirmed: u32) -> Self {
        match (standing, confirmed) {
            (Some(Standing::Suspended), _) => Self::Suspended,
            (_, 0) => Self::WaitingForOwner,
            _ => Self::Enabled,
        }
    }
}

/// What the provider's list says of a client (contract 3.4), before it is joined with the profile.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ListedClient {
    /// The link.
    pub link: ProviderOrganizationId,
    /// The client.
    pub organization: OrganizationId,
    /// The provider.
    pub provider: ProviderId,
    /// Its name, decoded.
    pub name: String,
    /// The plan in the server's words.
    pub plan: Option<String>,
    /// Seats assigned.
    pub seats: Option<u32>,
    /// Seats taken.
    pub occupied: u32,
    /// Seats left, as the server counts.
    pub remaining: Option<i64>,
    /// People who are confirmed.
    pub confirmed: u32,
    /// When it became a client.
    pub added: Timestamp,
    /// The client's key under the provider's key, for the vault.
    pub wrapped_key: Option<String>,
}

/// The clients, each with what the profile knows of it. The profile may be older than the list: what it does not know is
/// left open.
pub fn join(listed: Vec<ListedClient>, managed: &[ManagedOrganization]) -> Vec<Client> {
    let known: BTreeMap<(ProviderId, OrganizationId), &ManagedOrganization> = managed
        .iter()
        .map(|organization| ((organization.provider, organization.id), organization))
        .collect();
    listed
        .into_iter()
        .map(|client| {
            let organization = known.get(&(client.provider, client.organization));
            Client {
                link: client.link,
                organization: client.organization,
                provider: client.provider,
                name: client.name,
                plan: client.plan,
                tier: organization.map(|organization| organization.tier),
                seats: client.seats,
                occupied: client.occupied,
                remaining: client.remaining.or_else(|| {
                    client
                        .seats
                        .map(|seats| i64::from(seats) - i64::from(client.occupied))
                }),
                confirmed: client.confirmed,
                state: ClientState::new(
                    organization.map(|organization| organization.standing),
                    client.confirmed,
                ),
                added: client.added,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::organization::Features;

    fn listed(organization: &str, confirmed: u32) -> ListedClient {
        ListedClient {
            link: "00000000-0000-0000-0000-0000000000ff".parse().unwrap(),
            organization: organization.parse().unwrap(),
            provider: "00000000-0000-0000-0000-00000000000a".parse().unwrap(),
            name: "Bakker & Zonen".into(),
            plan: Some("Teams (Monthly)".into()),
            seats: Some(5),
            occupied: 6,
            remaining: None,
            confirmed,
            added: Timestamp::from_millis(0),
            wrapped_key: None,
        }
    }

    fn managed(id: &str, standing: Standing) -> ManagedOrganization {
        ManagedOrganization {
            id: id.parse().unwrap(),
            name: "Bakker & Zonen".into(),
            provider: "00000000-0000-0000-0000-00000000000a".parse().unwrap(),
            standing,
            tier: ProductTier::Teams,
            features: Features::default(),
            wrapped_key: None,
        }
    }

    const ONE: &str = "00000000-0000-0000-0000-000000000001";
    const TWO: &str = "00000000-0000-0000-0000-000000000002";

    #[test]
    fn the_list_is_joined_with_what_the_profile_knows() {
        let clients = join(
            vec![listed(ONE, 3), listed(TWO, 3)],
            &[managed(ONE, Standing::Suspended)],
        );
        assert_eq!(clients[0].tier, Some(ProductTier::Teams));
        assert_eq!(clients[0].state, ClientState::Suspended);
        assert_eq!(clients[1].tier, None);
        assert_eq!(clients[1].state, ClientState::Enabled);
        assert_eq!(clients[0].remaining, Some(-1));
        assert!(clients[0].is_full());
    }

    #[test]
    fn a_client_nobody_is_confirmed_in_waits_for_its_owner_unless_it_is_suspended() {
        assert_eq!(
            ClientState::new(Some(Standing::Enabled), 0),
            ClientState::WaitingForOwner
        );
        assert_eq!(ClientState::new(None, 0), ClientState::WaitingForOwner);
        assert_eq!(
            ClientState::new(Some(Standing::Suspended), 0),
            ClientState::Suspended
        );
        assert_eq!(
            ClientState::new(Some(Standing::Enabled), 1),
            ClientState::Enabled
        );
    }
}
