//! Clients that a provider makes, takes on, changes and lets go (contract 3.4, 3.5, 4.1, 6).

use axum::http::StatusCode;
use bitwarden_api_api::models as api;
use serde_json::{Value, json};

use crate::sandbox::{SEALED, Sandbox};

const NONE: Value = Value::Null;

struct Desk {
    sandbox: Sandbox,
    provider: String,
    admin: String,
}

impl Desk {
    async fn open() -> Self {
        let sandbox = Sandbox::new();
        Self {
            provider: sandbox.id_of("providers", "Waterland Beheer").await,
            admin: sandbox.access("admin").await,
            sandbox,
        }
    }

    fn path(&self, rest: &str) -> String {
        format!("/api/providers/{}/{rest}", self.provider)
    }

    async fn create(&self, token: &str, body: Value) -> crate::sandbox::Answer {
        let path = self.path("clients");
        self.sandbox.ask("POST", &path, token, body).await
    }

    /// The client of a name, as the list has it.
    async fn client(&self, name: &str) -> Option<Value> {
        let list = self
            .sandbox
            .get(&self.path("organizations"), &self.admin)
            .await
            .json();
        let found = list["data"].as_array().unwrap().iter();
        found
            .clone()
            .find(|client| client["organizationName"] == name)
            .cloned()
    }

    async fn link(&self, name: &str) -> String {
        let client = self
            .client(name)
            .await
            .unwrap_or_else(|| panic!("no {name}"));
        client["id"].as_str().unwrap().to_owned()
    }

    async fn plan(&self, plan: i64) -> Value {
        let path = self.path("billing/subscription");
        let told = self.sandbox.get(&path, &self.admin).await.json();
        let plans = told["plans"].as_array().unwrap().clone();
        plans.into_iter().find(|line| line["type"] == plan).unwrap()
    }

    fn last_event(&self) -> (i64, Option<String>) {
        let rows = self.sandbox.cloud.database.rows();
        let sql = "SELECT type, provider_organization_id FROM events WHERE organization_id IS NULL AND provider_id IS NOT NULL ORDER BY number DESC LIMIT 1";
        rows.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
    }
}

fn new_client() -> Value {
    let body = api::CreateClientOrganizationRequestBody {
        name: "Kaasmakerij Marken".to_owned(),
        owner_email: "Baas@KaasMarken.nl".to_owned(),
        plan_type: Some(api::PlanType::TeamsMonthly),
        seats: Some(7),
        key: SEALED.to_owned(),
        key_pair: Box::new(api::KeyPairRequestBody {
            public_key: "MIIB".to_owned(),
            encrypted_private_key: SEALED.to_owned(),
        }),
        collection_name: SEALED.to_owned(),
    };
    serde_json::to_value(body).unwrap()
}

fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

#[tokio::test]
async fn a_new_client_is_there_after_an_empty_answer() {
    let desk = Desk::open().await;
    let before = desk.plan(17).await;
    assert_eq!(
        desk.create(&desk.admin, new_client()).await.size(),
        (200, 0)
    );
    let client = desk.client("Kaasmakerij Marken").await.unwrap();
    assert_eq!(
        (
            &client["seats"],
            &client["occupiedSeats"],
            &client["userCount"],
            &client["plan"],
            &client["key"]
        ),
        (
            &json!(7),
            &json!(1),
            &json!(0),
            &json!("Teams (Monthly)"),
            &json!(SEALED)
        )
    );
    assert_eq!(
        desk.last_event(),
        (1900, Some(client["id"].as_str().unwrap().to_owned()))
    );
    let after = desk.plan(17).await;
    assert_eq!(
        after["assignedSeats"].as_i64().unwrap(),
        before["assignedSeats"].as_i64().unwrap() + 7
    );

    let organization = client["organizationId"].as_str().unwrap();
    let path = format!("/api/organizations/{organization}");
    let read: api::OrganizationResponseModel =
        crate::models::read(&desk.sandbox.get(&path, &desk.admin).await);
    assert_eq!(
        read.billing_email.as_deref(),
        Some("facturen@waterlandbeheer.nl")
    );
    let members = desk
        .sandbox
        .get(
            &format!("{path}/users?includeCollections=true"),
            &desk.admin,
        )
        .await
        .json();
    let owner = &members["data"][0];
    assert_eq!(
        (&owner["status"], &owner["type"], &owner["email"]),
        (&json!(0), &json!(0), &json!("baas@kaasmarken.nl"))
    );
    let access = &owner["collections"][0];
    assert_eq!(
        (&access["manage"], &access["readOnly"]),
        (&json!(true), &json!(false))
    );
    let collections = desk
        .sandbox
        .get(&format!("{path}/collections"), &desk.admin)
        .await
        .json();
    assert_eq!(collections["data"][0]["name"], SEALED);

    let mail = desk.sandbox.mail("baas@kaasmarken.nl").await;
    let link = mail[0]["link"].as_str().unwrap();
    assert!(
        link.starts_with("https://vault.bitwarden.eu/#/accept-organization?"),
        "{link}"
    );
    for part in [
        format!("organizationId={organization}"),
        format!("organizationUserId={}", owner["id"].as_str().unwrap()),
    ] {
        assert!(link.contains(&part), "{link}");
    }
    let profile = desk
        .sandbox
        .get("/api/accounts/profile", &desk.admin)
        .await
        .json();
    let clients = profile["providerOrganizations"].as_array().unwrap();
    assert!(
        clients
            .iter()
            .any(|client| client["id"] == organization && client["enabled"] == true)
    );
}

