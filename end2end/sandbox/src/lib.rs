//! The sandbox cloud (design 10): identity, API and CDN edge on one port, over real rows and real keys.
//!
//! `cloud` is the way a request takes; `identity` and `api` answer as the cloud does; `edge` serves the site; `control`
//! holds the knobs that no cloud has, under `/__sandbox/`. `place` parts the regions, `authority` says who may what.

mod api;
mod authority;
mod body;
pub mod clock;
pub mod cloud;
mod control;
mod cors;
pub mod database;
pub mod demo;
mod edge;
mod error;
mod events;
mod faults;
mod html;
mod identity;
mod ids;
mod limits;
mod links;
mod mailbox;
pub mod options;
mod place;
mod requests;
mod seats;
pub mod seed;
pub mod server;
