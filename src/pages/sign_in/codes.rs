//! Codes: of the second step, and of a browser that is new to the account.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::Failure;
use crate::components::{
    Button, Field, Glyph, Heading, Input, Kind, Notice, Segments, Tick, Tone, focus_first_wrong,
};
use crate::i18n::{entry_words, explain};
use crate::session::Session;
use crate::session::sign_in::{Mail, Method, Problem, Remember, TiedMethod, TwoStep};

/// How long one waits before another mail can be asked for: mails take a moment, and only the newest code works.
const COOLDOWN_SECONDS: u32 = 30;

/// Asks for a code of the second step.
#[component]
pub(super) fn TwoStepCode(
    /// What the account offers.
    two_step: TwoStep,
) -> impl IntoView {
    let sign_in = Session::current().sign_in();
    let words = &entry_words().codes;
    let TwoStep {
        methods,
        email,
        tied_to_vault,
    } = two_step;
    let names: Vec<String> = methods
        .iter()
        .map(|method| method_word(*method).to_owned())
        .collect();
    // All that is left is the recovery code: that deserves more than a line at the end.
    let tied = tied_words(&tied_to_vault);
    let (alone, beside) = if methods.iter().all(|method| *method == Method::Recovery) {
        (tied, None)
    } else {
        (None, tied)
    };
    let stop = &self::entry_words().stop;
    let methods = StoredValue::new(methods);
    let chosen = RwSignal::new(0_usize);
    let method = Memo::new(move |_| {
        methods
            .with_value(|methods| methods.get(chosen.get()).copied())
            .unwrap_or(Method::Recovery)
    });
    let code = RwSignal::new(String::new());
    let remember = RwSignal::new(false);
    let form = NodeRef::<html::Form>::new();
    // The mail of the method that stands first goes off by itself, as the official clients have it; any other waits.
    if method.get_untracked() == Method::Email && sign_in.code_mail().get_untracked() == Mail::None
    {
        sign_in.send_email_code();
    }
    Effect::new(move |_| {
        method.track();
        code.set(String::new());
        focus_code(form);
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !sign_in.busy().get_untracked() {
            let remember = if remember.get_untracked() {
                Remember::Keep
            } else {
                Remember::Forget
            };
            sign_in.submit_code(method.get_untracked(), code.get_untracked(), remember);
        }
    };
    let field = move || {
        let (label, input) = match method.get() {
            Method::Authenticator | Method::Email => (words.code, Input::Code),
            Method::YubiKey => (words.yubikey_code, Input::Letters),
            Method::Recovery => (words.recovery_code, Input::Letters),
        };
        view! { <Field label name="code" input value=code problem=code_problem(form)/> }
    };
    let lead = move || match (method.get(), &email) {
        (Method::Authenticator, _) => words.authenticator_lead.to_owned(),
        (Method::Email, Some(email)) => (words.email_lead)(email),
        (Method::Email, None) => words.email_lead_unknown.to_owned(),
        (Method::YubiKey, _) => words.yubikey_lead.to_owned(),
        (Method::Recovery, _) => words.recovery_lead.to_owned(),
    };
    view! {
        <Heading text=words.title/>
        {alone
            .map(|methods| view! {
                <Notice tone=Tone::Warn title=stop.tied_title text=(stop.tied_what)(&methods)/>
            })}
        <form node_ref=form novalidate on:submit=submit>
            {(names.len() > 1)
                .then(|| view! {
                    <Segments label=words.method options=names chosen on_choose=move |index| chosen.set(index)/>
                })}
            <p>{lead}</p>
            {field}
            {move || (method.get() == Method::Email).then(|| view! { <Resend first=words.send send=move || sign_in.send_email_code()/> })}
            {move || (method.get() != Method::Recovery).then(|| view! { <Tick label=words.remember value=remember/> })}
            <Failure problem=sign_in.problem()/>
            <Button label=words.submit kind=Kind::Primary busy=sign_in.busy()/>
        </form>
        {beside.map(|methods| view! { <p class="quiet">{(words.others)(&methods)}</p> })}
        <Back/>
    }
    .into_any()
}

/// Asks for the code that was mailed because the browser is new.
#[component]
pub(super) fn DeviceCode(
    /// Where it was mailed to.
    email: String,
) -> impl IntoView {
    let sign_in = Session::current().sign_in();
    let words = &entry_words().codes;
    let code = RwSignal::new(String::new());
    let form = NodeRef::<html::Form>::new();
    Effect::new(move |_| focus_code(form));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !sign_in.busy().get_untracked() {
            sign_in.submit_device_code(code.get_untracked());
        }
    };
    view! {
        <Heading text=words.device_title/>
        <p class="identity">{(words.device_lead)(&email)}</p>
        <form node_ref=form novalidate on:submit=submit>
            <Field label=words.code name="code" input=Input::Code value=code problem=code_problem(form)/>
            <Resend first=words.resend send=move || sign_in.resend_device_code()/>
            <Failure problem=sign_in.problem()/>
            <Button label=words.submit kind=Kind::Primary busy=sign_in.busy()/>
        </form>
        <p class="quiet">{words.device_why}</p>
        <Back/>
    }
    .into_any()
}

