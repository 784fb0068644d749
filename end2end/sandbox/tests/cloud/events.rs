//! The provider's event log (contract 3.7 and 5).

use std::collections::HashSet;

use axum::http::StatusCode;
use bitwarden_api_api::models as api;
use serde_json::{Value, json};

use crate::{models::read, sandbox::Sandbox};

async fn log(sandbox: &Sandbox, token: &str, path: &str) -> (Vec<Value>, Option<String>) {
    let answer = sandbox.get(path, token).await;
    let _: api::EventResponseModelListResponseModel = read(&answer);
    let body = answer.json();
    let next = body["continuationToken"].as_str().map(str::to_owned);
    (body["data"].as_array().unwrap().clone(), next)
}

/// All pages of a range.
async fn walk(sandbox: &Sandbox, token: &str, path: &str) -> Vec<Value> {
    let (mut all, mut next) = log(sandbox, token, path).await;
    while let Some(at) = next {
        let (more, after) = log(sandbox, token, &format!("{path}&continuationToken={at}")).await;
        assert!(!more.is_empty() && more.len() <= 50);
        all.extend(more);
        next = after;
    }
    all
}

async fn now(sandbox: &Sandbox) -> String {
    let clock = sandbox.get("/__sandbox/clock", "").await.json();
    clock["now"].as_str().unwrap().to_owned()
}

/// The year up to now, as a query.
async fn year(sandbox: &Sandbox) -> String {
    sandbox
        .post(
            "/__sandbox/clock",
            &json!({ "advanceSeconds": -366 * 24 * 3600 }),
        )
        .await;
    let start = now(sandbox).await;
    sandbox
        .post(
            "/__sandbox/clock",
            &json!({ "advanceSeconds": 366 * 24 * 3600 }),
        )
        .await;
    format!("start={start}&end={}", now(sandbox).await)
}

