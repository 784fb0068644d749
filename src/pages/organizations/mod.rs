//! The workspace of one organisation: a client's, reached through its provider, or one's own.

mod collections;
mod facts;
mod overview;

pub use overview::{ClientOverview, OwnOverview};
