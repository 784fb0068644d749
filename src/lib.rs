//! Portico: the provider portal.

pub mod api;
pub mod domain;
pub mod session;
pub mod vault;
