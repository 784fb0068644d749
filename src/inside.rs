//! Where the program parts in two: all that is behind the sign-in is a WebAssembly file of its own, so that nobody waits for it
//! who has not signed in yet.
//!
//! It is fetched as soon as a password is on its way, beside what the cloud is asked and the keys take, so that it is there
//! when the first screen is to be drawn.

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Router;

use crate::components::{Button, Door, Failed, Glyph, Kind};
use crate::domain::account::Account;
use crate::i18n::{entry_words, explain::Explanation};
use crate::pages::Shell;
use crate::routes::Screens;
use crate::session::{Session, State};

/// The part of the program that is behind the sign-in.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Fetches it; tells whether it is there. May be called again after a failure.
    pub fetch: fn() -> LocalBoxFuture<'static, bool>,
    /// Draws it for somebody. `None` while it is not there.
    pub draw: fn(Account) -> Option<AnyView>,
}

/// Everything behind the sign-in. Nothing but [`Part::draw`] may reach this.
pub fn screens(account: Account) -> AnyView {
    view! {
        <Router>
            <Shell account>
                <Screens/>
            </Shell>
        </Router>
    }
    .into_any()
}

/// How the screens' part of the program fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    NotAsked,
    OnItsWay,
    There,
    Failed,
}

/// The screens' part of the program, on its way or there. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Arrival {
    part: Part,
    standing: RwSignal<Standing>,
}

impl Arrival {
    /// Fetches it when somebody is about to get in.
    pub fn follow(session: Session, part: Part) -> Self {
        let arrival = Self {
            part,
            standing: RwSignal::new(Standing::NotAsked),
        };
        let busy = session.sign_in().busy();
        let unlocking = session.unlocking();
        let state = session.state();
        Effect::new(move |_| {
            let is_in = state.with(|state| matches!(state, State::Unlocked(_)));
            if busy.get() || unlocking.get() || is_in {
                arrival.fetch();
            }
        });
        arrival
    }

    /// Fetches it, unless it is there or on its way.
    fn fetch(self) {
        let Self { part, standing } = self;
        if matches!(
            standing.get_untracked(),
            Standing::OnItsWay | Standing::There
        ) {
            return;
        }
        standing.set(Standing::OnItsWay);
        spawn_local(async move {
            standing.set(if (part.fetch)().await {
                Standing::There
            } else {
                Standing::Failed
            });
        });
    }
}

/// The screens of `account`, once they are there.
#[component]
pub fn Inside(
    /// Whose session it is.
    account: Account,
    /// Whether the screens are there.
    arrival: Arrival,
) -> impl IntoView {
    let Arrival { part, standing } = arrival;
    move || {
        let words = &entry_words().unlock;
        match standing.get() {
            Standing::There => (part.draw)(account.clone())
                .unwrap_or_else(|| view! { <NotArrived arrival/> }.into_any()),
            Standing::Failed => view! { <NotArrived arrival/> }.into_any(),
            Standing::NotAsked | Standing::OnItsWay => view! {
                <Door>
                    <p class="quiet" role="status">{words.arriving}</p>
                </Door>
            }
            .into_any(),
        }
    }
}

/// The screens could not be fetched: the connection is gone, or the host has a later version of them all.
#[component]
fn NotArrived(arrival: Arrival) -> impl IntoView {
    let words = &entry_words().unlock;
    let why = Explanation {
        what: words.not_arrived.to_owned(),
        advice: words.not_arrived_do.to_owned(),
    };
    let reload = move |()| {
        // A browser that cannot reload leaves all as it is.
        let _ = window().location().reload();
    };
    view! {
        <Door>
            <Failed why on_retry=move || arrival.fetch()/>
            <Button label=words.reload kind=Kind::Bare icon=Glyph::Reload on_press=reload/>
        </Door>
    }
    .into_any()
}
