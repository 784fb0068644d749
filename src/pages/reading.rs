//! Something that one screen reads from the cloud, for as long as it is on.

use std::future::Future;

use futures::future::abortable;
use leptos::prelude::*;

use crate::api;
use crate::components::{AsOf, Button, Failed, Glyph, Notice, SkeletonFacts, Tone};
use crate::domain::time::Timestamp;
use crate::i18n::explain::Explanation;
use crate::i18n::{explain, format, words};
use crate::session::directory::{Cached, Status};
use crate::session::team::Trouble;

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

/// Says of data that could not be refreshed how old it is, and why.
#[component]
pub(super) fn Stale<T: Send + Sync + 'static>(
    /// What was read.
    cached: Signal<Cached<T>>,
    /// Read it again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let stale = Memo::new(move |_| {
        cached.with(|cached| Some((cached.value.as_ref()?.1, cached.error()?.clone())))
    });
    move || {
        stale.get().map(|(at, error)| {
            let title = (words().common.stale)(&format::age(millis(at), format::now()));
            let text = explain::api(&error).whole();
            view! {
                <Notice tone=Tone::Warn title text>
                    <Button label=words().common.retry icon=Glyph::Reload on_press=on_retry/>
                </Notice>
            }
        })
    }
}

/// Why something that needs both the cloud and the vault was not done.
pub(super) fn explain_trouble(trouble: &Trouble) -> Explanation {
    match trouble {
        Trouble::Api(error) => explain::api(error),
        Trouble::Vault(error) => explain::vault(error),
    }
}

/// A moment as the formatters take it.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of this millennium are far below 2^53"
)]
pub(super) fn millis(at: Timestamp) -> f64 {
    at.millis() as f64
}

/// Shows what was read, or how far the reading has come. `show` runs for each new value, not while it is read again.
pub(super) fn loaded<T>(
    cached: Signal<Cached<T>>,
    failed: &'static str,
    on_retry: Callback<()>,
    show: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let phase = Memo::new(move |_| cached.with(Phase::of));
    let value = Memo::new(move |_| {
        cached.with(|cached| cached.value.as_ref().map(|(value, _)| value.clone()))
    });
    let busy = Signal::derive(move || cached.with(Cached::is_busy));
    (move || match (value.get(), phase.get()) {
        (Some(value), _) => show(value),
        (None, Phase::Failed(error)) => {
            let why = explain::api(&error);
            view! { <div class="sheet"><Failed title=failed why busy on_retry/></div> }.into_any()
        }
        (None, Phase::Waiting | Phase::Here) => view! { <SkeletonFacts/> }.into_any(),
    })
    .into_any()
}

/// How old what was read is, with the way to read it again; nothing before it is there.
pub(super) fn as_of<T: Send + Sync + 'static>(
    cached: Signal<Cached<T>>,
    on_refresh: Callback<()>,
) -> AnyView {
    let at = Signal::derive(move || {
        cached.with(|cached| cached.value.as_ref().map(|(_, at)| millis(*at)))
    });
    let busy = Signal::derive(move || cached.with(Cached::is_busy));
    let here = Memo::new(move |_| at.with(Option::is_some));
    (move || here.get().then(|| view! { <AsOf at busy on_refresh/> })).into_any()
}
