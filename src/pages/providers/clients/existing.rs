//! `/providers/:provider/clients/existing`

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::adding::head;
use crate::components::{
    Blank, Button, Failed, Glyph, Kind, LinkButton, Selection, SkeletonRows, StatusWord, Toasts,
    Tone,
};
use crate::domain::addable::Addable;
use crate::domain::ids::OrganizationId;
use crate::domain::permission::Action;
use crate::domain::provider::{Provider, ProviderRole};
use crate::domain::seat_change::Together;
use crate::i18n::{explain, format, words};
use crate::pages::client_acts::{Cost, LineOf, Subscribed, told};
use crate::pages::providers::screen::{closed, of_provider, refusal};
use crate::pages::reading::{Phase, read};
use crate::routes::Path;
use crate::session::Session;
use crate::session::client_acts::ActError;
use crate::session::directory::Cached;

/// Take in organisations of one's own.
#[component]
pub fn ClientExisting() -> impl IntoView {
    of_provider(words().client_new.existing, |provider| {
        match refusal(&provider, Action::AddExistingClient) {
            Some(why) => closed(words().client_new.existing, told::reason(why), ""),
            None => view! { <Existing provider/> }.into_any(),
        }
    })
}

/// What became of an organisation.
#[derive(Clone)]
enum Became {
    Busy,
    Added,
    Failed(ActError),
}

type Results = RwSignal<BTreeMap<OrganizationId, Became>>;

#[component]
fn Existing(provider: Provider) -> impl IntoView {
    let session = Session::current();
    let words = &words().client_new;
    let id = provider.id;
    let api = StoredValue::new_local(session.api());
    let (cached, retry) = read(move || {
        let api = api.get_value();
        async move { api.addable_organizations(id).await }
    });
    let busy = Signal::derive(move || cached.with(Cached::is_busy));
    let all = Memo::new(move |_| {
        cached.with(|cached| {
            cached
                .value
                .as_ref()
                .map_or_else(Vec::new, |(all, _)| all.clone())
        })
    });
    let above = head(&provider, words.existing);
    let body = move || match cached.with(Phase::of) {
        Phase::Waiting => view! { <SkeletonRows rows=4/> }.into_any(),
        Phase::Failed(error) => view! {
            <div class="sheet">
                <Failed title=words.existing_failed why=explain::api(&error) busy on_retry=retry/>
            </div>
        }
        .into_any(),
        Phase::Here if all.with(Vec::is_empty) => view! {
            <div class="sheet">
                <Blank icon=Glyph::Find title=words.existing_empty text=words.existing_empty_why>
                    <LinkButton label=words.open_list href=Path::Clients(id).to_string()/>
                </Blank>
            </div>
        }
        .into_any(),
        Phase::Here => view! { <Choose provider=provider.clone() all/> }.into_any(),
    };
    view! {
        {above}
        {body}
    }
    .into_any()
}

