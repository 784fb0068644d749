//! The knobs under `/__sandbox/`.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use serde_json::json;

use crate::sandbox::Sandbox;

#[tokio::test]
async fn the_desk_answers_on_loopback_only() {
    let sandbox = Sandbox::new();
    for path in ["demo", "mailbox", "clock", "faults", "requests"] {
        let ask = || {
            Request::get(format!("/__sandbox/{path}"))
                .header("X-Forwarded-For", "127.0.0.1")
                .body(Body::empty())
                .unwrap()
        };
        assert_eq!(
            sandbox.send_from("192.0.2.7:5", ask()).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        assert_eq!(
            sandbox.send_from("[::1]:5", ask()).await.status,
            StatusCode::OK,
            "{path}"
        );
    }
}

#[tokio::test]
async fn each_fault_goes_wrong_as_ordered_and_as_often() {
    let sandbox = Sandbox::new();
    let token = sandbox.access("admin").await;
    let order = async |rule| {
        assert_eq!(
            sandbox.post("/__sandbox/faults", &rule).await.status,
            StatusCode::OK
        )
    };
    let ask = async || sandbox.get("/eu/api/accounts/profile", &token).await;

    order(json!({ "kind": "rate-limit", "match": { "path": "/api/accounts" }, "times": 1, "retryAfter": 7 })).await;
    let slow = ask().await;
    assert_eq!(
        (slow.status, slow.header("retry-after")),
        (StatusCode::TOO_MANY_REQUESTS, "7")
    );
    assert_eq!(ask().await.status, StatusCode::OK, "once only");

    order(json!({ "kind": "rate-limit", "times": 1, "retryAfter": null })).await;
    assert!(ask().await.headers.get("retry-after").is_none());

    order(json!({ "kind": "error", "times": 2, "status": 503 })).await;
    order(json!({ "kind": "truncate", "times": 1 })).await;
    assert_eq!(
        (ask().await.status, ask().await.status),
        (
            StatusCode::SERVICE_UNAVAILABLE,
            StatusCode::SERVICE_UNAVAILABLE
        )
    );
    let cut = ask().await;
    assert_eq!(cut.status, StatusCode::OK);
    assert!(
        serde_json::from_slice::<serde_json::Value>(&cut.bytes).is_err() && !cut.bytes.is_empty()
    );

    order(json!({ "kind": "error", "match": { "method": "POST" } })).await;
    assert_eq!(ask().await.status, StatusCode::OK, "another method");
    sandbox.delete("/__sandbox/faults").await;

    order(json!({ "kind": "expire-token", "times": 1 })).await;
    assert_eq!(ask().await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        ask().await.status,
        StatusCode::UNAUTHORIZED,
        "the token stays dead"
    );
    let refused = sandbox
        .post("/__sandbox/faults", &json!({ "kind": "meteor" }))
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_log_tells_what_was_asked_and_nothing_secret() {
    let sandbox = Sandbox::new();
    let sign_in = sandbox.grant("admin").await;
    let token = sandbox.token(&sign_in).await.json()["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    sandbox
        .get("/eu/api/sync?excludeDomains=true", &token)
        .await;
    let log = sandbox.get("/__sandbox/requests", "").await;
    let entries = log.json();
    let last = entries.as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["path"], &last["query"], &last["status"]),
        (
            &json!("/eu/api/sync"),
            &json!("excludeDomains=true"),
            &json!(200)
        )
    );
    assert_eq!(
        (&last["account"], &last["hasAuthorization"]),
        (&json!("anouk@waterlandbeheer.nl"), &json!(true))
    );
    let text = String::from_utf8(log.bytes).unwrap();
    let hash = &sign_in
        .fields
        .iter()
        .find(|(name, _)| name == "password")
        .unwrap()
        .1;
    assert!(!text.contains(&token) && !text.contains(hash.as_str()));
    sandbox.delete("/__sandbox/requests").await;
    assert_eq!(
        sandbox.get("/__sandbox/requests", "").await.json(),
        json!([])
    );
}

#[tokio::test]
async fn reset_brings_everything_back_with_the_same_ids() {
    let sandbox = Sandbox::new();
    let before = sandbox
        .id_of("organizations", "Architectenbureau Lijn")
        .await;
    sandbox
        .cloud
        .database
        .rows()
        .execute("DELETE FROM organizations", [])
        .unwrap();
    sandbox
        .post(
            "/__sandbox/clock",
            &json!({ "now": "2030-01-01T00:00:00Z" }),
        )
        .await;
    sandbox
        .post("/__sandbox/faults", &json!({ "kind": "offline" }))
        .await;
    assert_eq!(
        sandbox.post("/__sandbox/reset", &json!({})).await.status,
        StatusCode::OK
    );
    assert_eq!(
        sandbox
            .id_of("organizations", "Architectenbureau Lijn")
            .await,
        before
    );
    assert!(
        !sandbox.get("/__sandbox/clock", "").await.json()["now"]
            .as_str()
            .unwrap()
            .starts_with("2030")
    );
    assert_eq!(
        sandbox.get("/__sandbox/faults", "").await.json()["rules"],
        json!([])
    );
}

#[tokio::test]
async fn the_mailbox_is_a_page_for_people() {
    let sandbox = Sandbox::new();
    sandbox
        .post(
            "/api/accounts/password-hint",
            &json!({ "email": "anouk@waterlandbeheer.nl" }),
        )
        .await;
    let unknown = sandbox
        .post(
            "/api/accounts/password-hint",
            &json!({ "email": "nobody@example.com" }),
        )
        .await;
    assert_eq!(unknown.status, StatusCode::OK);
    let page = Request::get("/__sandbox/mailbox")
        .header("Accept", "text/html,*/*")
        .body(Body::empty())
        .unwrap();
    let page = sandbox.send(page).await;
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(
        String::from_utf8(page.bytes)
            .unwrap()
            .contains("The four words of the comic strip.")
    );
    assert_eq!(
        sandbox
            .mail("anouk@waterlandbeheer.nl")
            .await
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn foreign_origins_are_met_with_silence() {
    let sandbox = Sandbox::new();
    let ask = |origin: &str, method: &str| {
        Request::builder()
            .method(method)
            .uri("/eu/api/config")
            .header("Origin", origin)
            .body(Body::empty())
            .unwrap()
    };
    for method in ["GET", "OPTIONS"] {
        let foreign = sandbox.send(ask("http://localhost:8080", method)).await;
        assert!(foreign.headers.get("access-control-allow-origin").is_none());
        let vault = sandbox
            .send(ask("https://vault.bitwarden.eu", method))
            .await;
        assert_eq!(
            vault.header("access-control-allow-origin"),
            "https://vault.bitwarden.eu"
        );
    }
}

#[test]
fn a_database_of_another_version_is_refused_in_a_sentence() {
    let file = std::env::temp_dir().join(format!("sandbox-version-{}.sqlite", std::process::id()));
    drop(sandbox::database::Database::at(&file).unwrap());
    assert!(
        sandbox::database::Database::at(&file).unwrap().1,
        "it is taken up again"
    );
    let other = rusqlite::Connection::open(&file).unwrap();
    other.pragma_update(None, "user_version", 999).unwrap();
    drop(other);
    let refusal = sandbox::database::Database::at(&file)
        .err()
        .unwrap()
        .to_string();
    assert!(
        refusal.contains("another version") && refusal.contains("999"),
        "{refusal}"
    );
    std::fs::write(
        &file,
        "not a database, but long enough to be looked at as if it were one".repeat(20),
    )
    .unwrap();
    let refusal = sandbox::database::Database::at(&file)
        .err()
        .unwrap()
        .to_string();
    assert!(
        refusal.contains("not a database of the sandbox"),
        "{refusal}"
    );
    std::fs::remove_file(&file).unwrap();
}
