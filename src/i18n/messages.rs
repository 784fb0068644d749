//! Every text of the program, as one struct. A text that is missing does not compile; one that nobody reads is a warning.
#![expect(
    missing_docs,
    reason = "a text's name and its English are its documentation"
)]

mod arrivals;
mod billing;
mod client_acts;
mod client_new;
mod events;
mod overview;
mod palette;
mod selection;
mod settings;
mod team;
mod units;

pub use arrivals::Arrivals;
pub use billing::Billing;
pub use client_acts::ClientActs;
pub use client_new::ClientNew;
pub use events::Events;
pub use overview::Overview;
pub use palette::Palette;
pub use selection::Selection;
pub use settings::Settings;
pub use team::Team;
pub use units::Units;

/// The texts of the sign-in, and those that every screen shares. They come with the first part of the program, which the
/// visitor waits for; so what only the screens behind the sign-in say stands in [`Messages`].
#[derive(Debug)]
pub struct Entry {
    /// Words that many screens share.
    pub common: Common,
    /// Sign-in: who you are.
    pub sign_in: SignIn,
    /// Sign-in: the second step and the new-device code.
    pub codes: Codes,
    /// Sign-in: what this portal cannot do for you, and where to go.
    pub stop: Stop,
    /// The locked session, and the way from there to the screens.
    pub unlock: Unlock,
    /// What went wrong, and what to do about it.
    pub errors: Errors,
}

/// All texts in one language: those of [`Entry`] can be named as its own.
#[derive(Debug)]
pub struct Messages {
    /// What is there from the start.
    pub entry: &'static Entry,
    /// The frame around the screens.
    pub shell: Shell,
    /// The provider chooser.
    pub providers: Providers,
    /// The client list.
    pub clients: Clients,
    /// One organisation's overview.
    pub organization: Organization,
    /// The list of keys.
    pub keys: Keys,
    /// Ticked rows.
    pub selection: Selection,
    /// What the clients of a business unit provider are called.
    pub units: Units,
    /// Going anywhere by typing.
    pub palette: Palette,
    /// Coming in by a link of a mail.
    pub arrivals: Arrivals,
    /// The people of a provider.
    pub team: Team,
    /// Event logs.
    pub events: Events,
    /// What a provider pays.
    pub billing: Billing,
    /// A provider's own settings.
    pub settings: Settings,
    /// What needs doing for a provider today.
    pub overview: Overview,
    /// What is done to one client.
    pub client_acts: ClientActs,
    /// Clients that are added.
    pub client_new: ClientNew,
}

impl std::ops::Deref for Messages {
    type Target = Entry;

    fn deref(&self) -> &Entry {
        self.entry
    }
}

/// Words that many screens share.
#[derive(Debug)]
pub struct Common {
    pub starting: &'static str,
    pub loading: &'static str,
    pub close: &'static str,
    pub retry: &'static str,
    pub retrying: &'static str,
    pub copy: fn(&str) -> String,
    pub copied: &'static str,
    pub back: &'static str,
    pub show_password: &'static str,
    pub hide_password: &'static str,
    pub clear_search: &'static str,
    pub sort_by: fn(&str) -> String,
    pub none: &'static str,
    pub unlimited: &'static str,
    pub unknown: &'static str,
    pub just_now: &'static str,
    /// "As of {time}", under what was read from the server.
    pub as_of: fn(&str) -> String,
    pub refresh: &'static str,
    pub refreshing: &'static str,
    /// Beside data that could not be refreshed.
    pub stale: fn(&str) -> String,
    pub offline: &'static str,
    pub offline_hint: &'static str,
    pub enabled: &'static str,
    pub suspended: &'static str,
    pub waiting_for_owner: &'static str,
    pub id: &'static str,
    pub now_showing: fn(&str) -> String,
}

/// The frame around the screens.
#[derive(Debug)]
pub struct Shell {
    pub skip: &'static str,
    pub navigation: &'static str,
    pub own_organizations: &'static str,
    pub all_providers: &'static str,
    pub provider_admin: &'static str,
    pub service_user: &'static str,
    pub account: &'static str,
    pub lock: &'static str,
    pub sign_out: &'static str,
    pub theme: &'static str,
    pub light: &'static str,
    pub dark: &'static str,
    pub system: &'static str,
    pub language: &'static str,
    pub not_found: &'static str,
    pub not_found_what: &'static str,
    pub not_found_go: &'static str,
    pub not_yours: &'static str,
    pub not_yours_provider: &'static str,
    pub not_yours_organization: &'static str,
}

