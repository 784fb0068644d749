//! What a change of seats costs, beside the button.

use leptos::prelude::*;

use super::told;
use crate::api;
use crate::components::{Button, Glyph, Kind};
use crate::domain::addable::Addable;
use crate::domain::ids::ProviderId;
use crate::domain::plan::{Cadence, PlanType};
use crate::domain::seat_change::{Preview, preview};
use crate::domain::seats::PlanSeats;
use crate::domain::subscription::Subscription;
use crate::i18n::words;
use crate::pages::reading::{Phase, read};
use crate::session::Session;
use crate::session::directory::Cached;

/// The subscription as a screen reads it, once.
#[derive(Clone, Copy)]
pub(in crate::pages) struct Subscribed {
    cached: Signal<Cached<Subscription>>,
    retry: Callback<()>,
}

/// On which line of the subscription seats count.
#[derive(Clone)]
pub(in crate::pages) enum LineOf {
    /// That of a plan.
    Plan(PlanType),
    /// That of the plan which the client list calls so.
    Named(Option<String>),
    /// That of an organisation to be taken in.
    Addable(Addable),
}

impl LineOf {
    pub(in crate::pages) fn of<'a>(&self, subscription: &'a Subscription) -> Option<&'a PlanSeats> {
        match self {
            Self::Plan(plan) => subscription.line(*plan),
            Self::Named(name) => subscription.line_named(name.as_deref()?),
            Self::Addable(addable) => addable.line(subscription),
        }
    }
}

impl Subscribed {
    /// Begins to read it.
    pub(in crate::pages) fn read(provider: ProviderId) -> Self {
        let api = StoredValue::new_local(Session::current().api());
        let (cached, retry) = read(move || {
            let api = api.get_value();
            async move { api.provider_subscription(provider).await }
        });
        Self { cached, retry }
    }

    /// Looks at it, once it is there.
    pub(in crate::pages) fn with<T>(self, look: impl FnOnce(&Subscription) -> T) -> Option<T> {
        self.cached.with(|cached| {
            cached
                .value
                .as_ref()
                .map(|(subscription, _)| look(subscription))
        })
    }

    /// What a change from `from` to `to` seats leads to; `None` where that cannot be told.
    pub(in crate::pages) fn preview(
        self,
        line: &LineOf,
        from: u32,
        to: u32,
    ) -> Option<(Preview, Cadence)> {
        self.with(|subscription| {
            let line = line.of(subscription)?;
            Some((preview(subscription, line, from, to), line.cadence))
        })?
    }

    /// The cost in words: what `told` makes of the subscription, or why there is none.
    pub(in crate::pages) fn told(self, told: impl FnOnce(&Subscription) -> String) -> String {
        let words = &words().client_acts;
        match self.cached.with(Phase::of) {
            Phase::Here => self.with(told).unwrap_or_default(),
            Phase::Waiting => words.cost_reading.to_owned(),
            Phase::Failed(_) => words.cost_failed.to_owned(),
        }
    }

    fn failed(self) -> Option<api::Error> {
        match self.cached.with(Phase::of) {
            Phase::Failed(error) => Some(error),
            Phase::Here | Phase::Waiting => None,
        }
    }
}

/// What a change leads to in words, from nothing but the change.
pub(in crate::pages) fn cost_words(
    subscribed: Subscribed,
    line: &LineOf,
    from: u32,
    to: u32,
) -> String {
    subscribed.told(|subscription| match line.of(subscription) {
        Some(line) => told::preview(preview(subscription, line, from, to), line.cadence),
        None => words().client_acts.cost_no_line.to_owned(),
    })
}

/// The cost, spoken as it changes, with the way to read the subscription again.
#[component]
pub(in crate::pages) fn Cost(
    /// The subscription.
    subscribed: Subscribed,
    /// The cost in words; nothing while there is no change to price.
    #[prop(into)]
    text: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <p class="cost" role="status">{move || text.get()}</p>
        {move || subscribed.failed().map(|_| view! {
            <Button label=words().common.retry kind=Kind::Bare icon=Glyph::Reload on_press=subscribed.retry/>
        })}
    }
}
