//! The log of a provider: what happened to its team and its clients.

mod filters;
mod reader;
mod table;

use filters::{Asked, Filters};
use leptos::prelude::*;
use reader::{Reader, Source, State};
use table::EventTable;

use crate::api;
use crate::components::{
    Blank, Button, Failed, Glyph, Heading, Kind, Notice, SkeletonRows, Toasts, Tone, download,
    is_near_end, on_near_end,
};
use crate::domain::event::names::{Names, Sought};
use crate::domain::event::range::Range;
use crate::domain::event::view::{Filter, to_csv};
use crate::domain::permission::Action;
use crate::domain::provider::Provider;
use crate::i18n::{events, explain, format, words};
use crate::pages::providers::screen::{closed, of_provider, refusal};
use crate::session::Session;
use crate::session::directory::Status;

/// How many pages are read on without anybody having scrolled: enough to fill a window, few enough to be cheap.
const UNASKED: u32 = 4;

/// `/providers/:provider/events`
#[component]
pub fn ProviderEvents() -> impl IntoView {
    of_provider(words().events.title, screen)
}

fn screen(provider: Provider) -> AnyView {
    let words = &words().events;
    if refusal(&provider, Action::SeeProviderEvents).is_some() {
        return closed(words.title, words.admins_only, words.admins_only_why);
    }
    if !provider.events {
        return closed(words.title, words.not_logged, words.not_logged_why);
    }
    view! { <Events provider/> }.into_any()
}

#[component]
fn Events(provider: Provider) -> impl IntoView {
    let words = &words().events;
    let id = provider.id;
    let directory = Session::current().directory();
    let names = directory.names(id);
    let asked = Asked::from_address(id, names);
    let toasts = Toasts::current();
    let file = provider.name.clone();
    let reader = Reader::new();
    // The file is made when the last page has come, in this screen's language.
    let owner = Owner::current().unwrap_or_default();
    let save = Callback::new(move |()| {
        let filter = asked.filter_untracked();
        let saved = owner.with(|| names.with_untracked(|names| save(reader, filter, names)));
        if let Some(count) = saved {
            toasts.say((words.exported)(count));
        }
    });
    let sought = asked.sought;
    // Whose log it is can only be told when the team has been read, or cannot be.
    let team = directory.team(id).users();
    let ready = Memo::new(move |_| {
        asked.person.with(String::is_empty)
            || team.with(|team| team.value.is_some() || matches!(team.status, Status::Failed(_)))
    });
    let source = Memo::new(move |_| {
        let days = asked.days.get().ok()?.possible(format::today());
        let member = match sought.get() {
            Sought::Member(member) => Some(member),
            Sought::Everybody | Sought::Account(_) => None,
            Sought::Nobody => return None,
        };
        let range = Range {
            start: format::day_start(days.from),
            end: format::day_end(days.to),
        };
        ready.get().then_some(Source {
            provider: id,
            member,
            range,
        })
    });
    let unasked = StoredValue::new(UNASKED);
    Effect::new(move |_| match source.get() {
        Some(source) => {
            unasked.set_value(UNASKED);
            reader.begin(source);
        }
        None => reader.clear(),
    });
    let read_on = move || {
        if reader.is_resting() {
            reader.read_more();
        }
    };
    on_near_end(move || {
        unasked.set_value(UNASKED);
        read_on();
    });
    // What was read may leave the window half empty, the more so under a filter.
    Effect::new(move |_| {
        if reader.state() == State::Resting && !reader.is_complete() {
            request_animation_frame(move || {
                let left = unasked.try_get_value().unwrap_or(0);
                if left > 0 && is_near_end() {
                    unasked.set_value(left - 1);
                    read_on();
                }
            });
        }
    });

    let shown = Memo::new(move |_| {
        let filter = asked.filter();
        reader.with(|events, run| {
            events
                .iter()
                .enumerate()
                .filter(|(_, event)| filter.has(event))
                .map(|(place, event)| table::Row {
                    key: (run, place),
                    event: event.clone(),
                })
                .collect::<Vec<_>>()
        })
    });
    let read = Memo::new(move |_| reader.with(|events, _| events.len()));
    let body = move || {
        let state = reader.state();
        if sought.get() == Sought::Nobody || asked.days.get().is_err() {
            return ().into_any();
        }
        match (shown.with(Vec::is_empty), read.get(), state) {
            (true, 0, State::Failed(api::Error::NotFound)) => view! {
                <div class="sheet">
                    <Blank icon=Glyph::Lock title=words.failed text=words.not_in_team/>
                </div>
            }
            .into_any(),
            (true, 0, State::Failed(error)) => view! {
                <div class="sheet">
                    <Failed title=words.failed why=explain::api(&error) on_retry=move || reader.read_more()/>
                </div>
            }
            .into_any(),
            (true, 0, State::Reading | State::ReadingAll) => {
                view! { <SkeletonRows rows=8/> }.into_any()
            }
            (true, 0, State::Resting) if !reader.is_complete() || source.with(Option::is_none) => {
                view! { <SkeletonRows rows=8/> }.into_any()
            }
            (true, 0, State::Resting) => view! {
                <div class="sheet">
                    <Blank icon=Glyph::Clock title=words.nothing text=words.nothing_why/>
                </div>
            }
            .into_any(),
            (true, read, _) => {
                let read = format::number(read as u64);
                let text = if reader.is_complete() {
                    (words.no_fit_why)(&read)
                } else {
                    (words.no_fit_yet)(&read)
                };
                view! {
                    <div class="sheet">
                        <Blank icon=Glyph::Find title=words.no_fit text=text>
                            <Button label=words.clear icon=Glyph::X on_press=move || asked.clear()/>
                        </Blank>
                    </div>
                }
                .into_any()
            }
            (false, ..) => ().into_any(),
        }
    };
    let some = Memo::new(move |_| !shown.with(Vec::is_empty));
    let caption = (words.caption)(&file);
    view! {
        <div class="page-head">
            <div>
                <Heading text=words.title/>
                <p class="quiet">{words.lead}</p>
            </div>
            <Export reader on_done=save/>
        </div>
        <Filters asked names reader/>
        {body}
        {move || some.get().then(|| view! { <EventTable caption=caption.clone() rows=shown names asked/> })}
        <Foot reader shown=Signal::derive(move || shown.with(Vec::len)) read/>
    }
}

