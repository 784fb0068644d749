//! Portico: the provider portal.

pub mod api;
pub mod domain;
