//! Portico: one place to run all of a provider's client organisations on the Bitwarden cloud, as a page in the browser.

pub mod api;
pub mod app;
pub mod components;
pub mod domain;
mod early;
pub mod i18n;
pub mod pages;
pub mod routes;
pub mod session;
pub mod vault;

pub use early::start;
