//! The person's own account: profile, hint, codes by mail (contract 1.5 and 2.1).

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::http::{Api, Call, Service};
use super::identity::{AccountKeysWire, PrivateKeys, private_keys};
use super::wire;
use crate::domain::email::EmailAddress;
use crate::domain::ids::{OrganizationId, ProviderId, UserId};
use crate::domain::organization::{
    Features, ManagedOrganization, MemberRole, Membership, ProductTier,
};
use crate::domain::provider::{Provider, ProviderRole, ProviderStatus, ProviderType, Standing};
use crate::domain::search::Folded;
use crate::domain::time::Timestamp;

/// The profile: whose account it is, and all that it gives access to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Profile {
    /// The account.
    pub id: UserId,
    /// Its address.
    pub email: String,
    /// The person's name, decoded.
    pub name: Option<String>,
    /// The private keys.
    pub private_keys: Option<PrivateKeys>,
    /// Providers of which the person is a confirmed user, by name.
    pub providers: Vec<Provider>,
    /// Their client organisations.
    pub managed: Vec<ManagedOrganization>,
    /// Organisations of which the person is a confirmed member, by name.
    pub memberships: Vec<Membership>,
}

impl Api {
    /// `GET /accounts/profile`.
    pub async fn profile(&self) -> Result<Profile, Error> {
        let call = Call::get("/accounts/profile".to_owned(), "GET /accounts/profile");
        self.read::<ProfileWire>(call)
            .await
            .map(ProfileWire::profile)
    }

    /// `GET /accounts/revision-date`: when the account last changed.
    pub async fn revision_date(&self) -> Result<Timestamp, Error> {
        let call = Call::get(
            "/accounts/revision-date".to_owned(),
            "GET /accounts/revision-date",
        );
        self.read::<i64>(call).await.map(Timestamp::from_millis)
    }

    /// `POST /accounts/password-hint`: mails it, if there is such an account, and never says.
    pub async fn send_password_hint(&self, email: &EmailAddress) -> Result<(), Error> {
        let body = HintBody {
            email: email.as_str(),
        };
        let endpoint = "POST /accounts/password-hint";
        self.call(Call::anonymous_post(
            Service::Api,
            "/accounts/password-hint",
            endpoint,
            &body,
        )?)
        .await?;
        Ok(())
    }

    /// `POST /accounts/resend-new-device-otp`: mails another code for a new browser.
    pub async fn resend_device_code(&self, email: &EmailAddress, hash: &str) -> Result<(), Error> {
        let body = ResendBody {
            email: email.as_str(),
            master_password_hash: hash,
        };
        let endpoint = "POST /accounts/resend-new-device-otp";
        self.call(Call::anonymous_post(
            Service::Api,
            "/accounts/resend-new-device-otp",
            endpoint,
            &body,
        )?)
        .await?;
        Ok(())
    }
}

