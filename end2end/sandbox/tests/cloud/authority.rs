//! Who may read what, and how a refusal looks (contract 3 and 4.0).

use axum::http::StatusCode;
use serde_json::Value;

use crate::sandbox::{Answer, Sandbox};

fn assert_not_found(answer: &Answer) {
    assert_eq!(
        (answer.status, answer.json()["message"].as_str()),
        (StatusCode::NOT_FOUND, Some("Resource not found."))
    );
}

#[tokio::test]
async fn both_provider_roles_read_and_strangers_get_the_documented_refusals() {
    let sandbox = Sandbox::new();
    let provider = sandbox.id_of("providers", "Waterland Beheer").await;
    let (admin, service, stranger) = (
        sandbox.access("admin").await,
        sandbox.access("service-user").await,
        sandbox.access("suspended-provider").await,
    );
    for path in ["", "/organizations"] {
        let path = format!("/api/providers/{provider}{path}");
        for token in [&admin, &service] {
            assert_eq!(sandbox.get(&path, token).await.status, StatusCode::OK);
        }
        let refused = sandbox.get(&path, &stranger).await;
        assert_eq!(
            (refused.status, refused.bytes.len()),
            (StatusCode::FORBIDDEN, 0),
            "403 and empty"
        );
    }
    let billing = format!("/api/providers/{provider}/billing");
    assert_eq!(
        sandbox
            .get(&format!("{billing}/subscription"), &service)
            .await
            .status,
        StatusCode::OK
    );
    let refused = sandbox
        .get(&format!("{billing}/subscription"), &stranger)
        .await;
    assert_eq!(
        (refused.status, refused.json()["message"].as_str()),
        (StatusCode::UNAUTHORIZED, Some("Unauthorized."))
    );
    let refused = sandbox
        .get(&format!("{billing}/vnext/warnings"), &stranger)
        .await;
    assert_eq!(
        (refused.status, refused.json()),
        (
            StatusCode::UNAUTHORIZED,
            serde_json::json!({ "object": "error", "message": "Unauthorized.", "errors": null })
        )
    );
    let unknown = sandbox
        .get(
            "/api/providers/00000000-0000-0000-0000-000000000000/billing/vnext/warnings",
            &admin,
        )
        .await;
    assert_eq!(
        (unknown.status, unknown.json()["message"].as_str()),
        (StatusCode::NOT_FOUND, Some("Provider not found."))
    );
}

