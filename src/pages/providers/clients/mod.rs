//! The clients of a provider: all of them, at a glance.

mod adding;
mod bulk;
mod bulk_seats;
mod existing;
mod filters;
mod import;
mod new;
mod queue;
mod table;

use adding::Add;
use bulk::Bulk;
pub use existing::ClientExisting;
use filters::{Filters, Narrowed};
pub use import::ClientImport;
use leptos::html;
use leptos::prelude::*;
pub use new::ClientNew;
use queue::QueuePanel;
use table::{ClientTable, focus_first_row};

use crate::api;
use crate::components::{
    AsOf, Blank, Button, Failed, Glyph, Heading, KeyHelp, Kind, Notice, SearchField, Selection,
    SkeletonRows, Toasts, Tone, download, on_shortcut,
};
use crate::domain::client::Client;
use crate::domain::client_list::{ClientList as Listed, CsvWords, to_csv, totals};
use crate::domain::ids::ProviderOrganizationId;
use crate::domain::provider::{Provider, ProviderStatus, ProviderType};
use crate::domain::time::Timestamp;
use crate::i18n::{explain, format, names, words};
use crate::pages::client_acts::{ActDialog, Acts};
use crate::pages::reading::{Phase, Stale, millis};
use crate::pages::{NotFound, NotYours};
use crate::routes::use_provider;
use crate::session::Session;
use crate::session::directory::Cached;

