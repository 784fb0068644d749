//! An organisation: a client's, or one that a person owns directly (contract 2.1 and 4.1).

use super::ids::{OrganizationId, ProviderId};
use super::provider::Standing;

/// The kind of a plan, whatever its age and its period (contract 6).
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum ProductTier {
    /// Free.
    Free,
    /// For a family.
    Families,
    /// Teams Starter, no longer sold.
    TeamsStarter,
    /// Teams: groups, events and directory; no policies, SSO, account recovery, custom roles or claimed domains.
    Teams,
    /// Everything.
    Enterprise,
    /// Of a later version of the cloud.
    Unknown(i64),
}

impl ProductTier {
    /// `ProductTierType` of contract 6.
    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Free,
            1 => Self::Families,
            2 => Self::Teams,
            3 => Self::Enterprise,
            4 => Self::TeamsStarter,
            other => Self::Unknown(other),
        }
    }
}

/// An organisation of which the person is a member, from `organizations` of the profile.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Membership {
    /// Its id.
    pub id: OrganizationId,
    /// Its name, decoded.
    pub name: String,
    /// What the person is in it.
    pub role: MemberRole,
    /// Whether it may be used.
    pub standing: Standing,
    /// The provider that manages it, if one does.
    pub provider: Option<ProviderId>,
    /// Its plan's kind.
    pub tier: ProductTier,
    /// What its plan has.
    pub features: Features,
    /// Its key under the person's public key, for the vault.
    pub wrapped_key: Option<String>,
}

/// What a client is, from `providerOrganizations` of the profile.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ManagedOrganization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name, decoded.
    pub name: String,
    /// The provider that manages it.
    pub provider: ProviderId,
    /// Whether it may be used.
    pub standing: Standing,
    /// Its plan's kind.
    pub tier: ProductTier,
    /// What its plan has.
    pub features: Features,
    /// Its key under the provider's key, for the vault.
    pub wrapped_key: Option<String>,
}

/// What a plan has, as far as screens depend on it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the cloud's own list of independent switches"
)]
pub struct Features {
    /// Policies can be set.
    pub policies: bool,
    /// Groups can be made.
    pub groups: bool,
    /// Events are logged.
    pub events: bool,
    /// Single sign-on can be set up.
    pub sso: bool,
    /// An administrator can recover a member's account.
    pub account_recovery: bool,
    /// Roles of one's own making.
    pub custom_roles: bool,
    /// Members can be provisioned by SCIM.
    pub scim: bool,
    /// Domains can be claimed.
    pub domains: bool,
}

/// What a member is in an organisation (contract 4.2).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MemberRole {
    /// May do everything.
    Owner,
    /// Manages all but the subscription.
    Admin,
    /// Uses it.
    User,
    /// May do what was picked for this person.
    Custom,
    /// Of a later version of the cloud, or number 3, which is out of use.
    Unknown(i64),
}

impl MemberRole {
    /// `OrganizationUserType` of contract 4.2.
    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Owner,
            1 => Self::Admin,
            2 => Self::User,
            4 => Self::Custom,
            other => Self::Unknown(other),
        }
    }
}

/// An organisation in full, as `GET /organizations/{id}` tells it (contract 4.1).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name, decoded.
    pub name: String,
    /// The company's name, decoded.
    pub business_name: Option<String>,
    /// Where its invoices go, or those of its provider.
    pub billing_email: Option<String>,
    /// The plan in the server's words.
    pub plan: Option<String>,
    /// The plan's kind.
    pub tier: Option<ProductTier>,
    /// Seats assigned to it; `None` when its plan does not count seats.
    pub seats: Option<u32>,
    /// The number of collections that it may have; `None` for any number.
    pub max_collections: Option<u32>,
    /// Storage for attachments in GB; `None` when there is none.
    pub max_storage_gb: Option<u32>,
    /// What its plan has.
    pub features: Features,
    /// Whether it has its key pair, without which no account can be recovered.
    pub key_pair: KeyPair,
    /// Who may do what with collections and items.
    pub collection_rules: CollectionRules,
}

/// Whether an organisation has its RSA key pair.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyPair {
    /// It has.
    Present,
    /// It was made without.
    Missing,
}

/// Who may do what with collections and items of an organisation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the cloud's own four independent switches"
)]
pub struct CollectionRules {
    /// Only owners and admins make collections.
    pub limit_creation: bool,
    /// Only owners and admins delete collections.
    pub limit_deletion: bool,
    /// Only those who may manage a collection delete its items.
    pub limit_item_deletion: bool,
    /// Owners and admins may read and change every item.
    pub admins_reach_all_items: bool,
}
