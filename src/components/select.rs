//! One of many, from a list that opens.

use leptos::prelude::*;

use super::field::Wrong;
use super::unique_id;

/// A choice of [`Select`]: its value, and what it is called.
pub type Choice = (String, String);

/// A list of choices of which one holds. Made of the browser's own, which every device knows how to show.
#[component]
pub fn Select(
    /// What is chosen.
    label: &'static str,
    /// The choices, in order.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value of the one that holds.
    value: RwSignal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let id = unique_id("select");
    let wrong = format!("{id}-wrong");
    let described = wrong.clone();
    // The value has to be set again when the choices arrive after it.
    let options = move || {
        let held = value.get();
        choices
            .get()
            .into_iter()
            .map(|(value, label)| {
                let selected = value == held;
                view! { <option value=value prop:selected=selected>{label}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select
                class="input"
                id=id
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=move || problem.with(Option::is_some).then(|| described.clone())
                on:change:target=move |event| value.set(event.target().value())
            >
                {options}
            </select>
            <Wrong id=wrong problem/>
        </div>
    }
}
