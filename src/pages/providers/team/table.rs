//! The table of people, and what can be done with several.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

use super::acts::{Acts, Wanted};
use super::filters::Narrowed;
use crate::components::{
    AllTick, BulkAct, BulkBar, Column as Look, Glyph, Mark, RowTick, SortHeader, StatusWord, Tone,
    VirtualRows, extent, walk_rows,
};
use crate::domain::ids::ProviderUserId;
use crate::domain::provider_user::{ProviderUser, ProviderUserStatus, TeamAct};
use crate::domain::team_list::TeamColumn;
use crate::i18n::{names, words};
use crate::routes::Path;

/// People in rows.
#[component]
pub(super) fn PeopleTable(
    /// The table's name.
    caption: String,
    /// The people to show, in order.
    shown: Memo<Vec<ProviderUser>>,
    /// Holds the order.
    narrowed: Narrowed,
    /// What the rows offer.
    acts: Acts,
) -> impl IntoView {
    let words = &words().team;
    let heads = [
        (TeamColumn::Name, words.name, "col-name"),
        (TeamColumn::Email, words.email, "col-email"),
        (TeamColumn::Role, words.role, "col-role"),
        (TeamColumn::Status, words.status, "col-state"),
    ];
    let query = use_location().query;
    // The address of a row keeps the search, the filter and the order.
    let base = Memo::new(move |_| {
        let mut query = query.get();
        query.remove("person");
        let query = query.to_query_string();
        let joint = if query.is_empty() { "?" } else { "&" };
        format!("{}{query}{joint}person=", Path::Team(acts.provider))
    });
    let ids = move || shown.with(|shown| shown.iter().map(|user| user.id).collect::<Vec<_>>());
    let ticked = Memo::new(move |_| acts.selection.of(ids()).len());
    let tick_all = move || {
        if ticked.get_untracked() == shown.with_untracked(Vec::len) {
            acts.selection.clear();
        } else {
            acts.selection.set(untrack(ids));
        }
    };
    view! {
        <div class="sheet table-frame" on:keydown=move |event| { tick_row(&event, acts); walk_rows(&event); }>
            <table class="table people" aria-rowcount=move || shown.with(Vec::len) + 1>
                <caption class="unseen">{caption}</caption>
                <thead>
                    <tr aria-rowindex="1">
                        <th scope="col" class="col-tick">
                            <AllTick
                                extent=Signal::derive(move || extent(ticked.get(), shown.with(Vec::len)))
                                count=Signal::derive(move || shown.with(Vec::len))
                                on_press=tick_all
                            />
                        </th>
                        {heads
                            .map(|(column, label, class)| view! {
                                <SortHeader
                                    column=Look { label, class }
                                    order=narrowed.order(column)
                                    on_sort=move || narrowed.sort_by(column)
                                />
                            })
                            .into_iter()
                            .collect_view()}
                        <th scope="col" class="col-acts plain">{words.next}</th>
                    </tr>
                </thead>
                <VirtualRows
                    items=shown
                    key=|user: &ProviderUser| (user.id, user.status, user.role.number(), user.name.is_some())
                    row=move |user, index| row(user, index, base, acts)
                />
            </table>
        </div>
    }
}

