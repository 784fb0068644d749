//! A field for a day.

use leptos::prelude::*;

use super::field::Wrong;
use super::unique_id;

/// A day, typed or picked from the browser's own calendar. Its text is `2026-08-20`, or empty.
#[component]
pub fn DayField(
    /// Which day.
    label: &'static str,
    /// Its text.
    #[prop(into)]
    value: Signal<String>,
    /// It was changed.
    #[prop(into)]
    on_change: Callback<String>,
    /// What is wrong with it.
    #[prop(into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let id = unique_id("day");
    let wrong = format!("{id}-wrong");
    let described = wrong.clone();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                class="input"
                type="date"
                id=id
                min="2015-01-01"
                max="9999-12-31"
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=move || problem.with(Option::is_some).then(|| described.clone())
                prop:value=value
                on:change:target=move |event| on_change.run(event.target().value())
            />
            <Wrong id=wrong problem/>
        </div>
    }
}
