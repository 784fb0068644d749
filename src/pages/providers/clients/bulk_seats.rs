//! Seats of several clients at once.

use leptos::prelude::*;
use web_sys::SubmitEvent;

use crate::components::{Button, Dialog, Field, Input, Kind, Segments};
use crate::domain::client::Client;
use crate::domain::new_client::{MOST_SEATS, parse_seats};
use crate::domain::provider::{Provider, ProviderRole};
use crate::domain::seat_change::Together;
use crate::i18n::{format, words};
use crate::pages::client_acts::{Cost, LineOf, Subscribed, told};
use crate::session::Session;
use crate::session::client_acts::Standing;
use crate::session::client_jobs::ClientTask;

/// Asks how many seats, says what each client comes to and what all of it costs, and begins the queue.
#[component]
pub(super) fn BulkSeats(
    /// Whose clients they are.
    provider: Provider,
    /// Those to be changed: all have seats that are counted.
    #[prop(into)]
    clients: Signal<Vec<Client>>,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let provider = StoredValue::new(provider);
    let title = move || (words().client_new.bulk_title)(clients.with(Vec::len));
    view! {
        <Dialog title open>
            {move || view! { <BulkForm provider=provider.get_value() clients=clients.get_untracked() open/> }}
        </Dialog>
    }
}

#[component]
fn BulkForm(provider: Provider, clients: Vec<Client>, open: RwSignal<bool>) -> impl IntoView {
    let jobs = Session::current().client_jobs();
    let (words, acts_words) = (&words().client_new, &words().client_acts);
    let subscribed = Subscribed::read(provider.id);
    let (how, value) = (RwSignal::new(0_usize), RwSignal::new(String::new()));
    let submitted = RwSignal::new(false);
    let clients = StoredValue::new(clients);
    let wanted = Memo::new(move |_| value.with(|value| parse_seats(value, 0)));
    // For each client the seats that it would have.
    let targets = Memo::new(move |_| {
        let wanted = wanted.get().ok()?;
        let adds = how.get() == 1;
        let target = |client: &Client| {
            let now = client.seats.unwrap_or(0);
            let to = if adds {
                now.saturating_add(wanted)
            } else {
                wanted
            };
            (now, to.min(MOST_SEATS))
        };
        Some(clients.with_value(|clients| clients.iter().map(target).collect::<Vec<_>>()))
    });
    // Those that change, without those whose people would not fit any more.
    let fitting = Memo::new(move |_| {
        let targets = targets.get().unwrap_or_default();
        clients.with_value(|clients| {
            let pairs = clients.iter().zip(targets);
            pairs
                .filter(|(client, (now, to))| now != to && *to >= client.occupied)
                .map(|(client, (_, to))| (client.clone(), to))
                .collect::<Vec<_>>()
        })
    });
    let together = move || {
        subscribed.with(|subscription| {
            fitting.with(|fitting| {
                let changes = fitting.iter().map(|(client, to)| {
                    let line = LineOf::Named(client.plan.clone());
                    (line.of(subscription), client.seats.unwrap_or(0), *to)
                });
                Together::of(subscription, changes)
            })
        })
    };
    let cost = Signal::derive(move || {
        (!fitting.with(Vec::is_empty)).then(|| {
            let told = together().map(|together| told::together(&together));
            subscribed.told(|_| told.unwrap_or_default())
        })
    });
    let problem = Signal::derive(move || {
        let wrong = wanted.get().err().filter(|_| submitted.get());
        wrong.map(told::seats)
    });
    let role = provider.role;
    let refused = Signal::derive(move || {
        if jobs.is_open() {
            return Some(words.another_queue.to_owned());
        }
        if wanted.get().is_ok() && fitting.with(Vec::is_empty) {
            return Some(words.bulk_nothing.to_owned());
        }
        let bought = together().map_or(0, |together| together.bought());
        (bought > 0 && role != ProviderRole::Admin).then(|| told::buys_refused(bought))
    });
    let id = provider.id;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        submitted.set(true);
        if wanted.get_untracked().is_err() || untrack(|| refused.get()).is_some() {
            return;
        }
        let tasks = fitting
            .get_untracked()
            .into_iter()
            .map(|(client, to)| ClientTask::Seats {
                link: client.link,
                seen: Standing {
                    name: client.name,
                    seats: client.seats,
                },
                to,
            });
        jobs.begin(id, tasks.collect(), words.collection);
        open.set(false);
    };
    let rows = move || {
        let targets = targets.get();
        clients.with_value(|clients| {
            let row = |(index, client): (usize, &Client)| {
                let target = targets.as_ref().and_then(|targets| targets.get(index));
                bulk_row(client, target.copied())
            };
            clients.iter().enumerate().map(row).collect_view()
        })
    };
    let label = move || (words.bulk_submit)(fitting.with(Vec::len));
    let ways = vec![words.bulk_set.to_owned(), words.bulk_add.to_owned()];
    view! {
        <form class="stack" novalidate on:submit=submit>
            <Segments label=words.bulk_how options=ways chosen=how on_choose=move |index| how.set(index)/>
            <Field label=acts_words.seats name="seats" input=Input::Number value problem/>
            <ul class="results">{rows}</ul>
            <Cost subscribed text=cost/>
            <div class="row">
                <Button label kind=Kind::Primary refused/>
                <Button label=acts_words.cancel on_press=move || open.set(false)/>
            </div>
        </form>
    }
    .into_any()
}

fn bulk_row(client: &Client, target: Option<(u32, u32)>) -> AnyView {
    let words = &words().client_new;
    let number = |seats: u32| format::number(seats.into());
    let told = match target {
        None => None,
        Some((now, to)) if now == to => Some(words.bulk_same.to_owned()),
        Some((_, to)) if to < client.occupied => Some((self::words().client_acts.below_used)(
            &number(client.occupied),
        )),
        Some((now, to)) => Some((words.bulk_from_to)(&number(now), &number(to))),
    };
    view! {
        <li>
            <b dir="auto">{client.name.clone()}</b>
            <small>{told}</small>
        </li>
    }
    .into_any()
}