/// The export: it reads all of the rest first, which can take a while and can be left at any time.
#[component]
fn Export(reader: Reader, on_done: Callback<()>) -> impl IntoView {
    let words = &words().events;
    let toasts = Toasts::current();
    move || {
        if reader.state() == State::ReadingAll {
            let read = move || {
                let read = reader.with(|events, _| events.len());
                (words.exporting)(&format::number(read as u64))
            };
            let cancel = move || {
                reader.rest();
                toasts.say(words.canceled.to_owned());
            };
            view! {
                <div class="row">
                    <span class="quiet" role="status">{read}</span>
                    <Button label=words.cancel icon=Glyph::X on_press=cancel/>
                </div>
            }
            .into_any()
        } else {
            let refused = Signal::derive(move || {
                let none = reader.with(|events, _| events.is_empty());
                (none && reader.is_complete()).then(|| words.nothing.to_owned())
            });
            view! {
                <div class="row">
                    <Button label=words.export icon=Glyph::Save refused on_press=move || reader.read_all(on_done)/>
                </div>
            }
            .into_any()
        }
    }
}

/// How much has been read, and the way to the rest.
#[component]
fn Foot(reader: Reader, shown: Signal<usize>, read: Memo<usize>) -> impl IntoView {
    let words = &words().events;
    let told = move || {
        let (shown, read) = (shown.get(), read.get());
        let number = format::number(read as u64);
        match (read, shown == read, reader.is_complete()) {
            (0, ..) => String::new(),
            (_, true, true) => (words.read_all)(&number),
            (_, true, false) => (words.read_some)(&number),
            (_, false, _) => (words.showing)(&format::number(shown as u64), &number),
        }
    };
    let more = move || match reader.state() {
        // Before the first page, the screen itself says so.
        State::Failed(error) if read.get() > 0 => {
            let why = explain::api(&error);
            view! {
                <Notice tone=Tone::Bad title=words.failed text=why.whole()>
                    <Button
                        label=self::words().common.retry
                        icon=Glyph::Reload
                        on_press=move || reader.read_more()
                    />
                </Notice>
            }
            .into_any()
        }
        state if read.get() > 0 && !reader.is_complete() => {
            let busy = state != State::Resting;
            let label = if busy { words.reading } else { words.more };
            view! { <Button label kind=Kind::Plain busy on_press=move || reader.read_more()/> }
                .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <div class="row">
            <p class="quiet" role="status">{told}</p>
            {more}
        </div>
    }
}

/// Hands the events that pass the filter to the person; how many those are.
fn save(reader: Reader, filter: Filter, names: &Names) -> Option<usize> {
    let words = &words().events;
    let heads = [
        words.time,
        words.person,
        words.event,
        words.object,
        words.device,
        words.address,
        words.number,
        words.person_id,
        words.object_id,
    ];
    reader.with_untracked(|all| {
        let fitting: Vec<_> = all.iter().filter(|event| filter.has(event)).collect();
        let count = fitting.len();
        let csv = to_csv(fitting, heads, |event| events::tell(event, names));
        let name = format!("{}-{}.csv", words.file_name, format::today());
        download(&name, "text/csv;charset=utf-8", &csv)
            .ok()
            .map(|()| count)
    })
}
