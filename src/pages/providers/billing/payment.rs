//! What a provider pays with, and the address on its invoices.

use leptos::prelude::*;

use super::address::AddressForm;
use super::{Head, shut};
use crate::components::{Glyph, Icon, LinkButton, Notice, Tone};
use crate::domain::payment_method::PaymentMethod;
use crate::domain::permission::Action;
use crate::domain::provider::Provider;
use crate::i18n::words;
use crate::pages::providers::screen::of_provider;
use crate::pages::reading::{loaded, read};
use crate::session::Session;

/// `/providers/:provider/billing/payment`
#[component]
pub fn ProviderPayment() -> impl IntoView {
    of_provider(words().billing.payment, |provider| {
        shut(&provider, Action::ManageBilling)
            .unwrap_or_else(|| view! { <Payment provider/> }.into_any())
    })
}

#[component]
fn Payment(provider: Provider) -> impl IntoView {
    let words = &words().billing;
    let session = Session::current();
    let id = provider.id;
    let (method, retry_method) = read(move || {
        let api = session.api();
        async move { api.provider_payment_method(id).await }
    });
    let (address, retry_address) = read(move || {
        let api = session.api();
        async move { api.provider_address(id).await }
    });
    let page = session.region().map(|region| region.payment_page(id));
    view! {
        <Head provider part=words.payment/>
        <div class="two">
            {loaded(address, words.address_failed, retry_address, move |address| {
                view! { <AddressForm provider=id address/> }.into_any()
            })}
            {loaded(method, words.method_failed, retry_method, move |method| shown(method, page.clone()))}
        </div>
    }
}

fn shown(method: Option<PaymentMethod>, page: Option<String>) -> AnyView {
    let words = &words().billing;
    view! {
        <section class="sheet">
            <header><h2>{words.method}</h2></header>
            <div class="pad stack">
                {told(method)}
                <p class="quiet">{words.change_method_why}</p>
                {page
                    .map(|href| view! {
                        <div class="row"><LinkButton label=words.change_method href icon=Glyph::Globe/></div>
                    })}
            </div>
        </section>
    }
    .into_any()
}

fn told(method: Option<PaymentMethod>) -> AnyView {
    let words = &words().billing;
    let line = |text: String, more: Option<String>| {
        view! {
            <p class="row">
                <Icon of=Glyph::Card/>
                <b>{text}</b>
                {more.map(|more| view! { <span class="quiet">{more}</span> })}
            </p>
        }
        .into_any()
    };
    match method {
        None => view! { <Notice tone=Tone::Warn title=words.no_method/> }.into_any(),
        Some(PaymentMethod::Card {
            brand,
            last4,
            expiration,
        }) => {
            let until = (!expiration.is_empty()).then(|| (words.card_until)(&expiration));
            line((words.card)(&capitalized(&brand), &last4), until)
        }
        Some(PaymentMethod::BankAccount {
            bank,
            last4,
            verify_at,
        }) => {
            let verify = verify_at.map(|href| {
                view! {
                    <Notice tone=Tone::Warn title=words.bank_unverified>
                        <LinkButton label=words.verify href=href icon=Glyph::Globe/>
                    </Notice>
                }
            });
            (line((words.bank)(&bank, &last4), None), verify).into_any()
        }
        Some(PaymentMethod::PayPal { email }) => line((words.paypal)(&email), None),
        Some(PaymentMethod::Other(kind)) => line((words.other_method)(&kind), None),
    }
}

/// Stripe writes brands in lower case.
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