#[tokio::test]
async fn a_new_client_that_is_not_whole_is_refused() {
    let desk = Desk::open().await;
    for (property, wrong, field) in [
        ("name", json!(" "), "Name"),
        ("ownerEmail", NONE, "OwnerEmail"),
        ("seats", json!(0), "Seats"),
        ("seats", json!(-1), "Seats"),
        ("seats", json!(3_000_000_000_i64), "$"),
        ("key", json!("plain"), "Key"),
        ("keyPair", NONE, "KeyPair"),
        (
            "keyPair",
            json!({ "publicKey": "MIIB", "encryptedPrivateKey": "x" }),
            "KeyPair.EncryptedPrivateKey",
        ),
        ("collectionName", json!("Algemeen"), "CollectionName"),
    ] {
        let refused = desk
            .create(&desk.admin, with(new_client(), property, wrong))
            .await;
        assert_eq!(
            refused.said(),
            (400, "The model state is invalid.".to_owned()),
            "{property}"
        );
        assert!(
            refused.json()["validationErrors"][field][0].is_string(),
            "{field}: {}",
            refused.json()
        );
    }
    for plan in [0, 18, 20, 22] {
        let refused = desk
            .create(&desk.admin, with(new_client(), "planType", json!(plan)))
            .await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{plan}");
    }
    let long = with(new_client(), "name", json!("n".repeat(51)));
    assert_eq!(
        desk.create(&desk.admin, long).await.status,
        StatusCode::INTERNAL_SERVER_ERROR,
        "the column holds fifty"
    );
    // The address of the owner is not looked at.
    let odd = with(new_client(), "ownerEmail", json!("nobody"));
    assert_eq!(desk.create(&desk.admin, odd).await.status, StatusCode::OK);
}

#[tokio::test]
async fn clients_are_made_by_admins_of_billed_providers_on_the_cloud() {
    let desk = Desk::open().await;
    let service = desk.sandbox.access("service-user").await;
    assert_eq!(
        desk.create(&service, json!({})).await.size(),
        (403, 0),
        "the role comes before the body"
    );
    for (case, name, expected) in [
        ("pending-provider", "Veenland IT", (401, 0)),
        ("reseller", "Zuiderzee Software", (401, 0)),
    ] {
        let provider = desk.sandbox.id_of("providers", name).await;
        let token = desk.sandbox.access(case).await;
        let path = format!("/api/providers/{provider}/clients");
        assert_eq!(
            desk.sandbox
                .ask("POST", &path, &token, new_client())
                .await
                .size(),
            expected,
            "{case}"
        );
        assert_eq!(
            desk.sandbox
                .get(&format!("{path}/addable"), &token)
                .await
                .size(),
            expected,
            "{case}"
        );
    }
    let own = format!("/selfhost{}", desk.path("clients"));
    let refused = desk
        .sandbox
        .ask("POST", &own, &desk.admin, new_client())
        .await;
    assert_eq!(
        refused.said(),
        (400, "Only allowed when not self hosted.".to_owned())
    );
    let unit = desk.sandbox.id_of("providers", "Gemeente Hanzeland").await;
    let token = desk.sandbox.access("business-unit").await;
    let path = format!("/api/providers/{unit}/clients");
    for (plan, expected) in [(17, 400), (19, 200), (20, 200)] {
        let body = with(new_client(), "planType", json!(plan));
        assert_eq!(
            desk.sandbox
                .ask("POST", &path, &token, body)
                .await
                .status
                .as_u16(),
            expected,
            "{plan}"
        );
    }
    desk.sandbox
        .cloud
        .database
        .rows()
        .execute("DELETE FROM providers WHERE id = ?1", [&desk.provider])
        .unwrap();
    assert_eq!(
        desk.create(&desk.admin, new_client()).await.said(),
        (404, "Resource not found.".to_owned())
    );
}

