//! One try to do something, from the press of a button to what came of it.

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::told;
use crate::components::{Notice, Toasts, Tone};
use crate::i18n::Language;
use crate::session::client_acts::ActError;
use crate::session::{Session, State};

/// A try. Copies are the same; while one is under way, another press does nothing.
#[derive(Clone, Copy)]
pub(in crate::pages) struct Attempt {
    busy: RwSignal<bool>,
    failed: RwSignal<Option<ActError>>,
}

impl Attempt {
    /// Nothing has been tried yet.
    pub(in crate::pages) fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            failed: RwSignal::new(None),
        }
    }

    /// Whether it is under way.
    pub(in crate::pages) fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Why it failed.
    pub(in crate::pages) fn failed(self) -> Signal<Option<ActError>> {
        self.failed.into()
    }

    /// Does it, unless it is being done. When it is done, `said` is said, and `done` runs if the dialog or screen it was begun
    /// in is still there: another may be open by then. What was begun goes on when that is left, and a failure is told all the
    /// same, save on a locked screen, where no client is named.
    pub(in crate::pages) fn run(
        self,
        work: LocalBoxFuture<'static, Result<(), ActError>>,
        said: String,
        done: Callback<()>,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        let (session, toasts, language) =
            (Session::current(), Toasts::current(), Language::current());
        spawn_local(async move {
            let outcome = work.await;
            let here = self.busy.try_set(false).is_none();
            match outcome {
                Ok(()) => {
                    toasts.say(said);
                    if here {
                        done.try_run(());
                    }
                }
                Err(error) if here => self.failed.set(Some(error)),
                Err(error) => {
                    let open = |state: &State| matches!(state, State::Unlocked(_));
                    if let Some(language) =
                        language.filter(|_| session.state().with_untracked(open))
                    {
                        toasts.say(language.speak(|| told::missed(&said, &error)));
                    }
                }
            }
        });
    }
}

/// Why a try failed, beside its button.
#[component]
pub(in crate::pages) fn Trouble(
    /// The try.
    attempt: Attempt,
) -> impl IntoView {
    move || {
        attempt.failed().get().map(|error| {
            let why = told::act(&error);
            view! { <Notice tone=Tone::Bad title=why.what text=why.advice/> }
        })
    }
}
