//! From the form that came with the page to the program: nothing that was typed, pasted or filled in meanwhile is lost.

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::app::{App, EarlyForm};
use crate::inside::Part;

/// Mounts the page into `#root` of `public/index.html`.
pub fn start(part: Part) {
    console_error_panic_hook::set_once();
    let root = document()
        .get_element_by_id("root")
        .and_then(|root| root.dyn_into::<HtmlElement>().ok());
    match root.or_else(|| document().body()) {
        Some(root) => mount_to(root, move || view! { <App take_early part/> }).forget(),
        // A document without a body shows nothing, whatever one does.
        None => leptos::logging::error!("the page has no body"),
    }
}

/// Takes the early form off the page. `None` when it has been taken before.
fn take_early() -> Option<EarlyForm> {
    let early = document().get_element_by_id("early")?;
    let input = |name: &str| {
        let field = early
            .query_selector(&format!("input[name={name}]"))
            .ok()
            .flatten()?;
        field.dyn_into::<HtmlInputElement>().ok()
    };
    let take = |name: &str| {
        input(name).map(|field| {
            let text = field.value();
            field.set_value("");
            text
        })
    };
    let form = EarlyForm {
        email: take("email").unwrap_or_default(),
        password: take("password").unwrap_or_default(),
        region: chosen_region(&early),
        focus: focused_within(&early),
        submitted: early
            .query_selector("form[data-early]")
            .is_ok_and(|form| form.is_some()),
    };
    early.remove();
    Some(form)
}

fn focused_within(early: &Element) -> Option<String> {
    let focused = document().active_element()?;
    early
        .contains(Some(&focused))
        .then(|| focused.get_attribute("name"))
        .flatten()
}

/// The region that the person picked; not the one that the page came with.
fn chosen_region(early: &Element) -> Option<String> {
    let chosen = early
        .query_selector("input[name=region]:checked")
        .ok()??
        .dyn_into::<HtmlInputElement>()
        .ok()?;
    (!chosen.default_checked()).then(|| chosen.value())
}
