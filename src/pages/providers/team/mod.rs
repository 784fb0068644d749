//! The people of a provider: who they are, who waits, and what can be done with them.

mod acts;
mod confirm;
mod filters;
mod invite;
mod person;
mod remove;
mod report;
mod role;
mod table;

use acts::{Acts, Wanted};
use filters::{Narrowed, ShowChips};
use leptos::html;
use leptos::prelude::*;
use table::{PeopleBulk, PeopleTable, focus_first_row};

use super::screen::{closed, of_provider, refusal};
use crate::components::{
    AsOf, Blank, Button, Dialog, Failed, Glyph, Heading, KeyHelp, Kind, Notice, SearchField,
    SkeletonRows, Toasts, Tone, download, on_shortcut, query_text,
};
use crate::domain::permission::Action;
use crate::domain::provider::Provider;
use crate::domain::provider_user::{Failover, FailoverMend, ProviderUser, failover};
use crate::domain::team_list::{TeamCsvWords, TeamList, to_csv};
use crate::domain::time::Timestamp;
use crate::i18n::{explain, format, names, words};
use crate::pages::reading::{Phase, Stale, explain_trouble, millis};
use crate::session::Session;
use crate::session::directory::Cached;

/// `/providers/:provider/team`
#[component]
pub fn ProviderTeam() -> impl IntoView {
    of_provider(words().team.title, screen)
}

fn screen(provider: Provider) -> AnyView {
    let words = &words().team;
    // A service user would only be refused: nothing is asked of the cloud.
    if refusal(&provider, Action::ManageTeam).is_some() {
        return closed(words.title, words.admins_only, words.admins_only_why);
    }
    view! { <People provider/> }.into_any()
}

#[component]
fn People(provider: Provider) -> impl IntoView {
    let directory = Session::current().directory();
    let team = directory.team(provider.id);
    let users = team.users();
    let words = &words().team;
    let list = Memo::new(move |_| {
        users.with(|cached| {
            cached
                .value
                .as_ref()
                .map_or_else(TeamList::default, |(users, _)| TeamList::new(users.clone()))
        })
    });
    let phase = Memo::new(move |_| users.with(Phase::of));
    let busy = Memo::new(move |_| users.with(Cached::is_busy));
    let narrowed = Narrowed::from_address();
    let acts = Acts::new(provider.id, team, list, query_text("person"));
    let help = RwSignal::new(false);
    let retry = Callback::new(move |()| team.read_again());
    let summary = move || {
        (phase.get() == Phase::Here).then(|| list.with(|list| (words.summary)(list.all().len())))
    };
    let caption = (words.caption)(&provider.name);
    let body = move || match phase.get() {
        Phase::Waiting => view! { <SkeletonRows rows=6/> }.into_any(),
        Phase::Failed(error) => view! {
            <div class="sheet">
                <Failed title=words.failed why=explain::api(&error) busy on_retry=retry/>
            </div>
        }
        .into_any(),
        Phase::Here => view! { <Found caption=caption.clone() list narrowed acts/> }.into_any(),
    };
    view! {
        <div class="page-head">
            <div>
                <Heading text=words.title/>
                <p class="quiet">{summary}</p>
            </div>
            <div class="row">
                <Button label=crate::i18n::words().clients.keys kind=Kind::Bare on_press=move || help.set(true)/>
                <Export list narrowed/>
                <Button label=words.invite kind=Kind::Primary icon=Glyph::Mail on_press=move || acts.want(Wanted::Invite)/>
            </div>
        </div>
        <FailoverNotice list=list acts phase/>
        <Stale cached=users on_retry=retry/>
        // What was begun from the list has no dialog to tell it in.
        {move || acts.wanted().with(Option::is_none).then(|| view! { <WhatWentWrong acts/> })}
        {body}
        {move || (phase.get() == Phase::Here).then(|| view! {
            <AsOf
                at=Signal::derive(move || users.with(|cached| cached.value.as_ref().map(|(_, at)| millis(*at))))
                busy
                on_refresh=retry
            />
        })}
        <ActDialog acts provider_name=provider.name/>
        <person::PersonDialog acts/>
        <KeyHelp open=help/>
    }
}

/// The list with its search and filters, or that they leave nothing.
#[component]
fn Found(caption: String, list: Memo<TeamList>, narrowed: Narrowed, acts: Acts) -> impl IntoView {
    let words = &words().team;
    let search = NodeRef::<html::Input>::new();
    on_shortcut("/", move || {
        if let Some(input) = search.get_untracked() {
            let _ = input.focus();
            input.select();
        }
    });
    let shown = Memo::new(move |_| {
        narrowed
            .view()
            .with(|view| list.with(|list| list.view(view).into_iter().cloned().collect::<Vec<_>>()))
    });
    let nothing = Memo::new(move |_| shown.with(Vec::is_empty));
    let told = move || {
        let (count, all) = (shown.with(Vec::len), list.with(|list| list.all().len()));
        let number = |count: usize| format::number(count as u64);
        (count != all).then(|| (crate::i18n::words().clients.showing)(&number(count), &number(all)))
    };
    view! {
        <div class="row tools">
            <SearchField label=words.search value=narrowed.search input=search on_down=focus_first_row/>
            <ShowChips list narrowed/>
        </div>
        <p class="unseen" role="status">{told}</p>
        {move || if nothing.get() {
            view! {
                <div class="sheet">
                    <Blank icon=Glyph::Find title=words.nothing text=words.nothing_why>
                        <Button label=crate::i18n::words().clients.clear icon=Glyph::X on_press=move || narrowed.clear()/>
                    </Blank>
                </div>
            }
            .into_any()
        } else {
            view! {
                <PeopleTable caption=caption.clone() shown narrowed acts/>
                <PeopleBulk shown acts/>
            }
            .into_any()
        }}
    }
}

