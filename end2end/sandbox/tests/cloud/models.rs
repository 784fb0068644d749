//! The vendor's published models read every answer, and lose nothing of it: what a model does not know by that name and
//! type is missing when it is written out again.

use axum::http::StatusCode;
use bitwarden_api_api::models as api;
use bitwarden_api_identity::models as identity;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::sandbox::{Answer, Sandbox};

/// Reads `answer` as a `Model` and compares what the model writes with what came.
pub(crate) fn read<Model: DeserializeOwned + Serialize>(answer: &Answer) -> Model {
    assert_eq!(answer.status, StatusCode::OK);
    let model: Model = serde_json::from_slice(&answer.bytes)
        .unwrap_or_else(|reason| panic!("{reason}: {}", answer.json()));
    assert_kept("", &answer.json(), &serde_json::to_value(&model).unwrap());
    model
}

fn assert_kept(path: &str, sent: &Value, kept: &Value) {
    match sent {
        Value::Null => {}
        Value::Object(fields) => {
            for (name, value) in fields {
                assert_kept(&format!("{path}.{name}"), value, &kept[name]);
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                assert_kept(&format!("{path}[{n}]"), item, &kept[n]);
            }
        }
        Value::Number(number) => assert_eq!(
            number.as_f64(),
            kept.as_f64(),
            "the model does not know {path}"
        ),
        other => assert_eq!(other, kept, "the model does not know {path}"),
    }
}

