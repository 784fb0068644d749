//! The sandbox, driven in process and without a port: what it answers is what the contract says.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a test may stop where it stands"
)]

mod authority;
mod billing;
mod ciphers;
mod clients;
mod control;
mod edge;
mod events;
mod joining;
mod limits;
mod models;
mod sandbox;
mod sessions;
mod settings;
mod sign_in;
mod team;
