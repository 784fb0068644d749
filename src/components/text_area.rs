//! A field for many lines.

use leptos::prelude::*;

use super::field::Wrong;
use super::unique_id;

/// A field for many lines of text.
#[component]
pub fn TextArea(
    /// What belongs in it.
    label: &'static str,
    /// How it may be written, below the label.
    help: &'static str,
    /// How many lines are in sight.
    rows: u32,
    /// Its text.
    value: RwSignal<String>,
    /// What is wrong with the text.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let id = unique_id("text");
    let (hint, wrong) = (format!("{id}-hint"), format!("{id}-wrong"));
    let described = {
        let (hint, wrong) = (hint.clone(), wrong.clone());
        move || match problem.with(Option::is_some) {
            true => format!("{hint} {wrong}"),
            false => hint.clone(),
        }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p class="quiet" id=hint>{help}</p>
            <textarea
                class="input text-area"
                id=id
                rows=rows
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=described
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
            <Wrong id=wrong problem/>
        </div>
    }
}
