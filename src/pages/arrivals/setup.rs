//! Setting a provider up. The card can be entered at the official page only; what was done there is picked up by reading again.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::SubmitEvent;

use super::explain_refusal;
use crate::api::{self, demands_payment};
use crate::components::{
    Blank, Button, Copyable, Fact, Facts, Field, Glyph, Heading, Input, Kind, LinkButton, Notice,
    Toasts, Tone, focus_first_wrong,
};
use crate::domain::email::EmailAddress;
use crate::domain::entity::encoded_len;
use crate::domain::ids::ProviderId;
use crate::domain::provider::{Provider, ProviderRole, ProviderStatus};
use crate::domain::provider_details::LONGEST_NAME;
use crate::i18n::{explain, words};
use crate::routes::Path;
use crate::session::Session;
use crate::session::team::Trouble;

/// What stands between the provider and its being set up.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Stage {
    /// Its name and address.
    Form,
    /// A card.
    Card,
    /// A card, which was not there yet when it was looked at.
    NotYet,
}

/// A provider that was made at Bitwarden and has no key yet.
#[component]
pub(super) fn SetUp(
    /// Which one.
    provider: ProviderId,
    /// What proves it.
    token: String,
    /// The same link at the official vault.
    official: String,
) -> impl IntoView {
    let directory = Session::current().directory();
    let found = Memo::new(move |_| directory.provider(provider));
    let (token, official) = (StoredValue::new(token), StoredValue::new(official));
    let stage = RwSignal::new(Stage::Form);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<Trouble>);
    let renew = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let renewed = directory.renew().await;
            let _ = busy.try_set(false);
            match renewed {
                Ok(()) => {
                    let _ = stage.try_update(|stage| {
                        if *stage == Stage::Card {
                            *stage = Stage::NotYet;
                        }
                    });
                }
                Err(error) => drop(problem.try_set(Some(Trouble::Api(error)))),
            }
        });
    });
    let words = &words().arrivals;
    move || {
        match found.get() {
        None => view! {
            <Heading text=words.stranger/>
            <div class="sheet">
                <Blank icon=Glyph::Lock title=words.stranger text=words.stranger_what>
                    <Button label=words.check icon=Glyph::Reload busy on_press=renew/>
                </Blank>
            </div>
        }
        .into_any(),
        Some(provider) if provider.status != ProviderStatus::Pending => {
            let title = (words.already)(&provider.name);
            view! {
                <Heading text=title.clone()/>
                <div class="sheet">
                    <Blank icon=Glyph::Ok title text=words.already_what>
                        <LinkButton label=words.go href=Path::Clients(provider.id).to_string() kind=Kind::Primary/>
                    </Blank>
                </div>
            }
            .into_any()
        }
        Some(provider) if provider.role != ProviderRole::Admin => view! {
            <Heading text=words.not_admin/>
            <div class="sheet"><Blank icon=Glyph::Lock title=words.not_admin text=words.stranger_what/></div>
        }
        .into_any(),
        Some(provider) => view! { <Form provider token official stage busy problem renew/> }.into_any(),
    }
    }
}

#[component]
fn Form(
    provider: Provider,
    token: StoredValue<String>,
    official: StoredValue<String>,
    stage: RwSignal<Stage>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Trouble>>,
    renew: Callback<()>,
) -> impl IntoView {
    let words = &words().arrivals;
    let directory = Session::current().directory();
    let toasts = Toasts::current();
    let own = directory.profile().with_untracked(|cached| {
        cached
            .value
            .as_ref()
            .map_or_else(String::new, |(profile, _)| profile.email.clone())
    });
    let heading = (words.setup)(&provider.name);
    let (name, email) = (RwSignal::new(provider.name.clone()), RwSignal::new(own));
    let tried = RwSignal::new(false);
    let name_wrong = Signal::derive(move || {
        let length = name.with(|name| encoded_len(name.trim()));
        match length {
            _ if !tried.get() => None,
            0 => Some(words.name_missing.to_owned()),
            length if length > LONGEST_NAME => Some((words.name_long)(length)),
            _ => None,
        }
    });
    let email_wrong = Signal::derive(move || {
        let bad = email.with(|email| EmailAddress::parse(email).is_err());
        (tried.get() && bad).then(|| words.email_bad.to_owned())
    });
    let form = NodeRef::<html::Form>::new();
    let id = provider.id;
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let address = email.with_untracked(|email| EmailAddress::parse(email));
        let (None, Ok(address)) = (name_wrong.get_untracked(), address) else {
            return focus_first_wrong(form);
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let name = name.get_untracked().trim().to_owned();
        spawn_local(async move {
            let Some(token) = token.try_get_value() else {
                return;
            };
            let done = directory.set_up(id, &name, &address, &token).await;
            let _ = busy.try_set(false);
            match done {
                Ok(()) => toasts.say(words.set_up_done.to_owned()),
                Err(Trouble::Api(error)) if demands_payment(&error) => {
                    let _ = stage.try_set(Stage::Card);
                }
                Err(trouble) => drop(problem.try_set(Some(trouble))),
            }
        });
    };
    let wrong = move || {
        problem.get().map(|trouble| {
            let why = match &trouble {
                Trouble::Api(error @ api::Error::Rejected(_)) => explain_refusal(error),
                Trouble::Api(error) => explain::api(error),
                Trouble::Vault(error) => explain::vault(error),
            };
            view! { <Notice tone=Tone::Bad title=why.what text=why.advice/> }
        })
    };
    let card = move || {
        view! {
            <Notice tone=Tone::Info title=words.card text=words.card_what.to_owned()/>
            <Facts>
                <Fact name=words.name><Copyable what=words.name text=name.get()/></Fact>
                <Fact name=words.billing_email><Copyable what=words.billing_email text=email.get()/></Fact>
            </Facts>
            {(stage.get() == Stage::NotYet).then(|| view! { <p role="status">{words.not_set_up}</p> })}
            <div class="row">
                <LinkButton label=words.card_go href=official.get_value() kind=Kind::Primary/>
                <Button label=words.card_done icon=Glyph::Reload busy on_press=renew/>
            </div>
        }
    };
    view! {
        <div class="page-head"><div><Heading text=heading/></div></div>
        <form class="sheet pad stack" novalidate node_ref=form on:submit=send>
            <p>{words.setup_lead}</p>
            <Field label=words.name name="provider-name" input=Input::Text value=name problem=name_wrong/>
            <Field label=words.billing_email name="billing-email" input=Input::OtherEmail value=email problem=email_wrong/>
            {wrong}
            {move || if stage.get() == Stage::Form {
                view! { <div class="row"><Button label=words.set_up kind=Kind::Primary busy/></div> }.into_any()
            } else {
                card().into_any()
            }}
        </form>
    }
    .into_any()
}