#[tokio::test]
async fn a_half_made_client_is_linked_but_not_managed_and_can_only_be_deleted() {
    let desk = Desk::open().await;
    let order = json!({ "kind": "half-made", "match": { "method": "POST", "path": "/clients" }, "times": 1 });
    assert_eq!(
        desk.sandbox.post("/__sandbox/faults", &order).await.status,
        StatusCode::OK
    );
    let before = desk.plan(17).await;
    let failed = desk.create(&desk.admin, new_client()).await;
    assert_eq!(
        failed.said(),
        (500, "An unhandled server error has occurred.".to_owned())
    );
    let client = desk.client("Kaasmakerij Marken").await.unwrap();
    assert_eq!(desk.plan(17).await, before, "no seat was bought");
    let link = desk.link("Kaasmakerij Marken").await;
    let change = json!({ "assignedSeats": 7, "name": "Kaasmakerij Marken" });
    let path = desk.path(&format!("clients/{link}"));
    assert_eq!(
        desk.sandbox
            .ask("PUT", &path, &desk.admin, change)
            .await
            .status,
        StatusCode::INTERNAL_SERVER_ERROR
    );
    let path = desk.path(&format!("organizations/{link}"));
    let refused = desk.sandbox.ask("DELETE", &path, &desk.admin, NONE).await;
    assert_eq!(
        refused.said(),
        (
            400,
            "Organization must have at least one confirmed owner.".to_owned()
        )
    );
    let path = format!(
        "/api/organizations/{}",
        client["organizationId"].as_str().unwrap()
    );
    let secret = json!({ "masterPasswordHash": desk.sandbox.secret("admin").await });
    assert_eq!(
        desk.sandbox
            .ask("DELETE", &path, &desk.admin, secret)
            .await
            .size(),
        (200, 0)
    );
    assert_eq!(desk.client("Kaasmakerij Marken").await, None);
}

#[tokio::test]
async fn both_roles_change_a_client_and_only_admins_buy() {
    let desk = Desk::open().await;
    let service = desk.sandbox.access("service-user").await;
    let link = desk.link("Zaanbouw Aannemers").await;
    let path = desk.path(&format!("clients/{link}"));
    let put = async |token: &str, seats: i64, name: &str| {
        let body = json!({ "assignedSeats": seats, "name": name });
        desk.sandbox.ask("PUT", &path, token, body).await
    };
    let bought = put(&service, 21, "Zaanbouw Aannemers").await;
    assert_eq!(
        bought.said(),
        (
            401,
            "Service users cannot purchase additional seats.".to_owned()
        )
    );
    assert_eq!(
        put(&service, 20, "Zaanbouw").await.size(),
        (200, 0),
        "a name alone"
    );
    // Fewer than are in use is not refused, and what is stored is what was sent.
    assert_eq!(
        put(&service, 2, "Bouw <b>&amp;</b> Zo").await.size(),
        (200, 0)
    );
    let client = desk.client("Bouw <b>&</b> Zo").await.unwrap();
    assert_eq!(
        (&client["seats"], &client["remainingSeats"]),
        (&json!(2), &json!(-14))
    );
    assert_eq!(put(&desk.admin, 40, "Zaanbouw").await.size(), (200, 0));
    let plan = desk.plan(17).await;
    assert_eq!(
        plan["purchasedSeats"].as_i64().unwrap(),
        plan["assignedSeats"].as_i64().unwrap() - 50
    );

    assert_eq!(
        put(&desk.admin, -1, "Zaanbouw").await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        put(&desk.admin, 5, "").await.json()["validationErrors"]["Name"][0],
        "'name' must be provided"
    );
    assert_eq!(
        put(&desk.admin, 5, &"n".repeat(51)).await.status,
        StatusCode::INTERNAL_SERVER_ERROR
    );
    let stranger = desk.sandbox.access("suspended-provider").await;
    assert_eq!(put(&stranger, 5, "x").await.size(), (403, 0));
    let old = desk.path(&format!("clients/{}", desk.link("De Jong Logistiek").await));
    let ask = |seats| {
        desk.sandbox.ask(
            "PUT",
            &old,
            &desk.admin,
            json!({ "assignedSeats": seats, "name": "De Jong" }),
        )
    };
    assert_eq!(ask(60).await.status, StatusCode::OK);
    assert_eq!(
        ask(61).await.status,
        StatusCode::INTERNAL_SERVER_ERROR,
        "no price for that plan"
    );
    let unknown = desk.path("clients/00000000-0000-0000-0000-000000000000");
    let refused = desk
        .sandbox
        .ask(
            "PUT",
            &unknown,
            &desk.admin,
            json!({ "assignedSeats": 1, "name": "x" }),
        )
        .await;
    assert_eq!(refused.said(), (404, "Resource not found.".to_owned()));
}

