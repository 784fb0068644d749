//! Vault items, as members store and read them (contract 4.0, 4.7).

use axum::http::StatusCode;
use bitwarden_api_api::models as api;
use serde_json::{Value, json};

use crate::{
    models::read,
    sandbox::{SEALED, Sandbox},
};

fn login(organization: Option<&str>) -> Value {
    json!({
        "type": 1, "organizationId": organization, "name": SEALED, "notes": null, "favorite": false, "reprompt": 0,
        "login": { "username": SEALED, "password": SEALED, "uris": [{ "uri": SEALED, "match": null }] }, "key": SEALED,
    })
}

#[tokio::test]
async fn a_member_stores_an_item_that_syncs_and_that_the_provider_lists() {
    let sandbox = Sandbox::new();
    let (owner, admin) = (
        sandbox.access("client-owner").await,
        sandbox.access("admin").await,
    );
    let id = sandbox
        .id_of("organizations", "Dijkstra & Kuiper Advocaten")
        .await;
    let sync = sandbox
        .get("/api/sync?excludeDomains=true", &owner)
        .await
        .json();
    assert_eq!(sync["ciphers"], json!([]));
    let collection = sync["collections"][0]["id"].clone();
    let body = json!({ "cipher": login(Some(&id)), "collectionIds": [collection] });
    let stored = sandbox
        .ask("POST", "/api/ciphers/create", &owner, body.clone())
        .await;
    let stored: api::CipherResponseModel = read(&stored);
    let item = stored.id.unwrap().to_string();
    let synced = sandbox.get("/api/sync?excludeDomains=true", &owner).await;
    let _: api::SyncResponseModel = read(&synced);
    let synced = &synced.json()["ciphers"][0];
    assert_eq!(
        (
            &synced["name"],
            &synced["login"]["password"],
            &synced["collectionIds"][0]
        ),
        (&json!(SEALED), &json!(SEALED), &collection)
    );
    let _: api::CipherResponseModel =
        read(&sandbox.get(&format!("/api/ciphers/{item}"), &owner).await);
    let path = format!("/api/ciphers/organization-details?organizationId={id}");
    let all: api::CipherMiniDetailsResponseModelListResponseModel =
        read(&sandbox.get(&path, &admin).await);
    assert_eq!(all.data.unwrap()[0].id.unwrap().to_string(), item);

    // A provider user: half of it happens.
    let refused = sandbox
        .ask("POST", "/api/ciphers/create", &admin, body.clone())
        .await;
    assert_eq!(refused.said(), (404, "Resource not found.".to_owned()));
    let all = sandbox.get(&path, &admin).await.json();
    assert_eq!(
        (
            all["data"].as_array().unwrap().len(),
            &all["data"][1]["collectionIds"]
        ),
        (2, &json!([]))
    );
    let unassigned = sandbox
        .ask("POST", "/api/ciphers", &admin, login(Some(&id)))
        .await;
    assert_eq!(unassigned.status, StatusCode::OK);

    let stranger = sandbox.access("direct-owner").await;
    for refused in [
        sandbox.get(&path, &stranger).await,
        sandbox
            .get(&format!("/api/ciphers/{item}"), &stranger)
            .await,
        sandbox
            .ask("POST", "/api/ciphers/create", &stranger, body)
            .await,
        sandbox
            .ask("POST", "/api/ciphers", &stranger, login(Some(&id)))
            .await,
    ] {
        assert_eq!(refused.said(), (404, "Resource not found.".to_owned()));
    }
}

#[tokio::test]
async fn a_plain_member_writes_where_they_may() {
    let sandbox = Sandbox::new();
    let member = sandbox.access("client-member").await;
    let id = sandbox
        .id_of("organizations", "Dijkstra & Kuiper Advocaten")
        .await;
    let sync = sandbox
        .get("/api/sync?excludeDomains=true", &member)
        .await
        .json();
    let collection = sync["collections"][0]["id"].as_str().unwrap();
    let body = json!({ "cipher": login(Some(&id)), "collectionIds": [collection] });
    assert_eq!(
        sandbox
            .ask("POST", "/api/ciphers/create", &member, body.clone())
            .await
            .status,
        StatusCode::OK
    );
    sandbox
        .cloud
        .database
        .rows()
        .execute(
            "UPDATE collection_users SET read_only = 1 WHERE collection_id = ?1",
            [collection],
        )
        .unwrap();
    let refused = sandbox
        .ask("POST", "/api/ciphers/create", &member, body)
        .await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let sync = sandbox
        .get("/api/sync?excludeDomains=true", &member)
        .await
        .json();
    assert_eq!(
        (
            sync["ciphers"].as_array().unwrap().len(),
            &sync["ciphers"][0]["edit"]
        ),
        (1, &json!(false))
    );

    let own = sandbox
        .ask("POST", "/api/ciphers", &member, login(None))
        .await;
    let _: api::CipherResponseModel = read(&own);
    assert_eq!(
        sandbox
            .get("/api/sync?excludeDomains=true", &member)
            .await
            .json()["ciphers"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    for (property, wrong, field) in [
        ("name", json!("plain"), "Name"),
        ("type", json!(9), "Type"),
        (
            "name",
            json!(format!("{SEALED}{}", "A".repeat(1000))),
            "Name",
        ),
    ] {
        let mut body = login(None);
        body[property] = wrong;
        let refused = sandbox.ask("POST", "/api/ciphers", &member, body).await;
        assert!(
            refused.json()["validationErrors"][field][0].is_string(),
            "{field}"
        );
    }
}
