//! Why a call failed, by what a person can do about it (contract 8).

use crate::domain::time::Timestamp;

/// Why a call failed. Its `Display` is English, for logs; `i18n::explain` has the words for a person.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Error {
    /// The cloud could not be reached at all.
    #[error("no connection")]
    Offline,
    /// No answer came in time. A write may have been done all the same: read again before it is repeated.
    #[error("no answer in time")]
    TimedOut,
    /// The session is over: one has to sign in again.
    #[error("signed out")]
    SignedOut,
    /// Refused for this person: 403, or a 401 straight after a refresh.
    #[error("not permitted")]
    NotPermitted,
    /// It does not exist, or may not be seen by this person: the cloud does not tell the two apart.
    #[error("not found")]
    NotFound,
    /// The cloud refused what was asked.
    #[error("rejected: {}", .0.message)]
    Rejected(Rejection),
    /// It clashes with what is there. The text is the server's.
    #[error("conflict: {0}")]
    Conflict(String),
    /// Too many requests.
    #[error("asked to slow down")]
    SlowDown {
        /// When to try again, if the answer says so.
        until: Option<Timestamp>,
    },
    /// The cloud failed.
    #[error("the server failed with status {status}")]
    ServerDown {
        /// The status, 500 to 599, or another that has no place in the contract.
        status: u16,
    },
    /// The answer was cut off or is not what this program understands.
    #[error("unreadable answer from {endpoint}")]
    Unreadable {
        /// Which call it was, such as `GET /accounts/profile`. Without identifiers.
        endpoint: &'static str,
    },
}

/// What the cloud refused, in its own words.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Rejection {
    /// A sentence of the server, in English; empty when it gave none.
    pub message: String,
    /// What it says of each field, by the server's name of it, such as `Emails[0]`.
    pub fields: Vec<(String, Vec<String>)>,
}