#[tokio::test]
async fn a_year_of_the_demo_provider_reads_page_by_page_newest_first() {
    let sandbox = Sandbox::new();
    let provider = sandbox.id_of("providers", "Waterland Beheer").await;
    let token = sandbox.access("admin").await;
    let path = format!("/api/providers/{provider}/events");
    let all = walk(
        &sandbox,
        &token,
        &format!("{path}?{}", year(&sandbox).await),
    )
    .await;
    assert!(all.len() > 120, "{}", all.len());
    assert!(
        all.windows(2)
            .all(|pair| pair[0]["date"].as_str() >= pair[1]["date"].as_str())
    );
    assert!(
        all.iter()
            .all(|event| event["organizationId"].is_null()
                && event["providerId"] == provider.as_str())
    );
    let distinct = |name: &str| {
        all.iter()
            .map(|event| event[name].to_string())
            .collect::<HashSet<_>>()
            .len()
    };
    assert!(
        distinct("deviceType") > 6 && distinct("ipAddress") > 5 && distinct("actingUserId") > 7
    );
    let kinds: HashSet<i64> = all
        .iter()
        .map(|event| event["type"].as_i64().unwrap())
        .collect();
    for kind in [
        1000, 1004, 1005, 1006, 1800, 1801, 1802, 1803, 1900, 1901, 1902, 1903, 1899, 2777,
    ] {
        assert!(kinds.contains(&kind), "{kind}");
    }
    let team = sandbox
        .get(&format!("/api/providers/{provider}/users"), &token)
        .await
        .json();
    let here: HashSet<&str> = team["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|member| member["userId"].as_str())
        .collect();
    assert!(
        all.iter()
            .any(|event| !here.contains(event["actingUserId"].as_str().unwrap())),
        "people who left"
    );

    let (usual, _) = log(&sandbox, &token, &path).await;
    let (half, _) = log(
        &sandbox,
        &token,
        &format!("{path}?start=2020-01-01T00:00:00Z"),
    )
    .await;
    assert_eq!(usual, half, "one date alone does not count");
}

#[tokio::test]
async fn the_range_has_two_ends_in_either_order_and_a_limit() {
    let sandbox = Sandbox::new();
    let provider = sandbox.id_of("providers", "Waterland Beheer").await;
    let token = sandbox.access("admin").await;
    let path = format!("/api/providers/{provider}/events");
    let there = walk(
        &sandbox,
        &token,
        &format!("{path}?{}", year(&sandbox).await),
    )
    .await;
    let query = year(&sandbox)
        .await
        .replace("start=", "x=")
        .replace("end=", "start=")
        .replace("x=", "end=");
    assert_eq!(
        walk(&sandbox, &token, &format!("{path}?{query}"))
            .await
            .len(),
        there.len()
    );
    let refused = sandbox
        .get(
            &format!("{path}?start=2025-01-01T00:00:00Z&end=2026-01-03T00:00:00Z"),
            &token,
        )
        .await;
    assert_eq!(refused.status, StatusCode::OK, "367 days are few enough");
    let refused = sandbox
        .get(
            &format!("{path}?start=2025-01-01T00:00:00Z&end=2026-01-04T00:00:00Z"),
            &token,
        )
        .await;
    assert_eq!(refused.said(), (400, "Range too large.".to_owned()));
    let refused = sandbox
        .get(&format!("{path}?start=yesterday&end=2026-01-01"), &token)
        .await;
    assert_eq!(
        refused.said(),
        (400, "The model state is invalid.".to_owned())
    );
    let refused = sandbox
        .get(&format!("{path}?continuationToken=zzz"), &token)
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn only_admins_see_the_log_and_others_are_told_that_there_is_none() {
    let sandbox = Sandbox::new();
    let provider = sandbox.id_of("providers", "Waterland Beheer").await;
    let admin = sandbox.access("admin").await;
    let team = sandbox
        .get(&format!("/api/providers/{provider}/users"), &admin)
        .await
        .json();
    let member = |email: &str| {
        let found = team["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|member| member["email"] == email)
            .unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    let path = format!("/api/providers/{provider}");
    for case in ["service-user", "suspended-provider"] {
        let token = sandbox.access(case).await;
        for rest in [
            "events".to_owned(),
            format!("users/{}/events", member("sem@waterlandbeheer.nl")),
        ] {
            assert_eq!(
                sandbox.get(&format!("{path}/{rest}"), &token).await.said(),
                (404, "Resource not found.".to_owned()),
                "{case} {rest}"
            );
        }
    }
    let of = async |id: &str| {
        sandbox
            .get(&format!("{path}/users/{id}/events"), &admin)
            .await
    };
    assert_eq!(
        of(&member("teun@waterlandbeheer.nl")).await.status,
        StatusCode::NOT_FOUND,
        "not here yet"
    );
    assert_eq!(
        of("00000000-0000-0000-0000-000000000000").await.status,
        StatusCode::NOT_FOUND
    );
    let own = of(&member("bram@waterlandbeheer.nl")).await;
    let _: api::EventResponseModelListResponseModel = read(&own);
    let bram = sandbox.person("second-admin").await["id"].clone();
    let own = own.json();
    let own = own["data"].as_array().unwrap();
    assert!(!own.is_empty() && own.iter().all(|event| event["actingUserId"] == bram));
}

#[tokio::test]
async fn a_sign_in_and_an_act_are_written_down_with_device_and_address() {
    let sandbox = Sandbox::new();
    let provider = sandbox.id_of("providers", "Waterland Beheer").await;
    let token = sandbox.access("admin").await;
    let path = format!("/api/providers/{provider}/events");
    let (events, _) = log(&sandbox, &token, &path).await;
    let me = sandbox.person("admin").await["id"].clone();
    let first = &events[0];
    assert_eq!(
        (
            &first["type"],
            &first["userId"],
            &first["actingUserId"],
            &first["deviceType"],
            &first["ipAddress"]
        ),
        (&json!(1000), &me, &me, &json!(9), &json!("127.0.0.1"))
    );
    sandbox
        .token(
            &sandbox
                .grant("service-user")
                .await
                .with("password", "d3Jvbmc="),
        )
        .await;
    assert_eq!(log(&sandbox, &token, &path).await.0[0]["type"], 1005);
    let users = format!("/api/providers/{provider}/users/invite");
    sandbox
        .ask(
            "POST",
            &users,
            &token,
            json!({ "emails": ["a@b.nl"], "type": 1 }),
        )
        .await;
    let (events, _) = log(&sandbox, &token, &path).await;
    assert_eq!(
        (
            &events[0]["type"],
            &events[0]["actingUserId"],
            &events[0]["deviceType"]
        ),
        (&json!(1800), &me, &json!(9))
    );
    assert!(events[0]["providerUserId"].is_string());

    // A provider that does not use events has none.
    let provider = sandbox.id_of("providers", "Lakeside Managed IT").await;
    let token = sandbox.access("us").await;
    let (events, _) = log(
        &sandbox,
        &token,
        &format!("/api/providers/{provider}/events"),
    )
    .await;
    assert_eq!(events, Vec::<Value>::new());
    let profile = sandbox.get("/api/accounts/profile", &token).await.json();
    assert_eq!(profile["providers"][0]["useEvents"], false);
}
