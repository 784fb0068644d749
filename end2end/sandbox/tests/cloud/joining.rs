//! How the owner of a new client comes in (contract 4.2): mail, acceptance, confirmation by the provider.

use axum::http::StatusCode;
use bitwarden_api_api::models as api;
use serde_json::{Value, json};

use crate::{
    models::read,
    sandbox::{SEALED, Sandbox},
};

const NONE: Value = Value::Null;

/// A client that the admin just made for Kees, and the path to its users.
async fn made(sandbox: &Sandbox, admin: &str) -> (String, String) {
    let provider = sandbox.id_of("providers", "Waterland Beheer").await;
    let body = json!({
        "name": "Losser & Zn", "ownerEmail": "kees@voorbeeld.nl", "planType": 17, "seats": 2, "key": SEALED,
        "keyPair": { "publicKey": "MIIB", "encryptedPrivateKey": SEALED }, "collectionName": SEALED,
    });
    let path = format!("/api/providers/{provider}/clients");
    assert_eq!(
        sandbox.ask("POST", &path, admin, body).await.status,
        StatusCode::OK
    );
    let id = sandbox.id_of("organizations", "Losser & Zn").await;
    let path = format!("/api/organizations/{id}");
    let members = sandbox.get(&format!("{path}/users"), admin).await.json();
    (path, members["data"][0]["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn the_owner_accepts_and_is_confirmed_by_the_provider() {
    let sandbox = Sandbox::new();
    let (admin, kees) = (
        sandbox.access("admin").await,
        sandbox.access("no-provider").await,
    );
    let (path, id) = made(&sandbox, &admin).await;
    let mail = sandbox.mail("kees@voorbeeld.nl").await;
    let link = mail
        .as_array()
        .unwrap()
        .iter()
        .find(|letter| letter["kind"] == "organization-invite")
        .unwrap()["link"]
        .clone();
    let token = link
        .as_str()
        .unwrap()
        .split("token=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap()
        .to_owned();
    let accept = format!("{path}/users/{id}/accept");
    let ask = async |who: &str, token: &str| {
        sandbox
            .ask("POST", &accept, who, json!({ "token": token }))
            .await
            .said()
    };
    let stranger = sandbox.access("direct-owner").await;
    assert_eq!(
        ask(&stranger, &token).await,
        (400, "User email does not match invite.".to_owned())
    );
    assert_eq!(
        ask(&kees, "made up").await,
        (400, "Invalid token.".to_owned())
    );
    let keys = async |id: &str| -> Value {
        let body = json!({ "ids": [id] });
        let told = sandbox
            .ask("POST", &format!("{path}/users/public-keys"), &admin, body)
            .await;
        let _: api::OrganizationUserPublicKeyResponseModelListResponseModel = read(&told);
        told.json()["data"].clone()
    };
    assert_eq!(keys(&id).await, json!([]));
    let confirm = format!("{path}/users/{id}/confirm");
    let early = sandbox
        .ask("POST", &confirm, &admin, json!({ "key": "4.AAAA" }))
        .await;
    assert_eq!(early.said(), (400, "User not valid.".to_owned()));
    assert_eq!(ask(&kees, &token).await, (200, String::new()));
    assert_eq!(
        ask(&kees, &token).await,
        (400, "Already accepted.".to_owned())
    );
    assert!(keys(&id).await[0]["key"].is_string());

    assert_eq!(
        sandbox
            .ask("POST", &confirm, &kees, json!({ "key": "4.AAAA" }))
            .await
            .size(),
        (403, 0)
    );
    assert_eq!(
        sandbox
            .ask("POST", &confirm, &admin, json!({ "key": "" }))
            .await
            .status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        sandbox
            .ask("POST", &confirm, &admin, json!({ "key": "4.AAAA" }))
            .await
            .size(),
        (200, 0)
    );
    let member: api::OrganizationUserDetailsResponseModel =
        read(&sandbox.get(&format!("{path}/users/{id}"), &admin).await);
    assert_eq!(
        member.status,
        Some(api::OrganizationUserStatusType::Confirmed)
    );
    assert_eq!(member.collections.unwrap().len(), 1);
    let profile = sandbox.get("/api/accounts/profile", &kees).await.json();
    let own = &profile["organizations"][0];
    assert_eq!(
        (&own["name"], &own["key"], &own["type"]),
        (&json!("Losser & Zn"), &json!("4.AAAA"), &json!(0))
    );
    let sync = sandbox
        .get("/api/sync?excludeDomains=true", &kees)
        .await
        .json();
    assert_eq!(sync["collections"][0]["name"], SEALED);
}

#[tokio::test]
async fn several_are_confirmed_at_once_with_a_result_each() {
    let sandbox = Sandbox::new();
    let admin = sandbox.access("admin").await;
    let id = sandbox.id_of("organizations", "Zaanbouw Aannemers").await;
    let path = format!("/api/organizations/{id}/users");
    let list = sandbox.get(&path, &admin).await.json();
    let of = |status: i64| {
        list["data"]
            .as_array()
            .unwrap()
            .iter()
            .filter(move |member| member["status"] == status)
            .map(|member| member["id"].clone())
    };
    let (waiting, invited) = (of(1).next().unwrap(), of(0).next().unwrap());
    let body =
        json!({ "keys": [{ "id": waiting, "key": "4.AAAA" }, { "id": invited, "key": "4.AAAA" }] });
    let said: api::OrganizationUserBulkResponseModelListResponseModel = read(
        &sandbox
            .ask("POST", &format!("{path}/confirm"), &admin, body)
            .await,
    );
    let errors: Vec<_> = said
        .data
        .unwrap()
        .into_iter()
        .map(|result| result.error.unwrap())
        .collect();
    assert_eq!(errors, ["", "User not valid."]);
    let stranger = sandbox.access("direct-owner").await;
    for (method, rest, body) in [
        ("POST", "confirm", json!({ "keys": [] })),
        ("POST", "public-keys", json!({ "ids": [] })),
        ("GET", waiting.as_str().unwrap(), NONE),
    ] {
        assert_eq!(
            sandbox
                .ask(method, &format!("{path}/{rest}"), &stranger, body.clone())
                .await
                .size(),
            (403, 0),
            "{rest}"
        );
    }
    for rest in ["confirm", "public-keys"] {
        let refused = sandbox
            .ask(
                "POST",
                &format!("{path}/{rest}"),
                &admin,
                json!({ "keys": [], "ids": [] }),
            )
            .await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    }
    let unknown = format!("{path}/00000000-0000-0000-0000-000000000000");
    assert_eq!(
        sandbox.get(&unknown, &admin).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        sandbox
            .ask(
                "POST",
                &format!("{unknown}/accept"),
                &admin,
                json!({ "token": "x" })
            )
            .await
            .said(),
        (400, "User invalid.".to_owned())
    );
}
