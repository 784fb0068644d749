//! The running sandbox: what every part shares, and the way that a request takes through it.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use tower::ServiceExt;

use crate::{
    api,
    clock::Clock,
    control, cors,
    database::Database,
    edge::Edge,
    faults::{Faults, Halfway},
    identity,
    limits::Limits,
    place::{Place, is_cloud_path},
    requests::RequestLog,
    seed::{self, Seed, SeedError},
};

/// The sandbox, shared by all requests.
pub type Shared = Arc<Cloud>;

/// Everything that lives as long as the sandbox does.
pub struct Cloud {
    /// The rows.
    pub database: Database,
    /// The movable clock.
    pub clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) limits: Limits,
    pub(crate) requests: RequestLog,
    pub(crate) edge: Option<Edge>,
    seed: Seed,
    initial: Settings,
    settings: Mutex<Settings>,
}

/// What may be changed while the sandbox runs (`/__sandbox/faults`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Whether the documented rate limits apply.
    pub rate_limits: bool,
    /// How late a wrong secret is answered.
    pub failure_delay_ms: u64,
    /// `version` of `GET /config`.
    pub server_version: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            rate_limits: true,
            failure_delay_ms: 2000,
            server_version: "2026.8.0".to_owned(),
        }
    }
}

/// Who is at the other end of the wire.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// Marks a request that came over TLS.
#[derive(Clone, Copy, Debug)]
pub struct Encrypted;

/// Marks an answer that must not be given: the connection is closed instead.
#[derive(Clone, Copy, Debug)]
pub struct HangUp;

impl Cloud {
    /// A sandbox over `database`, which `sown` says is filled already.
    pub fn new(
        database: Database,
        sown: bool,
        seed: Seed,
        settings: Settings,
        dist: Option<PathBuf>,
    ) -> Result<Shared, SeedError> {
        if !sown {
            seed::fill(&database, seed)?;
        }
        Ok(Arc::new(Self {
            database,
            clock: Clock::default(),
            faults: Faults::default(),
            limits: Limits::default(),
            requests: RequestLog::default(),
            edge: dist.map(Edge::over),
            seed,
            initial: settings.clone(),
            settings: Mutex::new(settings),
        }))
    }

    /// The settings of this moment.
    pub fn settings(&self) -> Settings {
        self.settings
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn set(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Everything as it was at the start: rows, clock, faults, limits, log and settings.
    pub fn reset(&self) -> Result<(), SeedError> {
        seed::fill(&self.database, self.seed)?;
        self.clock.reset();
        self.faults.clear();
        self.limits.clear();
        self.requests.clear();
        self.set(|settings| *settings = self.initial.clone());
        Ok(())
    }
}

/// The whole sandbox as one service: control, cloud and edge.
pub fn router(cloud: Shared) -> Router {
    let inner = Inner {
        services: Router::new()
            .nest("/identity", identity::routes())
            .nest("/api", api::routes())
            .fallback(|| async { StatusCode::NOT_FOUND })
            .with_state(cloud.clone()),
        control: Router::new()
            .nest("/__sandbox", control::routes())
            .with_state(cloud.clone()),
        cloud,
    };
    Router::new().fallback(enter).with_state(Arc::new(inner))
}

struct Inner {
    services: Router,
    control: Router,
    cloud: Shared,
}

async fn enter(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let path = request.uri().path();
    if path == "/__sandbox" || path.starts_with("/__sandbox/") {
        return answer(inner.control.clone(), request).await;
    }
    let cloud = &inner.cloud;
    let (place, bare) = Place::part(path);
    let bare = bare.to_owned();
    let (asked, body) = request.into_parts();
    let entry = cloud.requests.enter(cloud, &asked);
    let response = if is_cloud_path(&bare) {
        to_cloud(&inner, place, &bare, asked, body).await
    } else {
        match cloud.faults.before(cloud, &asked, false).await {
            Some(fault) => fault,
            None => cloud.edge.as_ref().map_or_else(
                || StatusCode::NOT_FOUND.into_response(),
                |edge| edge.serve(&asked),
            ),
        }
    };
    let status = if response.extensions().get::<HangUp>().is_some() {
        0
    } else {
        response.status().as_u16()
    };
    cloud.requests.leave(entry, status);
    response
}

async fn to_cloud(
    inner: &Inner,
    place: Place,
    bare: &str,
    mut asked: Parts,
    body: Body,
) -> Response {
    let cloud = &inner.cloud;
    if let Some(fault) = cloud.faults.before(cloud, &asked, true).await {
        return fault;
    }
    // Rate limiting runs before CORS, so a 429 carries no CORS headers (contract 7).
    if cloud.settings().rate_limits
        && let Some(refusal) = cloud.limits.admit(&asked, bare, cloud.clock.now())
    {
        return refusal;
    }
    let origin = asked.headers.get(header::ORIGIN).cloned();
    if asked.method == Method::OPTIONS {
        return cors::answer(
            place,
            origin.as_ref(),
            StatusCode::NO_CONTENT.into_response(),
        );
    }
    let truncate = cloud.faults.truncates(&asked);
    asked.uri = rewritten(&asked.uri, bare);
    if cloud.faults.halves(&asked) {
        asked.extensions.insert(Halfway);
    }
    asked.extensions.insert(place);
    let response = answer(inner.services.clone(), Request::from_parts(asked, body)).await;
    let mut response = cors::answer(place, origin.as_ref(), response);
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    match truncate {
        true => crate::faults::cut(response).await,
        false => response,
    }
}

/// The address without the region's prefix, as the CDN edge rewrites it.
fn rewritten(asked: &Uri, bare: &str) -> Uri {
    let target = asked
        .query()
        .map_or_else(|| bare.to_owned(), |query| format!("{bare}?{query}"));
    target.parse().unwrap_or_else(|_| asked.clone())
}

async fn answer(services: Router, request: Request<Body>) -> Response {
    match services.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