/// Sign-in: who you are.
#[derive(Debug)]
pub struct SignIn {
    pub title: &'static str,
    pub region: &'static str,
    pub region_us: &'static str,
    pub region_eu: &'static str,
    pub region_gov: &'static str,
    pub email: &'static str,
    pub password: &'static str,
    pub remember: &'static str,
    pub submit: &'static str,
    pub no_reset: &'static str,
    pub hint: &'static str,
    pub foot: &'static str,
    pub email_missing: &'static str,
    pub email_invalid: &'static str,
    pub password_missing: &'static str,
    pub wrong: &'static str,
    pub wrong_region: fn(&str) -> String,
    pub hint_title: &'static str,
    pub hint_lead: &'static str,
    pub hint_submit: &'static str,
    pub hint_sent: &'static str,
    pub hint_failover: &'static str,
    pub hint_back: &'static str,
    pub by_person: &'static str,
    pub expired: &'static str,
    pub elsewhere: &'static str,
    pub bad_config: &'static str,
    pub bad_config_hint: &'static str,
    pub no_config: &'static str,
    pub unexpected: &'static str,
    pub unexpected_do: &'static str,
}

/// Sign-in: the second step and the new-device code.
#[derive(Debug)]
pub struct Codes {
    pub title: &'static str,
    pub method: &'static str,
    pub authenticator: &'static str,
    pub email: &'static str,
    pub yubikey: &'static str,
    pub recovery: &'static str,
    pub authenticator_lead: &'static str,
    pub email_lead: fn(&str) -> String,
    pub email_lead_unknown: &'static str,
    pub yubikey_lead: &'static str,
    pub recovery_lead: &'static str,
    pub code: &'static str,
    pub recovery_code: &'static str,
    pub yubikey_code: &'static str,
    pub remember: &'static str,
    pub submit: &'static str,
    pub send: &'static str,
    pub resend: &'static str,
    pub resend_in: fn(u32) -> String,
    pub sent: &'static str,
    pub wrong: &'static str,
    pub missing: &'static str,
    pub device_title: &'static str,
    pub device_lead: fn(&str) -> String,
    pub device_why: &'static str,
    pub others: fn(&str) -> String,
    pub passkey: &'static str,
    pub duo: &'static str,
}

/// Sign-in: what this portal cannot do for you, and where to go.
#[derive(Debug)]
pub struct Stop {
    pub go: &'static str,
    pub back: &'static str,
    pub password_title: &'static str,
    pub password_what: &'static str,
    pub sso_title: &'static str,
    pub sso_what: &'static str,
    pub sso_identifier: fn(&str) -> String,
    pub key_connector_title: &'static str,
    pub key_connector_what: &'static str,
    pub tied_title: &'static str,
    pub tied_what: fn(&str) -> String,
    pub two_step_title: &'static str,
    pub two_step_what: &'static str,
    pub legacy_title: &'static str,
    pub legacy_what: &'static str,
    pub too_old_title: &'static str,
    pub too_old_what: &'static str,
    pub self_hosted_title: &'static str,
    pub self_hosted_what: fn(&str) -> String,
    pub third_party_title: fn(&str) -> String,
    pub third_party_what: &'static str,
    pub device_title: &'static str,
    pub device_said: fn(&str) -> String,
    pub go_on: &'static str,
}

/// The locked session.
#[derive(Debug)]
pub struct Unlock {
    pub title: &'static str,
    pub submit: &'static str,
    pub wrong: &'static str,
    pub other: &'static str,
    pub keeps_place: &'static str,
    pub idle: &'static str,
    pub vault_died: &'static str,
    pub no_reset: &'static str,
    pub arriving: &'static str,
    pub not_arrived: &'static str,
    pub not_arrived_do: &'static str,
    pub reload: &'static str,
}

/// The provider chooser.
#[derive(Debug)]
pub struct Providers {
    pub title: &'static str,
    pub providers: &'static str,
    pub organizations: &'static str,
    pub organizations_lead: &'static str,
    pub empty: &'static str,
    pub empty_why: &'static str,
    pub pending: &'static str,
    pub suspended: &'static str,
    pub clients: fn(&str, usize) -> String,
}

