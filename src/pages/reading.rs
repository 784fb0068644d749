//! Something that one screen reads from the cloud, for as long as it is on.

use std::future::Future;

use futures::future::abortable;
use leptos::prelude::*;

use crate::api;
use crate::domain::time::Timestamp;
use crate::i18n::format;
use crate::session::directory::{Cached, Status};

/// What there is to show.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Phase {
    /// Nothing yet.
    Waiting,
    /// Nothing, and why.
    Failed(api::Error),
    /// What was read last, however old.
    Here,
}

impl Phase {
    pub(super) fn of<T>(cached: &Cached<T>) -> Self {
        match (&cached.value, cached.error()) {
            (Some(_), _) => Self::Here,
            (None, Some(error)) => Self::Failed(error.clone()),
            (None, None) => Self::Waiting,
        }
    }
}

/// Reads once, and again when asked to or when what `fetch` tracks changes. Leaving the screen cancels it.
pub(super) fn read<T, F>(fetch: impl Fn() -> F + 'static) -> (Signal<Cached<T>>, Callback<()>)
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, api::Error>> + 'static,
{
    let cached = RwSignal::new(Cached::default());
    let asked = RwSignal::new(0_u32);
    Effect::new(move |_| {
        asked.track();
        cached.update(Cached::begin);
        let (reading, cancel) = abortable(fetch());
        on_cleanup(move || cancel.abort());
        leptos::task::spawn_local(async move {
            let Ok(outcome) = reading.await else { return };
            let _ = cached.try_update(|cached| match outcome {
                Ok(value) => {
                    *cached = Cached {
                        value: Some((value, Timestamp::from_millis(format::now_millis()))),
                        status: Status::Fresh,
                    };
                }
                Err(error) => cached.status = Status::Failed(error),
            });
        });
    });
    (
        cached.into(),
        Callback::new(move |()| asked.update(|asked| *asked = asked.wrapping_add(1))),
    )
}
