//! How full something is.

use leptos::prelude::*;

use super::Tone;
use crate::i18n::{format, words};

/// Seats used of seats assigned, as a bar and as words.
#[component]
pub fn Meter(
    /// Seats in use.
    used: u64,
    /// Seats assigned; none where there is no limit.
    of: Option<u64>,
) -> impl IntoView {
    let share = of.map(|of| {
        used.saturating_mul(100)
            .checked_div(of)
            .map_or(100, |share| share.min(100))
    });
    let tone = match share {
        Some(100) => Some(Tone::Bad.name()),
        Some(90..) => Some(Tone::Warn.name()),
        _ => None,
    };
    let of = of.map_or_else(|| words().common.unlimited.to_owned(), format::number);
    view! {
        <span class="meter" data-tone=tone>
            <i aria-hidden="true" style:--of=share.unwrap_or(0).to_string()></i>
            <span class="unseen">{(words().clients.seats_of)(&format::number(used), &of)}</span>
            <b aria-hidden="true">{format::number(used)}</b>
            <small class="of" aria-hidden="true">{format!("/ {of}")}</small>
        </span>
    }
}
