//! `/identity`: who somebody is (contract 1).

pub(crate) mod access_token;
pub(crate) mod account;
pub(crate) mod code;
pub(crate) mod device;
pub(crate) mod password;
mod prelogin;
mod token;
pub(crate) mod two_factor;

use axum::{Router, routing::post};

use crate::cloud::Shared;

/// The routes of the identity service.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/accounts/prelogin", post(prelogin::prelogin))
        .route("/accounts/prelogin/password", post(prelogin::prelogin))
        .route("/connect/token", post(token::grant))
}