#[component]
fn Choose(provider: Provider, all: Memo<Vec<Addable>>) -> impl IntoView {
    let session = Session::current();
    let words = &words().client_new;
    let toasts = Toasts::current();
    let subscribed = Subscribed::read(provider.id);
    let ticked: Selection<OrganizationId> = Selection::default();
    let results: Results = RwSignal::new(BTreeMap::new());
    let busy = RwSignal::new(false);
    let role = provider.role;
    let chosen = Memo::new(move |_| all.with(|all| ticked.of(all.iter().map(|one| one.id))));
    let together = move || {
        subscribed.with(|subscription| {
            let all = all.get();
            let chosen = chosen.get();
            let lines: Vec<(LineOf, u32)> = all
                .into_iter()
                .filter(|one| chosen.contains(&one.id))
                .map(|one| (one.seats, LineOf::Addable(one)))
                .map(|(seats, line)| (line, seats))
                .collect();
            let changes = lines
                .iter()
                .map(|(line, seats)| (line.of(subscription), 0, *seats));
            Together::of(subscription, changes)
        })
    };
    let cost = Signal::derive(move || {
        (!chosen.with(Vec::is_empty)).then(|| {
            let told = together().map(|together| told::together(&together));
            subscribed.told(|_| told.unwrap_or_default())
        })
    });
    let refused = Signal::derive(move || {
        if chosen.with(Vec::is_empty) {
            return Some(words.existing_none.to_owned());
        }
        let bought = together().map_or(0, |together| together.bought());
        (bought > 0 && role != ProviderRole::Admin).then(|| told::buys_refused(bought))
    });
    let acts = session.client_acts(provider.id);
    let add = move || {
        let chosen = chosen.get_untracked();
        if busy.get_untracked() || chosen.is_empty() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let mut added = 0;
            for organization in chosen {
                let set = |became| {
                    let _ = results.try_update(|results| results.insert(organization, became));
                };
                set(Became::Busy);
                match acts.add_existing(organization).await {
                    Ok(()) => {
                        added += 1;
                        set(Became::Added);
                    }
                    Err(error) => set(Became::Failed(error)),
                }
            }
            if added > 0 {
                acts.settle().await;
                toasts.say((words.added)(added));
            }
            // What is done is not to be pressed again.
            let _ = results.try_with_untracked(|results| {
                ticked.retain(|id| !matches!(results.get(id), Some(Became::Added)));
            });
            let _ = busy.try_set(false);
        });
    };
    let label = move || (words.existing_submit)(chosen.with(Vec::len));
    let rows = move || {
        let row = |one: Addable| addable_row(one, role, ticked, results);
        all.get().into_iter().map(row).collect_view()
    };
    view! {
        <section class="sheet adding">
            <p class="quiet">{words.existing_lead}</p>
            <ul class="addable">{rows}</ul>
            <div class="consequences">
                <p>{words.existing_changes}</p>
                <ul>
                    <li>{words.existing_subscription}</li>
                    <li>{words.existing_storage}</li>
                    <li>{words.existing_limit}</li>
                    <li>{words.existing_reach}</li>
                </ul>
            </div>
            <Cost subscribed text=cost/>
            <div class="row">
                <Button label kind=Kind::Primary busy refused on_press=add/>
            </div>
        </section>
    }
    .into_any()
}

fn addable_row(
    one: Addable,
    role: ProviderRole,
    ticked: Selection<OrganizationId>,
    results: Results,
) -> AnyView {
    let words = &words().client_new;
    let id = one.id;
    let became = Memo::new(move |_| results.with(|results| results.get(&id).map(Became::word)));
    let closed = one.needs_admin && role != ProviderRole::Admin;
    let done = move || results.with(|results| matches!(results.get(&id), Some(Became::Added)));
    let what = (words.existing_what)(&one.plan, &format::number(one.seats.into()));
    let state = move || {
        became
            .get()
            .map(|(tone, icon, word)| view! { <StatusWord tone icon word/> })
    };
    let why = move || {
        results.with(|results| match results.get(&id) {
            Some(Became::Failed(error)) => {
                Some(view! { <small class="why">{told::act(error).whole()}</small> })
            }
            _ => None,
        })
    };
    view! {
        <li>
            <label class="tick">
                <input
                    type="checkbox"
                    disabled=move || closed || done()
                    prop:checked=move || ticked.has(id)
                    on:change=move |_| ticked.toggle(id)
                />
                <span><b dir="auto">{one.name}</b><small>{what}</small></span>
            </label>
            {closed.then(|| view! { <small class="why">{self::words().client_acts.admin_only}</small> })}
            {state}
            {why}
        </li>
    }
    .into_any()
}

impl Became {
    fn word(&self) -> (Tone, Glyph, &'static str) {
        let all = words();
        match self {
            Self::Busy => (Tone::Quiet, Glyph::Wait, all.client_new.row_busy),
            Self::Added => (Tone::Good, Glyph::Ok, all.client_new.row_added),
            Self::Failed(_) => (Tone::Bad, Glyph::Warn, all.client_new.row_failed),
        }
    }
}
