//! What a provider pays for, and what the next invoice will come to.

use leptos::prelude::*;

use super::{Head, shut};
use crate::components::{Align, Blank, Day, Fact, Facts, Glyph, Ledger, Notice, StatusWord, Tone};
use crate::domain::forecast::{Forecast, forecast};
use crate::domain::money::Money;
use crate::domain::permission::Action;
use crate::domain::plan::Cadence;
use crate::domain::provider::{Provider, ProviderRole};
use crate::domain::seats::PlanSeats;
use crate::domain::subscription::{CollectionMethod, Subscription, SubscriptionStatus};
use crate::i18n::{format, words};
use crate::pages::providers::screen::of_provider;
use crate::pages::reading::{Stale, as_of, loaded, millis, read};
use crate::session::Session;

/// `/providers/:provider/billing/subscription`
#[component]
pub fn ProviderSubscription() -> impl IntoView {
    of_provider(words().billing.subscription, |provider| {
        shut(&provider, Action::SeeSubscription)
            .unwrap_or_else(|| view! { <Subscribed provider/> }.into_any())
    })
}

#[component]
fn Subscribed(provider: Provider) -> impl IntoView {
    let words = &words().billing;
    let session = Session::current();
    let id = provider.id;
    let (cached, retry) = read(move || {
        let api = session.api();
        async move { api.provider_subscription(id).await }
    });
    let guest = provider.role != ProviderRole::Admin;
    view! {
        <Head provider part=words.subscription/>
        {guest.then(|| view! { <p class="quiet">{words.service_note}</p> })}
        <Stale cached on_retry=retry/>
        {loaded(cached, words.failed, retry, shown)}
        {as_of(cached, retry)}
    }
}

fn shown(subscription: Subscription) -> AnyView {
    let words = &words().billing;
    view! {
        <div class="two">
            <div class="stack">
                {standing(&subscription)}
                {next_invoices(&subscription)}
            </div>
            <div class="stack">
                {plans(&subscription)}
                <section class="sheet">
                    <header><h2>{words.free_title}</h2></header>
                    <div class="pad stack">
                        <p>{words.free}</p>
                        <p>{words.reduced}</p>
                    </div>
                </section>
            </div>
        </div>
    }
    .into_any()
}

fn standing(subscription: &Subscription) -> AnyView {
    let words = &words().billing;
    let (tone, icon, word) = status(&subscription.status);
    let collection = match subscription.collection {
        CollectionMethod::Automatic => Some(words.automatic),
        CollectionMethod::Invoice => Some(words.by_invoice),
        CollectionMethod::Unknown => None,
    };
    let (credit_name, credit) = if subscription.credit < Money::ZERO {
        (words.owed, -subscription.credit)
    } else {
        (words.credit, subscription.credit)
    };
    let day = |name, at: Option<_>| at.map(|at| view! { <Fact name><Day at=millis(at)/></Fact> });
    let period_end = day(words.period_end, subscription.period_end);
    let cancels = day(words.cancels, subscription.cancels_at);
    let discount = (!subscription.discount.is_zero()).then(|| {
        let percent = format::percent(subscription.discount);
        view! { <Fact name=words.discount>{percent}</Fact> }
    });
    let suspension = subscription.suspension.map(|suspension| {
        let why = (words.suspends_why)(suspension.grace_days);
        view! {
            <Fact name=words.suspends>
                <Day at=millis(suspension.at)/>
                " "
                <span class="quiet">{why}</span>
            </Fact>
        }
    });
    view! {
        <section class="sheet">
            <header><h2>{words.status}</h2><StatusWord tone icon word/></header>
            <div class="pad">
                <Facts>
                    {period_end}
                    {collection.map(|method| view! { <Fact name=words.collection>{method}</Fact> })}
                    {discount}
                    <Fact name=credit_name>{format::money(credit)}</Fact>
                    {suspension}
                    {cancels}
                </Facts>
            </div>
        </section>
    }
    .into_any()
}

