//! Moments: local, with UTC on hover.

use leptos::prelude::*;

use crate::i18n::format;

/// The day of a moment.
#[component]
pub fn Day(
    /// In milliseconds since 1970.
    at: f64,
) -> impl IntoView {
    view! { <time datetime=format::iso(at) title=format::moment_utc(at)>{format::day(at)}</time> }
}

/// A moment.
#[component]
pub fn Moment(
    /// In milliseconds since 1970.
    at: f64,
) -> impl IntoView {
    view! { <time datetime=format::iso(at) title=format::moment_utc(at)>{format::moment(at)}</time> }
}
