//! The provider's team (contract 3.3): invited, accepted, confirmed, changed and removed.

use axum::http::StatusCode;
use bitwarden_api_api::models as api;
use serde_json::{Value, json};

use crate::{
    models::read,
    sandbox::{Answer, Sandbox},
};

const NONE: Value = Value::Null;
const UNKNOWN: &str = "00000000-0000-0000-0000-000000000000";
const LAST_ADMIN: &str = "Provider must have at least one confirmed ProviderAdmin.";

struct Team {
    sandbox: Sandbox,
    provider: String,
    admin: String,
}

impl Team {
    async fn open() -> Self {
        let sandbox = Sandbox::new();
        Self {
            provider: sandbox.id_of("providers", "Waterland Beheer").await,
            admin: sandbox.access("admin").await,
            sandbox,
        }
    }

    async fn ask(&self, method: &str, rest: &str, body: Value) -> Answer {
        self.ask_as(&self.admin, method, rest, body).await
    }

    async fn ask_as(&self, token: &str, method: &str, rest: &str, body: Value) -> Answer {
        let path = format!("/api/providers/{}/users{rest}", self.provider);
        self.sandbox.ask(method, &path, token, body).await
    }

    async fn list(&self) -> Vec<Value> {
        let list = self.ask("GET", "", NONE).await.json();
        list["data"].as_array().unwrap().clone()
    }

    /// The member of an address, if there is one.
    async fn member(&self, email: &str) -> Option<Value> {
        self.list()
            .await
            .into_iter()
            .find(|member| member["email"] == email)
    }

    async fn id(&self, email: &str) -> String {
        let member = self
            .member(email)
            .await
            .unwrap_or_else(|| panic!("no {email}"));
        member["id"].as_str().unwrap().to_owned()
    }

    fn events(&self, kind: i64) -> i64 {
        let rows = self.sandbox.cloud.database.rows();
        let sql = "SELECT COUNT(*) FROM events WHERE type = ?1";
        rows.query_row(sql, [kind], |row| row.get(0)).unwrap()
    }

    /// The token in the newest invitation to an address.
    async fn token(&self, email: &str) -> String {
        let mail = self.sandbox.mail(email).await;
        let link = mail
            .as_array()
            .unwrap()
            .iter()
            .find(|letter| letter["kind"] == "provider-invite")
            .unwrap()["link"]
            .clone();
        let link = link.as_str().unwrap().to_owned();
        assert!(
            link.starts_with("https://vault.bitwarden.eu/#/providers/accept-provider?providerId="),
            "{link}"
        );
        link.rsplit_once("token=").unwrap().1.to_owned()
    }
}

fn ids(ids: &[&str]) -> Value {
    json!({ "ids": ids })
}

#[tokio::test]
async fn the_demo_team_has_people_in_every_state() {
    let team = Team::open().await;
    let list: api::ProviderUserUserDetailsResponseModelListResponseModel =
        read(&team.ask("GET", "", NONE).await);
    let count = |status| {
        list.data
            .as_ref()
            .unwrap()
            .iter()
            .filter(|member| member.status == Some(status))
            .count()
    };
    assert_eq!(
        (
            count(api::ProviderUserStatusType::Invited),
            count(api::ProviderUserStatusType::Accepted),
            count(api::ProviderUserStatusType::Confirmed)
        ),
        (4, 2, 19)
    );
    let invited = team.member("teun@waterlandbeheer.nl").await.unwrap();
    assert_eq!((&invited["userId"], &invited["name"]), (&NONE, &NONE));
    let accepted = team.member("maud@waterlandbeheer.nl").await.unwrap();
    let one: api::ProviderUserResponseModel = read(
        &team
            .ask(
                "GET",
                &format!("/{}", accepted["id"].as_str().unwrap()),
                NONE,
            )
            .await,
    );
    assert_eq!(
        one.user_id.unwrap().to_string(),
        accepted["userId"].as_str().unwrap()
    );
    assert_eq!(
        team.ask("GET", &format!("/{UNKNOWN}"), NONE).await.said().0,
        404
    );
}

