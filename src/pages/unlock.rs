//! The locked session: the master password opens it again, and one is back where one was.

use leptos::html;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use crate::components::{
    Button, Door, Focus, Glyph, Heading, Icon, Kind, Notice, PasswordField, Tone,
    focus_first_wrong, take_value,
};
use crate::domain::account::Account;
use crate::i18n::{entry_words, explain, names};
use crate::session::{LockedWhy, Session, UnlockProblem};
use crate::vault::Password;

/// Asks for the master password of `account` alone.
#[component]
pub fn Unlock(
    /// Whose session it is.
    account: Account,
    /// Why it is locked.
    why: LockedWhy,
) -> impl IntoView {
    let session = Session::current();
    let words = entry_words();
    let form = NodeRef::<html::Form>::new();
    let password = NodeRef::<html::Input>::new();
    let busy = session.unlocking();
    let problem = session.unlock_problem();
    let wrong = Signal::derive(move || match problem.get() {
        Some(UnlockProblem::PasswordMissing) => Some(words.sign_in.password_missing.to_owned()),
        Some(UnlockProblem::WrongPassword) => Some(words.unlock.wrong.to_owned()),
        Some(UnlockProblem::Api(_) | UnlockProblem::Vault(_)) | None => None,
    });
    let failure = move || match problem.get() {
        Some(UnlockProblem::Api(error)) => Some(explain::api(&error)),
        Some(UnlockProblem::Vault(error)) => Some(explain::vault(&error)),
        Some(UnlockProblem::PasswordMissing | UnlockProblem::WrongPassword) | None => None,
    };
    Effect::new(move |_| {
        if wrong.with(Option::is_some) {
            if let Some(input) = password.get_untracked() {
                input.set_value("");
            }
            focus_first_wrong(form);
        }
    });
    Effect::new(move |_| {
        if let Some(input) = password.get() {
            let _ = input.focus();
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            session.unlock(Password::from(take_value(password)));
        }
    };
    let reason = match why {
        LockedWhy::Idle => Some(words.unlock.idle),
        LockedWhy::VaultDied => Some(words.unlock.vault_died),
        LockedWhy::Reload | LockedWhy::ByPerson => None,
    };
    let who = format!("{} ({})", account.email, names::region(&account.region));
    let email = account.email.clone();
    let foot = view! {
        <button class="link" type="button" on:click=move |_| session.sign_out()>{words.unlock.other}</button>
    }
    .into_any();
    view! {
        <Door foot>
            <Heading text=words.unlock.title focus=Focus::Elsewhere/>
            <p class="row identity"><Icon of=Glyph::Person/>{who}</p>
            {reason.map(|reason| view! { <p class="quiet">{reason}</p> })}
            <form node_ref=form novalidate on:submit=submit>
                // Password managers go by the address, which is not asked for again.
                <input type="email" name="email" autocomplete="username" hidden readonly value=email/>
                <PasswordField label=words.sign_in.password input=password problem=wrong/>
                {move || failure().map(|why| view! { <Notice tone=Tone::Bad title=why.what text=why.advice/> })}
                <Button label=words.unlock.submit kind=Kind::Primary busy/>
            </form>
            <p class="quiet">{words.unlock.keeps_place}" "{words.unlock.no_reset}</p>
        </Door>
    }
    .into_any()
}
