//! The rules of the field, pure: what a provider, a client and an organisation are, and what follows from that.

pub mod account;
pub mod addable;
pub mod client;
pub mod client_list;
pub mod client_table;
pub mod collection;
pub mod csv;
pub mod email;
pub mod entity;
pub mod ids;
pub mod money;
pub mod new_client;
pub mod organization;
pub mod permission;
pub mod plan;
pub mod provider;
pub mod region;
pub mod search;
pub mod seat_change;
pub mod seats;
pub mod subscription;
pub mod time;
pub mod unlink;
