//! Buttons. Each has a label, which a lone icon speaks instead of showing.

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use web_sys::MouseEvent;

use super::{Glyph, Icon, unique_id};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One of several things to do.
    #[default]
    Plain,
    /// The one thing that this screen or dialog is for.
    Primary,
    /// Something that need not be seen at once.
    Bare,
    /// Something that cannot be undone.
    Danger,
}

impl Kind {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Primary => Some("primary"),
            Self::Bare => Some("bare"),
            Self::Danger => Some("danger"),
        }
    }
}

/// A button with a word on it. Without `on_press` it submits its form.
///
/// While it is busy, or refused for a reason, it stays focusable and does nothing.
#[component]
pub fn Button(
    /// What pressing it does.
    #[prop(into)]
    label: TextProp,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: Kind,
    /// Stands before the label.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// Whether what it started is still going on.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it cannot be pressed now.
    #[prop(optional, into)]
    refused: Signal<Option<String>>,
    /// What pressing it does; a submit of its form when there is none.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let why = unique_id("why");
    let press = move |event: MouseEvent| {
        if busy.get_untracked() || refused.with_untracked(Option::is_some) {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    let described = why.clone();
    view! {
        <button
            class="button"
            type=if on_press.is_some() { "button" } else { "submit" }
            data-kind=kind.name()
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || refused.with(Option::is_some).then_some("true")
            aria-describedby=move || refused.with(Option::is_some).then(|| described.clone())
            title=move || refused.get()
            on:click=press
        >
            {move || match (busy.get(), icon) {
                (true, _) => Some(view! { <span class="busy" aria-hidden="true"></span> }.into_any()),
                (false, Some(icon)) => Some(view! { <Icon of=icon/> }.into_any()),
                (false, None) => None,
            }}
            {move || label.get()}
        </button>
        {move || refused.get().map(|reason| view! { <span class="unseen" id=why.clone()>{reason}</span> })}
    }
}

/// A button that shows an icon alone; the label is its name and its tooltip.
#[component]
pub fn IconButton(
    /// What pressing it does.
    #[prop(into)]
    label: TextProp,
    /// The icon.
    #[prop(into)]
    icon: Signal<Glyph>,
    /// What pressing it does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let title = label.clone();
    view! {
        <button
            class="button"
            type="button"
            data-kind="bare"
            aria-label=move || label.get()
            title=move || title.get()
            on:click=move |_| on_press.run(())
        >
            <Icon of=icon/>
        </button>
    }
}

/// A link that looks like a button, for an address of the app or one outside of it.
#[component]
pub fn LinkButton(
    /// Where it leads, in words.
    #[prop(into)]
    label: TextProp,
    /// The address.
    #[prop(into)]
    href: String,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: Kind,
    /// Stands before the label.
    #[prop(optional)]
    icon: Option<Glyph>,
) -> impl IntoView {
    // An address outside opens beside this page, and learns nothing of it.
    let outside = href.starts_with("https:");
    view! {
        <a
            class="button"
            data-kind=kind.name()
            href=href
            target=outside.then_some("_blank")
            rel=outside.then_some("noopener noreferrer")
        >
            {icon.map(|icon| view! { <Icon of=icon/> })}
            {move || label.get()}
        </a>
    }
}
