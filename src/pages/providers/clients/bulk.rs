//! What can be done with several clients at once.

use leptos::prelude::*;

use super::bulk_seats::BulkSeats;
use super::save;
use crate::components::{BulkAct, BulkBar, Glyph, Selection, Toasts};
use crate::domain::client::Client;
use crate::domain::ids::ProviderOrganizationId;
use crate::domain::permission::Action;
use crate::domain::provider::Provider;
use crate::i18n::words;
use crate::pages::client_acts::told;
use crate::pages::providers::screen::refusal;

/// What can be done with the clients that are ticked.
#[component]
pub(super) fn Bulk(
    provider: Provider,
    clients: Memo<Vec<Client>>,
    ticked: Selection<ProviderOrganizationId>,
) -> impl IntoView {
    let toasts = Toasts::current();
    let (words, acts_words) = (&words().clients, &words().client_acts);
    let chosen = Memo::new(move |_| {
        clients.with(|clients| {
            let links = ticked.of(clients.iter().map(|client| client.link));
            let chosen = clients.iter().filter(|client| links.contains(&client.link));
            chosen.cloned().collect::<Vec<_>>()
        })
    });
    let counted = Memo::new(move |_| {
        chosen.with(|chosen| {
            let counted = chosen.iter().filter(|client| client.seats.is_some());
            counted.cloned().collect::<Vec<_>>()
        })
    });
    let count = Memo::new(move |_| chosen.with(Vec::len));
    let open = RwSignal::new(false);
    let forbidden = refusal(&provider, Action::ChangeClient).map(told::reason);
    let seats = BulkAct {
        label: acts_words.change_seats,
        icon: Glyph::People,
        fits: Signal::derive(move || match forbidden {
            Some(_) => (0, count.get()),
            None => (counted.with(Vec::len), count.get()),
        }),
        only: forbidden.unwrap_or(acts_words.no_seats_counted),
        busy: Signal::derive(|| false),
        act: Callback::new(move |()| open.set(true)),
    };
    let export = BulkAct {
        label: words.export,
        icon: Glyph::Save,
        fits: Signal::derive(move || (count.get(), count.get())),
        only: "",
        busy: Signal::derive(|| false),
        act: Callback::new(move |()| {
            chosen.with_untracked(|chosen| save(chosen.iter().collect(), toasts));
        }),
    };
    view! {
        <BulkBar ticked=count acts=vec![seats, export] on_clear=move || ticked.clear()/>
        <BulkSeats provider clients=counted open/>
    }
}
