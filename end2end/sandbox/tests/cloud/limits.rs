//! The documented rate limits (contract 8), with the clock moved by hand.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use sandbox::cloud::Settings;
use serde_json::json;

use crate::sandbox::Sandbox;

fn limited() -> Sandbox {
    Sandbox::with(
        Settings {
            failure_delay_ms: 0,
            ..Settings::default()
        },
        None,
    )
}

#[tokio::test]
async fn a_client_may_read_two_hundred_times_a_minute() {
    let sandbox = limited();
    for _ in 0..200 {
        assert_eq!(sandbox.get("/api/config", "").await.status, StatusCode::OK);
    }
    let refused = sandbox.get("/eu/api/config", "").await;
    assert_eq!(
        refused.status,
        StatusCode::TOO_MANY_REQUESTS,
        "the region's prefix changes nothing"
    );
    assert_eq!(
        refused.json()["message"],
        "Slow down! Too many requests. Try again in 1m."
    );
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait));
    let other = Request::get("/api/config")
        .header("X-Connecting-IP", "203.0.113.9")
        .body(Body::empty())
        .unwrap();
    assert_eq!(
        sandbox.send(other).await.status,
        StatusCode::OK,
        "counted by the address that the edge passes on"
    );
    sandbox
        .post("/__sandbox/clock", &json!({ "advanceSeconds": 60 }))
        .await;
    assert_eq!(sandbox.get("/api/config", "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn tokens_are_rarer_than_the_rest_of_identity() {
    let sandbox = limited();
    let sign_in = sandbox.grant("admin").await.with("password", "d3Jvbmc=");
    let second = async || {
        sandbox
            .post("/__sandbox/clock", &json!({ "advanceSeconds": 1 }))
            .await
    };
    for _ in 0..10 {
        second().await;
        assert_eq!(
            sandbox.token(&sign_in).await.status,
            StatusCode::BAD_REQUEST
        );
    }
    second().await;
    assert_eq!(
        sandbox.token(&sign_in).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    let ask = json!({ "email": "a@example.com" });
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(sandbox.post("/identity/accounts/prelogin", &ask).await);
    }
    assert_eq!(statuses[4].status, StatusCode::OK);
    assert_eq!(
        statuses[5].json()["message"],
        "Slow down! Too many requests. Try again in 1s."
    );
}

#[tokio::test]
async fn limits_are_switched_off_while_it_runs() {
    let sandbox = limited();
    sandbox
        .post(
            "/__sandbox/faults",
            &json!({ "settings": { "rateLimits": false, "serverVersion": "2024.6.0" } }),
        )
        .await;
    for _ in 0..250 {
        assert_eq!(sandbox.get("/api/config", "").await.status, StatusCode::OK);
    }
    assert_eq!(
        sandbox.get("/api/config", "").await.json()["version"],
        "2024.6.0"
    );
}
