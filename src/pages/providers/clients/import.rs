//! `/providers/:provider/clients/import`

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::adding::head;
use super::queue::QueuePanel;
use crate::components::{
    Button, Field, Glyph, Input, Kind, Notice, Segments, StatusWord, TextArea, Tone,
};
use crate::domain::client_table::{ClientTable, Defaults, MOST_ROWS, Missing, NotATable, TableRow};
use crate::domain::new_client::NewClient;
use crate::domain::permission::Action;
use crate::domain::plan::PlanType;
use crate::domain::provider::{Provider, ProviderRole};
use crate::i18n::{format, words};
use crate::pages::client_acts::{Cost, Subscribed, told};
use crate::pages::providers::screen::{closed, of_provider, refusal};
use crate::session::Session;
use crate::session::client_jobs::ClientTask;

/// Make several clients from a table.
#[component]
pub fn ClientImport() -> impl IntoView {
    of_provider(words().client_new.import, |provider| {
        match refusal(&provider, Action::CreateClient) {
            Some(why) => closed(words().client_new.import, told::reason(why), ""),
            None => view! { <Import provider/> }.into_any(),
        }
    })
}

#[component]
fn Import(provider: Provider) -> impl IntoView {
    let session = Session::current();
    let jobs = session.client_jobs();
    let words = &words().client_new;
    let id = provider.id;
    let subscribed = Subscribed::read(id);
    let existing = session.directory().clients(id);
    let offered = PlanType::for_new_clients(provider.kind);
    let (text, seats, plan) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::from("5")),
        RwSignal::new(0_usize),
    );
    let table = Memo::new(move |_| {
        let defaults = Defaults {
            plan: offered.get(plan.get()).copied(),
            seats: seats.get(),
        };
        let names: Vec<String> = existing.with(|cached| {
            cached.value.as_ref().map_or_else(Vec::new, |(clients, _)| {
                clients.iter().map(|client| client.name.clone()).collect()
            })
        });
        text.with(|text| {
            let names = names.iter().map(String::as_str);
            ClientTable::read(text, &defaults, offered, names)
        })
    });
    let blank = move || text.with(|text| text.trim().is_empty());
    let problem = Signal::derive(move || {
        let wrong = table.with(|table| table.as_ref().err().map(no_table));
        wrong.filter(|_| !blank())
    });
    let fitting = Memo::new(move |_| {
        table.with(|table| table.as_ref().map_or(0, |table| table.clients().count()))
    });
    let estimate = move || {
        table.with(|table| {
            let table = table.as_ref().ok()?;
            Some(
                subscribed
                    .with(|subscription| table.estimate(Some(subscription)))
                    .unwrap_or_else(|| table.estimate(None)),
            )
        })
    };
    let cost = Signal::derive(move || {
        let estimate = estimate().filter(|estimate| estimate.clients > 0)?;
        let together = estimate.together.as_ref().map(told::together);
        let price = subscribed.told(|_| together.unwrap_or_default());
        Some((words.summary)(
            &format::number(estimate.clients as u64),
            estimate.clients,
            &format::number(estimate.seats),
            &price,
        ))
    });
    let role = provider.role;
    let refused = Signal::derive(move || {
        if jobs.is_open() {
            return Some(words.another_queue.to_owned());
        }
        // Until it is known who is there, a client could be made a second time.
        if existing.with(|cached| cached.value.is_none()) {
            return Some(words.list_unread.to_owned());
        }
        if fitting.get() == 0 {
            let why = if blank() {
                words.table_empty
            } else {
                words.none_fit
            };
            return Some(why.to_owned());
        }
        let bought = estimate()
            .and_then(|estimate| estimate.together)
            .map_or(0, |together| together.bought());
        (bought > 0 && role != ProviderRole::Admin).then(|| told::buys_refused(bought))
    });
    let begin = move || {
        if untrack(|| refused.get()).is_some() {
            return;
        }
        let tasks = table.with_untracked(|table| {
            table.as_ref().map_or_else(
                |_| Vec::new(),
                |table| {
                    let task = |client: &NewClient| ClientTask::Create {
                        client: client.clone(),
                        sent: Vec::new(),
                    };
                    table.clients().map(task).collect()
                },
            )
        });
        jobs.begin(id, tasks, words.collection);
        // Its rows are in the queue now: as a table they would all be there already. What was left out stays, with the reasons.
        let all_fit = table.with_untracked(|table| {
            table
                .as_ref()
                .is_ok_and(|table| table.rows.iter().all(|row| row.client.is_ok()))
        });
        if all_fit {
            text.set(String::new());
        }
    };
    let plans: Vec<String> = offered.iter().map(|plan| told::plan(*plan)).collect();
    let label = move || (words.import_submit)(fitting.get());
    let checked = move || {
        let there = table.with(|table| table.is_ok());
        there.then(|| view! { <Checked table/> })
    };
    view! {
        {head(&provider, words.import)}
        <QueuePanel provider=id/>
        <section class="sheet adding">
            <p class="quiet">{words.import_lead}</p>
            <FileField text/>
            <TextArea label=words.table help=words.table_help rows=6 value=text problem/>
            <div class="row defaults">
                <Segments label=words.default_plan options=plans chosen=plan on_choose=move |index| plan.set(index)/>
                <Field label=words.default_seats name="seats" input=Input::Number value=seats/>
            </div>
            {checked}
            <Cost subscribed text=cost/>
            <div class="row">
                <Button label kind=Kind::Primary icon=Glyph::Plus refused on_press=begin/>
            </div>
        </section>
    }
    .into_any()
}

