//! An organisation's row, and the facts of it that several answers show.

use rusqlite::Row;
use serde_json::{Map, Value, json};

use crate::{html, ids::OrganizationId};

/// An organisation.
pub(crate) struct Organization {
    pub(crate) id: OrganizationId,
    pub(crate) name: String,
    pub(crate) business_name: Option<String>,
    pub(crate) billing_email: String,
    pub(crate) identifier: Option<String>,
    pub(crate) plan_type: i64,
    pub(crate) tier: i64,
    pub(crate) enabled: bool,
    pub(crate) seats: Option<i64>,
    pub(crate) max_collections: Option<i64>,
    pub(crate) max_storage_gb: Option<i64>,
    pub(crate) has_keys: bool,
    pub(crate) require_sso: bool,
    pub(crate) key_connector_url: Option<String>,
    limit_collection_creation: bool,
    limit_collection_deletion: bool,
    limit_item_deletion: bool,
    allow_admin_access: bool,
}

/// The columns that `Organization::read` needs, of `organizations o` joined with `plans p`.
pub(crate) const COLUMNS: &str = "o.id AS organization_id, o.name AS organization_name, o.business_name, o.billing_email, o.identifier, \
     o.plan_type, p.tier, o.enabled, o.seats, o.max_collections, o.max_storage_gb, \
     o.public_key IS NOT NULL AND o.private_key IS NOT NULL AS has_keys, o.require_sso, o.key_connector_url, \
     o.limit_collection_creation, o.limit_collection_deletion, o.limit_item_deletion, o.allow_admin_access";

impl Organization {
    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("organization_id")?,
            name: row.get("organization_name")?,
            business_name: row.get("business_name")?,
            billing_email: row.get("billing_email")?,
            identifier: row.get("identifier")?,
            plan_type: row.get("plan_type")?,
            tier: row.get("tier")?,
            enabled: row.get("enabled")?,
            seats: row.get("seats")?,
            max_collections: row.get("max_collections")?,
            max_storage_gb: row.get("max_storage_gb")?,
            has_keys: row.get("has_keys")?,
            require_sso: row.get("require_sso")?,
            key_connector_url: row.get("key_connector_url")?,
            limit_collection_creation: row.get("limit_collection_creation")?,
            limit_collection_deletion: row.get("limit_collection_deletion")?,
            limit_item_deletion: row.get("limit_item_deletion")?,
            allow_admin_access: row.get("allow_admin_access")?,
        })
    }

    /// The name as ℍ fields show it.
    pub(crate) fn shown_name(&self) -> String {
        html::decode(&self.name)
    }

    /// What the plan can do and what the organisation's settings say, under the names that profile and organisation
    /// answers share. One of them is spelt differently in the two (contract 0).
    pub(crate) fn facts(&self, sm_ads: &str) -> Map<String, Value> {
        let business = self.tier >= 2;
        let enterprise = self.tier == 3;
        let paid = self.tier > 0;
        let flags = [
            ("usePolicies", enterprise),
            ("useSso", enterprise),
            ("useKeyConnector", enterprise),
            ("useScim", business),
            ("useGroups", business),
            ("useDirectory", business),
            ("useEvents", business),
            ("useTotp", paid),
            ("use2fa", business),
            ("useApi", business),
            ("useResetPassword", enterprise),
            ("useSecretsManager", false),
            ("usePasswordManager", true),
            ("usersGetPremium", paid),
            ("useCustomPermissions", enterprise),
            ("useRiskInsights", enterprise),
            ("useOrganizationDomains", enterprise),
            ("useAdminSponsoredFamilies", false),
            ("useAutomaticUserConfirmation", false),
            (sm_ads, false),
            ("usePhishingBlocker", enterprise),
            ("useMyItems", enterprise),
            ("useInviteLinks", business),
            ("usePam", false),
            ("selfHost", enterprise),
            ("hasPublicAndPrivateKeys", self.has_keys),
            ("limitCollectionCreation", self.limit_collection_creation),
            ("limitCollectionDeletion", self.limit_collection_deletion),
            ("limitItemDeletion", self.limit_item_deletion),
            (
                "allowAdminAccessToAllCollectionItems",
                self.allow_admin_access,
            ),
        ];
        let mut facts: Map<String, Value> = flags
            .into_iter()
            .map(|(name, on)| (name.to_owned(), on.into()))
            .collect();
        for (name, value) in [
            ("id", json!(self.id)),
            ("name", json!(self.shown_name())),
            ("seats", json!(self.seats)),
            ("maxCollections", json!(self.max_collections)),
            ("maxStorageGb", json!(self.max_storage_gb)),
        ] {
            facts.insert(name.to_owned(), value);
        }
        facts
    }
}
