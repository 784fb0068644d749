//! `/providers/:provider/clients/:organization/overview` and `/organizations/:organization/overview`

use leptos::prelude::*;

use super::collections::Collections;
use super::facts::{ClientFacts, OrganizationFacts};
use crate::components::{
    Breadcrumb, Failed, Glyph, Heading, Mark, Notice, Size, SkeletonFacts, StatusWord, Tone,
};
use crate::domain::client::{Client, ClientState};
use crate::domain::ids::{OrganizationId, ProviderId};
use crate::domain::organization::Membership;
use crate::domain::provider::Standing;
use crate::i18n::{explain, names, words};
use crate::pages::reading::Phase;
use crate::pages::{NotFound, NotYours};
use crate::routes::{Path, use_organization, use_provider};
use crate::session::Session;
use crate::session::directory::Cached;

/// One client of a provider.
#[component]
pub fn ClientOverview() -> impl IntoView {
    let address = (use_provider(), use_organization());
    move || {
        match (address.0.get(), address.1.get()) {
            (Some(provider), Some(organization)) => {
                view! { <OfProvider provider organization/> }.into_any()
            }
            _ => view! { <NotFound/> }.into_any(),
        }
        .into_any()
    }
}

#[component]
fn OfProvider(provider: ProviderId, organization: OrganizationId) -> impl IntoView {
    let directory = Session::current().directory();
    let cached = directory.clients(provider);
    let phase = Memo::new(move |_| cached.with(Phase::of));
    let client = Memo::new(move |_| {
        cached.with(|cached| {
            let (clients, _) = cached.value.as_ref()?;
            clients
                .iter()
                .find(|client| client.organization == organization)
                .cloned()
        })
    });
    let foreign = Memo::new(move |_| {
        directory.profile().with(|cached| cached.value.is_some())
            && directory.provider(provider).is_none()
    });
    let busy = Signal::derive(move || cached.with(Cached::is_busy));
    move || {
        match (foreign.get(), phase.get(), client.get()) {
        (true, ..) => view! { <NotYours text=words().shell.not_yours_provider/> }.into_any(),
        (false, _, Some(client)) => view! { <OneClient client/> }.into_any(),
        (false, Phase::Here, None) => view! { <NotYours text=words().shell.not_yours_organization/> }.into_any(),
        (false, Phase::Failed(error), None) => view! {
            <Heading text=words().organization.overview/>
            <div class="sheet">
                <Failed why=explain::api(&error) busy on_retry=move || directory.refetch_clients(provider)/>
            </div>
        }
        .into_any(),
        (false, Phase::Waiting, None) => view! { <SkeletonFacts/> }.into_any(),
    }
    }
}

#[component]
fn OneClient(client: Client) -> impl IntoView {
    let all_words = words();
    let words = &all_words.organization;
    let (tone, icon) = match client.state {
        ClientState::Enabled => (Tone::Good, Glyph::Ok),
        ClientState::Suspended => (Tone::Bad, Glyph::Stop),
        ClientState::WaitingForOwner => (Tone::Warn, Glyph::Wait),
    };
    let word = names::client_state(client.state);
    let above = vec![(
        all_words.clients.title.to_owned(),
        Path::Clients(client.provider).to_string(),
    )];
    let notice = match client.state {
        ClientState::Enabled => None,
        ClientState::Suspended => Some((Tone::Bad, words.suspended_what)),
        ClientState::WaitingForOwner => Some((Tone::Warn, words.waiting_what)),
    };
    let organization = client.organization;
    view! {
        <Head name=client.name.clone() above tone icon word/>
        {notice.map(|(tone, text)| view! { <Notice tone title=word text=text.to_owned()/> })}
        <div class="two">
            <ClientFacts client/>
            <Collections organization/>
        </div>
    }
}

/// An organisation that the person is a member of, under no provider.
#[component]
pub fn OwnOverview() -> impl IntoView {
    let directory = Session::current().directory();
    let id = use_organization();
    let cached = directory.profile();
    let phase = Memo::new(move |_| cached.with(Phase::of));
    let membership = Memo::new(move |_| {
        let id = id.get()?;
        cached.with(|cached| {
            let (profile, _) = cached.value.as_ref()?;
            profile
                .memberships
                .iter()
                .find(|membership| membership.id == id)
                .cloned()
        })
    });
    let busy = Signal::derive(move || cached.with(Cached::is_busy));
    move || {
        match (id.get(), phase.get(), membership.get()) {
        (None, ..) => view! { <NotFound/> }.into_any(),
        (Some(_), _, Some(membership)) => view! { <OwnOrganization membership/> }.into_any(),
        (Some(_), Phase::Here, None) => view! { <NotYours text=words().shell.not_yours_organization/> }.into_any(),
        (Some(_), Phase::Failed(error), None) => view! {
            <Heading text=words().organization.overview/>
            <div class="sheet">
                <Failed why=explain::api(&error) busy on_retry=move || directory.refetch_profile()/>
            </div>
        }
        .into_any(),
        (Some(_), Phase::Waiting, None) => view! { <SkeletonFacts/> }.into_any(),
    }
    .into_any()
    }
}

#[component]
fn OwnOrganization(membership: Membership) -> impl IntoView {
    let all_words = words();
    let suspended = membership.standing == Standing::Suspended;
    let (tone, icon, word) = match membership.standing {
        Standing::Enabled => (Tone::Good, Glyph::Ok, all_words.common.enabled),
        Standing::Suspended => (Tone::Bad, Glyph::Stop, all_words.common.suspended),
    };
    let above = vec![(
        all_words.shell.own_organizations.to_owned(),
        Path::Providers.to_string(),
    )];
    let organization = membership.id;
    view! {
        <Head name=membership.name.clone() above tone icon word/>
        {suspended
            .then(|| view! { <Notice tone title=word text=all_words.organization.suspended_what.to_owned()/> })}
        <div class="two">
            <OrganizationFacts membership/>
            <Collections organization/>
        </div>
    }
}

/// Whose workspace this is, always in sight.
#[component]
fn Head(
    name: String,
    above: Vec<(String, String)>,
    tone: Tone,
    icon: Glyph,
    word: &'static str,
) -> impl IntoView {
    let heading = name.clone();
    view! {
        <div class="page-head">
            <div class="stack">
                <Breadcrumb label=words().organization.breadcrumb above here=name.clone()/>
                <div class="client-head">
                    <Mark name size=Size::Large/>
                    <div>
                        <Heading text=heading/>
                        <StatusWord tone icon word/>
                    </div>
                </div>
            </div>
        </div>
    }
}
