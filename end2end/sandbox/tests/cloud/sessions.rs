//! Access and refresh tokens over time (contract 1.3 and 1.7).

use axum::http::StatusCode;
use serde_json::json;

use crate::sandbox::{Sandbox, SignIn};

fn refresh(token: &str) -> SignIn {
    let fields = [
        ("grant_type", "refresh_token"),
        ("client_id", "web"),
        ("refresh_token", token),
    ];
    SignIn {
        prefix: "",
        version: Some("2026.8.0"),
        fields: fields
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
    }
}

#[tokio::test]
async fn an_access_token_lives_an_hour_and_a_refresh_token_slides_for_a_week() {
    let sandbox = Sandbox::new();
    let body = sandbox.token(&sandbox.grant("admin").await).await.json();
    let (access, again) = (
        body["access_token"].as_str().unwrap(),
        body["refresh_token"].as_str().unwrap(),
    );
    assert_eq!(
        sandbox.get("/api/accounts/profile", access).await.status,
        StatusCode::OK
    );
    sandbox
        .post("/__sandbox/clock", &json!({ "advanceSeconds": 3601 }))
        .await;
    let expired = sandbox.get("/api/accounts/profile", access).await;
    assert_eq!(
        (expired.status, expired.bytes.len()),
        (StatusCode::UNAUTHORIZED, 0)
    );
    assert!(expired.header("www-authenticate").starts_with("Bearer"));
    for _ in 0..3 {
        sandbox
            .post(
                "/__sandbox/clock",
                &json!({ "advanceSeconds": 6 * 24 * 3600 }),
            )
            .await;
        let fresh = sandbox.token(&refresh(again)).await;
        assert_eq!(fresh.status, StatusCode::OK);
        let fresh = fresh.json();
        assert_eq!(fresh["refresh_token"], again, "reusable, not rotated");
        assert!(fresh["Key"].is_null(), "no keys come with a refresh");
        assert_eq!(
            sandbox
                .get(
                    "/api/accounts/profile",
                    fresh["access_token"].as_str().unwrap()
                )
                .await
                .status,
            StatusCode::OK
        );
    }
    sandbox
        .post(
            "/__sandbox/clock",
            &json!({ "advanceSeconds": 8 * 24 * 3600 }),
        )
        .await;
    let dead = sandbox.token(&refresh(again)).await;
    assert_eq!(
        (dead.status, dead.json()),
        (StatusCode::BAD_REQUEST, json!({ "error": "invalid_grant" }))
    );
}

#[tokio::test]
async fn a_new_security_stamp_ends_every_session() {
    let sandbox = Sandbox::new();
    let body = sandbox.token(&sandbox.grant("admin").await).await.json();
    sandbox
        .cloud
        .database
        .rows()
        .execute("UPDATE users SET security_stamp = 'new'", [])
        .unwrap();
    assert_eq!(
        sandbox
            .get(
                "/api/accounts/profile",
                body["access_token"].as_str().unwrap()
            )
            .await
            .status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        sandbox
            .token(&refresh(body["refresh_token"].as_str().unwrap()))
            .await
            .json()["error"],
        "invalid_grant"
    );
}

#[tokio::test]
async fn a_token_that_was_tampered_with_is_none() {
    let sandbox = Sandbox::new();
    let mut access = sandbox.access("admin").await;
    access.push('x');
    for token in [access.as_str(), "", "nonsense"] {
        assert_eq!(
            sandbox.get("/api/accounts/profile", token).await.status,
            StatusCode::UNAUTHORIZED
        );
    }
}
