//! The page as a whole: what everything stands in, and who may see what.

use leptos::prelude::*;

use crate::components::{Blank, Button, Door, Failed, Glyph, ToastRegion, Toasts};
use crate::i18n::{Language, entry_words, explain};
use crate::inside::{Arrival, Inside, Part};
use crate::pages::{SignIn, Unlock};
use crate::session::settings::SettingsState;
use crate::session::{Session, State};

/// What was typed into the form of `public/index.html` before the program had arrived. Taken by the screen that replaces it.
#[derive(Clone, Copy)]
pub struct Early(pub StoredValue<Option<EarlyForm>>);

/// The texts and the focus of that form.
#[derive(Clone, Debug, Default)]
pub struct EarlyForm {
    /// The address.
    pub email: String,
    /// The master password, on its way into the field that takes the old one's place.
    pub password: String,
    /// The region, where another one than the first was chosen.
    pub region: Option<String>,
    /// The name of the field that had the focus.
    pub focus: Option<String>,
    /// Whether Enter was pressed already.
    pub submitted: bool,
}

/// The page.
#[component]
pub fn App(
    /// Takes the early form off the page, and gives what was typed into it.
    take_early: fn() -> Option<EarlyForm>,
    /// What is behind the sign-in.
    part: Part,
) -> impl IntoView {
    let language = Language::provide();
    let toasts = Toasts::provide();
    let early = Early(StoredValue::new(None));
    provide_context(early);
    let session = Session::provide();
    let starting = Memo::new(move |_| match session.settings().get() {
        SettingsState::Unreachable(_) | SettingsState::Malformed(_) => false,
        SettingsState::Reading | SettingsState::Ready(_) => {
            session.state().get() == State::Starting
        }
    });
    let arrival = Arrival::follow(session, part);
    // What was done is told to who did it, and to nobody who comes after a lock.
    Effect::new(move |was_in: Option<bool>| {
        let is_in = session
            .state()
            .with(|state| matches!(state, State::Unlocked(_)));
        if was_in == Some(true) && !is_in {
            toasts.clear();
        }
        is_in
    });
    move || {
        // The form that came with the page stays until it is known what takes its place.
        if starting.get() {
            return ().into_any();
        }
        if let Some(form) = take_early() {
            early.0.set_value(Some(form));
        }
        // A change of language draws everything below anew; the session stays.
        language.get();
        view! {
            <Gate arrival/>
            <ToastRegion/>
        }
        .into_any()
    }
}

/// Decides what the visitor may see. It sits above the routes, so that a deep link survives signing in, and locking drops
/// every screen together with what it had decrypted.
#[component]
fn Gate(
    /// Whether the screens are there.
    arrival: Arrival,
) -> impl IntoView {
    let session = Session::current();
    let settings = Memo::new(move |_| session.settings().get());
    let state = Memo::new(move |_| session.state().get());
    move || match (settings.get(), state.get()) {
        (SettingsState::Unreachable(error), State::Starting | State::SignedOut(_)) => view! {
            <Door>
                <Failed
                    title=entry_words().sign_in.no_config
                    why=explain::api(&error)
                    on_retry=move || session.read_settings()
                />
            </Door>
        }
        .into_any(),
        (SettingsState::Malformed(what), State::Starting | State::SignedOut(_)) => view! {
            <Door>
                <Blank
                    icon=Glyph::Warn
                    title=entry_words().sign_in.bad_config
                    text=format!("{} {what}", entry_words().sign_in.bad_config_hint)
                >
                    <Button
                        label=entry_words().common.retry
                        icon=Glyph::Reload
                        on_press=move || session.read_settings()
                    />
                </Blank>
            </Door>
        }
        .into_any(),
        (_, State::Starting) => {
            view! { <p class="unseen" role="status">{entry_words().common.starting}</p> }.into_any()
        }
        (_, State::SignedOut(why)) => view! { <SignIn why/> }.into_any(),
        (_, State::Locked(account, why)) => view! { <Unlock account why/> }.into_any(),
        (_, State::Unlocked(account)) => view! { <Inside account arrival/> }.into_any(),
    }
}
