//! One of a few, each with what it means.

use leptos::prelude::*;

use super::unique_id;

/// A list of choices with their explanations, of which one holds.
#[component]
pub fn RadioList(
    /// What is chosen.
    label: &'static str,
    /// The choices: what each is called, and what it means.
    options: Vec<(&'static str, &'static str)>,
    /// The index of the one that holds.
    chosen: RwSignal<usize>,
) -> impl IntoView {
    let name = unique_id("radio");
    let title = format!("{name}-title");
    let choice = |(index, (option, meaning)): (usize, (&'static str, &'static str))| {
        let (called, about) = (format!("{name}-{index}-name"), format!("{name}-{index}"));
        view! {
            <label class="radio">
                <input
                    type="radio"
                    name=name.clone()
                    aria-labelledby=called.clone()
                    aria-describedby=about.clone()
                    prop:checked=move || chosen.get() == index
                    on:change=move |_| chosen.set(index)
                />
                <span>
                    <b id=called>{option}</b>
                    <small id=about>{meaning}</small>
                </span>
            </label>
        }
        .into_any()
    };
    let choices = options.into_iter().enumerate().map(choice).collect_view();
    view! {
        <div class="field">
            <span class="label" id=title.clone()>{label}</span>
            <div class="radio-list" role="radiogroup" aria-labelledby=title>{choices}</div>
        </div>
    }
}
