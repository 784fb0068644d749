//! Going anywhere by typing: a dialog with a field and a list of places.

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{Glyph, Icon, unique_id};
use crate::i18n::words;

/// A place to go to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Place {
    /// What it is called.
    pub name: String,
    /// What kind of place it is.
    pub kind: String,
    /// Its icon.
    pub icon: Glyph,
    /// Its address.
    pub href: String,
}

/// A dialog in which places are found by typing. Arrows choose, Enter goes, Escape closes. The focus stays in the field; the
/// list is told by `aria-activedescendant`.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What is typed.
    typed: RwSignal<String>,
    /// The places that fit, the best first.
    places: Memo<Vec<Place>>,
    /// Go there.
    on_go: Callback<String>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let id = StoredValue::new(unique_id("palette"));
    let at = RwSignal::new(0_usize);
    Effect::new(move |_| {
        let open = open.get();
        if let Some(dialog) = dialog.get() {
            match (open, dialog.open()) {
                // It can only fail for a dialog that is open already.
                (true, false) => drop(dialog.show_modal()),
                (false, true) => dialog.close(),
                _ => {}
            }
        }
    });
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            request_animation_frame(move || drop(input.focus()));
        }
    });
    // Another list begins at its top.
    Effect::new(move |_| {
        places.track();
        at.set(0);
    });
    let words = &words().palette;
    let option = move |index: usize| format!("{}-{index}", id.get_value());
    let go = move |index: usize| {
        let href =
            places.with_untracked(|places| places.get(index).map(|place| place.href.clone()));
        if let Some(href) = href {
            open.set(false);
            on_go.run(href);
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let count = places.with_untracked(Vec::len);
        let step = |to: usize| {
            event.prevent_default();
            at.set(to);
            reveal(&option(to));
        };
        let now = at.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if count > 0 => step((now + 1) % count),
            "ArrowUp" if count > 0 => step((now + count - 1) % count),
            "Enter" => {
                event.prevent_default();
                go(now);
            }
            _ => {}
        }
    };
    let row = move |(index, place): (usize, Place)| {
        view! {
            <li
                role="option"
                id=option(index)
                aria-selected=move || if at.get() == index { "true" } else { "false" }
                on:click=move |_| go(index)
            >
                <Icon of=place.icon/>
                <b dir="auto">{place.name}</b>
                <small>{place.kind}</small>
            </li>
        }
        .into_any()
    };
    let list = format!("{}-list", id.get_value());
    let list_of_field = list.clone();
    view! {
        <dialog class="dialog palette" node_ref=dialog aria-label=words.title closedby="any" on:close=move |_| open.set(false)>
            <Show when=move || open.get()>
                <input
                    class="input"
                    type="text"
                    role="combobox"
                    node_ref=input
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=words.search
                    placeholder=words.search
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=list_of_field.clone()
                    aria-activedescendant=move || places.with(|places| !places.is_empty()).then(|| option(at.get()))
                    prop:value=typed
                    on:input:target=move |event| typed.set(event.target().value())
                    on:keydown=key
                />
                <p class="unseen" role="status">{move || (words.found)(places.with(Vec::len))}</p>
                <ul role="listbox" id=list.clone() aria-label=words.results>
                    {move || places.get().into_iter().enumerate().map(row).collect_view()}
                </ul>
                {move || places.with(Vec::is_empty).then(|| view! { <p class="quiet pad">{words.nothing}</p> })}
            </Show>
        </dialog>
    }
}

/// Scrolls the list as far as is needed to see a row.
fn reveal(id: &str) {
    if let Some(row) = document().get_element_by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        row.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
