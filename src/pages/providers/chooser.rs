//! Where one wants to work: a provider, or an organisation of one's own. Skipped when there is just one provider.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::components::{
    Blank, Failed, Glyph, Heading, Icon, Mark, Size, SkeletonFacts, StatusWord, Tone,
};
use crate::domain::organization::Membership;
use crate::domain::provider::{Provider, ProviderStatus, Standing};
use crate::i18n::{explain, names, words};
use crate::routes::Path;
use crate::session::Session;
use crate::session::directory::{Cached, Profile};

/// Where one comes without a wish: goes on to the only provider, and else lets one choose.
#[component]
pub fn Start() -> impl IntoView {
    chooser(Wish::None)
}

/// The provider chooser, asked for by its address. It is skipped when there is nothing to choose.
#[component]
pub fn ProviderChooser() -> impl IntoView {
    chooser(Wish::Choose)
}

/// What the person came for.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Wish {
    None,
    Choose,
}

fn chooser(wish: Wish) -> AnyView {
    let directory = Session::current().directory();
    let cached = directory.profile();
    let words = &words().providers;
    // An official link whose host was exchanged for this one: everything stands behind its `#`. Going there ends the `#`, and
    // must not end the wish.
    let official = use_location()
        .hash
        .with_untracked(|hash| Path::from_official(hash));
    let only = Memo::new(move |_| {
        if official.is_some() {
            return official.clone();
        }
        cached.with(|cached| {
            let (profile, _) = cached.value.as_ref()?;
            let mut own = profile.own_organizations();
            let only = match (profile.providers.as_slice(), own.next(), own.next()) {
                ([provider], None, _) => Path::Clients(provider.id),
                ([provider], Some(_), _) if wish == Wish::None => Path::Clients(provider.id),
                ([], Some(membership), None) => Path::OrganizationOverview(membership.id),
                _ => return None,
            };
            Some(only.to_string())
        })
    });
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(only) = only.get() {
            navigate(
                &only,
                NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
        }
    });
    let busy = Signal::derive(move || cached.with(Cached::is_busy));
    let profile = Memo::new(move |_| {
        cached.with(|cached| cached.value.as_ref().map(|(profile, _)| profile.clone()))
    });
    let failed = Memo::new(move |_| cached.with(|cached| cached.error().cloned()));
    view! {
        {move || match (profile.get(), failed.get()) {
            _ if only.get().is_some() => view! { <SkeletonFacts/> }.into_any(),
            (Some(profile), _) => view! {
                <div class="page-head"><div><Heading text=words.title/></div></div>
                <Choices profile/>
            }
            .into_any(),
            (None, Some(error)) => view! {
                <div class="sheet">
                    <Failed why=explain::api(&error) busy on_retry=move || directory.refetch_profile()/>
                </div>
            }
            .into_any(),
            (None, None) => view! { <SkeletonFacts/> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Choices(profile: Profile) -> impl IntoView {
    let words = &words().providers;
    let own: Vec<Membership> = profile.own_organizations().cloned().collect();
    let providers = profile.providers;
    let none = providers.is_empty() && own.is_empty();
    let some = !providers.is_empty();
    let have_link = crate::i18n::words().arrivals.have_link;
    view! {
        {none
            .then(|| view! {
                <div class="sheet"><Blank icon=Glyph::People title=words.empty text=words.empty_why/></div>
            })}
        {some
            .then(|| view! {
                <section class="stack">
                    <h2>{words.providers}</h2>
                    <ul class="choices">{providers.into_iter().map(provider_choice).collect_view()}</ul>
                </section>
            })}
        {(!own.is_empty())
            .then(|| view! {
                <section class="stack">
                    <div><h2>{words.organizations}</h2><p class="quiet">{words.organizations_lead}</p></div>
                    <ul class="choices">{own.into_iter().map(organization_choice).collect_view()}</ul>
                </section>
            })}
        <p><a href=Path::AcceptProvider.to_string()>{have_link}</a></p>
    }
}

fn provider_choice(provider: Provider) -> impl IntoView {
    let words = &words().providers;
    let state = match (provider.status, provider.standing) {
        (ProviderStatus::Pending, _) => Some((Tone::Warn, Glyph::Wait, words.pending)),
        (_, Standing::Suspended) => Some((Tone::Bad, Glyph::Stop, words.suspended)),
        _ => None,
    };
    view! {
        <li>
            <a href=Path::Clients(provider.id).to_string()>
                <Mark name=provider.name.clone() size=Size::Large/>
                <span>
                    <b>{provider.name}</b>
                    <small>{names::provider_role(provider.role)}</small>
                </span>
                {state.map(|(tone, icon, word)| view! { <StatusWord tone icon word/> })}
                <Icon of=Glyph::Chevron/>
            </a>
        </li>
    }
}

fn organization_choice(membership: Membership) -> impl IntoView {
    let suspended = membership.standing == Standing::Suspended;
    view! {
        <li>
            <a href=Path::OrganizationOverview(membership.id).to_string()>
                <Mark name=membership.name.clone() size=Size::Large/>
                <span>
                    <b>{membership.name}</b>
                    <small>{names::member_role(membership.role)}", "{names::tier(membership.tier)}</small>
                </span>
                {suspended
                    .then(|| view! { <StatusWord tone=Tone::Bad icon=Glyph::Stop word=words().providers.suspended/> })}
                <Icon of=Glyph::Chevron/>
            </a>
        </li>
    }
}
