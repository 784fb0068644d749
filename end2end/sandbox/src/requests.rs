//! The log of what was asked: never a body, never a token.

use std::{
    collections::VecDeque,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::http::request::Parts;
use serde::Serialize;

use crate::{authority::bearer, clock::iso, cloud::Cloud, identity::access_token};

/// The oldest entries go when there are more.
const MOST: usize = 20_000;

/// One request.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    number: u64,
    at: String,
    method: String,
    path: String,
    query: Option<String>,
    /// 0 while it runs, and for a connection that was dropped.
    status: u16,
    client_name: Option<String>,
    client_version: Option<String>,
    device_type: Option<String>,
    origin: Option<String>,
    has_authorization: bool,
    /// Whose token came along.
    account: Option<String>,
}

/// The log.
#[derive(Default)]
pub(crate) struct RequestLog {
    entries: Mutex<VecDeque<Entry>>,
    next: AtomicU64,
}

impl RequestLog {
    /// Writes down a request as it comes in.
    pub(crate) fn enter(&self, cloud: &Cloud, request: &Parts) -> u64 {
        let header = |name: &str| {
            request
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let token = bearer(&request.headers);
        let account = token
            .and_then(|token| access_token::read(&cloud.database.rows(), token))
            .map(|claims| claims.email);
        let number = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        let mut entries = self.lock();
        if entries.len() >= MOST {
            entries.pop_front();
        }
        entries.push_back(Entry {
            number,
            at: iso(cloud.clock.now()),
            method: request.method.to_string(),
            path: request.uri.path().to_owned(),
            query: request.uri.query().map(str::to_owned),
            status: 0,
            client_name: header("bitwarden-client-name"),
            client_version: header("bitwarden-client-version"),
            device_type: header("device-type"),
            origin: header("origin"),
            has_authorization: header("authorization").is_some(),
            account,
        });
        number
    }

    /// Notes how it was answered.
    pub(crate) fn leave(&self, number: u64, status: u16) {
        if let Some(entry) = self
            .lock()
            .iter_mut()
            .rev()
            .find(|entry| entry.number == number)
        {
            entry.status = status;
        }
    }

    /// The log, oldest first.
    pub(crate) fn list(&self) -> Vec<Entry> {
        self.lock().iter().cloned().collect()
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
