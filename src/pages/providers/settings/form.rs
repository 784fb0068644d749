//! The form for the names and the address.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::components::{
    Button, Field, Glyph, Input, Kind, Notice, Toasts, Tone, focus_first_wrong,
};
use crate::domain::email::NotAnAddress;
use crate::domain::ids::ProviderId;
use crate::domain::provider_details::{DetailsProblems, NameProblem, NewDetails, ProviderDetails};
use crate::i18n::{explain, words};
use crate::session::Session;

/// What became of the last try to save.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    /// None was made, or it went well.
    Nothing,
    /// It did not go.
    Failed(api::Error),
    /// Somebody else has saved something since these were read.
    Changed(ProviderDetails),
    /// It went, and the cloud has something else.
    Differs,
    /// It went, and what the cloud has now could not be read.
    Unread(api::Error),
}

/// The form.
#[component]
pub(super) fn DetailsForm(
    /// Whose.
    provider: ProviderId,
    /// As they are now.
    details: ProviderDetails,
) -> impl IntoView {
    let words = &words().settings;
    let (session, toasts) = (Session::current(), Toasts::current());
    let form = NodeRef::<html::Form>::new();
    let text = || RwSignal::new(String::new());
    let (name, business_name, billing_email) = (text(), text(), text());
    let fill = move |details: &ProviderDetails| {
        name.set(details.name.clone());
        business_name.set(details.business_name.clone());
        billing_email.set(details.billing_email.clone());
    };
    fill(&details);
    let known = RwSignal::new(details);
    let problems = RwSignal::new(DetailsProblems::default());
    let outcome = RwSignal::new(Outcome::Nothing);
    let busy = RwSignal::new(false);

    let save = move || {
        if busy.get_untracked() {
            return;
        }
        let typed = ProviderDetails {
            name: name.get_untracked(),
            business_name: business_name.get_untracked(),
            billing_email: billing_email.get_untracked(),
        };
        let wanted = match typed.check() {
            Ok(wanted) => wanted,
            Err(wrong) => {
                problems.set(wrong);
                return focus_first_wrong(form);
            }
        };
        problems.set(DetailsProblems::default());
        outcome.set(Outcome::Nothing);
        busy.set(true);
        spawn_local(async move {
            let result = write(session, provider, known, &wanted).await;
            let saved = matches!(result, Outcome::Nothing | Outcome::Differs);
            if saved || matches!(result, Outcome::Unread(_)) {
                // The name stands in the profile, too.
                session.directory().refetch_profile();
            }
            if busy.try_set(false).is_some() {
                return;
            }
            if saved {
                toasts.say(words.saved.to_owned());
                known.with_untracked(fill);
            }
            outcome.set(result);
        });
    };
    let undo = move || {
        known.with_untracked(fill);
        problems.set(DetailsProblems::default());
        outcome.set(Outcome::Nothing);
    };
    let wrong_name = move |of: fn(DetailsProblems) -> Option<NameProblem>| {
        Signal::derive(move || {
            of(problems.get()).map(|problem| match problem {
                NameProblem::Missing => words.name_missing.to_owned(),
                NameProblem::TooLong => words.too_long.to_owned(),
            })
        })
    };
    let wrong_email = Signal::derive(move || {
        problems.get().billing_email.map(|problem| {
            match problem {
                NotAnAddress::Empty => words.email_missing,
                NotAnAddress::TooLong => words.email_long,
                NotAnAddress::Malformed => words.email_wrong,
            }
            .to_owned()
        })
    });
    let told = move || match outcome.get() {
        Outcome::Nothing => None,
        Outcome::Failed(error) => {
            let text = explain::api(&error).whole();
            Some(view! { <Notice tone=Tone::Bad title=words.save_failed text/> })
        }
        Outcome::Changed(now) => {
            let parts = [now.name, now.business_name, now.billing_email];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let text = (words.changed_what)(&parts.join(", "));
            Some(view! { <Notice tone=Tone::Bad title=words.changed text/> })
        }
        Outcome::Differs => Some(view! { <Notice tone=Tone::Info title=words.not_as_typed/> }),
        Outcome::Unread(error) => {
            let text = explain::api(&error).whole();
            Some(view! { <Notice tone=Tone::Warn title=words.saved_unread text/> })
        }
    };
    view! {
        <form
            class="sheet"
            node_ref=form
            novalidate="true"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <header><h2>{words.details}</h2></header>
            <div class="pad stack">
                <p class="quiet">{words.details_lead}</p>
                <div class="form-grid">
                    <Field
                        label=words.name
                        name="organization"
                        input=Input::Text
                        value=name
                        problem=wrong_name(|problems| problems.name)
                    />
                    <Field
                        label=words.business_name
                        name="business"
                        input=Input::Text
                        value=business_name
                        problem=wrong_name(|problems| problems.business_name)
                    />
                    <Field
                        label=words.billing_email
                        name="billing-email"
                        input=Input::OtherEmail
                        value=billing_email
                        problem=wrong_email
                    />
                </div>
                {told}
                <div class="row">
                    <Button label=words.save kind=Kind::Primary busy/>
                    <Button label=words.undo icon=Glyph::Back on_press=undo/>
                </div>
            </div>
        </form>
    }
}

/// Saves, unless somebody else did meanwhile. `known` is what was read last, before and after.
async fn write(
    session: Session,
    provider: ProviderId,
    known: RwSignal<ProviderDetails>,
    wanted: &NewDetails,
) -> Outcome {
    let api = session.api();
    let now = match api.provider_details(provider).await {
        Ok(now) => now,
        Err(error) => return Outcome::Failed(error),
    };
    if known.try_get_untracked().is_some_and(|known| known != now) {
        let _ = known.try_set(now.clone());
        // One's own try before, whose end was not seen.
        if is_kept(&now, wanted) {
            return Outcome::Nothing;
        }
        return Outcome::Changed(now);
    }
    if let Err(error) = api.change_provider_details(provider, wanted).await {
        return Outcome::Failed(error);
    }
    match api.provider_details(provider).await {
        Ok(now) => {
            let kept = is_kept(&now, wanted);
            let _ = known.try_set(now);
            if kept {
                Outcome::Nothing
            } else {
                Outcome::Differs
            }
        }
        Err(error) => Outcome::Unread(error),
    }
}

/// Whether the cloud has what was wanted.
fn is_kept(now: &ProviderDetails, wanted: &NewDetails) -> bool {
    let address = wanted.billing_email.as_str();
    now.name == wanted.name
        && now.business_name == wanted.business_name
        && now.billing_email.eq_ignore_ascii_case(address)
}