#[tokio::test]
async fn a_client_is_open_to_its_provider_and_its_owner_alone() {
    let sandbox = Sandbox::new();
    let client = sandbox
        .id_of("organizations", "Dijkstra & Kuiper Advocaten")
        .await;
    let path = format!("/api/organizations/{client}");
    for case in ["admin", "service-user", "client-owner"] {
        assert_eq!(
            sandbox.get(&path, &sandbox.access(case).await).await.status,
            StatusCode::OK,
            "{case}"
        );
    }
    let (member, stranger) = (
        sandbox.access("client-member").await,
        sandbox.access("direct-owner").await,
    );
    assert_not_found(&sandbox.get(&path, &member).await);
    assert_not_found(&sandbox.get(&path, &stranger).await);
    assert_not_found(&sandbox.get(&format!("{path}/collections"), &stranger).await);
    assert_eq!(
        sandbox.get(&format!("{path}/users"), &member).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        sandbox
            .get(&format!("{path}/users/mini-details"), &member)
            .await
            .status,
        StatusCode::OK
    );
    assert_eq!(
        sandbox
            .get(&format!("{path}/public-key"), &stranger)
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn the_role_is_the_tokens_and_the_relation_is_the_databases() {
    let sandbox = Sandbox::new();
    let token = sandbox.access("admin").await;
    let provider = sandbox.id_of("providers", "Waterland Beheer").await;
    let client = sandbox
        .id_of("organizations", "Bakkerij Van der Meer")
        .await;
    {
        let rows = sandbox.cloud.database.rows();
        rows.execute("DELETE FROM provider_users", []).unwrap();
        rows.execute(
            "DELETE FROM provider_organizations WHERE organization_id = ?1",
            [&client],
        )
        .unwrap();
    }
    assert_eq!(
        sandbox
            .get(&format!("/api/providers/{provider}"), &token)
            .await
            .status,
        StatusCode::OK,
        "until the next refresh"
    );
    assert_not_found(
        &sandbox
            .get(&format!("/api/organizations/{client}"), &token)
            .await,
    );
}

#[tokio::test]
async fn opening_collection_details_is_written_down_and_the_plain_list_is_not() {
    let sandbox = Sandbox::new();
    let client = sandbox.id_of("organizations", "Notariaat Vermeer").await;
    let token = sandbox.access("admin").await;
    let before: i64 = sandbox
        .cloud
        .database
        .rows()
        .query_row("SELECT MAX(number) FROM events", [], |row| row.get(0))
        .unwrap();
    let audit = || -> Vec<i64> {
        let rows = sandbox.cloud.database.rows();
        let mut found = rows
            .prepare(
                "SELECT type FROM events WHERE type IN (1603, 1903) AND number > ?1 ORDER BY type",
            )
            .unwrap();
        found
            .query_map([before], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap()
    };
    let list = sandbox
        .get(&format!("/api/organizations/{client}/collections"), &token)
        .await
        .json();
    assert_eq!(
        (list["data"].as_array().unwrap().len(), audit()),
        (5, vec![])
    );
    let details = sandbox
        .get(
            &format!("/api/organizations/{client}/collections/details"),
            &token,
        )
        .await;
    assert_eq!(
        (details.status, audit()),
        (StatusCode::OK, vec![1603, 1903])
    );
}

#[tokio::test]
async fn the_client_list_says_who_waits_and_who_is_full() {
    let sandbox = Sandbox::new();
    let provider = sandbox.id_of("providers", "Waterland Beheer").await;
    let list = sandbox
        .get(
            &format!("/api/providers/{provider}/organizations"),
            &sandbox.access("admin").await,
        )
        .await
        .json();
    let data = list["data"].as_array().unwrap();
    let named = |name: &str| -> &Value {
        data.iter()
            .find(|entry| entry["organizationName"] == name)
            .unwrap_or_else(|| panic!("{name}"))
    };
    let fresh = named("Tandartspraktijk De Brug");
    assert_eq!(
        (
            &fresh["userCount"],
            &fresh["occupiedSeats"],
            &fresh["remainingSeats"]
        ),
        (&0.into(), &1.into(), &4.into())
    );
    let full = named("Bakkerij Van der Meer");
    assert_eq!(
        (
            &full["seats"],
            &full["occupiedSeats"],
            &full["remainingSeats"]
        ),
        (&10.into(), &10.into(), &0.into())
    );
    let pending = named("Zaanbouw Aannemers");
    assert_eq!(
        (&pending["userCount"], &pending["occupiedSeats"]),
        (&9.into(), &16.into())
    );
    named("Dijkstra & Kuiper Advocaten");
    named("Restaurant <b>Zon</b>");
    assert_eq!(
        named("De Jong Logistiek")["plan"],
        "Enterprise (Annually) 2023"
    );
}

#[tokio::test]
async fn other_kinds_of_server_know_no_providers() {
    let sandbox = Sandbox::new();
    let token = sandbox.access("admin").await;
    let profile = sandbox
        .get("/thirdparty/api/accounts/profile", &token)
        .await
        .json();
    assert_eq!(
        (
            profile["providers"].as_array().unwrap().len(),
            profile["organizations"].as_array().unwrap().len()
        ),
        (0, 1)
    );
    let provider = sandbox.id_of("providers", "Waterland Beheer").await;
    let path = format!("api/providers/{provider}/billing/vnext/warnings");
    assert_eq!(
        sandbox
            .get(&format!("/thirdparty/{path}"), &token)
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        sandbox
            .get(&format!("/selfhost/{path}"), &token)
            .await
            .json()["message"],
        "Only allowed when not self hosted."
    );
    assert_eq!(
        sandbox.get("/selfhost/api/plans", &token).await.json()["data"],
        serde_json::json!([])
    );
}
