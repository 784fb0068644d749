//! The table of events.

use leptos::prelude::*;

use super::filters::Asked;
use crate::components::{Moment, VirtualRows};
use crate::domain::event::names::Names;
use crate::domain::event::{Actor, Event, Object};
use crate::i18n::{events, words};
use crate::pages::reading::millis;

/// An event with what tells it from all others: the log that it is of, and its place in there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) key: (u32, usize),
    pub(super) event: Event,
}

/// Events in rows.
#[component]
pub(super) fn EventTable(
    /// The table's name.
    caption: String,
    /// The events to show, in order.
    rows: Memo<Vec<Row>>,
    /// Who and what their identifiers are.
    names: Signal<Names>,
    /// Holds the days.
    asked: Asked,
) -> impl IntoView {
    let words = &words().events;
    let heads = [
        (words.time, "col-time"),
        (words.person, "col-person"),
        (words.event, "col-event"),
        (words.device, "col-device"),
        (words.address, "col-address"),
    ];
    view! {
        <div class="sheet ledger-frame">
            <table class="ledger events" aria-rowcount=move || rows.with(Vec::len) + 1>
                <caption class="unseen">{caption}</caption>
                <thead>
                    <tr aria-rowindex="1">
                        {heads
                            .map(|(label, class)| view! { <th scope="col" class=class>{label}</th> })
                            .into_iter()
                            .collect_view()}
                    </tr>
                </thead>
                <VirtualRows
                    items=rows
                    key=|row: &Row| row.key
                    row=move |item, index| row(item.event, index, names, asked)
                />
            </table>
        </div>
    }
}

fn row(event: Event, index: Signal<usize>, names: Signal<Names>, asked: Asked) -> AnyView {
    let words = &words().events;
    let at = millis(event.at);
    let device = event.device.map(events::device);
    let device_title = device.clone();
    let address = event.address.clone();
    let address_title = address.clone();
    let title = event.clone();
    let told = event.clone();
    let actor = event.actor;
    // Names can arrive after the events.
    let person = move || {
        names.with(|names| {
            let name = events::actor(actor, names);
            match actor {
                Actor::Person(user) => {
                    view! { <a href=asked.of_person(user, names) dir="auto">{name}</a> }.into_any()
                }
                Actor::System(_) | Actor::Unknown => name.into_any(),
            }
        })
    };
    let sentence = move || {
        names.with(|names| {
            let (before, rest) = events::parts(&told, names);
            let rest = rest.map(|(name, after)| {
                let name = match told.object {
                    Object::Client(link) => {
                        view! { <a href=asked.of_client(link) dir="auto">{name}</a> }.into_any()
                    }
                    _ => view! { <b dir="auto">{name}</b> }.into_any(),
                };
                (name, after)
            });
            (before, rest).into_any()
        })
    };
    let whole = move || names.with(|names| events::tell(&title, names).sentence);
    view! {
        <tr aria-rowindex=move || index.get() + 2>
            <th scope="row" class="col-time"><Moment at/></th>
            <td class="col-person">{person}</td>
            <td class="col-event" title=whole>{sentence}</td>
            <td class="col-device quiet" data-label=words.device title=device_title>{device}</td>
            <td class="col-address quiet" data-label=words.address title=address_title>{address}</td>
        </tr>
    }
    .into_any()
}