fn status(status: &SubscriptionStatus) -> (Tone, Glyph, String) {
    let words = &words().billing;
    let (tone, icon, word) = match status {
        SubscriptionStatus::Active => (Tone::Good, Glyph::Ok, words.active),
        SubscriptionStatus::Trialing => (Tone::Quiet, Glyph::Clock, words.trialing),
        SubscriptionStatus::PastDue => (Tone::Warn, Glyph::Warn, words.past_due),
        SubscriptionStatus::Unpaid => (Tone::Bad, Glyph::Stop, words.unpaid),
        SubscriptionStatus::Canceled => (Tone::Bad, Glyph::Stop, words.canceled),
        SubscriptionStatus::Incomplete => (Tone::Warn, Glyph::Wait, words.incomplete),
        SubscriptionStatus::IncompleteExpired => (Tone::Bad, Glyph::Stop, words.expired),
        SubscriptionStatus::Paused => (Tone::Warn, Glyph::Wait, words.paused),
        SubscriptionStatus::Other(word) => return (Tone::Quiet, Glyph::Info, word.clone()),
    };
    (tone, icon, word.to_owned())
}

fn plans(subscription: &Subscription) -> AnyView {
    let words = &words().billing;
    let body = if subscription.plans.is_empty() {
        let (title, text) = (words.no_plans, words.no_plans_why);
        view! { <Blank icon=Glyph::Card title text/> }.into_any()
    } else {
        let number = |label: &str| (label.to_owned(), Align::Number);
        let heads = vec![
            (words.plan.to_owned(), Align::Text),
            number(words.minimum),
            number(words.purchased),
            number(words.assigned),
            number(words.unassigned),
            number(words.unit_price),
            number(words.cost),
        ];
        let rows = subscription.plans.iter().map(plan).collect();
        view! { <Ledger caption=words.plans_caption.to_owned() heads rows/> }.into_any()
    };
    let note = (!subscription.discount.is_zero())
        .then(|| view! { <div class="pad"><p class="quiet">{words.discount_note}</p></div> });
    view! {
        <section class="sheet">
            <header><h2>{words.plans}</h2></header>
            {body}
            {note}
        </section>
    }
    .into_any()
}

fn plan(plan: &PlanSeats) -> Vec<AnyView> {
    let seats = |count: u32| format::number(count.into()).into_any();
    let price = |amount: Money| match cadence(plan.cadence) {
        Some(cadence) => format!("{} {cadence}", format::money(amount)),
        None => format::money(amount),
    };
    vec![
        plan.name.clone().into_any(),
        seats(plan.minimum),
        seats(plan.purchased),
        seats(plan.assigned),
        seats(plan.unassigned()),
        plan.unit_price().map(format::money).into_any(),
        price(plan.cost).into_any(),
    ]
}

fn cadence(cadence: Cadence) -> Option<&'static str> {
    let words = &words().billing;
    match cadence {
        Cadence::Monthly => Some(words.monthly),
        Cadence::Annual => Some(words.annual),
        Cadence::Unknown => None,
    }
}

fn next_invoices(subscription: &Subscription) -> AnyView {
    let words = &words().billing;
    let forecasts = forecast(subscription);
    if forecasts.is_empty() && !subscription.plans.is_empty() {
        return view! { <Notice tone=Tone::Info title=words.no_forecast/> }.into_any();
    }
    forecasts
        .into_iter()
        .map(next_invoice)
        .collect_view()
        .into_any()
}

fn next_invoice(next: Forecast) -> AnyView {
    let words = &words().billing;
    let caption = (words.forecast_caption)(cadence(next.cadence).unwrap_or_default());
    let at = next
        .at
        .map(|at| (words.forecast_at)(&format::day(millis(at))));
    let heads = vec![
        (words.plan.to_owned(), Align::Text),
        (words.total.to_owned(), Align::Number),
    ];
    let rows = next
        .lines
        .iter()
        .map(|line| {
            let seats = format::number(line.seats.into());
            let told = match line.unit_price {
                Some(price) => (words.seats_at)(&seats, &format::money(price)),
                None => (words.seats_only)(&seats),
            };
            let name = view! { {line.plan.clone()} <br/> <small class="quiet">{told}</small> };
            vec![name.into_any(), format::money(line.amount).into_any()]
        })
        .collect();
    let mut sums = vec![(words.subtotal, format::money(next.subtotal))];
    if !next.discount.is_zero() {
        sums.push((words.discount, format::money(-next.discount)));
    }
    if next.credit < Money::ZERO {
        sums.push((words.owed, format::money(-next.credit)));
    } else if !next.credit.is_zero() {
        sums.push((words.credit, format::money(-next.credit)));
    }
    sums.push((words.due, format::money(next.due)));
    view! {
        <section class="sheet">
            <header><h2>{words.forecast}</h2><span class="quiet">{at}</span></header>
            <Ledger caption heads rows sums/>
            <div class="pad"><p class="quiet">{words.forecast_lead}</p></div>
        </section>
    }
    .into_any()
}