/// `/providers/:provider/clients`
#[component]
pub fn ClientList() -> impl IntoView {
    let directory = Session::current().directory();
    let id = use_provider();
    let phase = Memo::new(move |_| directory.profile().with(Phase::of));
    let provider = Memo::new(move |_| id.get().and_then(|id| directory.provider(id)));
    let busy = Signal::derive(move || directory.profile().with(Cached::is_busy));
    view! {
        {move || match (id.get(), phase.get(), provider.get()) {
            (None, ..) => view! { <NotFound/> }.into_any(),
            (Some(_), _, Some(provider)) => view! { <Clients provider/> }.into_any(),
            (Some(_), Phase::Here, None) => view! { <NotYours text=words().shell.not_yours_provider/> }.into_any(),
            (Some(_), Phase::Failed(error), None) => view! {
                <Heading text=words().clients.title/>
                <div class="sheet">
                    <Failed why=explain::api(&error) busy on_retry=move || directory.refetch_profile()/>
                </div>
            }
            .into_any(),
            (Some(_), Phase::Waiting, None) => view! {
                <Heading text=words().clients.title/>
                <SkeletonRows rows=8/>
            }
            .into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Clients(provider: Provider) -> impl IntoView {
    let directory = Session::current().directory();
    let id = provider.id;
    let cached = directory.clients(id);
    let words = &words().clients;
    let called = names::client_words(provider.kind);
    let list = Memo::new(move |_| {
        cached.with(|cached| {
            cached
                .value
                .as_ref()
                .map_or_else(Listed::default, |(clients, _)| Listed::new(clients.clone()))
        })
    });
    let phase = Memo::new(move |_| cached.with(Phase::of));
    let empty = Memo::new(move |_| list.with(Listed::is_empty));
    let busy = Memo::new(move |_| cached.with(Cached::is_busy));
    let narrowed = Narrowed::from_address(list);
    let help = RwSignal::new(false);

    let summary = Memo::new(move |_| {
        (phase.get() == Phase::Here && !empty.get()).then(|| {
            let totals = list.with(|list| totals(list.iter()));
            let number = |value: u64| format::number(value);
            (words.summary)(
                &number(totals.clients as u64),
                totals.clients,
                &number(totals.seats),
                &number(totals.remaining),
            )
        })
    });
    let for_found = StoredValue::new(provider.clone());
    let body = move || {
        match phase.get() {
        Phase::Waiting => view! { <SkeletonRows rows=10/> }.into_any(),
        Phase::Failed(api::Error::NotPermitted) => {
            let why = explain::api(&api::Error::NotPermitted);
            view! { <div class="sheet"><Blank icon=Glyph::Lock title=why.what text=why.advice/></div> }.into_any()
        }
        Phase::Failed(error) => view! {
            <div class="sheet">
                <Failed
                    title=called.failed
                    why=explain::api(&error)
                    busy
                    on_retry=move || directory.refetch_clients(id)
                />
            </div>
        }
        .into_any(),
        Phase::Here if empty.get() => {
            view! { <div class="sheet"><Blank icon=Glyph::List title=called.empty text=called.empty_why/></div> }.into_any()
        }
        Phase::Here => view! { <Found provider=for_found.get_value() called list narrowed/> }.into_any(),
    }
    };
    view! {
        <div class="page-head">
            <div>
                <Heading text=called.title/>
                <p class="quiet">{move || summary.get()}</p>
            </div>
            <div class="row">
                <Button label=words.keys kind=Kind::Bare on_press=move || help.set(true)/>
                <Export list narrowed/>
                <Add provider=provider.clone()/>
            </div>
        </div>
        <Standings provider/>
        <QueuePanel provider=id/>
        <Stale cached on_retry=move || directory.refetch_clients(id)/>
        {body}
        {move || (phase.get() == Phase::Here).then(|| view! {
            <AsOf
                at=Signal::derive(move || cached.with(|cached| cached.value.as_ref().map(|(_, at)| millis(*at))))
                busy
                on_refresh=move || directory.refetch_clients(id)
            />
        })}
        <KeyHelp open=help/>
    }
}

/// The list with its search and filters, or that they leave nothing.
#[component]
fn Found(
    provider: Provider,
    called: names::ClientWords,
    list: Memo<Listed>,
    narrowed: Narrowed,
) -> impl IntoView {
    let words = &words().clients;
    let ticked: Selection<ProviderOrganizationId> = Selection::default();
    let acts = Acts::new();
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
    let count = Memo::new(move |_| shown.with(Vec::len));
    let all = Memo::new(move |_| list.with(Listed::len));
    let nothing = Memo::new(move |_| count.get() == 0);
    let (for_bulk, for_acts) = (provider.clone(), provider.clone());
    let told = move || {
        let (count, all) = (count.get(), all.get());
        (count != all)
            .then(|| (words.showing)(&format::number(count as u64), &format::number(all as u64)))
    };
    view! {
        <div class="row tools">
            <SearchField label=called.search value=narrowed.search input=search on_down=focus_first_row/>
            <Filters list narrowed/>
        </div>
        <p class="unseen" role="status">{told}</p>
        {move || if nothing.get() {
            view! {
                <div class="sheet">
                    <Blank icon=Glyph::Find title=called.nothing text=words.nothing_why>
                        <Button label=words.clear icon=Glyph::X on_press=move || narrowed.clear()/>
                    </Blank>
                </div>
            }
            .into_any()
        } else {
            view! {
                <ClientTable
                    provider=provider.clone()
                    called=called.name
                    caption=(words.caption)(&provider.name)
                    clients=shown
                    narrowed
                    ticked
                    acts
                />
            }
            .into_any()
        }}
        {move || told().map(|told| view! { <p class="quiet" aria-hidden="true">{told}</p> })}
        <Bulk provider=for_bulk clients=shown ticked/>
        <ActDialog provider=for_acts acts on_gone=move || ()/>
    }
}

/// The clients that are shown, as a file.
#[component]
fn Export(list: Memo<Listed>, narrowed: Narrowed) -> impl IntoView {
    let toasts = Toasts::current();
    let words = &words().clients;
    let refused =
        Signal::derive(move || list.with(Listed::is_empty).then(|| words.empty.to_owned()));
    let export = move || {
        narrowed
            .view()
            .with_untracked(|view| list.with_untracked(|list| save(list.view(view), toasts)));
    };
    view! { <Button label=words.export icon=Glyph::Save refused on_press=export/> }
}

/// Gives clients to the person as a file, and says so.
fn save(clients: Vec<&Client>, toasts: Toasts) {
    let all_words = words();
    let words = &all_words.clients;
    let heads = [
        words.name,
        words.plan,
        words.assigned,
        words.used,
        words.left,
        words.confirmed,
        words.state,
        words.since,
        all_words.organization.organization_id,
    ];
    let count = clients.len();
    let state = names::client_state;
    let csv = to_csv(clients, CsvWords { heads, state });
    let day = Timestamp::from_millis(format::now_millis()).date();
    let name = format!("{}-{day}.csv", words.file_name);
    if download(&name, "text/csv;charset=utf-8", &csv).is_ok() {
        toasts.say((words.exported)(count));
    }
}

/// What is the matter with the provider as a whole, other than what its frame warns of.
#[component]
fn Standings(provider: Provider) -> impl IntoView {
    let words = &words().clients;
    let pending = (provider.status == ProviderStatus::Pending)
        .then(|| view! { <Notice tone=Tone::Warn title=words.pending text=words.pending_what.to_owned()/> });
    let reseller = (provider.kind == ProviderType::Reseller)
        .then(|| view! { <Notice tone=Tone::Info title=words.reseller text=words.reseller_what.to_owned()/> });
    (pending, reseller)
}
