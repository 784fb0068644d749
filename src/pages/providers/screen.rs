//! What every screen of a provider stands in: the provider of the address, or why there is none.

use leptos::prelude::*;

use crate::components::{Blank, Failed, Glyph, Heading, SkeletonFacts};
use crate::domain::permission::{Action, Actor, Reason, Subject, Verdict, verdict};
use crate::domain::provider::Provider;
use crate::i18n::{explain, words};
use crate::pages::reading::Phase;
use crate::pages::{NotFound, NotYours};
use crate::routes::use_provider;
use crate::session::Session;
use crate::session::directory::Cached;

/// Finds the provider that the address names, and shows `screen` of it.
pub(super) fn of_provider(title: &'static str, screen: fn(Provider) -> AnyView) -> AnyView {
    let directory = Session::current().directory();
    let id = use_provider();
    let phase = Memo::new(move |_| directory.profile().with(Phase::of));
    let provider = Memo::new(move |_| id.get().and_then(|id| directory.provider(id)));
    let busy = Signal::derive(move || directory.profile().with(Cached::is_busy));
    (move || match (id.get(), phase.get(), provider.get()) {
        (None, ..) => view! { <NotFound/> }.into_any(),
        (Some(_), _, Some(provider)) => screen(provider),
        (Some(_), Phase::Here, None) => {
            view! { <NotYours text=words().shell.not_yours_provider/> }.into_any()
        }
        (Some(_), Phase::Failed(error), None) => view! {
            <Heading text=title/>
            <div class="sheet">
                <Failed why=explain::api(&error) busy on_retry=move || directory.refetch_profile()/>
            </div>
        }
        .into_any(),
        (Some(_), Phase::Waiting, None) => view! {
            <Heading text=title/>
            <SkeletonFacts/>
        }
        .into_any(),
    })
    .into_any()
}

/// Why this person may not do this with the provider, if it is so.
pub(super) fn refusal(provider: &Provider, action: Action) -> Option<Reason> {
    let actor = Actor::ProviderUser(provider.role);
    match verdict(
        action,
        actor,
        Subject::Provider(provider.status, provider.standing),
    ) {
        Verdict::Allowed => None,
        Verdict::Refused(reason) => Some(reason),
    }
}

/// A screen that is closed to this person: what it is, why, and who can help.
pub(super) fn closed(heading: &'static str, title: &'static str, why: &'static str) -> AnyView {
    view! {
        <div class="page-head"><div><Heading text=heading/></div></div>
        <div class="sheet"><Blank icon=Glyph::Lock title text=why/></div>
    }
    .into_any()
}
