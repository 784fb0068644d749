//! What a provider pays, and how (contract 3.6).

use axum::http::StatusCode;
use bitwarden_api_api::models as api;
use serde_json::{Value, json};

use crate::sandbox::{Answer, Sandbox};

const NONE: Value = Value::Null;

struct Till {
    sandbox: Sandbox,
    provider: String,
    token: String,
}

impl Till {
    async fn open(case: &str, provider: &str) -> Self {
        let sandbox = Sandbox::new();
        Self {
            provider: sandbox.id_of("providers", provider).await,
            token: sandbox.access(case).await,
            sandbox,
        }
    }

    async fn waterland() -> Self {
        Self::open("admin", "Waterland Beheer").await
    }

    async fn ask_as(&self, token: &str, method: &str, rest: &str, body: Value) -> Answer {
        let path = format!("/api/providers/{}/billing/{rest}", self.provider);
        self.sandbox.ask(method, &path, token, body).await
    }

    async fn ask(&self, method: &str, rest: &str, body: Value) -> Answer {
        self.ask_as(&self.token, method, rest, body).await
    }

    async fn get(&self, rest: &str) -> Value {
        let answer = self.ask("GET", rest, NONE).await;
        assert_eq!(answer.status, StatusCode::OK, "{rest}: {}", answer.json());
        answer.json()
    }
}

#[tokio::test]
async fn a_service_user_reads_the_subscription_and_the_warnings_alone() {
    let till = Till::waterland().await;
    let service = till.sandbox.access("service-user").await;
    let stranger = till.sandbox.access("direct-owner").await;
    let asks = [
        ("GET", "subscription", NONE),
        ("GET", "vnext/warnings", NONE),
        ("GET", "invoices", NONE),
        ("GET", "invoices/in_x", NONE),
        ("GET", "vnext/address", NONE),
        ("PUT", "vnext/address", json!({})),
        ("GET", "vnext/credit", NONE),
        ("POST", "vnext/credit/bitpay", json!({})),
        ("GET", "vnext/payment-method", NONE),
        ("PUT", "vnext/payment-method", json!({})),
    ];
    for (at, (method, rest, body)) in asks.into_iter().enumerate() {
        let served = till.ask_as(&service, method, rest, body.clone()).await;
        if at < 2 {
            assert_eq!(served.status, StatusCode::OK, "{rest}");
        } else {
            assert_eq!(
                served.said(),
                (401, "Unauthorized.".to_owned()),
                "{method} {rest}"
            );
        }
        let refused = till.ask_as(&stranger, method, rest, body).await;
        assert_eq!(
            refused.said(),
            (401, "Unauthorized.".to_owned()),
            "{method} {rest}"
        );
        assert_eq!(
            refused.json().get("errors").is_some(),
            rest.starts_with("vnext"),
            "the newer ones answer shortly"
        );
    }
    let nowhere = "/api/providers/00000000-0000-0000-0000-000000000000/billing";
    assert_eq!(
        till.sandbox
            .get(&format!("{nowhere}/invoices"), &till.token)
            .await
            .said(),
        (404, "Resource not found.".to_owned())
    );
    assert_eq!(
        till.sandbox
            .get(&format!("{nowhere}/vnext/credit"), &till.token)
            .await
            .said(),
        (404, "Provider not found.".to_owned())
    );
    for (case, name) in [
        ("pending-provider", "Veenland IT"),
        ("reseller", "Zuiderzee Software"),
    ] {
        let provider = till.sandbox.id_of("providers", name).await;
        let token = till.sandbox.access(case).await;
        let path = format!("/api/providers/{provider}/billing/subscription");
        assert_eq!(
            till.sandbox.get(&path, &token).await.said(),
            (401, "Unauthorized.".to_owned()),
            "{case}"
        );
    }
    let own = format!(
        "/selfhost/api/providers/{}/billing/vnext/address",
        till.provider
    );
    assert_eq!(
        till.sandbox.get(&own, &till.token).await.said(),
        (400, "Only allowed when not self hosted.".to_owned())
    );
}

