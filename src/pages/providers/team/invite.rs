//! Inviting people: pasted as they come, sorted out while one types.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::WhatWentWrong;
use super::acts::{Acts, Problem, ROLES};
use super::role::roles;
use crate::components::{Button, Glyph, Kind, RadioList, TextArea};
use crate::domain::address_list::{AddressList, INVITED_AT_ONCE};
use crate::domain::provider::ProviderRole;
use crate::domain::provider_user::{INVITATION_DAYS, TeamOutcome};
use crate::i18n::words;
use crate::session::team::{Invited, Trouble};

/// The addresses, the role, and what will happen.
#[component]
pub(super) fn Invite(acts: Acts) -> impl IntoView {
    let words = &words().team;
    let addresses = Memo::new(move |_| {
        acts.typed.with(|typed| {
            acts.list.with(|list| {
                AddressList::read(typed, list.all().iter().map(|user| user.email.as_str()))
            })
        })
    });
    let sent = RwSignal::new(0_usize);
    let tried = RwSignal::new(false);
    let count = Memo::new(move |_| addresses.with(|list| list.valid.len()));
    let wrong = Signal::derive(move || {
        addresses.with(|list| match list.invalid.as_slice() {
            [] if tried.get() && list.valid.is_empty() => Some(words.no_address.to_owned()),
            [] => None,
            invalid => Some((words.invalid)(&some_of(invalid), invalid.len())),
        })
    });
    // What is passed over is said before, not after.
    let passed_over = move || {
        addresses.with(|list| {
            let told = [
                (&list.repeated, words.repeated),
                (&list.known, words.known),
            ];
            told.into_iter()
                .filter(|(which, _)| !which.is_empty())
                .map(|(which, text)| view! { <p class="quiet">{text(&some_of(which), which.len())}</p> })
                .collect_view()
        })
    };
    let batches = move || {
        let count = count.get();
        (count > INVITED_AT_ONCE).then(|| {
            let text = (words.batches)(count.div_ceil(INVITED_AT_ONCE), INVITED_AT_ONCE);
            view! { <p class="quiet">{text}</p> }
        })
    };
    let label = move || match (acts.busy().get(), count.get()) {
        (true, count) => (words.inviting)(sent.get(), count),
        (false, 0) => words.invite.to_owned(),
        (false, count) => (words.invite_count)(count),
    };
    view! {
        <p>{(words.invite_lead)(INVITATION_DAYS)}</p>
        <TextArea label=words.addresses help=words.addresses_help rows=4 value=acts.typed problem=wrong/>
        {passed_over}
        {batches}
        <RadioList label=words.role options=roles() chosen=acts.invited_role/>
        <WhatWentWrong acts/>
        <div class="row">
            <Button
                label
                kind=Kind::Primary
                icon=Glyph::Mail
                busy=acts.busy()
                on_press=move || {
                    tried.set(true);
                    invite(acts, addresses.get_untracked(), sent);
                }
            />
            <Button label=words.cancel on_press=move || acts.dismiss()/>
        </div>
    }
    .into_any()
}

fn invite(acts: Acts, addresses: AddressList, sent: RwSignal<usize>) {
    // What is wrong stands at the field; nothing is sent before it is right, or taken out.
    if addresses.valid.is_empty() || !addresses.invalid.is_empty() || !acts.begin() {
        return;
    }
    sent.set(0);
    let batches = addresses.batches().map(<[_]>::to_vec).collect();
    let role = ROLES
        .get(acts.invited_role.get_untracked())
        .copied()
        .unwrap_or(ProviderRole::ServiceUser);
    spawn_local(async move {
        let tell = move |done| {
            let _ = sent.try_set(done);
        };
        let Invited { outcomes, stopped } = acts.team.invite(batches, role, tell).await;
        let left = match &stopped {
            Some((_, left)) => left
                .iter()
                .map(|email| email.as_str())
                .collect::<Vec<_>>()
                .join("\n"),
            None => String::new(),
        };
        let _ = acts.typed.try_set(left);
        let words = &acts.words.team;
        let smooth = outcomes
            .iter()
            .all(|(_, outcome)| *outcome == TeamOutcome::Done);
        match stopped {
            Some((error, _)) => {
                acts.end(Err(Problem {
                    trouble: Trouble::Api(error),
                    also: Some((words.invite_stopped)(outcomes.len())),
                }));
            }
            None if smooth => acts.end(Ok((words.invited_all)(outcomes.len()))),
            None => {
                let lines = outcomes
                    .into_iter()
                    .map(|(email, outcome)| (email.as_str().to_owned(), outcome));
                acts.end_with_report(lines.collect());
            }
        }
    });
}

/// The first few of many, so that a dialog stays readable.
fn some_of(words: &[String]) -> String {
    const FEW: usize = 5;
    let mut text = words
        .iter()
        .take(FEW)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if words.len() > FEW {
        text.push('…');
    }
    text
}
