//! What can be done to one client, from the list and from its own page.

mod attempt;
mod cost;
mod leave;
mod rename;
mod seats;
pub(super) mod told;

pub(super) use attempt::{Attempt, Trouble};
pub(super) use cost::{Cost, LineOf, Subscribed, cost_words};
use leave::{Delete, Unlink};
use leptos::prelude::*;
use rename::Rename;
use seats::Seats;

use crate::components::{Dialog, hide_menu};
use crate::domain::client::Client;
use crate::domain::permission::{Action, Actor, Subject, Verdict, verdict};
use crate::domain::provider::Provider;
use crate::i18n::words;

/// Something that can be done to a client.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Act {
    Rename,
    Seats,
    Unlink,
    Delete,
}

impl Act {
    const ALL: [Self; 4] = [Self::Rename, Self::Seats, Self::Unlink, Self::Delete];

    fn action(self) -> Action {
        match self {
            Self::Rename | Self::Seats => Action::ChangeClient,
            Self::Unlink => Action::UnlinkClient,
            Self::Delete => Action::DeleteClient,
        }
    }

    fn label(self) -> &'static str {
        let words = &words().client_acts;
        match self {
            Self::Rename => words.rename,
            Self::Seats => words.change_seats,
            Self::Unlink => words.unlink,
            Self::Delete => words.delete,
        }
    }

    fn title(self, name: &str) -> String {
        let words = &words().client_acts;
        match self {
            Self::Rename => (words.rename_title)(name),
            Self::Seats => (words.seats_title)(name),
            Self::Unlink => (words.unlink_title)(name),
            Self::Delete => (words.delete_title)(name),
        }
    }
}

/// The act that is being done, if any. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    open: RwSignal<bool>,
    chosen: RwSignal<Option<(Act, Client)>>,
}

impl Acts {
    pub(super) fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            chosen: RwSignal::new(None),
        }
    }

    fn begin(self, act: Act, client: Client) {
        self.chosen.set(Some((act, client)));
        self.open.set(true);
    }
}

/// Why this person may not do this with the provider, if it is so.
fn refusal(provider: &Provider, action: Action) -> Option<&'static str> {
    let subject = Subject::Provider(provider.status, provider.standing);
    match verdict(action, Actor::ProviderUser(provider.role), subject) {
        Verdict::Allowed => None,
        Verdict::Refused(reason) => Some(told::reason(reason)),
    }
}

/// What can be done, as the items of a menu. What this person may not do stays there, with the reason.
pub(super) fn menu_items(
    provider: &Provider,
    acts: Acts,
    client: Signal<Option<Client>>,
) -> AnyView {
    Act::ALL
        .map(|act| {
            let refused = refusal(provider, act.action());
            // Seats of a plan that does not count them cannot be changed, nor can the name, which is sent with them.
            let refused = move || {
                let uncounted = matches!(act, Act::Seats | Act::Rename)
                    && client.with(|client| {
                        client
                            .as_ref()
                            .is_some_and(|client| client.seats.is_none())
                    });
                refused.or_else(|| uncounted.then_some(words().client_acts.no_seats_counted))
            };
            let press = move |_| {
                if let (Some(client), None) = (client.get_untracked(), untrack(refused)) {
                    hide_menu();
                    acts.begin(act, client);
                }
            };
            view! {
                <button type="button" aria-disabled=move || refused().map(|_| "true") on:click=press>
                    <span>{act.label()}{move || refused().map(|why| view! { <small class="why">{why}</small> })}</span>
                </button>
            }
            .into_any()
        })
        .into_iter()
        .collect_view()
        .into_any()
}

/// The dialog of the act that was chosen.
#[component]
pub(super) fn ActDialog(
    /// Whose client it is.
    provider: Provider,
    /// The act.
    acts: Acts,
    /// The client is gone: unlinked or deleted.
    #[prop(into)]
    on_gone: Callback<()>,
) -> impl IntoView {
    let provider = StoredValue::new(provider);
    let title = move || {
        acts.chosen.with(|chosen| {
            chosen
                .as_ref()
                .map(|(act, client)| act.title(&client.name))
                .unwrap_or_default()
        })
    };
    let close = Callback::new(move |()| acts.open.set(false));
    let gone = Callback::new(move |()| {
        acts.open.set(false);
        on_gone.run(());
    });
    view! {
        <Dialog title open=acts.open>
            {move || {
                let provider = provider.get_value();
                acts.chosen
                    .get()
                    .map(|(act, client)| match act {
                        Act::Rename => view! { <Rename client done=close/> }.into_any(),
                        Act::Seats => view! { <Seats provider client done=close/> }.into_any(),
                        Act::Unlink => view! { <Unlink client done=gone cancel=close/> }.into_any(),
                        Act::Delete => view! { <Delete client done=gone cancel=close/> }.into_any(),
                    })
            }}
        </Dialog>
    }
}