#[tokio::test]
async fn only_admins_manage_the_team() {
    let team = Team::open().await;
    let service = team.sandbox.access("service-user").await;
    let id = team.id("maud@waterlandbeheer.nl").await;
    for (method, rest, body) in [
        ("GET", String::new(), NONE),
        ("GET", format!("/{id}"), NONE),
        ("PUT", format!("/{id}"), json!({ "type": 1 })),
        ("DELETE", format!("/{id}"), NONE),
        ("DELETE", String::new(), ids(&[&id])),
        (
            "POST",
            "/invite".to_owned(),
            json!({ "emails": ["a@b.nl"], "type": 0 }),
        ),
        ("POST", "/reinvite".to_owned(), ids(&[&id])),
        ("POST", format!("/{id}/reinvite"), NONE),
        ("POST", "/public-keys".to_owned(), ids(&[&id])),
        (
            "POST",
            "/confirm".to_owned(),
            json!({ "keys": [{ "id": id, "key": "4.AAAA" }] }),
        ),
        ("POST", format!("/{id}/confirm"), json!({ "key": "4.AAAA" })),
    ] {
        assert_eq!(
            team.ask_as(&service, method, &rest, body).await.size(),
            (403, 0),
            "{method} {rest}"
        );
    }
}

#[tokio::test]
async fn inviting_mails_a_link_once_per_new_address() {
    let team = Team::open().await;
    let before = (team.list().await.len(), team.events(1800));
    let body = api::ProviderUserInviteRequestModel {
        emails: vec![
            "Nieuw+Portal@Waterlandbeheer.nl".to_owned(),
            "anouk@waterlandbeheer.nl".to_owned(),
            "teun@waterlandbeheer.nl".to_owned(),
        ],
        r#type: api::ProviderUserType::ServiceUser,
    };
    let invited = team
        .ask("POST", "/invite", serde_json::to_value(body).unwrap())
        .await;
    assert_eq!(invited.size(), (200, 0));
    assert_eq!(
        (team.list().await.len(), team.events(1800)),
        (before.0 + 1, before.1 + 1),
        "those who are in are passed over"
    );
    let fresh = team
        .member("nieuw+portal@waterlandbeheer.nl")
        .await
        .unwrap();
    assert_eq!((&fresh["status"], &fresh["type"]), (&json!(0), &json!(1)));
    let mail = team.sandbox.mail("nieuw%2Bportal@waterlandbeheer.nl").await;
    let link = mail[0]["link"].as_str().unwrap();
    for part in [
        "email=nieuw%2Bportal%40waterlandbeheer.nl",
        "providerName=Waterland%20Beheer",
        &format!("providerUserId={}", fresh["id"].as_str().unwrap()),
    ] {
        assert!(link.contains(part), "{link}");
    }
    let many: Vec<String> = (0..21).map(|n| format!("p{n}@b.nl")).collect();
    for (emails, field) in [
        (json!([]), "Emails"),
        (NONE, "Emails"),
        (json!(many), "Emails"),
        (json!(["a@b.nl", "Jan <jan@b.nl>"]), "Emails[1]"),
        (json!(["jan@b"]), "Emails[0]"),
        (json!([format!("{}@b.nl", "x".repeat(260))]), "Emails[0]"),
    ] {
        let refused = team
            .ask("POST", "/invite", json!({ "emails": emails, "type": 1 }))
            .await;
        assert_eq!(
            refused.said(),
            (400, "The model state is invalid.".to_owned())
        );
        assert!(
            refused.json()["validationErrors"][field][0].is_string(),
            "{field}: {}",
            refused.json()
        );
    }
    let refused = team
        .ask(
            "POST",
            "/invite",
            json!({ "emails": ["a@b.nl"], "type": 2 }),
        )
        .await;
    assert!(refused.json()["validationErrors"]["Type"][0].is_string());
    assert_eq!(team.list().await.len(), before.0 + 1);
}

