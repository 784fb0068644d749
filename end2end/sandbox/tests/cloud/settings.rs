//! A provider's own settings, its end and its beginning (contract 3.1 and 3.2), and the limits that all acts share.

use axum::http::StatusCode;
use bitwarden_api_api::models as api;
use sandbox::cloud::Settings;
use serde_json::{Value, json};

use crate::{models::read, sandbox::Sandbox};

const NONE: Value = Value::Null;
const KEY: &str = "4.AAAA";

fn change(name: &str) -> Value {
    let body = api::ProviderUpdateRequestModel {
        name: name.to_owned(),
        business_name: Some("Waterland & Zoon B.V.".to_owned()),
        billing_email: "Kas@waterlandbeheer.nl".to_owned(),
    };
    serde_json::to_value(body).unwrap()
}

#[tokio::test]
async fn an_admin_renames_the_provider() {
    let sandbox = Sandbox::new();
    let provider = sandbox.id_of("providers", "Waterland Beheer").await;
    let path = format!("/api/providers/{provider}");
    let token = sandbox.access("admin").await;
    let changed: api::ProviderResponseModel = read(
        &sandbox
            .ask("PUT", &path, &token, change("Zoë <Beheer>"))
            .await,
    );
    assert_eq!(
        (
            changed.name.as_deref(),
            changed.business_name.as_deref(),
            changed.billing_email.as_deref()
        ),
        (
            Some("Zoë <Beheer>"),
            Some("Waterland & Zoon B.V."),
            Some("kas@waterlandbeheer.nl")
        )
    );
    assert_eq!(
        sandbox.get(&path, &token).await.json()["name"],
        "Zoë <Beheer>"
    );
    let profile = sandbox.get("/api/accounts/profile", &token).await.json();
    assert_eq!(profile["providers"][0]["name"], "Zoë <Beheer>");
    let mut bare = change("Waterland");
    bare["businessName"] = json!("");
    assert_eq!(
        sandbox.ask("PUT", &path, &token, bare).await.json()["businessName"],
        NONE,
        "empty becomes null"
    );

    let service = sandbox.access("service-user").await;
    assert_eq!(
        sandbox
            .ask("PUT", &path, &service, change("x"))
            .await
            .size(),
        (403, 0)
    );
    for (property, wrong, field) in [
        ("name", json!(""), "Name"),
        ("name", json!("n".repeat(51)), "Name"),
        ("name", json!("&".repeat(11)), "Name"),
        ("businessName", json!("n".repeat(51)), "BusinessName"),
        ("billingEmail", json!("nobody"), "BillingEmail"),
        ("billingEmail", NONE, "BillingEmail"),
        (
            "billingEmail",
            json!(format!("{}@b.nl", "x".repeat(260))),
            "BillingEmail",
        ),
    ] {
        let mut body = change("Waterland");
        body[property] = wrong;
        let refused = sandbox.ask("PUT", &path, &token, body).await;
        assert!(
            refused.json()["validationErrors"][field][0].is_string(),
            "{field}: {}",
            refused.json()
        );
    }
    let own = sandbox
        .ask("PUT", &format!("/selfhost{path}"), &token, change("Elders"))
        .await;
    assert_eq!(
        (own.status, own.json()["name"].as_str()),
        (StatusCode::OK, Some("Waterland")),
        "taken, and nothing changed"
    );
}

