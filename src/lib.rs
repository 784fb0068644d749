//! Portico: the provider portal.

pub mod domain;