#[tokio::test]
async fn resending_tells_only_in_bulk_what_went_wrong() {
    let team = Team::open().await;
    let (waiting, confirmed) = (
        team.id("teun@waterlandbeheer.nl").await,
        team.id("bram@waterlandbeheer.nl").await,
    );
    let polder = team.sandbox.id_of("providers", "Polder IT").await;
    let foreign: String = {
        let rows = team.sandbox.cloud.database.rows();
        rows.query_row(
            "SELECT id FROM provider_users WHERE provider_id = ?1",
            [&polder],
            |row| row.get(0),
        )
        .unwrap()
    };
    let before = team
        .sandbox
        .mail("teun@waterlandbeheer.nl")
        .await
        .as_array()
        .unwrap()
        .len();
    let said: api::ProviderUserBulkResponseModelListResponseModel = read(
        &team
            .ask(
                "POST",
                "/reinvite",
                ids(&[&waiting, &confirmed, &foreign, UNKNOWN]),
            )
            .await,
    );
    let errors: Vec<_> = said
        .data
        .unwrap()
        .into_iter()
        .map(|result| result.error.unwrap())
        .collect();
    assert_eq!(
        errors,
        ["", "User invalid.", "User invalid."],
        "an unknown id is left out"
    );
    for id in [&waiting, &confirmed, &UNKNOWN.to_owned()] {
        assert_eq!(
            team.ask("POST", &format!("/{id}/reinvite"), NONE)
                .await
                .size(),
            (200, 0)
        );
    }
    assert_eq!(
        team.sandbox
            .mail("teun@waterlandbeheer.nl")
            .await
            .as_array()
            .unwrap()
            .len(),
        before + 2
    );
    assert_eq!(
        team.ask("POST", "/reinvite", ids(&[])).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn an_invitation_is_accepted_by_whom_it_was_for_and_in_time() {
    let team = Team::open().await;
    let id = team.id("roos@waterlandbeheer.nl").await;
    let token = team.token("roos@waterlandbeheer.nl").await;
    let (roos, kees) = (
        team.sandbox.access("invited").await,
        team.sandbox.access("no-provider").await,
    );
    let rest = format!("/{id}/accept");
    let accept = |who: String, rest: String, token: String| {
        let team = &team;
        async move {
            team.ask_as(&who, "POST", &rest, json!({ "token": token }))
                .await
                .said()
        }
    };
    let refused = |text: &str| (400, text.to_owned());
    assert_eq!(
        accept(roos.clone(), format!("/{UNKNOWN}/accept"), token.clone()).await,
        refused("User invalid.")
    );
    assert_eq!(
        accept(kees, rest.clone(), token.clone()).await,
        refused("User email does not match invite.")
    );
    assert_eq!(
        accept(roos.clone(), rest.clone(), "no".to_owned()).await,
        refused("Invalid token.")
    );
    assert_eq!(
        accept(roos.clone(), rest.clone(), String::new()).await.0,
        400
    );
    assert_eq!(
        accept(roos.clone(), rest.clone(), token.clone()).await,
        (200, String::new())
    );
    assert_eq!(
        accept(roos, rest, token).await,
        refused("Already accepted.")
    );
    let member = team.member("roos@waterlandbeheer.nl").await.unwrap();
    assert_eq!(
        (&member["status"], &member["name"]),
        (&json!(1), &json!("Roos Timmer"))
    );
}

#[tokio::test]
async fn an_invitation_dies_after_five_days_and_a_fresh_one_lives() {
    let team = Team::open().await;
    let id = team.id("roos@waterlandbeheer.nl").await;
    let old = team.token("roos@waterlandbeheer.nl").await;
    // It is two days old already.
    team.sandbox
        .post(
            "/__sandbox/clock",
            &json!({ "advanceSeconds": 3 * 24 * 3600 + 60 }),
        )
        .await;
    let (admin, roos) = (
        team.sandbox.access("admin").await,
        team.sandbox.access("invited").await,
    );
    let rest = format!("/{id}/accept");
    let refused = team
        .ask_as(&roos, "POST", &rest, json!({ "token": old }))
        .await;
    assert_eq!(refused.said(), (400, "Invalid token.".to_owned()));
    team.ask_as(&admin, "POST", &format!("/{id}/reinvite"), NONE)
        .await;
    let fresh = team.token("roos@waterlandbeheer.nl").await;
    assert_eq!(
        team.ask_as(&roos, "POST", &rest, json!({ "token": fresh }))
            .await
            .size(),
        (200, 0)
    );
}

#[tokio::test]
async fn confirming_hands_over_the_key_and_the_next_token_has_the_role() {
    let team = Team::open().await;
    let emails = [
        "maud@waterlandbeheer.nl",
        "ties@waterlandbeheer.nl",
        "teun@waterlandbeheer.nl",
        "bram@waterlandbeheer.nl",
    ];
    let mut all = Vec::new();
    for email in emails {
        all.push(team.id(email).await);
    }
    let [maud, ties, teun, bram] = [&all[0], &all[1], &all[2], &all[3]];
    let keys: api::ProviderUserPublicKeyResponseModelListResponseModel = read(
        &team
            .ask("POST", "/public-keys", ids(&[maud, ties, teun, bram]))
            .await,
    );
    let keys = keys.data.unwrap();
    assert_eq!(keys.len(), 2, "those who wait, and nobody else");
    let person = team.sandbox.person("accepted").await;
    assert_eq!(
        keys[0].user_id.unwrap().to_string(),
        person["id"].as_str().unwrap()
    );
    let public = team
        .sandbox
        .get(
            &format!("/api/users/{}/public-key", person["id"].as_str().unwrap()),
            &team.admin,
        )
        .await
        .json();
    assert_eq!(public["publicKey"].as_str(), keys[0].key.as_deref());

    let maud_token = team
        .sandbox
        .token(&team.sandbox.grant("accepted").await)
        .await
        .json();
    let access = maud_token["access_token"].as_str().unwrap().to_owned();
    assert_eq!(team.ask_as(&access, "GET", "", NONE).await.size(), (403, 0));
    assert_eq!(
        team.ask(
            "POST",
            &format!("/{maud}/confirm"),
            json!({ "key": "4.TWF1ZA==" })
        )
        .await
        .size(),
        (200, 0)
    );
    let body = json!({ "keys": [{ "id": ties, "key": "4.VGllcw==" }, { "id": teun, "key": "4.AA==" }, { "id": maud, "key": "4.AA==" }, { "id": UNKNOWN, "key": "4.AA==" }] });
    let said = team.ask("POST", "/confirm", body).await.json();
    let errors: Vec<_> = said["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["error"].clone())
        .collect();
    assert_eq!(errors, ["", "Invalid user.", "Invalid user."]);
    assert_eq!(
        team.ask(
            "POST",
            &format!("/{teun}/confirm"),
            json!({ "key": "4.AA==" })
        )
        .await
        .size(),
        (200, 0),
        "in silence"
    );
    assert_eq!(
        team.member("teun@waterlandbeheer.nl").await.unwrap()["status"],
        0
    );
    assert_eq!(
        team.sandbox.mail("maud@waterlandbeheer.nl").await[0]["kind"],
        "provider-confirmed"
    );

    let profile = team
        .sandbox
        .get("/api/accounts/profile", &access)
        .await
        .json();
    assert_eq!(
        (
            &profile["providers"][0]["key"],
            &profile["providers"][0]["type"]
        ),
        (&json!("4.TWF1ZA=="), &json!(0))
    );
    assert_eq!(
        team.ask_as(&access, "GET", "", NONE).await.size(),
        (403, 0),
        "the old token knows of no role"
    );
    let refresh = team
        .sandbox
        .grant("accepted")
        .await
        .with("grant_type", "refresh_token")
        .with(
            "refresh_token",
            maud_token["refresh_token"].as_str().unwrap(),
        );
    let fresh = team.sandbox.token(&refresh).await.json()["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        team.ask_as(&fresh, "GET", "", NONE).await.status,
        StatusCode::OK
    );
    for wrong in [
        json!({ "keys": [] }),
        json!({ "keys": [{ "id": ties, "key": "" }] }),
    ] {
        assert_eq!(
            team.ask("POST", "/confirm", wrong).await.status,
            StatusCode::BAD_REQUEST
        );
    }
    assert_eq!(
        team.ask("POST", "/public-keys", ids(&[])).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn one_confirmed_admin_must_remain() {
    let sandbox = Sandbox::new();
    let provider = sandbox.id_of("providers", "Polder IT").await;
    let admin = sandbox.access("two-providers").await;
    let team = Team {
        sandbox,
        provider,
        admin,
    };
    let me = team.id("iris@polder-it.nl").await;
    let refused = team
        .ask("PUT", &format!("/{me}"), json!({ "type": 1 }))
        .await;
    assert_eq!(refused.said(), (400, LAST_ADMIN.to_owned()));
    assert_eq!(
        team.ask("PUT", &format!("/{me}"), json!({ "type": 0 }))
            .await
            .size(),
        (200, 0)
    );
    assert_eq!(
        team.ask("DELETE", &format!("/{me}"), NONE).await.said(),
        (400, LAST_ADMIN.to_owned())
    );
    assert_eq!(
        team.ask("DELETE", "", ids(&[&me])).await.said(),
        (400, LAST_ADMIN.to_owned())
    );
    assert_eq!(team.list().await.len(), 1);
}

#[tokio::test]
async fn roles_change_and_people_go_but_not_oneself() {
    let team = Team::open().await;
    let (me, sem, bram, teun) = (
        team.id("anouk@waterlandbeheer.nl").await,
        team.id("sem@waterlandbeheer.nl").await,
        team.id("bram@waterlandbeheer.nl").await,
        team.id("teun@waterlandbeheer.nl").await,
    );
    assert_eq!(
        team.ask("PUT", &format!("/{sem}"), json!({ "type": 0 }))
            .await
            .size(),
        (200, 0)
    );
    assert_eq!(
        team.member("sem@waterlandbeheer.nl").await.unwrap()["type"],
        0
    );
    assert_eq!(
        team.ask("PUT", &format!("/{sem}"), json!({ "type": 7 }))
            .await
            .status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        team.ask("PUT", &format!("/{UNKNOWN}"), json!({ "type": 0 }))
            .await
            .said()
            .0,
        404
    );

    let before = team.events(1803);
    assert_eq!(
        team.ask("DELETE", &format!("/{me}"), NONE).await.size(),
        (200, 0),
        "in silence"
    );
    assert!(team.member("anouk@waterlandbeheer.nl").await.is_some());
    let bram_token = team.sandbox.access("second-admin").await;
    let said = team
        .ask("DELETE", "", ids(&[&me, &bram, &teun, UNKNOWN]))
        .await
        .json();
    let errors: Vec<_> = said["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["error"].clone())
        .collect();
    assert_eq!(errors, ["You cannot remove yourself.", "", ""]);
    assert_eq!(team.events(1803), before + 2);
    assert_eq!(team.member("bram@waterlandbeheer.nl").await, None);
    assert_eq!(
        team.sandbox.mail("bram@waterlandbeheer.nl").await[0]["kind"],
        "provider-removed"
    );
    assert_eq!(
        team.ask_as(&bram_token, "GET", "", NONE).await.status,
        StatusCode::OK,
        "until the next token"
    );
    let profile = team
        .sandbox
        .get("/api/accounts/profile", &bram_token)
        .await
        .json();
    assert_eq!(profile["providers"], json!([]));
    let fresh = team.sandbox.access("second-admin").await;
    assert_eq!(team.ask_as(&fresh, "GET", "", NONE).await.size(), (403, 0));
}