/// Mails the code, once more after a while, and says how that went.
#[component]
fn Resend(
    /// What the button says before it was used.
    first: &'static str,
    /// Asks for the mail.
    send: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let mail = Session::current().sign_in().code_mail();
    let words = &entry_words().codes;
    let left = RwSignal::new(0_u32);
    let count = move || {
        let _ = left.try_update(|left| *left = left.saturating_sub(1));
    };
    if let Ok(timer) = set_interval_with_handle(count, Duration::from_secs(1)) {
        on_cleanup(move || timer.clear());
    }
    Effect::new(move |_| {
        if mail.get() == Mail::Sent {
            left.set(COOLDOWN_SECONDS);
        }
    });
    let waits = move || left.get() > 0 || mail.get() == Mail::Sending;
    let label = move || match (left.get(), mail.get()) {
        (0, Mail::None) => first.to_owned(),
        (0, _) => words.resend.to_owned(),
        (seconds, _) => (words.resend_in)(seconds),
    };
    let outcome = move || match mail.get() {
        Mail::Sent => Some(view! { <p class="quiet">{words.sent}</p> }.into_any()),
        Mail::Failed(error) => {
            let why = explain::api(&error);
            Some(view! { <Notice tone=Tone::Bad title=why.what text=why.advice/> }.into_any())
        }
        Mail::None | Mail::Sending => None,
    };
    view! {
        <div class="stack" aria-live="polite">{outcome}</div>
        <button class="link" type="button" disabled=waits on:click=move |_| send()>{label}</button>
    }
}

#[component]
fn Back() -> impl IntoView {
    let sign_in = Session::current().sign_in();
    view! {
        <div>
            <Button label=entry_words().common.back kind=Kind::Bare icon=Glyph::Back on_press=move || sign_in.back()/>
        </div>
    }
}

/// What is wrong with the code; the field gets the focus when something is.
fn code_problem(form: NodeRef<html::Form>) -> Signal<Option<String>> {
    let problem = Session::current().sign_in().problem();
    let words = &entry_words().codes;
    Effect::new(move |_| {
        if matches!(
            problem.get(),
            Some(Problem::WrongCode | Problem::CodeMissing)
        ) {
            focus_first_wrong(form);
        }
    });
    Signal::derive(move || match problem.get() {
        Some(Problem::WrongCode) => Some(words.wrong.to_owned()),
        Some(Problem::CodeMissing) => Some(words.missing.to_owned()),
        _ => None,
    })
}

fn focus_code(form: NodeRef<html::Form>) {
    use wasm_bindgen::JsCast;
    request_animation_frame(move || {
        let field = form
            .try_get_untracked()
            .flatten()
            .and_then(|form| form.query_selector("input[name=code]").ok().flatten());
        if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
}

fn method_word(method: Method) -> &'static str {
    let words = &entry_words().codes;
    match method {
        Method::Authenticator => words.authenticator,
        Method::Email => words.email,
        Method::YubiKey => words.yubikey,
        Method::Recovery => words.recovery,
    }
}

/// Methods that work elsewhere only, in words.
fn tied_words(methods: &[TiedMethod]) -> Option<String> {
    let words = &entry_words().codes;
    let mut names: Vec<&str> = methods
        .iter()
        .map(|method| match method {
            TiedMethod::WebAuthn => words.passkey,
            TiedMethod::Duo | TiedMethod::OrganizationDuo => words.duo,
        })
        .collect();
    names.dedup();
    (!names.is_empty()).then(|| names.join(" / "))
}