/// A file, whose text goes where a pasted table would.
#[component]
fn FileField(text: RwSignal<String>) -> impl IntoView {
    let words = &words().client_new;
    let input = NodeRef::<html::Input>::new();
    let unreadable = RwSignal::new(false);
    let read = move |_| {
        let file = input
            .get_untracked()
            .and_then(|input| input.files())
            .and_then(|files| files.get(0));
        let Some(file) = file else { return };
        spawn_local(async move {
            let read = JsFuture::from(file.text()).await;
            let read = read.ok().and_then(|text| text.as_string());
            let _ = unreadable.try_set(read.is_none());
            if let Some(read) = read {
                let _ = text.try_set(read);
            }
        });
    };
    view! {
        <div class="field">
            <label class="file">
                {words.file}
                <input node_ref=input class="input" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" on:change=read/>
            </label>
        </div>
        {move || unreadable.get().then(|| view! { <Notice tone=Tone::Bad title=words.file_unreadable/> })}
    }
}

/// Each row, with what it comes to.
#[component]
fn Checked(table: Memo<Result<ClientTable, NotATable>>) -> impl IntoView {
    let words = &words().client_new;
    let clients_words = &self::words().clients;
    let rows = move || {
        table.with(|table| {
            table.as_ref().map_or_else(
                |_| Vec::new(),
                |table| table.rows.iter().map(table_row).collect(),
            )
        })
    };
    let skipped = move || {
        let skipped = table.with(|table| {
            table
                .as_ref()
                .map_or(0, |table| table.rows.len() - table.clients().count())
        });
        (skipped > 0).then(|| (words.skipped)(&format::number(skipped as u64), skipped))
    };
    let unused = move || {
        let unused = table.with(|table| {
            table
                .as_ref()
                .map_or_else(|_| String::new(), |table| table.unused.join(", "))
        });
        (!unused.is_empty()).then(|| (words.unused)(&unused))
    };
    view! {
        <div class="checked" tabindex="0" role="region" aria-label=words.check>
            <table>
                <caption>{words.check}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.line}</th>
                        <th scope="col">{clients_words.name}</th>
                        <th scope="col">{words.owner}</th>
                        <th scope="col">{clients_words.plan}</th>
                        <th scope="col">{clients_words.assigned}</th>
                        <th scope="col">{words.verdict}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="quiet" role="status">{skipped}" "{unused}</p>
    }
}

fn table_row(row: &TableRow) -> AnyView {
    let (plan, seats, verdict) = match &row.client {
        Ok(client) => (
            told::plan(client.plan),
            format::number(client.seats.into()),
            view! { <StatusWord tone=Tone::Good icon=Glyph::Ok word=words().client_new.fits/> }
                .into_any(),
        ),
        Err(problem) => {
            let why = told::row(*problem);
            (
                String::new(),
                String::new(),
                view! { <span class="why">{why}</span> }.into_any(),
            )
        }
    };
    view! {
        <tr>
            <td>{row.line}</td>
            <th scope="row" dir="auto">{row.name.clone()}</th>
            <td>{row.owner.clone()}</td>
            <td>{plan}</td>
            <td>{seats}</td>
            <td>{verdict}</td>
        </tr>
    }
    .into_any()
}

/// Why nothing can be made of the text.
fn no_table(why: &NotATable) -> String {
    let words = &words().client_new;
    match why {
        NotATable::Empty => words.table_empty.to_owned(),
        NotATable::TooLong(rows) => (words.table_long)(
            &format::number(*rows as u64),
            &format::number(MOST_ROWS as u64),
        ),
        NotATable::NoColumn(missing, heads) => {
            let heads = heads.join(", ");
            match missing {
                Missing::Name => (words.no_name_column)(&heads),
                Missing::Owner => (words.no_owner_column)(&heads),
            }
        }
    }
}
