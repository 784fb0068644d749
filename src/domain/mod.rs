//! The rules of the field, pure: what a provider, a client and an organisation are, and what follows from that.

pub mod account;
pub mod client;
pub mod collection;
pub mod ids;
pub mod organization;
pub mod provider;
pub mod region;
pub mod time;
