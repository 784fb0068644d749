//! A sandbox to ask, and people who ask it.

use std::{net::SocketAddr, path::PathBuf};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use bitwarden_crypto::{HashPurpose, Kdf, MasterKey};
use http_body_util::BodyExt;
use sandbox::{
    cloud::{self, Cloud, Peer, Settings, Shared},
    database::Database,
    seed::Seed,
};
use serde_json::Value;
use tower::ServiceExt;

pub(crate) struct Sandbox {
    pub(crate) cloud: Shared,
    router: Router,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

/// Something of the shape of an encrypted string.
pub(crate) const SEALED: &str = "2.AAAAAAAAAAAAAAAAAAAAAA==|AAAAAAAAAAAAAAAAAAAAAA==|AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

impl Answer {
    /// The status, and the message of the body.
    pub(crate) fn said(&self) -> (u16, String) {
        let message = self.json()["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        (self.status.as_u16(), message)
    }

    /// The status, and how many bytes came.
    pub(crate) fn size(&self) -> (u16, usize) {
        (self.status.as_u16(), self.bytes.len())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// A password grant, to be varied.
#[derive(Clone)]
pub(crate) struct SignIn {
    pub(crate) prefix: &'static str,
    pub(crate) version: Option<&'static str>,
    pub(crate) fields: Vec<(String, String)>,
}

impl SignIn {
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self
    }
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Self::with(
            Settings {
                rate_limits: false,
                failure_delay_ms: 0,
                ..Settings::default()
            },
            None,
        )
    }

    pub(crate) fn with(settings: Settings, dist: Option<PathBuf>) -> Self {
        let seed = Seed {
            number: 1,
            scale: None,
        };
        let cloud =
            Cloud::new(Database::in_memory().unwrap(), false, seed, settings, dist).unwrap();
        Self {
            router: cloud::router(cloud.clone()),
            cloud,
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        self.send_from("127.0.0.1:40000", request).await
    }

    pub(crate) async fn send_from(&self, peer: &str, mut request: Request<Body>) -> Answer {
        request
            .extensions_mut()
            .insert(Peer(peer.parse::<SocketAddr>().unwrap()));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes,
        }
    }

    pub(crate) async fn get(&self, path: &str, token: &str) -> Answer {
        let mut request = Request::get(path).header(header::HOST, "localhost:8080");
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(Request::delete(path).body(Body::empty()).unwrap())
            .await
    }

    /// Asks as somebody, with or without a body.
    pub(crate) async fn ask(&self, method: &str, path: &str, token: &str, body: Value) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost:8080")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header("Device-Type", "9");
        let mut bytes = Body::empty();
        if !body.is_null() {
            request = request.header(header::CONTENT_TYPE, "application/json");
            bytes = Body::from(body.to_string());
        }
        self.send(request.body(bytes).unwrap()).await
    }

    /// What a person must send to prove that it is them.
    pub(crate) async fn secret(&self, case: &str) -> String {
        let grant = self.grant(case).await;
        let found = grant
            .fields
            .into_iter()
            .find(|(name, _)| name == "password");
        found.unwrap().1
    }

    pub(crate) async fn mail(&self, to: &str) -> Value {
        let mail = self.get(&format!("/__sandbox/mailbox?to={to}"), "").await;
        mail.json()
    }

    pub(crate) async fn demo(&self) -> Value {
        self.get("/__sandbox/demo", "").await.json()
    }

    /// The demo account of a case.
    pub(crate) async fn person(&self, case: &str) -> Value {
        let demo = self.demo().await;
        let accounts = demo["accounts"].as_array().unwrap();
        accounts
            .iter()
            .find(|account| account["case"] == case)
            .unwrap_or_else(|| panic!("no {case}"))
            .clone()
    }

    /// The id of a provider or an organisation, by its name.
    pub(crate) async fn id_of(&self, kind: &str, name: &str) -> String {
        let demo = self.demo().await;
        let found = demo[kind]
            .as_array()
            .unwrap()
            .iter()
            .find(|entry| entry["name"] == name)
            .unwrap()
            .clone();
        found["id"].as_str().unwrap().to_owned()
    }

    /// A complete password grant for a case, with the hash that a client would send.
    pub(crate) async fn grant(&self, case: &str) -> SignIn {
        let person = self.person(case).await;
        let email = person["email"].as_str().unwrap();
        let hash = self.hash(email, person["password"].as_str().unwrap()).await;
        let fields = [
            ("grant_type", "password"),
            ("client_id", "web"),
            ("scope", "api offline_access"),
            ("username", email),
            ("password", &hash),
            ("deviceType", "9"),
            ("deviceIdentifier", "11111111-2222-4333-8444-555555555555"),
            ("deviceName", "chrome"),
        ];
        let fields = fields
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec();
        SignIn {
            prefix: "",
            version: Some("2026.8.0"),
            fields,
        }
    }

    async fn hash(&self, email: &str, password: &str) -> String {
        let told = self
            .post(
                "/identity/accounts/prelogin/password",
                &serde_json::json!({ "email": email }),
            )
            .await
            .json();
        let number =
            |name: &str| std::num::NonZeroU32::new(told[name].as_u64().unwrap() as u32).unwrap();
        let kdf = match told["kdf"].as_u64().unwrap() {
            0 => Kdf::PBKDF2 {
                iterations: number("kdfIterations"),
            },
            _ => Kdf::Argon2id {
                iterations: number("kdfIterations"),
                memory: number("kdfMemory"),
                parallelism: number("kdfParallelism"),
            },
        };
        let master = MasterKey::derive(password, told["salt"].as_str().unwrap(), &kdf).unwrap();
        master
            .derive_master_key_hash(password.as_bytes(), HashPurpose::ServerAuthorization)
            .to_string()
    }

    pub(crate) async fn token(&self, sign_in: &SignIn) -> Answer {
        let form: Vec<String> = sign_in
            .fields
            .iter()
            .map(|(name, value)| format!("{name}={}", escape(value)))
            .collect();
        let mut request = Request::post(format!("{}/identity/connect/token", sign_in.prefix))
            .header(
                header::CONTENT_TYPE,
                "application/x-www-form-urlencoded; charset=utf-8",
            );
        if let Some(version) = sign_in.version {
            request = request.header("Bitwarden-Client-Version", version);
        }
        self.send(request.body(Body::from(form.join("&"))).unwrap())
            .await
    }

    /// The access token of a case that signs in with the password alone.
    pub(crate) async fn access(&self, case: &str) -> String {
        let answer = self.token(&self.grant(case).await).await;
        let body = answer.json();
        body["access_token"]
            .as_str()
            .unwrap_or_else(|| panic!("{case}: {body}"))
            .to_owned()
    }
}

fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