#[tokio::test]
async fn an_organization_of_ones_own_is_taken_on() {
    let desk = Desk::open().await;
    let owner = desk.sandbox.access("second-admin").await;
    let list = desk
        .sandbox
        .get(&desk.path("clients/addable"), &owner)
        .await
        .json();
    let told: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|o| (o["name"].clone(), o["plan"].clone(), o["disabled"].clone()))
        .collect();
    assert_eq!(
        told,
        [
            (
                json!("Bistro Zout &amp; Peper"),
                json!("Enterprise"),
                json!(false)
            ),
            (
                json!("Stichting Waterlandfonds"),
                json!("Teams"),
                json!(false)
            ),
        ]
    );
    let id = list[1]["id"].as_str().unwrap();
    let service = desk.sandbox.access("service-user").await;
    let own = desk
        .sandbox
        .get(&desk.path("clients/addable"), &service)
        .await
        .json();
    assert_eq!(
        (&own[0]["name"], &own[0]["disabled"]),
        (&json!("Klusteam Bakker"), &json!(true)),
        "it would buy seats"
    );

    let path = desk.path("clients/existing");
    let add = |token: String, id: String| {
        let (sandbox, path) = (&desk.sandbox, &path);
        async move {
            sandbox
                .ask(
                    "POST",
                    path,
                    &token,
                    json!({ "organizationId": id, "key": SEALED }),
                )
                .await
        }
    };
    assert_eq!(add(service, id.to_owned()).await.size(), (403, 0));
    assert_eq!(
        add(desk.admin.clone(), id.to_owned()).await.size(),
        (401, 0),
        "not the owner"
    );
    let unpaid = desk
        .sandbox
        .id_of("organizations", "Sportclub Ilpendam")
        .await;
    assert_eq!(
        add(owner.clone(), unpaid).await.said(),
        (404, "Resource not found.".to_owned())
    );
    let before = desk.plan(17).await;
    assert_eq!(add(owner.clone(), id.to_owned()).await.size(), (200, 0));
    let again = add(owner.clone(), id.to_owned()).await;
    assert_eq!(
        (again.status, again.json()["object"].as_str()),
        (StatusCode::CONFLICT, Some("error"))
    );
    let client = desk.client("Stichting Waterlandfonds").await.unwrap();
    assert_eq!(
        (&client["plan"], &client["key"], &client["seats"]),
        (&json!("Teams (Monthly)"), &json!(SEALED), &json!(6))
    );
    assert_eq!(desk.last_event().0, 1901);
    assert_eq!(
        desk.plan(17).await["assignedSeats"].as_i64().unwrap(),
        before["assignedSeats"].as_i64().unwrap() + 6
    );
    let credit = desk
        .sandbox
        .get(&desk.path("billing/subscription"), &desk.admin)
        .await
        .json()["accountCredit"]
        .as_f64()
        .unwrap();
    assert!(credit > 12.5, "{credit}");
    let missing = desk
        .sandbox
        .ask("POST", &path, &owner, json!({ "organizationId": id }))
        .await;
    assert!(missing.json()["validationErrors"]["Key"][0].is_string());
}

