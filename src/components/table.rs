//! The bits that a table is made of.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::{Glyph, Icon};
use crate::i18n::entry_words;

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// From the least to the greatest.
    Ascending,
    /// From the greatest to the least.
    Descending,
}

impl Order {
    /// The other way.
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }

    fn aria(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

/// How a column looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub label: &'static str,
    /// The class of its cells, which decides its width and where it goes when there is little room.
    pub class: &'static str,
}

/// The head of a column that one can sort by.
#[component]
pub fn SortHeader(
    /// The column.
    column: Column,
    /// How the table is sorted by this column, if it is.
    #[prop(into)]
    order: Signal<Option<Order>>,
    /// Sort by it, or the other way.
    #[prop(into)]
    on_sort: Callback<()>,
) -> impl IntoView {
    view! {
        <th scope="col" class=column.class aria-sort=move || order.get().map(Order::aria)>
            <button class="sort" type="button" title=(entry_words().common.sort_by)(column.label) on:click=move |_| on_sort.run(())>
                {column.label}
                <Icon of=Glyph::Down/>
            </button>
        </th>
    }
}

/// Moves the focus from row to row by arrows, Home and End. For the `keydown` of an element around the table.
pub fn walk_rows(event: &KeyboardEvent) {
    let Some(row) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|target| target.closest("tbody > tr").ok().flatten())
    else {
        return;
    };
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
    let next = match event.key().as_str() {
        _ if modified => None,
        "ArrowDown" | "j" => row.next_element_sibling(),
        "ArrowUp" | "k" => row.previous_element_sibling(),
        "Home" => row
            .parent_element()
            .and_then(|body| body.first_element_child()),
        "End" => row
            .parent_element()
            .and_then(|body| body.last_element_child()),
        _ => None,
    };
    if let Some(next) = next {
        event.prevent_default();
        focus_row(&next);
    }
}

/// Focuses the link of a row, with the row in sight.
fn focus_row(row: &Element) {
    if let Ok(Some(link)) = row.query_selector("th a")
        && let Some(link) = link.dyn_ref::<HtmlElement>()
    {
        let _ = link.focus();
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        row.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
