//! One of a few, all in sight.

use leptos::prelude::*;

use super::unique_id;

/// A row of choices of which one holds. Made of radio buttons, so arrows, forms and screen readers know it.
#[component]
pub fn Segments(
    /// What is chosen.
    label: &'static str,
    /// The choices, in words.
    options: Vec<String>,
    /// The index of the one that holds.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Another one was chosen.
    #[prop(into)]
    on_choose: Callback<usize>,
) -> impl IntoView {
    let name = unique_id("segments");
    let title = format!("{name}-title");
    let many = options.len() > 3;
    let choices = options
        .into_iter()
        .enumerate()
        .map(|(index, option)| {
            view! {
                <label>
                    <input
                        type="radio"
                        name=name.clone()
                        value=index.to_string()
                        prop:checked=move || chosen.get() == index
                        on:change=move |_| on_choose.run(index)
                    />
                    {option}
                </label>
            }
        })
        .collect_view();
    view! {
        <div class="field">
            <span class="label" id=title.clone()>{label}</span>
            <div class="segments" role="radiogroup" aria-labelledby=title data-many=many.then_some("")>{choices}</div>
        </div>
    }
}