#[tokio::test]
async fn the_subscription_has_every_field() {
    let till = Till::waterland().await;
    let told = till.get("subscription").await;
    for name in [
        "status",
        "currentPeriodEndDate",
        "discountPercentage",
        "collectionMethod",
        "plans",
        "accountCredit",
        "taxInformation",
        "cancelAt",
        "suspension",
        "providerType",
        "paymentSource",
    ] {
        assert!(told.get(name).is_some(), "{name}");
    }
    assert_eq!(
        (&told["status"], &told["accountCredit"]),
        (&json!("active"), &json!(12.5))
    );
    assert!(
        told["currentPeriodEndDate"].as_str()
            > till.sandbox.get("/__sandbox/clock", "").await.json()["now"].as_str()
    );
    assert_eq!(
        told["paymentSource"],
        json!({ "type": 0, "description": "visa, *4242, 04/2029", "needsVerification": false })
    );
    for name in [
        "country",
        "postalCode",
        "taxId",
        "taxIdType",
        "line1",
        "line2",
        "city",
        "state",
    ] {
        assert!(told["taxInformation"].get(name).is_some(), "{name}");
    }
    let unit = Till::open("business-unit", "Gemeente Hanzeland")
        .await
        .get("subscription")
        .await;
    assert_eq!(unit["providerType"], 2);
    let plans: Vec<_> = unit["plans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|plan| (plan["type"].clone(), plan["cadence"].clone()))
        .collect();
    assert_eq!(
        plans,
        [(json!(19), json!("Monthly")), (json!(20), json!("Annual"))]
    );
    let suspended = Till::open("suspended-provider", "Noorderlicht ICT")
        .await
        .get("subscription")
        .await;
    assert_eq!(suspended["status"], "unpaid");
    assert!(suspended["cancelAt"].as_str() > suspended["suspension"]["suspensionDate"].as_str());
    assert_eq!(
        (
            &suspended["suspension"]["gracePeriod"],
            &suspended["paymentSource"]
        ),
        (&json!(14), &NONE)
    );
}

#[tokio::test]
async fn invoices_come_newest_first_and_their_reports_add_up() {
    let till = Till::waterland().await;
    let told = till.get("invoices").await;
    let invoices = told["invoices"].as_array().unwrap();
    assert_eq!(invoices.len(), 15, "and no draft");
    assert!(
        invoices
            .windows(2)
            .all(|pair| pair[0]["date"].as_str() > pair[1]["date"].as_str())
    );
    assert_eq!(invoices[0]["status"], "open");
    assert!(invoices[0]["dueDate"].is_string() && invoices[1]["dueDate"].is_null());
    assert!(invoices.iter().all(|invoice| {
        invoice["url"]
            .as_str()
            .unwrap()
            .starts_with("https://invoice.stripe.com/")
    }));
    let path = |at: usize| format!("invoices/{}", invoices[at]["id"].as_str().unwrap());
    let report = till.ask("GET", &path(0), NONE).await;
    assert!(report.header("content-type").starts_with("text/csv"));
    let text = String::from_utf8(report.bytes).unwrap();
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some("Client,Id,Assigned,Used,Remaining,Plan,Estimated total")
    );
    let bakery = lines
        .clone()
        .find(|line| line.starts_with("Bakkerij Van der Meer,"))
        .unwrap();
    assert!(
        bakery.ends_with(",10,10,0,Teams (Monthly),$40.00"),
        "{bakery}"
    );
    let large = lines
        .find(|line| line.starts_with("Zorggroep Waterland,"))
        .unwrap();
    assert!(large.ends_with("\"$1,500.00\""), "{large}");
    assert_eq!(
        till.ask("GET", &path(14), NONE).await.said(),
        (404, "Resource not found.".to_owned()),
        "older than reports"
    );
    assert_eq!(
        till.ask("GET", "invoices/in_unknown", NONE).await.status,
        StatusCode::NOT_FOUND
    );
    let other = Till::open("two-providers", "Polder IT").await;
    assert_eq!(
        other.ask("GET", &path(0), NONE).await.status,
        StatusCode::NOT_FOUND,
        "another provider's"
    );
    let unit = Till::open("business-unit", "Gemeente Hanzeland").await;
    assert_eq!(unit.get("invoices").await, json!({ "invoices": [] }));
    let suspended = Till::open("suspended-provider", "Noorderlicht ICT")
        .await
        .get("invoices")
        .await;
    assert_eq!(suspended["invoices"][1]["status"], "uncollectible");
}