#[tokio::test]
async fn deleting_a_provider_asks_for_nothing_and_leaves_its_clients() {
    let sandbox = Sandbox::new();
    let provider = sandbox.id_of("providers", "Waterland Beheer").await;
    let path = format!("/api/providers/{provider}");
    let (token, service) = (
        sandbox.access("admin").await,
        sandbox.access("service-user").await,
    );
    assert_eq!(
        sandbox.ask("DELETE", &path, &service, NONE).await.size(),
        (403, 0)
    );
    assert_eq!(
        sandbox.ask("DELETE", &path, &token, NONE).await.size(),
        (200, 0)
    );
    assert_eq!(
        sandbox.get(&path, &token).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        sandbox.ask("DELETE", &path, &token, NONE).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        sandbox.ask("PUT", &path, &token, change("x")).await.status,
        StatusCode::NOT_FOUND
    );
    let profile = sandbox.get("/api/accounts/profile", &token).await.json();
    assert_eq!(
        (&profile["providers"], &profile["providerOrganizations"]),
        (&json!([]), &json!([]))
    );
    let owner = sandbox.access("client-owner").await;
    let client = sandbox
        .id_of("organizations", "Dijkstra & Kuiper Advocaten")
        .await;
    assert_eq!(
        sandbox
            .get(&format!("/api/organizations/{client}"), &owner)
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_provider_is_deleted_with_the_mailed_token() {
    let sandbox = Sandbox::new();
    let provider = sandbox.id_of("providers", "Polder IT").await;
    let path = format!("/api/providers/{provider}/delete-recover-token");
    let refused = sandbox.post(&path, &json!({ "token": "made up" })).await;
    assert_eq!(refused.said(), (400, "Invalid token.".to_owned()));
    sandbox
        .cloud
        .database
        .rows()
        .execute(
            "INSERT INTO link_tokens VALUES ('t', 'delete-provider', ?1, 'administratie@polder-it.nl', 1 << 60)",
            [&provider],
        )
        .unwrap();
    assert_eq!(
        sandbox.post(&path, &json!({ "token": "t" })).await.size(),
        (200, 0)
    );
    assert_eq!(
        sandbox.post(&path, &json!({ "token": "t" })).await.status,
        StatusCode::NOT_FOUND
    );
}

fn setup(token: &str) -> Value {
    json!({
        "name": "Veenland IT", "businessName": null, "billingEmail": "kas@veenland-it.nl", "token": token, "key": KEY,
        "paymentMethod": { "type": "card", "token": "pm_1" },
        "billingAddress": { "country": "NL", "postalCode": "1541 AA", "taxId": { "code": "eu_vat", "value": "NL001234567B01" } },
    })
}

/// The setup token from the mail.
async fn mailed(sandbox: &Sandbox) -> String {
    let mail = sandbox.mail("femke@veenland-it.nl").await;
    let setup = mail
        .as_array()
        .unwrap()
        .iter()
        .find(|letter| letter["kind"] == "provider-setup")
        .unwrap()
        .clone();
    let link = setup["link"].as_str().unwrap();
    assert!(
        link.starts_with("https://vault.bitwarden.eu/#/providers/setup-provider?providerId="),
        "{link}"
    );
    assert!(
        link.contains("&email=femke%40veenland-it.nl&token="),
        "{link}"
    );
    link.rsplit_once("token=").unwrap().1.to_owned()
}

#[tokio::test]
async fn a_pending_provider_is_set_up_once() {
    let sandbox = Sandbox::new();
    let provider = sandbox.id_of("providers", "Veenland IT").await;
    let path = format!("/api/providers/{provider}/setup");
    let token = sandbox.access("pending-provider").await;
    let mail = mailed(&sandbox).await;
    let with = |property: &str, value: Value| {
        let mut body = setup(&mail);
        body[property] = value;
        body
    };
    let ask = async |body: Value| sandbox.ask("POST", &path, &token, body).await;
    assert_eq!(
        ask(setup("made up")).await.said(),
        (400, "Invalid token.".to_owned())
    );
    for (property, wrong, field) in [
        ("key", json!("plain"), "Key"),
        ("key", NONE, "Key"),
        ("token", NONE, "Token"),
        ("name", json!("n".repeat(51)), "Name"),
        ("paymentMethod", NONE, "PaymentMethod"),
        ("billingAddress", NONE, "BillingAddress"),
    ] {
        let refused = ask(with(property, wrong)).await;
        assert!(
            refused.json()["validationErrors"][field][0].is_string(),
            "{field}: {}",
            refused.json()
        );
    }
    let declined = ask(with(
        "paymentMethod",
        json!({ "type": "card", "token": "pm_declined" }),
    ))
    .await;
    assert_eq!(
        (declined.status, declined.json()["object"].as_str()),
        (StatusCode::BAD_REQUEST, Some("error"))
    );
    let tax = ask(with(
        "billingAddress",
        json!({ "country": "NL", "postalCode": "1", "taxId": { "code": "eu_vat", "value": "?" } }),
    ))
    .await;
    assert!(tax.said().1.contains("tax ID number"));
    let stranger = sandbox.access("admin").await;
    assert_eq!(
        sandbox
            .ask("POST", &path, &stranger, setup(&mail))
            .await
            .size(),
        (403, 0)
    );
    let profile = sandbox.get("/api/accounts/profile", &token).await.json();
    assert_eq!(
        (
            &profile["providers"][0]["providerStatus"],
            &profile["providers"][0]["key"]
        ),
        (&json!(0), &NONE),
        "nothing happened"
    );

    let done: api::ProviderResponseModel = read(&ask(setup(&mail)).await);
    assert_eq!(done.billing_email.as_deref(), Some("kas@veenland-it.nl"));
    let profile = sandbox.get("/api/accounts/profile", &token).await.json();
    assert_eq!(
        (
            &profile["providers"][0]["providerStatus"],
            &profile["providers"][0]["key"]
        ),
        (&json!(2), &json!(KEY))
    );
    let told = sandbox
        .get(
            &format!("/api/providers/{provider}/billing/subscription"),
            &token,
        )
        .await
        .json();
    assert_eq!(told["status"], "trialing");
    assert_eq!(
        ask(setup(&mail)).await.said(),
        (400, "Provider is already setup.".to_owned())
    );
}

#[tokio::test]
async fn a_setup_link_dies_after_five_days_and_an_owner_must_still_be_one() {
    let sandbox = Sandbox::new();
    let provider = sandbox.id_of("providers", "Veenland IT").await;
    let path = format!("/api/providers/{provider}/setup");
    let mail = mailed(&sandbox).await;
    let token = sandbox.access("pending-provider").await;
    sandbox
        .cloud
        .database
        .rows()
        .execute(
            "UPDATE provider_users SET type = 1 WHERE provider_id = ?1",
            [&provider],
        )
        .unwrap();
    assert_eq!(
        sandbox
            .ask("POST", &path, &token, setup(&mail))
            .await
            .said(),
        (400, "Invalid owner.".to_owned())
    );
    sandbox
        .cloud
        .database
        .rows()
        .execute(
            "UPDATE provider_users SET type = 0 WHERE provider_id = ?1",
            [&provider],
        )
        .unwrap();
    sandbox
        .post("/__sandbox/clock", &json!({ "advanceSeconds": 120 * 3600 }))
        .await;
    let token = sandbox.access("pending-provider").await;
    assert_eq!(
        sandbox
            .ask("POST", &path, &token, setup(&mail))
            .await
            .said(),
        (400, "Invalid token.".to_owned())
    );
}

#[tokio::test]
async fn every_act_counts_against_the_limits() {
    let sandbox = Sandbox::with(
        Settings {
            failure_delay_ms: 0,
            ..Settings::default()
        },
        None,
    );
    let provider = sandbox.id_of("providers", "Waterland Beheer").await;
    let token = sandbox.access("admin").await;
    let unknown = "00000000-0000-0000-0000-000000000000";
    for (method, rest) in [
        ("POST", format!("users/{unknown}/reinvite")),
        ("PUT", format!("users/{unknown}")),
        ("DELETE", format!("organizations/{unknown}")),
    ] {
        sandbox
            .post("/__sandbox/clock", &json!({ "advanceSeconds": 2 }))
            .await;
        let path = format!("/api/providers/{provider}/{rest}");
        for _ in 0..5 {
            let served = sandbox
                .ask(method, &path, &token, json!({ "type": 0 }))
                .await;
            assert_ne!(served.status, StatusCode::TOO_MANY_REQUESTS, "{method}");
        }
        let refused = sandbox
            .ask(method, &path, &token, json!({ "type": 0 }))
            .await;
        assert_eq!(
            refused.said(),
            (
                429,
                "Slow down! Too many requests. Try again in 1s.".to_owned()
            ),
            "{method}"
        );
        assert!(refused.headers.contains_key("retry-after"));
    }
}
