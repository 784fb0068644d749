//! The table of clients.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::filters::Narrowed;
use super::millis;
use crate::components::{
    AllTick, Column as Look, Day, Extent, Glyph, Mark, MenuButton, MenuOfRows, Meter, RowTick,
    Selection, SharedMenu, SortHeader, StatusWord, Tone, VirtualRows, extent, walk_rows,
};
use crate::domain::client::{Client, ClientState};
use crate::domain::client_list::Column;
use crate::domain::ids::{ProviderId, ProviderOrganizationId};
use crate::domain::provider::Provider;
use crate::i18n::{format, names, words};
use crate::pages::client_acts::{Acts, menu_items};
use crate::routes::Path;

/// Clients in rows.
#[component]
pub(super) fn ClientTable(
    /// Whose clients they are.
    provider: Provider,
    /// What a client is called.
    called: &'static str,
    /// The table's name.
    caption: String,
    /// The clients to show, in order.
    clients: Memo<Vec<Client>>,
    /// Holds the order.
    narrowed: Narrowed,
    /// Those that are ticked.
    ticked: Selection<ProviderOrganizationId>,
    /// What is done to one of them.
    acts: Acts,
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
    let rows = Rows {
        provider: provider.id,
        clients,
        ticked,
        menu: SharedMenu::new(),
        about: RwSignal::new(None),
    };
    let links = move || {
        clients.with(|clients| clients.iter().map(|client| client.link).collect::<Vec<_>>())
    };
    let held = Memo::new(move |_| {
        let links = links();
        extent(ticked.of(links.iter().copied()).len(), links.len())
    });
    let all = move || match held.get_untracked() {
        Extent::All => ticked.clear(),
        Extent::None | Extent::Some => ticked.set(untrack(links)),
    };
    let items = menu_items(&provider, acts, rows.about.into());
    view! {
        <div class="sheet table-frame" on:keydown=move |event| walk_rows(&event)>
            <table class="table" aria-rowcount=move || clients.with(Vec::len) + 1>
                <caption class="unseen">{caption}</caption>
                <thead>
                    <tr aria-rowindex="1">
                        <th scope="col" class="col-tick">
                            <AllTick extent=held count=Signal::derive(move || clients.with(Vec::len)) on_press=all/>
                        </th>
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
                        <th scope="col" class="col-menu"><span class="unseen">{self::words().client_acts.actions}</span></th>
                    </tr>
                </thead>
                <VirtualRows
                    items=clients
                    key=|client: &Client| client.link
                    row=move |client, index| row(rows, client, index)
                />
            </table>
        </div>
        <MenuOfRows menu=rows.menu>{items}</MenuOfRows>
    }
}

/// What the rows have in common.
#[derive(Clone, Copy)]
struct Rows {
    provider: ProviderId,
    clients: Memo<Vec<Client>>,
    ticked: Selection<ProviderOrganizationId>,
    menu: SharedMenu,
    /// The client that the menu is about.
    about: RwSignal<Option<Client>>,
}

/// A row stays when its client changes, and with it the focus in it: only its cells are drawn anew.
fn row(rows: Rows, client: Client, index: Signal<usize>) -> AnyView {
    let Rows {
        provider,
        clients,
        ticked,
        menu,
        about,
    } = rows;
    let link = client.link;
    let now = Memo::new(move |_| {
        clients.with(|clients| {
            let here = clients
                .get(index.get())
                .filter(|client| client.link == link);
            let found = here.or_else(|| clients.iter().find(|client| client.link == link));
            found.cloned().unwrap_or_else(|| client.clone())
        })
    });
    let name = Memo::new(move |_| now.with(|client| client.name.clone()));
    let tick = move || {
        let label = name.with(|name| (words().selection.one)(name));
        view! { <RowTick label ticked=Signal::derive(move || ticked.has(link)) on_press=move || ticked.toggle(link)/> }
    };
    let manage = move || name.with(|name| (words().client_acts.manage)(name));
    view! {
        <tr aria-rowindex=move || index.get() + 2>
            <td class="col-tick">{tick}</td>
            {move || cells(provider, now.get())}
            <td class="col-menu">
                <MenuButton menu label=manage on_open=move || about.set(Some(now.get_untracked()))/>
            </td>
        </tr>
    }
    .into_any()
}

/// What a row tells of its client.
fn cells(provider: ProviderId, client: Client) -> AnyView {
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
