//! Joining a team: accept, tell one's fingerprint phrase, and wait for an admin.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::explain_refusal;
use crate::api;
use crate::components::{Blank, Button, Copyable, Glyph, Heading, Kind, LinkButton, Notice, Tone};
use crate::domain::arrival::ArrivalRefusal;
use crate::domain::ids::{ProviderId, ProviderUserId};
use crate::i18n::words;
use crate::routes::Path;
use crate::session::Session;

/// How far it has come. That one is in the team stands in the profile.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Stage {
    /// Nothing was done.
    Invited,
    /// An admin has to confirm.
    Accepted,
    /// An admin has to confirm, and had not when it was looked at.
    NotYet,
}

/// An invitation to a team.
#[component]
pub(super) fn Accept(
    /// Whose team.
    provider: ProviderId,
    /// The place that is kept.
    place: ProviderUserId,
    /// The provider's name, as the link has it.
    name: String,
    /// What proves the invitation.
    token: String,
) -> impl IntoView {
    let words = &words().arrivals;
    let directory = Session::current().directory();
    let stage = RwSignal::new(Stage::Invited);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<api::Error>);
    let phrase = RwSignal::new(None::<Option<String>>);
    let token = StoredValue::new(token);
    let member = Memo::new(move |_| directory.provider(provider));
    let accept = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let Some(token) = token.try_get_value() else {
                return;
            };
            let accepted = directory.accept(provider, place, &token).await;
            let _ = busy.try_set(false);
            match accepted {
                Ok(()) => drop(stage.try_set(Stage::Accepted)),
                Err(api::Error::Rejected(why))
                    if ArrivalRefusal::from_message(&why.message) == ArrivalRefusal::Already =>
                {
                    let _ = stage.try_set(Stage::Accepted);
                }
                Err(error) => drop(problem.try_set(Some(error))),
            }
            let own = directory.own_phrase().await;
            let _ = phrase.try_set(Some(own));
        });
    };
    let check = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let renewed = directory.renew().await;
            let _ = busy.try_set(false);
            match renewed {
                Ok(()) => drop(stage.try_set(Stage::NotYet)),
                Err(error) => drop(problem.try_set(Some(error))),
            }
        });
    };
    let heading = if name.trim().is_empty() {
        words.join_unnamed.to_owned()
    } else {
        (words.join)(&name)
    };
    let wrong = move || {
        problem.get().map(|error| {
            let why = explain_refusal(&error);
            view! { <Notice tone=Tone::Bad title=why.what text=why.advice/> }
        })
    };
    let own = move || {
        phrase.get().map(|phrase| match phrase {
            Some(phrase) => view! {
                <div>
                    <p><b>{words.phrase}</b></p>
                    <Copyable what=words.phrase text=phrase/>
                </div>
            }
            .into_any(),
            None => view! { <p>{words.no_phrase}</p> }.into_any(),
        })
    };
    move || {
        match (member.get(), stage.get()) {
        (Some(provider), _) => {
            let title = (words.member)(&provider.name);
            view! {
                <Heading text=title.clone()/>
                <div class="sheet">
                    <Blank icon=Glyph::Ok title text=words.member_what>
                        <LinkButton label=words.go href=Path::Clients(provider.id).to_string() kind=Kind::Primary/>
                    </Blank>
                </div>
            }
            .into_any()
        }
        (None, Stage::Invited) => view! {
            <div class="page-head"><div><Heading text=heading.clone()/></div></div>
            <div class="sheet pad stack">
                <p>{words.join_what}</p>
                {wrong}
                <div class="row"><Button label=words.accept kind=Kind::Primary icon=Glyph::Ok busy on_press=accept/></div>
            </div>
        }
        .into_any(),
        (None, stage) => view! {
            <div class="page-head"><div><Heading text=heading.clone()/></div></div>
            <div class="sheet pad stack">
                <Notice tone=Tone::Good title=words.waiting text=words.waiting_what.to_owned()/>
                {own}
                {(stage == Stage::NotYet).then(|| view! { <p role="status">{words.not_yet}</p> })}
                {wrong}
                <div class="row"><Button label=words.check icon=Glyph::Reload busy on_press=check/></div>
            </div>
        }
        .into_any(),
    }
    }
}
