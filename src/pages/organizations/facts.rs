//! What the server says of an organisation.

use leptos::prelude::*;

use crate::components::{
    Copyable, Day, Fact, Facts, Failed, Glyph, Meter, SkeletonFacts, StatusWord, Tone,
};
use crate::domain::client::Client;
use crate::domain::ids::OrganizationId;
use crate::domain::organization::{Features, Membership, Organization};
use crate::i18n::{explain, format, names, words};
use crate::pages::reading::{Phase, read};
use crate::session::Session;
use crate::session::directory::Cached;

/// A client's facts: at once what the list knew, and the rest when it has been read.
#[component]
pub(super) fn ClientFacts(client: Client) -> impl IntoView {
    let all_words = words();
    let words = &all_words.organization;
    let (cached, retry) = read_organization(client.organization);
    let seats = client.seats.map(u64::from);
    let total = seats.map_or_else(|| all_words.common.unlimited.to_owned(), format::number);
    let used = (words.seats_used)(&format::number(client.occupied.into()), &total);
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds of this millennium are far below 2^53"
    )]
    let added = client.added.millis() as f64;
    view! {
        <div class="stack">
            <section class="sheet">
                <header><h2>{words.facts}</h2></header>
                <div class="pad">
                    <Facts>
                        <Fact name=words.plan>{client.plan.clone().unwrap_or_else(|| all_words.common.unknown.to_owned())}</Fact>
                        <Fact name=words.seats>
                            <span class="row"><Meter used=client.occupied.into() of=seats/><span>{used}</span></span>
                        </Fact>
                        <Fact name=words.confirmed>{format::number(client.confirmed.into())}</Fact>
                        <Billing cached/>
                        <Fact name=words.added><Day at=added/></Fact>
                        <Fact name=words.organization_id>
                            <Copyable what=words.organization_id text=client.organization.to_string()/>
                        </Fact>
                        <Fact name=words.link_id>
                            <Copyable what=words.link_id text=client.link.to_string()/>
                        </Fact>
                    </Facts>
                </div>
            </section>
            <PlanFeatures cached on_retry=retry/>
        </div>
    }
}

/// The facts of an organisation of one's own.
#[component]
pub(super) fn OrganizationFacts(membership: Membership) -> impl IntoView {
    let words = &words().organization;
    let (cached, retry) = read_organization(membership.id);
    let plan = move || {
        let told = cached.with(|cached| {
            cached
                .value
                .as_ref()
                .and_then(|(organization, _)| organization.plan.clone())
        });
        told.unwrap_or_else(|| names::tier(membership.tier).to_owned())
    };
    let seats = move || {
        cached.with(|cached| {
            cached.value.as_ref().map(|(organization, _)| {
                let seats = organization.seats.map(|seats| format::number(seats.into()));
                seats.unwrap_or_else(|| self::words().common.unlimited.to_owned())
            })
        })
    };
    view! {
        <div class="stack">
            <section class="sheet">
                <header><h2>{words.facts}</h2></header>
                <div class="pad">
                    <Facts>
                        <Fact name=words.role>{names::member_role(membership.role)}</Fact>
                        <Fact name=words.plan>{plan}</Fact>
                        <Fact name=words.seats>{seats}</Fact>
                        <Billing cached/>
                        <Fact name=words.organization_id>
                            <Copyable what=words.organization_id text=membership.id.to_string()/>
                        </Fact>
                    </Facts>
                </div>
            </section>
            <PlanFeatures cached on_retry=retry/>
        </div>
    }
}

fn read_organization(id: OrganizationId) -> (Signal<Cached<Organization>>, Callback<()>) {
    let directory = Session::current().directory();
    read(move || directory.organization(id))
}

#[component]
fn Billing(cached: Signal<Cached<Organization>>) -> impl IntoView {
    let words = words();
    let email = move || {
        cached.with(|cached| match (&cached.value, cached.error()) {
            (Some((organization, _)), _) => match organization.billing_email.clone() {
                Some(email) => {
                    view! { <Copyable what=words.organization.billing_email text=email/> }
                        .into_any()
                }
                None => words.common.none.into_any(),
            },
            (None, None) => {
                view! { <span class="skeleton waiting" aria-hidden="true"></span> }.into_any()
            }
            (None, Some(_)) => {
                view! { <span class="quiet">{words.common.unknown}</span> }.into_any()
            }
        })
    };
    view! { <Fact name=words.organization.billing_email>{email}</Fact> }
}

/// What the plan allows, and what it does not.
#[component]
fn PlanFeatures(cached: Signal<Cached<Organization>>, on_retry: Callback<()>) -> impl IntoView {
    let words = &words().organization;
    let phase = Memo::new(move |_| cached.with(Phase::of));
    let features = Memo::new(move |_| {
        cached.with(|cached| {
            cached
                .value
                .as_ref()
                .map(|(organization, _)| organization.features)
        })
    });
    let busy = Signal::derive(move || cached.with(Cached::is_busy));
    move || {
        match (phase.get(), features.get()) {
        (Phase::Here, Some(features)) => view! {
            <section class="sheet">
                <header><h2>{words.features}</h2></header>
                <div class="pad stack">
                    <ul class="features">{switches(features).map(feature).into_iter().collect_view()}</ul>
                    <p class="quiet">{words.features_lead}</p>
                </div>
            </section>
        }
        .into_any(),
        (Phase::Failed(error), _) => view! {
            <div class="sheet"><Failed why=explain::api(&error) busy on_retry/></div>
        }
        .into_any(),
        (Phase::Waiting | Phase::Here, _) => view! { <SkeletonFacts/> }.into_any(),
    }
    }
}

/// The features with their names.
fn switches(features: Features) -> [(&'static str, bool); 8] {
    let words = &words().organization;
    [
        (words.policies, features.policies),
        (words.groups, features.groups),
        (words.events, features.events),
        (words.sso, features.sso),
        (words.scim, features.scim),
        (words.reset_password, features.account_recovery),
        (words.custom_permissions, features.custom_roles),
        (words.claimed_domains, features.domains),
    ]
}

fn feature((name, on): (&'static str, bool)) -> impl IntoView {
    let (tone, icon) = if on {
        (Tone::Good, Glyph::Ok)
    } else {
        (Tone::Quiet, Glyph::X)
    };
    view! {
        <li data-off=(!on).then_some("")>
            <StatusWord tone icon word=name/>
            {(!on).then(|| view! { <span class="unseen">", "{words().organization.feature_off}</span> })}
        </li>
    }
}
