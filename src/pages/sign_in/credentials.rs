//! Region, address and master password.

use leptos::html;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::Failure;
use super::hint::Asked;
use crate::app::{Early, EarlyForm};
use crate::components::{
    Button, Field, Focus, Heading, Input, Kind, PasswordField, Segments, Tick, focus_first_wrong,
    take_value,
};
use crate::i18n::{entry_words, names};
use crate::session::Session;
use crate::session::settings::SettingsState;
use crate::session::sign_in::{Credentials, Problem, Remember};
use crate::vault::Password;

/// The form in which one says who one is. It looks as the one of `public/index.html` that it replaces.
#[component]
pub(super) fn CredentialsForm(
    /// Set to ask for the password hint instead.
    hint: RwSignal<Option<Asked>>,
) -> impl IntoView {
    let session = Session::current();
    let sign_in = session.sign_in();
    let words = &entry_words().sign_in;
    let regions = StoredValue::new(match session.settings().get_untracked() {
        SettingsState::Ready(settings) => settings.regions,
        SettingsState::Reading | SettingsState::Unreachable(_) | SettingsState::Malformed(_) => {
            Vec::new()
        }
    });
    let early =
        use_context::<Early>().and_then(|early| early.0.try_update_value(Option::take).flatten());
    let early = early.unwrap_or_default();

    let remembered = sign_in.remembered_email();
    let remember = RwSignal::new(remembered.is_some() || early.email.is_empty());
    let email = RwSignal::new(if early.email.is_empty() {
        remembered.unwrap_or_default()
    } else {
        early.email.clone()
    });
    let preferred = early
        .region
        .clone()
        .or_else(|| sign_in.preferred_region().map(|region| region.to_string()));
    let region = RwSignal::new(regions.with_value(|regions| {
        regions
            .iter()
            .position(|region| Some(region.id.as_str()) == preferred.as_deref())
            .unwrap_or(0)
    }));
    let form = NodeRef::<html::Form>::new();
    let password = NodeRef::<html::Input>::new();

    let busy = sign_in.busy();
    let problem = sign_in.problem();
    let email_problem = Signal::derive(move || match problem.get() {
        Some(Problem::EmailMissing) => Some(words.email_missing.to_owned()),
        Some(Problem::EmailInvalid) => Some(words.email_invalid.to_owned()),
        _ => None,
    });
    let password_problem = Signal::derive(move || match problem.get() {
        Some(Problem::PasswordMissing) => Some(words.password_missing.to_owned()),
        Some(Problem::WrongPassword { .. }) => Some(words.wrong.to_owned()),
        _ => None,
    });
    let elsewhere = move || match problem.get() {
        Some(Problem::WrongPassword { other_regions }) if !other_regions.is_empty() => {
            let names: Vec<String> = regions.with_value(|regions| {
                regions
                    .iter()
                    .filter(|region| other_regions.contains(&region.id))
                    .map(names::region)
                    .collect()
            });
            let text = (words.wrong_region)(&names.join(" / "));
            Some(view! { <p class="quiet">{text}</p> })
        }
        _ => None,
    };
    Effect::new(move |_| {
        let problem = problem.get();
        if matches!(problem, Some(Problem::WrongPassword { .. }))
            && let Some(input) = password.get_untracked()
        {
            input.set_value("");
        }
        if problem.is_some() {
            focus_first_wrong(form);
        }
    });
    // What signing in needs from the server first is asked for while the password is typed.
    Effect::new(move |_| {
        let email = email.get();
        if let Some(region) = regions.with_value(|regions| regions.get(region.get()).cloned()) {
            sign_in.prepare(region.id, email);
        }
    });

    let send = move || {
        let chosen = regions.with_value(|regions| {
            regions
                .get(region.get_untracked())
                .map(|region| region.id.clone())
        });
        if let Some(region) = chosen
            && !busy.get_untracked()
        {
            sign_in.submit(Credentials {
                region,
                email: email.get_untracked(),
                password: Password::from(take_value(password)),
                remember_email: if remember.get_untracked() {
                    Remember::Keep
                } else {
                    Remember::Forget
                },
            });
        }
    };
    take_over(early, email, password, send);
    let ask = move |_| {
        hint.set(Some(Asked {
            region: region.get_untracked(),
            email: email.get_untracked(),
        }))
    };
    let options =
        regions.with_value(|regions| regions.iter().map(names::region).collect::<Vec<_>>());
    view! {
        <Heading text=words.title focus=Focus::Elsewhere/>
        <form node_ref=form novalidate on:submit=move |event: SubmitEvent| { event.prevent_default(); send(); }>
            {(options.len() > 1)
                .then(|| view! { <Segments label=words.region options chosen=region on_choose=move |index| region.set(index)/> })}
            <Field label=words.email name="email" input=Input::Email value=email problem=email_problem/>
            <PasswordField label=words.password input=password problem=password_problem/>
            {elsewhere}
            <Tick label=words.remember value=remember/>
            <Failure problem/>
            <Button label=words.submit kind=Kind::Primary busy/>
        </form>
        <p class="quiet">
            {words.no_reset}" "
            <button class="link" type="button" on:click=ask>{words.hint}</button>
        </p>
    }
    .into_any()
}

/// Goes on where the early form was left: its password, its focus, its Enter. Then says that the form works.
fn take_over(
    early: EarlyForm,
    email: RwSignal<String>,
    password: NodeRef<html::Input>,
    send: impl Fn() + Copy + 'static,
) {
    Effect::new(move |before: Option<()>| {
        let Some(input) = password.get() else { return };
        if before.is_some() {
            return;
        }
        input.set_value(&early.password);
        let field = match early.focus.as_deref() {
            Some("password") => Some(input.clone().into()),
            Some("email") => None,
            _ if email.with_untracked(String::is_empty) => None,
            _ => Some(web_sys::HtmlElement::from(input)),
        };
        let field = field.or_else(email_field);
        if let Some(field) = field {
            let _ = field.focus();
        }
        if let Some(root) = document().get_element_by_id("root") {
            let _ = root.set_attribute("data-ready", "");
        }
        if early.submitted {
            send();
        }
    });
}

fn email_field() -> Option<web_sys::HtmlElement> {
    use wasm_bindgen::JsCast;
    document()
        .query_selector("input[name=email]")
        .ok()
        .flatten()?
        .dyn_into()
        .ok()
}
