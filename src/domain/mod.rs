//! The rules of the field, pure: what a provider, a client and an organisation are, and what follows from that.

pub mod ids;
