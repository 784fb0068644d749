//! Signing in, step by step, wherever one came.

mod codes;
mod credentials;
mod hint;
mod stopped;

use codes::{DeviceCode, TwoStepCode};
use credentials::CredentialsForm;
use hint::{Asked, HintForm};
use leptos::prelude::*;
use stopped::Stopped;

use crate::components::{Door, Notice, Tone};
use crate::i18n::{entry_words, explain};
use crate::session::sign_in::{Problem, Step};
use crate::session::{Session, SignedOutWhy};

/// The screen of who is not signed in.
#[component]
pub fn SignIn(
    /// Why nobody is.
    why: SignedOutWhy,
) -> impl IntoView {
    let sign_in = Session::current().sign_in();
    let step = Memo::new(move |_| sign_in.step().get());
    let hint = RwSignal::new(None::<Asked>);
    let words = &entry_words().sign_in;
    let why = match why {
        SignedOutWhy::Fresh => None,
        SignedOutWhy::ByPerson => Some((Tone::Good, words.by_person)),
        SignedOutWhy::Expired => Some((Tone::Warn, words.expired)),
        SignedOutWhy::Elsewhere => Some((Tone::Info, words.elsewhere)),
    };
    let foot = view! { <p class="quiet">{words.foot}</p> }.into_any();
    view! {
        <Door foot>
            {move || match step.get() {
                Step::Credentials if hint.with(Option::is_some) => view! { <HintForm asked=hint/> }.into_any(),
                Step::Credentials => view! {
                    {why.map(|(tone, text)| view! { <Notice tone title=text/> })}
                    <CredentialsForm hint/>
                }
                .into_any(),
                Step::TwoStep(two_step) => view! { <TwoStepCode two_step/> }.into_any(),
                Step::NewDevice { email } => view! { <DeviceCode email/> }.into_any(),
                Step::Stopped(stop) => view! { <Stopped stop/> }.into_any(),
            }}
        </Door>
    }
    .into_any()
}

/// What cannot be said beside a field.
#[component]
fn Failure(problem: Signal<Option<Problem>>) -> impl IntoView {
    move || {
        let why = match problem.get()? {
            Problem::Api(error) => explain::api(&error),
            Problem::Vault(error) => explain::vault(&error),
            Problem::Unexpected => {
                let words = &entry_words().sign_in;
                explain::Explanation {
                    what: words.unexpected.to_owned(),
                    advice: words.unexpected_do.to_owned(),
                }
            }
            Problem::EmailMissing
            | Problem::EmailInvalid
            | Problem::PasswordMissing
            | Problem::CodeMissing
            | Problem::WrongPassword { .. }
            | Problem::WrongCode => return None,
        };
        Some(view! { <Notice tone=Tone::Bad title=why.what text=why.advice/> })
    }
}