/// The client list.
#[derive(Debug)]
pub struct Clients {
    pub title: &'static str,
    pub caption: fn(&str) -> String,
    pub summary: fn(&str, usize, &str, &str) -> String,
    pub showing: fn(&str, &str) -> String,
    pub search: &'static str,
    pub filters: &'static str,
    pub name: &'static str,
    pub plan: &'static str,
    pub assigned: &'static str,
    pub used: &'static str,
    pub left: &'static str,
    pub left_of: &'static str,
    pub state: &'static str,
    pub since: &'static str,
    pub confirmed: &'static str,
    pub no_seats_left: &'static str,
    pub full: &'static str,
    pub seats_of: fn(&str, &str) -> String,
    pub export: &'static str,
    pub exported: fn(usize) -> String,
    pub file_name: &'static str,
    pub empty: &'static str,
    pub empty_why: &'static str,
    pub nothing: &'static str,
    pub nothing_why: &'static str,
    pub clear: &'static str,
    pub failed: &'static str,
    pub pending: &'static str,
    pub pending_what: &'static str,
    pub reseller: &'static str,
    pub reseller_what: &'static str,
    pub keys: &'static str,
}

/// One organisation's overview.
#[derive(Debug)]
pub struct Organization {
    pub overview: &'static str,
    pub breadcrumb: &'static str,
    pub confirmed: &'static str,
    pub facts: &'static str,
    pub plan: &'static str,
    pub seats: &'static str,
    pub seats_used: fn(&str, &str) -> String,
    pub state: &'static str,
    pub billing_email: &'static str,
    pub added: &'static str,
    pub organization_id: &'static str,
    pub link_id: &'static str,
    pub role: &'static str,
    pub features: &'static str,
    pub features_lead: &'static str,
    pub feature_off: &'static str,
    pub policies: &'static str,
    pub groups: &'static str,
    pub directory: &'static str,
    pub events: &'static str,
    pub sso: &'static str,
    pub scim: &'static str,
    pub reset_password: &'static str,
    pub custom_permissions: &'static str,
    pub api: &'static str,
    pub claimed_domains: &'static str,
    pub collections: &'static str,
    pub collections_count: fn(usize) -> String,
    pub collections_empty: &'static str,
    pub collections_empty_why: &'static str,
    pub unreadable: &'static str,
    pub unreadable_some: fn(usize) -> String,
    pub unreadable_why: &'static str,
    pub my_items: &'static str,
    pub my_items_why: &'static str,
    pub no_key: &'static str,
    pub no_key_why: &'static str,
    pub collection_id: fn(&str) -> String,
    pub waiting_what: &'static str,
    pub suspended_what: &'static str,
    pub owner: &'static str,
    pub admin: &'static str,
    pub user: &'static str,
    pub custom: &'static str,
}

/// What went wrong, and what to do about it.
#[derive(Debug)]
pub struct Errors {
    pub offline: &'static str,
    pub offline_do: &'static str,
    pub timed_out: &'static str,
    pub timed_out_do: &'static str,
    pub signed_out: &'static str,
    pub signed_out_do: &'static str,
    pub not_permitted: &'static str,
    pub not_permitted_do: &'static str,
    pub not_found: &'static str,
    pub not_found_do: &'static str,
    pub rejected: &'static str,
    pub rejected_do: &'static str,
    pub conflict: &'static str,
    pub conflict_do: &'static str,
    pub slow_down: &'static str,
    pub slow_down_do: fn(u64) -> String,
    pub slow_down_do_unknown: &'static str,
    pub server_down: &'static str,
    pub server_down_do: &'static str,
    pub unreadable: &'static str,
    pub unreadable_do: &'static str,
    pub vault_wrong_key: &'static str,
    pub vault_wrong_key_do: &'static str,
    pub vault_malformed: &'static str,
    pub vault_unsupported: &'static str,
    pub vault_unsupported_do: &'static str,
    pub vault_too_weak: &'static str,
    pub vault_too_weak_do: &'static str,
    pub vault_locked: &'static str,
    pub vault_locked_do: &'static str,
    pub vault_died: &'static str,
    pub vault_died_do: &'static str,
    pub vault_part_missing: &'static str,
    pub vault_part_missing_do: &'static str,
    pub vault_outdated: &'static str,
    pub vault_outdated_do: &'static str,
    pub server_said: fn(&str) -> String,
}

/// The list of keys.
#[derive(Debug)]
pub struct Keys {
    pub title: &'static str,
    pub search: &'static str,
    pub rows: &'static str,
    pub ends: &'static str,
    pub open: &'static str,
    pub leave: &'static str,
    pub help: &'static str,
    pub enter: &'static str,
    pub escape: &'static str,
}
