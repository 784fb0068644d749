//! A filter that is on or off.

use leptos::prelude::*;

/// A filter with the number of rows that it would leave.
#[component]
pub fn Chip(
    /// What it leaves.
    label: String,
    /// How many that are, formatted.
    #[prop(into)]
    count: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    pressed: Signal<bool>,
    /// It was pressed.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="chip"
            type="button"
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
            on:click=move |_| on_press.run(())
        >
            {label}
            <b>{move || count.get()}</b>
        </button>
    }
}