#[tokio::test]
async fn a_client_with_an_owner_can_be_unlinked() {
    let desk = Desk::open().await;
    let remove = |token: String, path: String| {
        let sandbox = &desk.sandbox;
        async move { sandbox.ask("DELETE", &path, &token, NONE).await }
    };
    let waiting = desk.path(&format!(
        "organizations/{}",
        desk.link("Tandartspraktijk De Brug").await
    ));
    let refused = remove(desk.admin.clone(), waiting.clone()).await;
    assert_eq!(
        refused.said(),
        (
            400,
            "Organization must have at least one confirmed owner.".to_owned()
        )
    );
    let service = desk.sandbox.access("service-user").await;
    assert_eq!(remove(service, waiting.clone()).await.size(), (403, 0));
    let unknown = desk.path("organizations/00000000-0000-0000-0000-000000000000");
    assert_eq!(
        remove(desk.admin.clone(), unknown).await.said(),
        (404, "Resource not found.".to_owned())
    );
    let foreign = desk.sandbox.demo().await["organizations"]
        .as_array()
        .unwrap()
        .iter()
        .find(|o| o["name"] == "Manege Het Hoefijzer")
        .unwrap()["providerOrganizationId"]
        .as_str()
        .unwrap()
        .to_owned();
    let refused = remove(
        desk.admin.clone(),
        desk.path(&format!("organizations/{foreign}")),
    )
    .await;
    assert_eq!(
        refused.said(),
        (
            400,
            "Failed to remove organization vault. Please contact support.".to_owned()
        )
    );

    let client = desk.client("Dijkstra & Kuiper Advocaten").await.unwrap();
    let before = desk.plan(19).await;
    let path = desk.path(&format!("organizations/{}", client["id"].as_str().unwrap()));
    assert_eq!(
        remove(desk.admin.clone(), path.clone()).await.size(),
        (200, 0)
    );
    assert_eq!(desk.client("Dijkstra & Kuiper Advocaten").await, None);
    assert_eq!(
        desk.last_event(),
        (1902, Some(client["id"].as_str().unwrap().to_owned()))
    );
    assert_eq!(
        desk.plan(19).await["assignedSeats"].as_i64().unwrap(),
        before["assignedSeats"].as_i64().unwrap() - 25
    );
    assert_eq!(
        remove(desk.admin.clone(), path).await.status,
        StatusCode::NOT_FOUND,
        "gone"
    );
    let mail = desk.sandbox.mail("kuiper@dijkstrakuiper.nl").await;
    assert_eq!(mail[0]["kind"], "provider-removed-client");
    let owner = desk.sandbox.access("client-owner").await;
    let path = format!(
        "/api/organizations/{}",
        client["organizationId"].as_str().unwrap()
    );
    assert_eq!(
        desk.sandbox.get(&path, &owner).await.json()["billingEmail"],
        "kuiper@dijkstrakuiper.nl"
    );
    assert_eq!(
        desk.sandbox.get(&path, &desk.admin).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn deleting_takes_ones_own_password() {
    let desk = Desk::open().await;
    let id = desk
        .sandbox
        .id_of("organizations", "Fietsenmaker Snelwiel")
        .await;
    let path = format!("/api/organizations/{id}");
    let delete = |token: String, body: Value| {
        let (sandbox, path) = (&desk.sandbox, &path);
        async move { sandbox.ask("DELETE", path, &token, body).await }
    };
    let stranger = desk.sandbox.access("direct-owner").await;
    let theirs = json!({ "masterPasswordHash": desk.sandbox.secret("direct-owner").await });
    assert_eq!(
        delete(stranger, theirs.clone()).await.said(),
        (404, "Resource not found.".to_owned())
    );
    for wrong in [theirs, json!({})] {
        let refused = delete(desk.admin.clone(), wrong).await;
        assert_eq!(
            refused.said(),
            (400, "The model state is invalid.".to_owned())
        );
        assert_eq!(
            refused.json()["validationErrors"][""][0],
            "User verification failed."
        );
    }
    let service = desk.sandbox.access("service-user").await;
    let right = json!({ "masterPasswordHash": desk.sandbox.secret("service-user").await });
    assert_eq!(
        delete(service, right).await.size(),
        (200, 0),
        "a service user may"
    );
    assert_eq!(desk.client("Fietsenmaker Snelwiel").await, None);
}
