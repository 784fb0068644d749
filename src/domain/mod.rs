//! The rules of the field, pure: what a provider, a client and an organisation are, and what follows from that.

pub mod account;
pub mod address_list;
pub mod arrival;
pub mod client;
pub mod client_list;
pub mod collection;
pub mod csv;
pub mod email;
pub mod entity;
pub mod ids;
pub mod organization;
pub mod permission;
pub mod provider;
pub mod provider_user;
pub mod region;
pub mod search;
pub mod seats;
pub mod team_list;
pub mod time;
