//! A button that opens a list of things to do.

use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlElement;
use web_sys::wasm_bindgen::JsCast;

use super::unique_id;

/// A disclosure: a button, and a popover of plain buttons and links. Escape and a press elsewhere close it.
#[component]
pub fn Menu(
    /// The button's name.
    label: &'static str,
    /// The class of the button.
    class: &'static str,
    /// What the button shows.
    button: AnyView,
    /// What the popover holds.
    children: Children,
) -> impl IntoView {
    let id = unique_id("menu");
    let opener = NodeRef::<html::Button>::new();
    let popover = NodeRef::<html::Div>::new();
    // A popover is placed against the window.
    let place = move |_: web_sys::ToggleEvent| {
        let (Some(opener), Some(popover)) = (opener.get_untracked(), popover.get_untracked())
        else {
            return;
        };
        place_beside(&opener, &popover);
    };
    view! {
        <div class="menu-home">
            <button class=class type="button" node_ref=opener popovertarget=id.clone() title=label>
                <span class="unseen">{label}": "</span>
                {button}
            </button>
            <div class="menu" node_ref=popover id=id popover="auto" on:beforetoggle=place>
                {children()}
            </div>
        </div>
    }
}

/// Places a popover by the corner of its opener that has the most room around it.
pub(super) fn place_beside(opener: &HtmlElement, popover: &HtmlElement) {
    let rect = opener.get_bounding_client_rect();
    let size = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0)
    };
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let style = HtmlElement::style(popover);
    let set = |name: &str, on: bool, value: f64| {
        let _ = style.set_property(
            name,
            &if on {
                format!("{}px", value.max(8.0))
            } else {
                "auto".to_owned()
            },
        );
    };
    let (low, right) = (rect.top() > height / 2.0, rect.left() > width / 2.0);
    set("top", !low, rect.bottom() + 4.0);
    set("bottom", low, height - rect.top() + 4.0);
    set("left", !right, rect.left());
    set("right", right, width - rect.right());
}

/// Closes whatever menu is open. To be called before a dialog opens from a menu, or the focus does not find its way back.
pub fn hide_menu() {
    if let Ok(Some(open)) = document().query_selector(".menu:popover-open")
        && let Some(open) = open.dyn_ref::<HtmlElement>()
    {
        let _ = open.hide_popover();
    }
}
