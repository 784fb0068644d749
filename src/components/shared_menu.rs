//! One menu for many rows: a button in each opens the same popover beside itself.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use web_sys::HtmlElement;

use super::menu::{hide_menu, place_beside};
use super::{Glyph, Icon, unique_id};

/// Ties the buttons to their menu. Copies are the same.
#[derive(Clone, Copy)]
pub struct SharedMenu {
    id: StoredValue<String>,
    opener: StoredValue<Option<HtmlElement>, LocalStorage>,
}

impl SharedMenu {
    /// A menu of its own, for [`MenuButton`]s and one [`MenuOfRows`].
    pub fn new() -> Self {
        Self {
            id: StoredValue::new(unique_id("menu")),
            opener: StoredValue::new_local(None),
        }
    }
}

impl Default for SharedMenu {
    fn default() -> Self {
        Self::new()
    }
}

/// The button of a row.
#[component]
pub fn MenuButton(
    /// The menu.
    menu: SharedMenu,
    /// What it is for: the row's name stands in it.
    #[prop(into)]
    label: TextProp,
    /// It opens: now the menu is about this row.
    #[prop(into)]
    on_open: Callback<()>,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let title = label.clone();
    let press = move |_| {
        // The menu of another row closes first: pressing this button would only close it.
        let own = button.get_untracked().map(HtmlElement::from);
        let other = menu
            .opener
            .try_update_value(|opener| std::mem::replace(opener, own.clone()) != own);
        if other == Some(true) {
            hide_menu();
        }
        on_open.run(());
    };
    view! {
        <button
            class="button"
            type="button"
            data-kind="bare"
            node_ref=button
            popovertarget=menu.id.get_value()
            aria-label=move || label.get()
            title=move || title.get()
            on:click=press
        >
            <Icon of=Glyph::More/>
        </button>
    }
}

/// The menu of all rows.
#[component]
pub fn MenuOfRows(
    /// The menu.
    menu: SharedMenu,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let popover = NodeRef::<html::Div>::new();
    let place = move |_: web_sys::ToggleEvent| {
        let opener = menu.opener.try_get_value().flatten();
        if let (Some(opener), Some(popover)) = (opener, popover.get_untracked()) {
            place_beside(&opener, &popover);
        }
    };
    view! {
        <div class="menu" node_ref=popover id=menu.id.get_value() popover="auto" on:beforetoggle=place>
            {children()}
        </div>
    }
}