#[tokio::test]
async fn anonymous_answers() {
    let sandbox = Sandbox::new();
    for prefix in ["", "/us", "/eu", "/gov", "/selfhost", "/thirdparty"] {
        let config: api::ConfigResponseModel =
            read(&sandbox.get(&format!("{prefix}/api/config"), "").await);
        let environment = config.environment.unwrap();
        assert_eq!(config.version.as_deref(), Some("2026.8.0"));
        assert_eq!(
            environment.api.unwrap(),
            format!("http://localhost:8080{prefix}/api")
        );
        let expected = [
            ("/us", "US"),
            ("/eu", "EU"),
            ("/gov", "US Gov"),
            ("/selfhost", "Self-hosted"),
            ("", "EU"),
        ];
        let expected = expected
            .iter()
            .find(|(of, _)| *of == prefix)
            .map(|(_, region)| (*region).to_owned());
        assert_eq!(environment.cloud_region, expected);
        assert_eq!(config.server.is_some(), prefix == "/thirdparty");
    }
    let plans: api::PlanResponseModelListResponseModel = read(&sandbox.get("/api/plans", "").await);
    let plans = plans.data.unwrap();
    assert!(
        plans
            .iter()
            .any(|plan| plan.r#type == Some(api::PlanType::EnterpriseMonthly))
    );
    assert!(
        plans
            .iter()
            .all(|plan| plan.password_manager.is_some() && plan.name.is_some())
    );
    for email in [
        "anouk@waterlandbeheer.nl",
        "joris@waterlandbeheer.nl",
        "nobody@example.com",
    ] {
        let told = sandbox
            .post(
                "/identity/accounts/prelogin/password",
                &json!({ "email": email }),
            )
            .await;
        let told: identity::PasswordPreloginResponseModel = read(&told);
        assert!(
            told.kdf.is_some()
                && told.kdf_iterations.is_some()
                && told.kdf_settings.is_some()
                && told.salt.is_some()
        );
    }
}

#[tokio::test]
async fn profiles_of_everybody_who_gets_in() {
    let sandbox = Sandbox::new();
    for case in [
        "admin",
        "service-user",
        "argon2id",
        "v2",
        "v2-early",
        "two-providers",
        "suspended-provider",
        "pending-provider",
        "direct-owner",
        "client-owner",
        "client-member",
        "no-provider",
        "key-connector",
        "us",
        "invited",
        "accepted",
        "accepted-v2",
        "business-unit",
        "reseller",
    ] {
        let token = sandbox.access(case).await;
        let profile: api::ProfileResponseModel =
            read(&sandbox.get("/api/accounts/profile", &token).await);
        assert!(
            profile.id.is_some() && profile.key.is_some() && profile.security_stamp.is_some(),
            "{case}"
        );
        let keys = profile.account_keys.unwrap();
        assert!(
            keys.public_key_encryption_key_pair
                .wrapped_private_key
                .is_some()
        );
        assert_eq!(
            keys.security_state.is_some(),
            case.starts_with("v2") || case == "accepted-v2",
            "{case}"
        );
        let providers = profile.providers.unwrap();
        assert_eq!(
            providers
                .iter()
                .filter(|provider| provider.key.is_none())
                .count(),
            usize::from(case == "pending-provider"),
            "{case}"
        );
        for client in profile.provider_organizations.unwrap() {
            assert!(client.key.as_deref().unwrap().starts_with("2."), "{case}");
            assert!(
                client.product_tier_type.is_some()
                    && client.provider_id.is_some()
                    && client.enabled.is_some()
            );
        }
        for own in profile.organizations.unwrap() {
            assert!(own.key.as_deref().unwrap().starts_with("4."), "{case}");
            assert!(own.organization_user_id.is_some() && own.r#type.is_some());
        }
        let sync: api::SyncResponseModel =
            read(&sandbox.get("/api/sync?excludeDomains=true", &token).await);
        let unlock = sync.user_decryption.unwrap().master_password_unlock;
        assert_eq!(unlock.is_some(), case != "key-connector", "{case}");
    }
}

#[tokio::test]
async fn providers_clients_members_and_collections() {
    let sandbox = Sandbox::new();
    let token = sandbox.access("admin").await;
    let provider = sandbox.id_of("providers", "Waterland Beheer").await;
    let found: api::ProviderResponseModel = read(
        &sandbox
            .get(&format!("/api/providers/{provider}"), &token)
            .await,
    );
    assert_eq!(
        (found.name.as_deref(), found.r#type),
        (Some("Waterland Beheer"), Some(api::ProviderType::Msp))
    );
    let path = format!("/api/providers/{provider}/organizations");
    let clients: api::ProviderOrganizationOrganizationDetailsResponseModelListResponseModel =
        read(&sandbox.get(&path, &token).await);
    let clients = clients.data.unwrap();
    assert!(clients.len() >= 12);
    for client in clients {
        assert!(
            client.key.is_some()
                && client.plan.is_some()
                && client.user_count.is_some()
                && client.creation_date.is_some()
        );
        let path = format!("/api/organizations/{}", client.organization_id.unwrap());
        let organization: api::OrganizationResponseModel = read(&sandbox.get(&path, &token).await);
        assert!(
            organization.plan.is_some()
                && organization.plan_type.is_some()
                && organization.billing_email.is_some()
        );
        assert_eq!(organization.name, client.organization_name);
        let list: api::CollectionResponseModelListResponseModel =
            read(&sandbox.get(&format!("{path}/collections"), &token).await);
        assert!(
            list.data.unwrap().iter().all(|collection| collection
                .name
                .as_deref()
                .unwrap()
                .starts_with("2."))
        );
        let details: api::CollectionAccessDetailsResponseModelListResponseModel = read(
            &sandbox
                .get(&format!("{path}/collections/details"), &token)
                .await,
        );
        assert!(details.data.unwrap().iter().any(|collection| {
            collection
                .users
                .as_ref()
                .is_some_and(|users| !users.is_empty())
        }));
        let members: api::OrganizationUserUserDetailsResponseModelListResponseModel = read(
            &sandbox
                .get(&format!("{path}/users?includeCollections=true"), &token)
                .await,
        );
        assert!(
            members
                .data
                .unwrap()
                .iter()
                .any(|member| member.r#type == Some(api::OrganizationUserType::Owner))
        );
        let members: api::OrganizationUserUserMiniDetailsResponseModelListResponseModel = read(
            &sandbox
                .get(&format!("{path}/users/mini-details"), &token)
                .await,
        );
        assert!(
            members
                .data
                .unwrap()
                .iter()
                .all(|member| member.email.is_some() && member.status.is_some())
        );
        let _: api::OrganizationPublicKeyResponseModel =
            read(&sandbox.get(&format!("{path}/public-key"), &token).await);
    }
}

#[tokio::test]
async fn public_keys_of_people() {
    let sandbox = Sandbox::new();
    let token = sandbox.access("admin").await;
    for case in ["admin", "v2"] {
        let id = sandbox.person(case).await["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let key: api::UserKeyResponseModel = read(
            &sandbox
                .get(&format!("/api/users/{id}/public-key"), &token)
                .await,
        );
        assert_eq!(
            (key.user_id.unwrap().to_string(), key.public_key.is_some()),
            (id.clone(), true)
        );
        let keys: api::PublicKeysResponseModel =
            read(&sandbox.get(&format!("/api/users/{id}/keys"), &token).await);
        assert_eq!(
            (
                keys.verifying_key.is_some(),
                keys.signed_public_key.is_some()
            ),
            (case == "v2", case == "v2")
        );
    }
    let unknown = sandbox
        .get(
            "/api/users/00000000-0000-0000-0000-000000000000/public-key",
            &token,
        )
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

/// No published model exists for these two; contract 3.6 names the fields.
#[tokio::test]
async fn what_a_provider_pays_adds_up() {
    let sandbox = Sandbox::new();
    let token = sandbox.access("admin").await;
    let provider = sandbox.id_of("providers", "Waterland Beheer").await;
    let billing = sandbox
        .get(
            &format!("/api/providers/{provider}/billing/subscription"),
            &token,
        )
        .await
        .json();
    for plan in billing["plans"].as_array().unwrap() {
        let number = |name: &str| plan[name].as_f64().unwrap_or_else(|| panic!("{name}"));
        assert_eq!(
            number("purchasedSeats"),
            (number("assignedSeats") - number("seatMinimum")).max(0.0)
        );
        let price = if plan["type"] == 17 { 4.0 } else { 6.0 };
        assert_eq!(
            number("cost"),
            (number("seatMinimum") + number("purchasedSeats")) * price
        );
        assert_eq!(plan["cadence"], "Monthly");
    }
    assert_eq!(billing["discountPercentage"], 20);
    assert_eq!(billing["suspension"], Value::Null);
    let warnings = |token: String, provider: String| {
        let sandbox = &sandbox;
        async move {
            sandbox
                .get(
                    &format!("/api/providers/{provider}/billing/vnext/warnings"),
                    &token,
                )
                .await
                .json()
        }
    };
    assert_eq!(
        warnings(token, provider).await,
        json!({ "suspension": null, "taxId": null })
    );
    let suspended = sandbox.id_of("providers", "Noorderlicht ICT").await;
    let told = warnings(sandbox.access("suspended-provider").await, suspended).await;
    assert_eq!(told["suspension"]["resolution"], "add_payment_method");
}