fn row(user: ProviderUser, index: Signal<usize>, base: Memo<String>, acts: Acts) -> AnyView {
    let words = &words().team;
    let (id, called) = (user.id, user.called().to_owned());
    let (tone, icon) = look(user.status);
    let next = match user.status {
        ProviderUserStatus::Accepted => Some((words.confirm_act, words.confirm_one)),
        ProviderUserStatus::Invited => Some((words.resend, words.resend_one)),
        ProviderUserStatus::Confirmed | ProviderUserStatus::Unknown(_) => None,
    };
    let status = user.status;
    let press = move |_| match status {
        ProviderUserStatus::Accepted => acts.want(Wanted::Confirm(vec![id])),
        _ => acts.resend(vec![id]),
    };
    let next = next.map(|(label, name): (&str, fn(&str) -> String)| {
        view! {
            <button class="button" type="button" aria-label=name(&called) on:click=press>{label}</button>
        }
    });
    let you = acts.is_me(&user).then_some(words.you);
    view! {
        <tr aria-rowindex=move || index.get() + 2 data-row=id.to_string()>
            <td class="col-tick">
                <RowTick
                    label=(crate::i18n::words().selection.one)(&called)
                    ticked=Signal::derive(move || acts.selection.has(id))
                    on_press=move || acts.selection.toggle(id)
                />
            </td>
            <th scope="row" class="col-name">
                <span class="who">
                    <Mark name=called.clone()/>
                    <a href=move || format!("{}{id}", base.get()) title=called.clone() dir="auto">{called.clone()}</a>
                    {you.map(|you| view! { <small class="quiet">{you}</small> })}
                </span>
            </th>
            <td class="col-email quiet">{user.email.clone()}</td>
            <td class="col-role">{names::provider_role(user.role)}</td>
            <td class="col-state"><StatusWord tone icon word=names::provider_user_status(user.status)/></td>
            <td class="col-acts">{next}</td>
        </tr>
    }
    .into_any()
}

/// How a state looks.
pub(super) fn look(status: ProviderUserStatus) -> (Tone, Glyph) {
    match status {
        ProviderUserStatus::Accepted => (Tone::Warn, Glyph::Wait),
        ProviderUserStatus::Invited => (Tone::Info, Glyph::Mail),
        ProviderUserStatus::Confirmed => (Tone::Quiet, Glyph::Ok),
        ProviderUserStatus::Unknown(_) => (Tone::Quiet, Glyph::Info),
    }
}

/// What can be done with the ticked people.
#[component]
pub(super) fn PeopleBulk(shown: Memo<Vec<ProviderUser>>, acts: Acts) -> impl IntoView {
    let words = &words().team;
    let ticked = Memo::new(move |_| {
        acts.selection
            .of(shown.with(|shown| shown.iter().map(|user| user.id).collect::<Vec<_>>()))
    });
    let fitting = move |act: TeamAct| -> Vec<ProviderUserId> {
        let ticked = ticked.get();
        ticked
            .into_iter()
            .filter(|id| {
                acts.find(*id)
                    .is_some_and(|user| acts.refusal(act, &user).is_none())
            })
            .collect()
    };
    let bulk = move |act: TeamAct| {
        let (label, icon, only) = match act {
            TeamAct::Resend => (words.resend, Glyph::Mail, words.only_invited),
            TeamAct::Confirm => (words.confirm_act, Glyph::Ok, words.only_accepted),
            _ => (words.remove_act, Glyph::X, words.only_others),
        };
        BulkAct {
            label,
            icon,
            fits: Signal::derive(move || (fitting(act).len(), ticked.with(Vec::len))),
            only,
            busy: acts.busy(),
            act: Callback::new(move |()| {
                let ids = untrack(|| fitting(act));
                match act {
                    TeamAct::Resend => acts.resend(ids),
                    TeamAct::Confirm => acts.want(Wanted::Confirm(ids)),
                    _ => acts.want(Wanted::Remove(ids)),
                }
            }),
        }
    };
    view! {
        <BulkBar
            ticked=Signal::derive(move || ticked.with(Vec::len))
            acts=[TeamAct::Confirm, TeamAct::Resend, TeamAct::Remove].map(bulk).to_vec()
            on_clear=move || acts.selection.clear()
        />
    }
}

/// `x` ticks the row that has the focus.
fn tick_row(event: &web_sys::KeyboardEvent, acts: Acts) {
    if event.key() != "x" || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let row = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|target| target.closest("tr[data-row]").ok().flatten());
    let id = row.and_then(|row| row.get_attribute("data-row")?.parse().ok());
    if let Some(id) = id {
        event.prevent_default();
        acts.selection.toggle(id);
    }
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
