//! From an error to words for a person: what happened, and what to do about it.

use super::{entry_words, format};
use crate::{api, vault};

/// An error in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What happened, in a sentence.
    pub what: String,
    /// What to do about it, in a sentence; may be empty.
    pub advice: String,
}

impl Explanation {
    /// Both sentences.
    pub fn whole(&self) -> String {
        format!("{} {}", self.what, self.advice)
            .trim_end()
            .to_owned()
    }
}

fn explanation(what: impl Into<String>, advice: impl Into<String>) -> Explanation {
    Explanation {
        what: what.into(),
        advice: advice.into(),
    }
}

/// Why a call failed.
pub fn api(error: &api::Error) -> Explanation {
    let words = &entry_words().errors;
    match error {
        api::Error::Offline => explanation(words.offline, words.offline_do),
        api::Error::TimedOut => explanation(words.timed_out, words.timed_out_do),
        api::Error::SignedOut => explanation(words.signed_out, words.signed_out_do),
        api::Error::NotPermitted => explanation(words.not_permitted, words.not_permitted_do),
        api::Error::NotFound => explanation(words.not_found, words.not_found_do),
        api::Error::Rejected(rejection) if rejection.message.is_empty() => {
            explanation(words.rejected, words.rejected_do)
        }
        api::Error::Rejected(rejection) => {
            explanation(words.rejected, (words.server_said)(&said(rejection)))
        }
        api::Error::Conflict(message) if message.is_empty() => {
            explanation(words.conflict, words.conflict_do)
        }
        api::Error::Conflict(message) => {
            explanation((words.server_said)(message), words.conflict_do)
        }
        api::Error::SlowDown { until } => {
            let advice = match until
                .map(|until| (until.millis() - format::now_millis()).div_euclid(1000) + 1)
            {
                Some(seconds @ 1..) => (words.slow_down_do)(seconds.unsigned_abs()),
                _ => words.slow_down_do_unknown.to_owned(),
            };
            explanation(words.slow_down, advice)
        }
        api::Error::ServerDown { .. } => explanation(words.server_down, words.server_down_do),
        api::Error::Unreadable { .. } => explanation(words.unreadable, words.unreadable_do),
    }
}

/// What the cloud said: of the fields, where the sentence on top only says that something is the matter with them.
fn said(rejection: &api::Rejection) -> String {
    let of_fields: Vec<&str> = rejection
        .fields
        .iter()
        .flat_map(|(_, said)| said)
        .map(String::as_str)
        .collect();
    if of_fields.is_empty() || rejection.message != NO_VALID_MODEL {
        rejection.message.clone()
    } else {
        of_fields.join(" ")
    }
}

/// What the cloud says of any body that it does not take (contract 8).
const NO_VALID_MODEL: &str = "The model state is invalid.";

/// Why the vault did not do what was asked of it.
pub fn vault(error: &vault::Error) -> Explanation {
    let words = &entry_words().errors;
    match error {
        vault::Error::WrongKey => explanation(words.vault_wrong_key, words.vault_wrong_key_do),
        vault::Error::Malformed => explanation(words.vault_malformed, words.vault_unsupported_do),
        vault::Error::Unsupported => {
            explanation(words.vault_unsupported, words.vault_unsupported_do)
        }
        vault::Error::TooWeak => explanation(words.vault_too_weak, words.vault_too_weak_do),
        vault::Error::Locked => explanation(words.vault_locked, words.vault_locked_do),
        vault::Error::WorkerDied => explanation(words.vault_died, words.vault_died_do),
        vault::Error::PartMissing => {
            explanation(words.vault_part_missing, words.vault_part_missing_do)
        }
        vault::Error::Outdated => explanation(words.vault_outdated, words.vault_outdated_do),
    }
}