#[derive(Serialize)]
struct HintBody<'a> {
    email: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResendBody<'a> {
    email: &'a str,
    master_password_hash: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ProfileWire {
    #[serde(deserialize_with = "wire::text")]
    id: UserId,
    email: String,
    #[serde(default, deserialize_with = "wire::optional_name")]
    name: Option<String>,
    private_key: Option<String>,
    account_keys: Option<AccountKeysWire>,
    organizations: Option<Vec<OrganizationWire>>,
    providers: Option<Vec<ProviderWire>>,
    provider_organizations: Option<Vec<OrganizationWire>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ProviderWire {
    #[serde(deserialize_with = "wire::text")]
    id: ProviderId,
    #[serde(default, deserialize_with = "wire::name")]
    name: String,
    key: Option<String>,
    #[serde(rename = "type")]
    role: i64,
    enabled: bool,
    provider_status: i64,
    provider_type: i64,
    #[serde(default, deserialize_with = "wire::switch")]
    use_events: bool,
}

/// An organisation of the profile: one's own, or a client.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OrganizationWire {
    #[serde(deserialize_with = "wire::text")]
    id: OrganizationId,
    #[serde(default, deserialize_with = "wire::name")]
    name: String,
    enabled: bool,
    #[serde(rename = "type")]
    role: i64,
    status: Option<i64>,
    key: Option<String>,
    #[serde(default, deserialize_with = "wire::optional_text")]
    provider_id: Option<ProviderId>,
    product_tier_type: Option<i64>,
    #[serde(flatten)]
    features: FeaturesWire,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the cloud's own list")]
pub(super) struct FeaturesWire {
    #[serde(default, deserialize_with = "wire::switch")]
    use_policies: bool,
    #[serde(default, deserialize_with = "wire::switch")]
    use_groups: bool,
    #[serde(default, deserialize_with = "wire::switch")]
    use_events: bool,
    #[serde(default, deserialize_with = "wire::switch")]
    use_sso: bool,
    #[serde(default, deserialize_with = "wire::switch")]
    use_reset_password: bool,
    #[serde(default, deserialize_with = "wire::switch")]
    use_custom_permissions: bool,
    #[serde(default, deserialize_with = "wire::switch")]
    use_scim: bool,
    #[serde(default, deserialize_with = "wire::switch")]
    use_organization_domains: bool,
}

impl FeaturesWire {
    pub(super) fn features(&self) -> Features {
        Features {
            policies: self.use_policies,
            groups: self.use_groups,
            events: self.use_events,
            sso: self.use_sso,
            account_recovery: self.use_reset_password,
            custom_roles: self.use_custom_permissions,
            scim: self.use_scim,
            domains: self.use_organization_domains,
        }
    }
}

fn standing(enabled: bool) -> Standing {
    if enabled {
        Standing::Enabled
    } else {
        Standing::Suspended
    }
}

/// `OrganizationUserStatusType`: of the person's own memberships, only the confirmed have a key.
const CONFIRMED: i64 = 2;

impl ProfileWire {
    fn profile(self) -> Profile {
        let mut providers: Vec<Provider> = self
            .providers
            .unwrap_or_default()
            .into_iter()
            .map(ProviderWire::provider)
            .collect();
        providers.sort_by_cached_key(|provider| Folded::new(&provider.name));
        let mut memberships: Vec<Membership> = self
            .organizations
            .unwrap_or_default()
            .into_iter()
            .filter(|organization| organization.status.is_none_or(|status| status == CONFIRMED))
            .map(OrganizationWire::membership)
            .collect();
        memberships.sort_by_cached_key(|organization| Folded::new(&organization.name));
        let managed = self.provider_organizations.unwrap_or_default();
        Profile {
            id: self.id,
            email: self.email,
            name: self.name,
            private_keys: private_keys(self.account_keys, self.private_key),
            providers,
            managed: managed
                .into_iter()
                .filter_map(OrganizationWire::managed)
                .collect(),
            memberships,
        }
    }
}

impl ProviderWire {
    fn provider(self) -> Provider {
        Provider {
            id: self.id,
            name: self.name,
            role: ProviderRole::from_number(self.role),
            kind: ProviderType::from_number(self.provider_type),
            status: ProviderStatus::from_number(self.provider_status),
            standing: standing(self.enabled),
            events: self.use_events,
            wrapped_key: self.key,
        }
    }
}

impl OrganizationWire {
    fn tier(&self) -> ProductTier {
        ProductTier::from_number(self.product_tier_type.unwrap_or(-1))
    }

    fn membership(self) -> Membership {
        Membership {
            id: self.id,
            role: MemberRole::from_number(self.role),
            standing: standing(self.enabled),
            provider: self.provider_id,
            tier: self.tier(),
            features: self.features.features(),
            name: self.name,
            wrapped_key: self.key,
        }
    }

    /// One without a provider would be no client.
    fn managed(self) -> Option<ManagedOrganization> {
        Some(ManagedOrganization {
            id: self.id,
            provider: self.provider_id?,
            standing: standing(self.enabled),
            tier: self.tier(),
            features: self.features.features(),
            name: self.name,
            wrapped_key: self.key,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read() {
        let wire: ProfileWire = wire::read(
            r#"{"object":"profile","id":"00000000-0000-0000-0000-00000000002a","name":"Anna &amp; co","email":"a@b.c",
            "key":"2.k","privateKey":"2.p","accountKeys":null,"securityStamp":"s","forcePasswordReset":false,
            "organizations":[{"object":"profileOrganization","id":"00000000-0000-0000-0000-000000000003","name":"Own",
                "enabled":true,"type":0,"status":2,"key":"4.o","providerId":null,"productTierType":3,"usePolicies":true,
                "useGroups":null},
                {"id":"00000000-0000-0000-0000-000000000004","name":"Invited","enabled":true,"type":2,"status":1,"key":null,
                "productTierType":3}],
            "providers":[{"object":"profileProvider","id":"00000000-0000-0000-0000-00000000000b","name":"Zeta","key":null,
                "status":2,"type":1,"enabled":true,"providerStatus":0,"providerType":0},
                {"id":"00000000-0000-0000-0000-00000000000a","name":"Éen","key":"4.k","status":2,"type":0,"enabled":false,
                "providerStatus":2,"providerType":7}],
            "providerOrganizations":[{"object":"profileProviderOrganization","id":"00000000-0000-0000-0000-000000000001",
                "name":"B&#252;ro","enabled":false,"type":0,"status":2,"key":"2.c","productTierType":2,
                "providerId":"00000000-0000-0000-0000-00000000000a","useEvents":true,"seats":5}]}"#,
            "",
        )
        .unwrap();
        let profile = wire.profile();
        assert_eq!(profile.name.as_deref(), Some("Anna & co"));
        assert_eq!(profile.private_keys.unwrap().wrapped_private_key, "2.p");
        let names: Vec<&str> = profile
            .providers
            .iter()
            .map(|provider| provider.name.as_str())
            .collect();
        assert_eq!(names, ["Éen", "Zeta"]);
        let provider = &profile.providers[0];
        assert_eq!(
            (provider.role, provider.kind),
            (ProviderRole::Admin, ProviderType::Unknown(7))
        );
        assert_eq!(
            (provider.status, provider.standing),
            (ProviderStatus::Billable, Standing::Suspended)
        );
        let [client] = &profile.managed[..] else {
            panic!()
        };
        assert_eq!(
            (client.name.as_str(), client.tier, client.standing),
            ("Büro", ProductTier::Teams, Standing::Suspended)
        );
        assert!(client.features.events && !client.features.policies);
        let [own] = &profile.memberships[..] else {
            panic!()
        };
        assert_eq!(
            (own.role, own.wrapped_key.as_deref()),
            (MemberRole::Owner, Some("4.o"))
        );
    }

    #[test]
    fn a_third_partys_sparse_profile_is_read() {
        let wire: ProfileWire = wire::read(
            r#"{"id":"00000000-0000-0000-0000-00000000002a","email":"a@b.c"}"#,
            "",
        )
        .unwrap();
        let profile = wire.profile();
        assert!(
            profile.providers.is_empty()
                && profile.managed.is_empty()
                && profile.memberships.is_empty()
        );
    }
}
