//! What the domain's own words are called.

use super::{entry_words, words};
use crate::domain::client::ClientState;
use crate::domain::organization::{MemberRole, ProductTier};
use crate::domain::provider::{ProviderRole, ProviderType};
use crate::domain::provider_user::{ProviderUserStatus, TeamReason};
use crate::domain::region::Region;

/// What a region is called: the vendor's own in the reader's language, any other as its host named it.
pub fn region(region: &Region) -> String {
    let words = &entry_words().sign_in;
    match region.id.as_str() {
        "us" => words.region_us.to_owned(),
        "eu" => words.region_eu.to_owned(),
        "gov" => words.region_gov.to_owned(),
        _ => region.name.clone(),
    }
}

/// What a person is in a provider.
pub fn provider_role(role: ProviderRole) -> &'static str {
    match role {
        ProviderRole::Admin => words().shell.provider_admin,
        ProviderRole::ServiceUser => words().shell.service_user,
        ProviderRole::Unknown(_) => words().common.unknown,
    }
}

/// What the organisations of a provider are called: clients, or the business units of one company.
#[derive(Clone, Copy, Debug)]
pub struct ClientWords {
    /// All of them.
    pub title: &'static str,
    /// Over the field to search them.
    pub search: &'static str,
    /// One of them.
    pub name: &'static str,
    /// There are none.
    pub empty: &'static str,
    /// Why there are none.
    pub empty_why: &'static str,
    /// The search finds none.
    pub nothing: &'static str,
    /// They could not be read.
    pub failed: &'static str,
}

/// What the organisations of a provider of this kind are called.
pub fn client_words(kind: ProviderType) -> ClientWords {
    let (clients, units) = (&words().clients, &words().units);
    if kind == ProviderType::BusinessUnit {
        ClientWords {
            title: units.title,
            search: units.search,
            name: units.name,
            empty: units.empty,
            empty_why: units.empty_why,
            nothing: units.nothing,
            failed: units.failed,
        }
    } else {
        ClientWords {
            title: clients.title,
            search: clients.search,
            name: clients.name,
            empty: clients.empty,
            empty_why: clients.empty_why,
            nothing: clients.nothing,
            failed: clients.failed,
        }
    }
}

/// What a role in a provider may do, in a sentence.
pub fn provider_role_meaning(role: ProviderRole) -> &'static str {
    let words = &words().team;
    match role {
        ProviderRole::Admin => words.admin_means,
        ProviderRole::ServiceUser => words.service_user_means,
        ProviderRole::Unknown(_) => words.unknown_what,
    }
}

/// How far somebody's joining a provider has come.
pub fn provider_user_status(status: ProviderUserStatus) -> &'static str {
    let words = &words().team;
    match status {
        ProviderUserStatus::Invited => words.invited,
        ProviderUserStatus::Accepted => words.needs_confirmation,
        ProviderUserStatus::Confirmed => words.confirmed,
        ProviderUserStatus::Unknown(_) => self::words().common.unknown,
    }
}

/// Why something may not be done with one of a provider's people.
pub fn team_reason(reason: TeamReason) -> &'static str {
    let words = &words().team;
    match reason {
        TeamReason::NotInvited => words.only_invited,
        TeamReason::NotAcceptedYet | TeamReason::AlreadyConfirmed => words.only_accepted,
        TeamReason::HasRole => words.has_role,
        TeamReason::LastAdmin => words.last_admin,
        TeamReason::Yourself => words.yourself,
        TeamReason::Unknown => words.unknown_what,
    }
}

/// What a member is in an organisation.
pub fn member_role(role: MemberRole) -> &'static str {
    let words = &words().organization;
    match role {
        MemberRole::Owner => words.owner,
        MemberRole::Admin => words.admin,
        MemberRole::User => words.user,
        MemberRole::Custom => words.custom,
        MemberRole::Unknown(_) => self::words().common.unknown,
    }
}

/// What is the matter with a client.
pub fn client_state(state: ClientState) -> &'static str {
    match state {
        ClientState::Enabled => words().common.enabled,
        ClientState::Suspended => words().common.suspended,
        ClientState::WaitingForOwner => words().common.waiting_for_owner,
    }
}

/// A kind of plan. These are the vendor's product names, the same in every language.
pub fn tier(tier: ProductTier) -> &'static str {
    match tier {
        ProductTier::Free => "Free",
        ProductTier::Families => "Families",
        ProductTier::TeamsStarter => "Teams Starter",
        ProductTier::Teams => "Teams",
        ProductTier::Enterprise => "Enterprise",
        ProductTier::Unknown(_) => words().common.unknown,
    }
}
