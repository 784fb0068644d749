//! Confirming people: their fingerprint phrases are compared first, since whoever holds the wrong key would hold the
//! provider's.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::WhatWentWrong;
use super::acts::Acts;
use crate::components::{
    Button, CopyButton, Failed, Glyph, Kind, Notice, SkeletonFacts, Tick, Tone,
};
use crate::domain::ids::ProviderUserId;
use crate::i18n::words;
use crate::pages::reading::explain_trouble;
use crate::session::team::{Confirmable, Trouble};

/// Shows a phrase for each, and confirms them once they were compared.
#[component]
pub(super) fn Confirm(
    /// What does it.
    acts: Acts,
    /// Whom.
    ids: Vec<ProviderUserId>,
) -> impl IntoView {
    let found = RwSignal::new(None::<Result<Vec<Confirmable>, Trouble>>);
    let ids = StoredValue::new(ids);
    let read = move || {
        found.set(None);
        spawn_local(async move {
            let Some(wanted) = ids.try_get_value() else {
                return;
            };
            let read = acts.team.confirmable(&wanted).await;
            let _ = found.try_set(Some(read));
        });
    };
    read();
    move || match found.get() {
        None => view! { <SkeletonFacts/> }.into_any(),
        Some(Err(trouble)) => {
            view! { <Failed why=explain_trouble(&trouble) on_retry=read/> }.into_any()
        }
        Some(Ok(people)) => compare(acts, ids.get_value(), people),
    }
}

fn compare(acts: Acts, ids: Vec<ProviderUserId>, people: Vec<Confirmable>) -> AnyView {
    let words = &words().team;
    let compared = RwSignal::new(false);
    let called = |id: ProviderUserId| {
        untrack(|| acts.find(id)).map_or_else(
            || (id.to_string(), String::new()),
            |user| (user.called().to_owned(), user.email),
        )
    };
    let gone: Vec<String> = ids
        .iter()
        .filter(|id| people.iter().all(|person| person.id != **id))
        .map(|id| called(*id).0)
        .collect();
    let count = people
        .iter()
        .filter(|person| person.phrase.is_some())
        .count();
    let rows = people
        .iter()
        .map(|person| {
            let (name, email) = called(person.id);
            let phrase = match person.phrase.clone() {
                Some(phrase) => view! {
                    <span class="row">
                        <span class="mono" translate="no">{phrase.clone()}</span>
                        <CopyButton what=(words.phrase_of)(&name) text=phrase/>
                    </span>
                }
                .into_any(),
                None => view! { <span>{words.no_phrase}</span> }.into_any(),
            };
            let address = (name != email).then_some(email);
            view! {
                <li>
                    <b>{name}</b>
                    {address.map(|email| view! { <small class="quiet">{email}</small> })}
                    {phrase}
                </li>
            }
            .into_any()
        })
        .collect_view();
    let refused = Signal::derive(move || {
        if count == 0 {
            Some(words.nobody_to_confirm.to_owned())
        } else {
            (!compared.get()).then(|| words.compare_first.to_owned())
        }
    });
    let people = StoredValue::new(people);
    let label = if count == 1 {
        words.compared_one
    } else {
        words.compared_all
    };
    view! {
        <p>{words.confirm_lead}</p>
        <ul class="phrases">{rows}</ul>
        {(!gone.is_empty())
            .then(|| view! { <Notice tone=Tone::Info title=(words.not_waiting)(&gone.join(", "))/> })}
        <p class="quiet">{words.phrase_where}</p>
        {(count > 0).then(|| view! { <Tick label value=compared/> })}
        <WhatWentWrong acts/>
        <div class="row">
            <Button
                label=(words.confirm_count)(count)
                kind=Kind::Primary
                icon=Glyph::Ok
                busy=acts.busy()
                refused
                on_press=move || acts.confirm(people.get_value())
            />
            <Button label=words.cancel on_press=move || acts.dismiss()/>
        </div>
    }
    .into_any()
}
