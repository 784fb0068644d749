//! The queue of acts: how far it is, and what became of each.

use leptos::prelude::*;

use crate::components::{Button, Glyph, Kind, Notice, StatusWord, Tone};
use crate::domain::ids::ProviderId;
use crate::domain::time::Timestamp;
use crate::i18n::{format, words};
use crate::jobs::queue::{Item, Mode, Progress, State};
use crate::pages::client_acts::told;
use crate::session::Session;
use crate::session::client_acts::ActError;
use crate::session::client_jobs::{ClientJob, ClientTask};

/// The queue, where there is one for this provider.
#[component]
pub(super) fn QueuePanel(provider: ProviderId) -> impl IntoView {
    let jobs = Session::current().client_jobs();
    let job = jobs.job();
    let there = Memo::new(move |_| {
        job.with(|job| job.as_ref().is_some_and(|job| job.provider == provider))
    });
    move || there.get().then(|| view! { <Queue job/> })
}

#[component]
fn Queue(job: Signal<Option<ClientJob>>) -> impl IntoView {
    let jobs = Session::current().client_jobs();
    let words = &words().client_new;
    let progress = Memo::new(move |_| {
        job.with(|job| {
            job.as_ref()
                .map(|job| job.queue.progress())
                .unwrap_or_default()
        })
    });
    let mode = Memo::new(move |_| job.with(|job| job.as_ref().map(|job| job.queue.mode())));
    let busy =
        Memo::new(move |_| job.with(|job| job.as_ref().is_some_and(|job| job.queue.is_busy())));
    let count = Memo::new(move |_| progress.get().all);
    let told = move || {
        let Progress { all, done, .. } = progress.get();
        (words.progress)(&format::number(done as u64), &format::number(all as u64))
    };
    let failed = move || {
        let failed = progress.get().failed;
        (failed > 0).then(|| {
            let failures = (words.failures)(&format::number(failed as u64), failed);
            format!(", {failures}")
        })
    };
    let note = move || match (progress.get().left(), mode.get()?) {
        (0, _) if progress.get().failed > 0 => Some((Tone::Warn, words.over_but.to_owned())),
        (0, _) => Some((Tone::Good, words.over.to_owned())),
        (_, Mode::Running) => None,
        (_, Mode::Paused) => Some((Tone::Info, words.paused.to_owned())),
        (_, Mode::Held(None)) => Some((Tone::Warn, words.held.to_owned())),
        (_, Mode::Held(Some(until))) => {
            let at = format::moment(millis(until));
            Some((Tone::Warn, (words.held_until)(&at)))
        }
    };
    let steer = move || {
        let left = progress.get().left() > 0;
        match mode.get() {
            Some(Mode::Running) if left => {
                view! { <Button label=words.pause on_press=move || jobs.pause()/> }.into_any()
            }
            Some(Mode::Paused | Mode::Held(_)) if left => view! {
                <Button label=words.resume kind=Kind::Primary on_press=move || jobs.resume()/>
            }
            .into_any(),
            _ => ().into_any(),
        }
    };
    let again = move || {
        let failed = progress.with(|progress| progress.failed > 0);
        failed.then(|| view! { <Button label=words.retry icon=Glyph::Reload on_press=move || jobs.retry()/> })
    };
    let dismiss = move || {
        let idle = !busy.get() && (progress.get().left() == 0 || mode.get() != Some(Mode::Running));
        idle.then(|| view! { <Button label=words.dismiss kind=Kind::Bare icon=Glyph::X on_press=move || jobs.dismiss()/> })
    };
    let rows = move || {
        (0..count.get())
            .map(|index| task_row(job, index))
            .collect_view()
    };
    let done = move || progress.get().done + progress.get().failed;
    view! {
        <section class="sheet queue" aria-label=words.queue>
            <header>
                <h2>{words.queue}</h2>
                {steer}
                {again}
                {dismiss}
            </header>
            <div class="pad stack">
                <p role="status">{told}{failed}</p>
                <progress aria-label=words.queue max=move || count.get().to_string() value=move || done().to_string()></progress>
                {move || note().map(|(tone, text)| view! { <Notice tone title=text/> })}
                <details open=true>
                    <summary>{words.rows}</summary>
                    <ol class="results">{rows}</ol>
                </details>
            </div>
        </section>
    }
    .into_any()
}

fn task_row(job: Signal<Option<ClientJob>>, index: usize) -> AnyView {
    let item =
        Memo::new(move |_| job.with(|job| job.as_ref()?.queue.items().get(index).map(Shown::of)));
    let state = move || {
        let (tone, icon, word) = item.get()?.state;
        Some(view! { <StatusWord tone icon word/> })
    };
    let why = move || {
        let why = item.get()?.why?;
        Some(view! { <small class="why">{why}</small> })
    };
    view! {
        <li>
            <b dir="auto">{move || item.get().map(|item| item.name)}</b>
            <small>{move || item.get().and_then(|item| item.what)}</small>
            {state}
            {why}
        </li>
    }
    .into_any()
}

/// A row of the queue in words.
#[derive(Clone, PartialEq)]
struct Shown {
    name: String,
    what: Option<String>,
    state: (Tone, Glyph, &'static str),
    why: Option<String>,
}

impl Shown {
    fn of(item: &Item<ClientTask, ActError>) -> Self {
        let words = &words().client_new;
        let number = |seats: u32| format::number(seats.into());
        let (state, why) = match &item.state {
            State::Waiting => ((Tone::Quiet, Glyph::Clock, words.waiting), None),
            State::Running => ((Tone::Info, Glyph::Wait, words.running), None),
            State::Done => ((Tone::Good, Glyph::Ok, words.done), None),
            State::Failed(error) => (
                (Tone::Bad, Glyph::Warn, words.row_failed),
                Some(told::act(error).whole()),
            ),
        };
        Self {
            name: item.task.name().to_owned(),
            what: match &item.task {
                ClientTask::Create { client, .. } => Some((words.existing_what)(
                    &told::plan(client.plan),
                    &number(client.seats),
                )),
                ClientTask::Seats { seen, to, .. } => Some((words.bulk_from_to)(
                    &number(seen.seats.unwrap_or(0)),
                    &number(*to),
                )),
            },
            state,
            why,
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of this millennium are far below 2^53"
)]
fn millis(at: Timestamp) -> f64 {
    at.millis() as f64
}
