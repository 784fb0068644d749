//! Fields of forms: a label, the input, its help and what is wrong with it, tied together for everybody.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use web_sys::wasm_bindgen::JsCast;

use super::{Glyph, Icon, IconButton, unique_id};
use crate::i18n::words;

/// What is typed into a field: decides the keyboard that a phone shows and what the browser offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The e-mail address that one signs in with.
    Email,
    /// Another e-mail address.
    OtherEmail,
    /// A name.
    Name,
    /// A whole number.
    Number,
    /// A one-time code of digits.
    Code,
    /// A one-time code of letters, such as a recovery code.
    Letters,
}

impl Input {
    fn kind(self) -> &'static str {
        match self {
            Self::Email | Self::OtherEmail => "email",
            // A field of the browser's own kind for numbers swallows what is none, and turns with the wheel.
            Self::Name | Self::Number | Self::Code | Self::Letters => "text",
        }
    }

    fn mode(self) -> &'static str {
        match self {
            Self::Email | Self::OtherEmail => "email",
            Self::Number | Self::Code => "numeric",
            Self::Name | Self::Letters => "text",
        }
    }

    fn autocomplete(self) -> &'static str {
        match self {
            Self::Email => "username",
            Self::Code => "one-time-code",
            Self::OtherEmail => "email",
            Self::Name | Self::Number | Self::Letters => "off",
        }
    }
}

/// A field for one line of text.
#[component]
pub fn Field(
    /// What belongs in it.
    #[prop(into)]
    label: TextProp,
    /// Its name in the form, by which password managers know it.
    name: &'static str,
    /// What is typed into it.
    input: Input,
    /// Its text.
    value: RwSignal<String>,
    /// What is wrong with the text.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let id = unique_id(name);
    let wrong = format!("{id}-wrong");
    let described = wrong.clone();
    view! {
        <div class="field">
            <label for=id.clone()>{move || label.get()}</label>
            <input
                class="input"
                class:code=input == Input::Code
                id=id
                name=name
                type=input.kind()
                inputmode=input.mode()
                autocomplete=input.autocomplete()
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=move || problem.with(Option::is_some).then(|| described.clone())
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            />
            <Wrong id=wrong problem/>
        </div>
    }
}

/// A field for a master password. Its text is nobody's but the input's: whoever submits takes it from there, once.
#[component]
pub fn PasswordField(
    /// What belongs in it.
    label: &'static str,
    /// The input, from which [`take_value`] reads.
    input: NodeRef<html::Input>,
    /// What is wrong with it.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let id = unique_id("password");
    let wrong = format!("{id}-wrong");
    let described = wrong.clone();
    let words = words();
    let toggle = move || {
        shown.update(|shown| *shown = !*shown);
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <span class="secret">
                <input
                    class="input"
                    node_ref=input
                    id=id
                    name="password"
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete="current-password"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-invalid=move || problem.with(Option::is_some).then_some("true")
                    aria-describedby=move || problem.with(Option::is_some).then(|| described.clone())
                />
                <IconButton
                    label=move || if shown.get() { words.common.hide_password } else { words.common.show_password }
                    icon=Signal::derive(move || if shown.get() { Glyph::EyeOff } else { Glyph::Eye })
                    on_press=toggle
                />
            </span>
            <Wrong id=wrong problem/>
        </div>
    }
}

/// A field to search with. Escape empties it; `/` is announced on it and focuses it (see `on_shortcut`).
#[component]
pub fn SearchField(
    /// What is searched.
    label: &'static str,
    /// Its text.
    value: RwSignal<String>,
    /// The input.
    input: NodeRef<html::Input>,
    /// The cursor goes down, out of the field.
    #[prop(into)]
    on_down: Callback<()>,
) -> impl IntoView {
    let clear = move || {
        value.set(String::new());
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Escape" if value.with_untracked(|text| !text.is_empty()) => {
            event.prevent_default();
            value.set(String::new());
        }
        "ArrowDown" => {
            event.prevent_default();
            on_down.run(());
        }
        _ => {}
    };
    view! {
        <span class="search">
            <Icon of=Glyph::Find/>
            <input
                class="input"
                type="search"
                node_ref=input
                aria-label=label
                aria-keyshortcuts="/"
                placeholder=label
                autocomplete="off"
                spellcheck="false"
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
                on:keydown=key
            />
            {move || if value.with(String::is_empty) {
                view! { <kbd aria-hidden="true">"/"</kbd> }.into_any()
            } else {
                view! { <IconButton label=words().common.clear_search icon=Glyph::X on_press=clear/> }.into_any()
            }}
        </span>
    }
}

/// A box to tick.
#[component]
pub fn Tick(
    /// What ticking it means.
    label: &'static str,
    /// Whether it is ticked.
    value: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <label class="tick">
            <input
                type="checkbox"
                prop:checked=value
                on:change:target=move |event| value.set(event.target().checked())
            />
            {label}
        </label>
    }
}

/// What is wrong with a field.
#[component]
pub(super) fn Wrong(id: String, problem: Signal<Option<String>>) -> impl IntoView {
    move || {
        let id = id.clone();
        problem.get().map(|problem| {
            view! {
                <p class="wrong" id=id>
                    <Icon of=Glyph::Warn/>
                    {problem}
                </p>
            }
        })
    }
}

/// The text of a password field. The field keeps it until its screen goes, so that a failed connection costs no retyping.
pub fn take_value(input: NodeRef<html::Input>) -> String {
    input
        .get_untracked()
        .map(|input| input.value())
        .unwrap_or_default()
}

/// Moves the focus to the first field of `form` that is marked as wrong.
pub fn focus_first_wrong(form: NodeRef<html::Form>) {
    request_animation_frame(move || {
        if let Some(form) = form.try_get_untracked().flatten()
            && let Ok(Some(field)) = form.query_selector("[aria-invalid=true]")
            && let Some(field) = field.dyn_ref::<web_sys::HtmlElement>()
        {
            let _ = field.focus();
        }
    });
}
