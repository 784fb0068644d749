//! An organisation's facts (contract 4.1).

use serde::Deserialize;

use super::accounts::FeaturesWire;
use super::error::Error;
use super::http::{Api, Call};
use super::wire;
use crate::domain::ids::OrganizationId;
use crate::domain::organization::{CollectionRules, KeyPair, Organization, ProductTier};

impl Api {
    /// `GET /organizations/{id}`.
    pub async fn organization(&self, id: OrganizationId) -> Result<Organization, Error> {
        let call = Call::get(format!("/organizations/{id}"), "GET /organizations/{id}");
        self.read::<OrganizationWire>(call)
            .await
            .map(OrganizationWire::organization)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the cloud's own list")]
struct OrganizationWire {
    #[serde(deserialize_with = "wire::text")]
    id: OrganizationId,
    #[serde(default, deserialize_with = "wire::name")]
    name: String,
    #[serde(default, deserialize_with = "wire::optional_name")]
    business_name: Option<String>,
    billing_email: Option<String>,
    plan: Option<PlanWire>,
    seats: Option<u32>,
    max_collections: Option<u32>,
    max_storage_gb: Option<u32>,
    #[serde(flatten)]
    features: FeaturesWire,
    #[serde(default, deserialize_with = "wire::switch")]
    has_public_and_private_keys: bool,
    #[serde(default, deserialize_with = "wire::switch")]
    limit_collection_creation: bool,
    #[serde(default, deserialize_with = "wire::switch")]
    limit_collection_deletion: bool,
    #[serde(default, deserialize_with = "wire::switch")]
    limit_item_deletion: bool,
    #[serde(default, deserialize_with = "wire::switch")]
    allow_admin_access_to_all_collection_items: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PlanWire {
    name: Option<String>,
    product_tier: Option<i64>,
}

impl OrganizationWire {
    fn organization(self) -> Organization {
        let tier = self
            .plan
            .as_ref()
            .and_then(|plan| plan.product_tier)
            .map(ProductTier::from_number);
        Organization {
            id: self.id,
            name: self.name,
            business_name: self.business_name,
            billing_email: self.billing_email.filter(|email| !email.is_empty()),
            plan: self.plan.and_then(|plan| plan.name),
            tier,
            seats: self.seats,
            max_collections: self.max_collections,
            max_storage_gb: self.max_storage_gb,
            features: self.features.features(),
            key_pair: if self.has_public_and_private_keys {
                KeyPair::Present
            } else {
                KeyPair::Missing
            },
            collection_rules: CollectionRules {
                limit_creation: self.limit_collection_creation,
                limit_deletion: self.limit_collection_deletion,
                limit_item_deletion: self.limit_item_deletion,
                admins_reach_all_items: self.allow_admin_access_to_all_collection_items,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organization_is_read() {
        let wire: OrganizationWire = wire::read(
            r#"{"object":"organization","id":"00000000-0000-0000-0000-000000000001","name":"B &amp; Z","businessName":"",
            "billingEmail":"a@b.c","plan":{"object":"plan","type":19,"productTier":3,"name":"Enterprise (Monthly)"},
            "planType":19,"seats":10,"maxCollections":null,"maxStorageGb":1,"useGroups":true,"usePolicies":true,
            "hasPublicAndPrivateKeys":true,"limitCollectionCreation":true,"allowAdminAccessToAllCollectionItems":true}"#,
            "",
        )
        .unwrap();
        let organization = wire.organization();
        assert_eq!(organization.name, "B & Z");
        assert_eq!(organization.business_name, None);
        assert_eq!(
            (organization.tier, organization.seats),
            (Some(ProductTier::Enterprise), Some(10))
        );
        assert!(organization.features.policies && !organization.features.sso);
        assert!(
            organization.collection_rules.limit_creation
                && organization.collection_rules.admins_reach_all_items
        );
        assert_eq!(organization.key_pair, KeyPair::Present);
    }
}
