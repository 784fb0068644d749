//! A provider, and what a person is in it (contract 2.1 and 3).

use super::ids::ProviderId;

/// A provider of which the person is a confirmed user, from `providers` of the profile.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Provider {
    /// Its id.
    pub id: ProviderId,
    /// Its name, decoded.
    pub name: String,
    /// What the person is in it.
    pub role: ProviderRole,
    /// What kind of provider it is.
    pub kind: ProviderType,
    /// How far it has come.
    pub status: ProviderStatus,
    /// Whether it may be used, or is suspended: the cloud disables a provider that does not pay.
    pub standing: Standing,
    /// Whether its events are logged.
    pub events: bool,
    /// Its key under the person's public key, for the vault. `None` while it is not set up.
    pub wrapped_key: Option<String>,
}

/// Whether something may be used.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// It may.
    Enabled,
    /// It is disabled.
    Suspended,
}

/// What a person is in a provider. A number that this version does not know is kept, and may do nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ProviderRole {
    /// May do everything.
    Admin,
    /// Manages the clients, but not the team, the billing or the provider itself.
    ServiceUser,
    /// Of a later version of the cloud.
    Unknown(i64),
}

impl ProviderRole {
    /// `ProviderUserType` of contract 3.
    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Admin,
            1 => Self::ServiceUser,
            other => Self::Unknown(other),
        }
    }

    /// The inverse of [`from_number`](Self::from_number).
    pub fn number(self) -> i64 {
        match self {
            Self::Admin => 0,
            Self::ServiceUser => 1,
            Self::Unknown(number) => number,
        }
    }
}

/// What kind of provider it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ProviderType {
    /// A managed service provider.
    Msp,
    /// Sells only: its clients pay for themselves.
    Reseller,
    /// One company with many organisations.
    BusinessUnit,
    /// Of a later version of the cloud.
    Unknown(i64),
}

impl ProviderType {
    /// `ProviderType` of contract 3.
    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Msp,
            1 => Self::Reseller,
            2 => Self::BusinessUnit,
            other => Self::Unknown(other),
        }
    }
}

/// How far a provider has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ProviderStatus {
    /// Its set-up was not done: it has no key yet.
    Pending,
    /// Set up, without consolidated billing.
    Created,
    /// Set up, and billed for its clients.
    Billable,
    /// Of a later version of the cloud.
    Unknown(i64),
}

impl ProviderStatus {
    /// `ProviderStatusType` of contract 3.
    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Pending,
            1 => Self::Created,
            2 => Self::Billable,
            other => Self::Unknown(other),
        }
    }
}
