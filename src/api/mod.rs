//! The cloud as typed calls: [`http`](self) is the one door, and each resource family has a file of its own.

mod error;

pub use error::{Error, Rejection};