/// Stands for as long as one admin who is locked out would lock out the provider, with the act that mends it.
#[component]
fn FailoverNotice(list: Memo<TeamList>, acts: Acts, phase: Memo<Phase>) -> impl IntoView {
    let mend = Memo::new(move |_| match list.with(|list| failover(list.all())) {
        Failover::Missing(mend) if phase.get() == Phase::Here => Some(mend),
        Failover::Missing(_) | Failover::Safe => None,
    });
    let words = &words().team;
    move || {
        mend.get().map(|mend| {
            let called = |id| {
                let of = |user: &ProviderUser| user.called().to_owned();
                list.with_untracked(|list| list.find(id).map(of))
                    .unwrap_or_default()
            };
            let (what, label) = match mend {
                FailoverMend::Confirm(id) => {
                    ((words.failover_confirm)(&called(id)), words.confirm_act)
                }
                FailoverMend::Resend(id) => ((words.failover_resend)(&called(id)), words.resend),
                FailoverMend::Invite => (words.failover_invite.to_owned(), words.invite_admin),
            };
            let act = move || match mend {
                FailoverMend::Confirm(id) => acts.want(Wanted::Confirm(vec![id])),
                FailoverMend::Resend(id) => acts.resend(vec![id]),
                FailoverMend::Invite => {
                    acts.invite_as_admin();
                    acts.want(Wanted::Invite);
                }
            };
            let text = format!("{} {what}", words.failover_why);
            view! {
                <Notice tone=Tone::Warn title=words.failover text>
                    <Button label busy=acts.busy() on_press=act/>
                </Notice>
            }
        })
    }
}

/// The people that are shown, as a file.
#[component]
fn Export(list: Memo<TeamList>, narrowed: Narrowed) -> impl IntoView {
    let toasts = Toasts::current();
    let all_words = words();
    let words = &all_words.team;
    let export = move || {
        let heads = [
            words.name,
            words.email,
            words.role,
            words.status,
            all_words.common.id,
        ];
        let csv_words = TeamCsvWords {
            heads,
            role: names::provider_role,
            status: names::provider_user_status,
        };
        let done = narrowed.view().with_untracked(|view| {
            list.with_untracked(|list| {
                let users = list.view(view);
                let count = users.len();
                let day = Timestamp::from_millis(format::now_millis()).date();
                let name = format!("{}-{day}.csv", words.file_name);
                download(&name, "text/csv;charset=utf-8", &to_csv(users, csv_words)).map(|()| count)
            })
        });
        if let Ok(count) = done {
            toasts.say((words.exported)(count));
        }
    };
    view! { <Button label=all_words.clients.export icon=Glyph::Save on_press=export/> }
}

/// The one dialog in which things are done: what is in it is what is wanted.
#[component]
fn ActDialog(acts: Acts, provider_name: String) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(acts.wanted().with(Option::is_some)));
    Effect::new(move |before: Option<bool>| {
        let open = open.get();
        if before == Some(true) && !open {
            acts.dismiss();
        }
        open
    });
    let title = move || {
        let words = &words().team;
        acts.wanted().with(|wanted| match wanted {
            None => "",
            Some(Wanted::Invite) => words.invite_title,
            Some(Wanted::Confirm(_)) => words.confirm_title,
            Some(Wanted::Remove(_)) => words.remove_title,
            Some(Wanted::Role(_)) => words.role_title,
            Some(Wanted::Report) => words.report_title,
        })
    };
    let name = StoredValue::new(provider_name);
    view! {
        <Dialog title open>
            {move || match acts.wanted().get() {
                None => ().into_any(),
                Some(Wanted::Invite) => view! { <invite::Invite acts/> }.into_any(),
                Some(Wanted::Confirm(ids)) => view! { <confirm::Confirm acts ids/> }.into_any(),
                Some(Wanted::Remove(ids)) => {
                    view! { <remove::Remove acts ids provider_name=name.get_value()/> }.into_any()
                }
                Some(Wanted::Role(id)) => view! { <role::ChangeRole acts id/> }.into_any(),
                Some(Wanted::Report) => view! { <report::Report acts/> }.into_any(),
            }}
        </Dialog>
    }
}

/// What was wrong with the last try.
#[component]
fn WhatWentWrong(acts: Acts) -> impl IntoView {
    move || {
        acts.problem().get().map(|problem| {
            let why = explain_trouble(&problem.trouble);
            let text = format!("{} {}", why.advice, problem.also.unwrap_or_default());
            view! { <Notice tone=Tone::Bad title=why.what text/> }
        })
    }
}