fn address(tax: Value) -> Value {
    let body = api::BillingAddressRequest {
        country: "BE".to_owned(),
        postal_code: "9000".to_owned(),
        tax_id: None,
        line1: Some("Korenmarkt 1".to_owned()),
        line2: None,
        city: Some("Gent".to_owned()),
        state: None,
    };
    let mut body = serde_json::to_value(body).unwrap();
    body["taxId"] = tax;
    body
}

#[tokio::test]
async fn the_address_is_replaced_and_the_tax_id_is_judged() {
    let till = Till::waterland().await;
    let before = till.get("vnext/address").await;
    assert_eq!(
        before["taxId"],
        json!({ "code": "eu_vat", "value": "NL001234567B01" })
    );
    let put = async |body: Value| till.ask("PUT", "vnext/address", body).await;
    let changed = put(address(
        json!({ "code": "eu_vat", "value": "BE0123456749" }),
    ))
    .await;
    assert_eq!(changed.status, StatusCode::OK);
    assert_eq!(changed.json(), till.get("vnext/address").await);
    assert_eq!(
        (&changed.json()["city"], &changed.json()["line2"]),
        (&json!("Gent"), &NONE)
    );
    assert_eq!(
        till.get("subscription").await["taxInformation"]["taxId"],
        "BE0123456749"
    );
    assert_eq!(till.get("vnext/warnings").await["taxId"], NONE);
    for (tax, warning) in [
        (NONE, "tax_id_missing"),
        (
            json!({ "code": "eu_vat", "value": "BE0123456700" }),
            "tax_id_pending_verification",
        ),
        (
            json!({ "code": "eu_vat", "value": "BE0123456799" }),
            "tax_id_failed_verification",
        ),
    ] {
        assert_eq!(put(address(tax)).await.status, StatusCode::OK);
        assert_eq!(till.get("vnext/warnings").await["taxId"]["type"], warning);
    }
    let service = till.sandbox.access("service-user").await;
    assert_eq!(
        till.ask_as(&service, "GET", "vnext/warnings", NONE)
            .await
            .json()["taxId"],
        NONE,
        "admins only"
    );
    let mut american = address(NONE);
    american["country"] = json!("US");
    put(american).await;
    assert_eq!(
        till.get("vnext/warnings").await["taxId"],
        NONE,
        "nor in the United States"
    );

    let refused = put(address(json!({ "code": "eu_vat", "value": "12" }))).await;
    assert_eq!(
        (refused.status, refused.json()["errors"].clone()),
        (StatusCode::BAD_REQUEST, NONE)
    );
    assert!(
        refused.json()["message"]
            .as_str()
            .unwrap()
            .contains("tax ID number you provided was invalid")
    );
    for (property, wrong, field) in [
        ("country", json!("Belgium"), "Country"),
        ("country", NONE, "Country"),
        ("postalCode", json!(""), "PostalCode"),
        ("postalCode", json!("1".repeat(21)), "PostalCode"),
        ("taxId", json!({ "code": "eu_vat" }), "TaxId.Value"),
    ] {
        let mut body = address(NONE);
        body[property] = wrong;
        let refused = put(body).await;
        assert!(
            refused.json()["validationErrors"][field][0].is_string(),
            "{field}: {}",
            refused.json()
        );
    }
}

