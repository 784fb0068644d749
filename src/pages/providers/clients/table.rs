//! The table of clients.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::filters::Narrowed;
use super::millis;
use crate::components::{
    Column as Look, Day, Glyph, Mark, Meter, SortHeader, StatusWord, Tone, VirtualRows, walk_rows,
};
use crate::domain::client::{Client, ClientState};
use crate::domain::client_list::Column;
use crate::domain::ids::ProviderId;
use crate::i18n::{format, names, words};
use crate::routes::Path;

/// Clients in rows.
#[component]
pub(super) fn ClientTable(
    /// Whose clients they are.
    provider: ProviderId,
    /// What a client is called.
    called: &'static str,
    /// The table's name.
    caption: String,
    /// The clients to show, in order.
    clients: Memo<Vec<Client>>,
    /// Holds the order.
    narrowed: Narrowed,
) -> impl IntoView {
    let words = &words().clients;
    let heads = [
        (
            Column::Name,
            Look {
                label: called,
                class: "col-name",
            },
        ),
        (
            Column::Plan,
            Look {
                label: words.plan,
                class: "col-plan",
            },
        ),
        (
            Column::Seats,
            Look {
                label: words.assigned,
                class: "col-assigned num",
            },
        ),
        (
            Column::Occupied,
            Look {
                label: words.used,
                class: "col-used num",
            },
        ),
        (
            Column::Remaining,
            Look {
                label: words.left,
                class: "col-left num",
            },
        ),
        (
            Column::State,
            Look {
                label: words.state,
                class: "col-state",
            },
        ),
        (
            Column::Added,
            Look {
                label: words.since,
                class: "col-since",
            },
        ),
    ];
    view! {
        <div class="sheet table-frame" on:keydown=move |event| walk_rows(&event)>
            <table class="table" aria-rowcount=move || clients.with(Vec::len) + 1>
                <caption class="unseen">{caption}</caption>
                <thead>
                    <tr aria-rowindex="1">
                        {heads
                            .map(|(column, look)| view! {
                                <SortHeader
                                    column=look
                                    order=narrowed.order(column)
                                    on_sort=move || narrowed.sort_by(column)
                                />
                            })
                            .into_iter()
                            .collect_view()}
                    </tr>
                </thead>
                <VirtualRows
                    items=clients
                    key=|client: &Client| client.link
                    row=move |client, index| row(provider, client, index)
                />
            </table>
        </div>
    }
}

fn row(provider: ProviderId, client: Client, index: Signal<usize>) -> AnyView {
    let words = words();
    let left = match client.remaining {
        None => view! { <span class="quiet">{words.common.unlimited}</span> }.into_any(),
        Some(left @ 1..) => format::number(left.unsigned_abs()).into_any(),
        Some(_) => view! { <StatusWord tone=Tone::Bad icon=Glyph::Warn word=words.clients.full/> }
            .into_any(),
    };
    // In a card the number needs its word; "full" is one.
    let labelled = client
        .remaining
        .is_some_and(|left| left > 0)
        .then_some(words.clients.left_of);
    let (tone, icon) = match client.state {
        ClientState::Enabled => (Tone::Quiet, Glyph::Ok),
        ClientState::Suspended => (Tone::Bad, Glyph::Stop),
        ClientState::WaitingForOwner => (Tone::Warn, Glyph::Wait),
    };
    let seats = client.seats.map(u64::from);
    let assigned = seats.map_or_else(|| words.common.unlimited.to_owned(), format::number);
    view! {
        <tr aria-rowindex=move || index.get() + 2>
            <th scope="row" class="col-name">
                <span class="who">
                    <Mark name=client.name.clone()/>
                    <a
                        href=Path::ClientOverview(provider, client.organization).to_string()
                        title=client.name.clone()
                        dir="auto"
                    >
                        {client.name.clone()}
                    </a>
                </span>
            </th>
            <td class="col-plan quiet">{client.plan.clone()}</td>
            <td class="col-assigned num">{assigned}</td>
            <td class="col-used num"><Meter used=client.occupied.into() of=seats/></td>
            <td class="col-left num" data-label=labelled>{left}</td>
            <td class="col-state"><StatusWord tone icon word=names::client_state(client.state)/></td>
            <td class="col-since quiet"><Day at=millis(client.added)/></td>
        </tr>
    }
    .into_any()
}

/// Moves the focus from the search into the list.
pub(super) fn focus_first_row() {
    let link = document()
        .query_selector(".table tbody th a")
        .ok()
        .flatten();
    if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = link.focus();
    }
}
