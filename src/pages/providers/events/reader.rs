//! Reading a provider's log, page by page, for as long as the screen is on.

use futures::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::domain::event::Event;
use crate::domain::event::log::{Ask, Log, Page};
use crate::domain::event::range::Range;
use crate::domain::ids::{ProviderId, ProviderUserId};
use crate::session::Session;

/// Which log, and from when to when.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Source {
    pub(super) provider: ProviderId,
    /// One person's alone.
    pub(super) member: Option<ProviderUserId>,
    pub(super) range: Range,
}

/// How the reading goes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum State {
    /// Nothing is under way.
    Resting,
    /// The next page is on its way.
    Reading,
    /// All of the rest is on its way, for the export.
    ReadingAll,
    /// It was not to be had.
    Failed(api::Error),
}

/// A log that is being read. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    session: Session,
    log: RwSignal<Log>,
    state: RwSignal<State>,
    source: StoredValue<Option<Source>>,
    /// Counts what was begun, so that rows of one log are not taken for those of another.
    run: StoredValue<u32>,
    abort: StoredValue<Option<AbortHandle>>,
}

impl Reader {
    /// Nothing to read yet.
    pub(super) fn new() -> Self {
        let reader = Self {
            session: Session::current(),
            log: RwSignal::default(),
            state: RwSignal::new(State::Resting),
            source: StoredValue::new(None),
            run: StoredValue::new(0),
            abort: StoredValue::new(None),
        };
        on_cleanup(move || reader.stop());
        reader
    }

    /// How it goes, tracked.
    pub(super) fn state(self) -> State {
        self.state.get()
    }

    /// What has been read, each with what tells it from all others, tracked.
    pub(super) fn with<T>(self, look: impl FnOnce(&[Event], u32) -> T) -> T {
        self.log
            .with(|log| look(log.events(), self.run.get_value()))
    }

    /// The events that have been read, untracked.
    pub(super) fn with_untracked<T>(self, look: impl FnOnce(&[Event]) -> T) -> T {
        self.log.with_untracked(|log| look(log.events()))
    }

    /// Whether nothing is under way, untracked.
    pub(super) fn is_resting(self) -> bool {
        self.state
            .try_with_untracked(|state| *state == State::Resting)
            .unwrap_or(false)
    }

    /// Whether all of it has been read, tracked.
    pub(super) fn is_complete(self) -> bool {
        self.log.with(|log| log.next().is_none())
    }

    /// Begins with another log.
    pub(super) fn begin(self, source: Source) {
        self.stop();
        self.run.update_value(|run| *run = run.wrapping_add(1));
        self.source.set_value(Some(source));
        self.log.set(Log::new(source.range));
        self.go(None);
    }

    /// Lets go of what was read.
    pub(super) fn clear(self) {
        self.stop();
        self.source.set_value(None);
        self.run.update_value(|run| *run = run.wrapping_add(1));
        self.log.set(Log::default());
        self.state.set(State::Resting);
    }

    /// Reads the next page, unless one is on its way.
    pub(super) fn read_more(self) {
        if !matches!(
            self.state.get_untracked(),
            State::Reading | State::ReadingAll
        ) {
            self.go(None);
        }
    }

    /// Reads all of the rest, and runs `done` when it is there.
    pub(super) fn read_all(self, done: Callback<()>) {
        self.stop();
        self.go(Some(done));
    }

    /// Leaves it at what has been read.
    pub(super) fn rest(self) {
        self.stop();
        self.state.set(State::Resting);
    }

    fn stop(self) {
        if let Some(Some(abort)) = self.abort.try_update_value(Option::take) {
            abort.abort();
        }
    }

    fn go(self, done: Option<Callback<()>>) {
        let Some(source) = self.source.get_value() else {
            return;
        };
        let all = done.is_some();
        self.state.set(if all {
            State::ReadingAll
        } else {
            State::Reading
        });
        let (reading, abort) = abortable(async move {
            while let Some(ask) = self.log.with_untracked(Log::next) {
                match self.read_page(source, &ask).await {
                    Ok(page) => self.log.update(|log| log.take(page)),
                    Err(error) => return self.state.set(State::Failed(error)),
                }
                if !all {
                    break;
                }
            }
            self.state.set(State::Resting);
            if let Some(done) = done {
                done.run(());
            }
        });
        self.abort.set_value(Some(abort));
        spawn_local(async move {
            // Aborted is how it ends when nobody looks any more.
            let _ = reading.await;
        });
    }

    async fn read_page(self, source: Source, ask: &Ask) -> Result<Page, api::Error> {
        let api = self.session.api();
        match source.member {
            Some(member) => api.provider_user_events(source.provider, member, ask).await,
            None => api.provider_events(source.provider, ask).await,
        }
    }
}