#[tokio::test]
async fn a_payment_method_has_one_of_three_forms_or_none() {
    let card = Till::waterland().await;
    assert_eq!(
        card.get("vnext/payment-method").await,
        json!({ "type": "card", "brand": "visa", "last4": "4242", "expiration": "04/2029" })
    );
    let bank = Till::open("two-providers", "Polder IT").await;
    let told = bank.get("vnext/payment-method").await;
    assert_eq!(
        (&told["type"], &told["bankName"], &told["last4"]),
        (&json!("bankAccount"), &json!("RABOBANK"), &json!("6789"))
    );
    assert!(told["hostedVerificationUrl"].is_string());
    assert_eq!(
        bank.get("subscription").await["paymentSource"]["needsVerification"],
        true
    );
    assert_eq!(
        bank.get("vnext/warnings").await["taxId"]["type"],
        "tax_id_pending_verification"
    );
    let paypal = Till::open("us", "Lakeside Managed IT").await;
    assert_eq!(
        paypal.get("vnext/payment-method").await,
        json!({ "type": "payPal", "email": "billing@lakeside-msp.com" })
    );
}

#[tokio::test]
async fn a_card_opens_a_suspended_provider_again() {
    let till = Till::open("suspended-provider", "Noorderlicht ICT").await;
    let warnings = till.get("vnext/warnings").await;
    assert_eq!(warnings["suspension"]["resolution"], "add_payment_method");
    assert!(warnings["suspension"]["subscriptionCancelsAt"].is_string());
    assert_eq!(warnings["taxId"]["type"], "tax_id_failed_verification");
    assert_eq!(till.get("vnext/payment-method").await, NONE);
    let put = async |kind: &str, token: &str| {
        till.ask(
            "PUT",
            "vnext/payment-method",
            json!({ "type": kind, "token": token }),
        )
        .await
    };
    let refused = put("card", "pm_declined").await;
    assert_eq!(
        (refused.status, refused.json()["errors"].clone()),
        (StatusCode::BAD_REQUEST, NONE)
    );
    assert_eq!(put("card", "made up").await.status, StatusCode::BAD_REQUEST);
    assert!(put("cash", "pm_1").await.json()["validationErrors"]["Type"][0].is_string());
    assert!(put("card", "").await.json()["validationErrors"]["Token"][0].is_string());
    assert_eq!(put("card", "pm_1").await.json()["type"], "card");
    assert_eq!(till.get("vnext/warnings").await["suspension"], NONE);
    let told = till.get("subscription").await;
    assert_eq!(
        (&told["status"], &told["suspension"], &told["cancelAt"]),
        (&json!("active"), &NONE, &NONE)
    );
    let profile = till
        .sandbox
        .get("/api/accounts/profile", &till.token)
        .await
        .json();
    assert_eq!(profile["providers"][0]["enabled"], true);
}

#[tokio::test]
async fn who_can_mend_a_suspension_depends_on_role_and_cause() {
    let till = Till::waterland().await;
    let service = till.sandbox.access("service-user").await;
    let suspend = |status: &str| {
        let rows = till.sandbox.cloud.database.rows();
        let sql = "UPDATE providers SET enabled = 0, subscription_status = ?2 WHERE id = ?1";
        rows.execute(sql, [&till.provider, status]).unwrap();
    };
    suspend("unpaid");
    let told = till
        .ask_as(&service, "GET", "vnext/warnings", NONE)
        .await
        .json();
    assert_eq!(
        told["suspension"],
        json!({ "resolution": "contact_administrator", "subscriptionCancelsAt": null })
    );
    suspend("active");
    for token in [&till.token, &service] {
        let told = till
            .ask_as(token, "GET", "vnext/warnings", NONE)
            .await
            .json();
        assert_eq!(told["suspension"]["resolution"], "contact_support");
    }
}

#[tokio::test]
async fn credit_is_a_number_and_is_bought_elsewhere() {
    let till = Till::waterland().await;
    assert_eq!(till.get("vnext/credit").await, json!(12.5));
    let ask = async |body: Value| till.ask("POST", "vnext/credit/bitpay", body).await;
    let url = ask(json!({ "amount": 25, "redirectUrl": "https://portal.example/" }))
        .await
        .json();
    assert!(
        url.as_str()
            .unwrap()
            .starts_with("https://bitpay.com/invoice?id=")
    );
    for wrong in [
        json!({ "amount": 0, "redirectUrl": "x" }),
        json!({ "amount": 5 }),
        json!({ "redirectUrl": "x" }),
    ] {
        assert_eq!(
            ask(wrong).await.said(),
            (400, "The model state is invalid.".to_owned())
        );
    }
}
