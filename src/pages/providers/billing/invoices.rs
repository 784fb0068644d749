//! The invoices of a provider, and what each client's part of one is.

use leptos::prelude::*;

use super::report::InvoiceReport;
use super::{Head, shut};
use crate::components::{
    Align, Blank, Button, Day, Glyph, Kind, Ledger, LinkButton, StatusWord, Tone, query_text,
};
use crate::domain::invoice::{Invoice, InvoiceStatus};
use crate::domain::permission::Action;
use crate::domain::provider::Provider;
use crate::domain::time::Timestamp;
use crate::i18n::{format, words};
use crate::pages::providers::screen::of_provider;
use crate::pages::reading::{Stale, as_of, loaded, millis, read};
use crate::session::Session;

/// `/providers/:provider/billing/invoices`
#[component]
pub fn ProviderInvoices() -> impl IntoView {
    of_provider(words().billing.invoices, |provider| {
        shut(&provider, Action::ManageBilling)
            .unwrap_or_else(|| view! { <Invoices provider/> }.into_any())
    })
}

#[component]
fn Invoices(provider: Provider) -> impl IntoView {
    let words = &words().billing;
    let session = Session::current();
    let (id, name) = (provider.id, provider.name.clone());
    // `invoice`: the one whose clients are shown.
    let open = query_text("invoice");
    let (cached, retry) = read(move || {
        let api = session.api();
        async move { api.provider_invoices(id).await }
    });
    let chosen = Memo::new(move |_| {
        let open = open.get();
        cached.with(|cached| {
            let (invoices, _) = cached.value.as_ref()?;
            let found = invoices
                .iter()
                .find(|invoice| invoice.id.to_string() == open);
            found.cloned()
        })
    });
    view! {
        <Head provider part=words.invoices/>
        <Stale cached on_retry=retry/>
        {loaded(cached, words.invoices_failed, retry, move |invoices| list(invoices, &name, open))}
        {as_of(cached, retry)}
        {move || {
            chosen
                .get()
                .map(|invoice| view! { <InvoiceReport provider=id invoice on_close=move || open.set(String::new())/> })
        }}
    }
}

fn list(invoices: Vec<Invoice>, provider: &str, open: RwSignal<String>) -> AnyView {
    let words = &words().billing;
    if invoices.is_empty() {
        let (title, text) = (words.no_invoices, words.no_invoices_why);
        return view! { <div class="sheet"><Blank icon=Glyph::Card title text/></div> }.into_any();
    }
    let now = Timestamp::from_millis(format::now_millis());
    let text = |label: &str| (label.to_owned(), Align::Text);
    let heads = vec![
        text(words.number),
        text(words.date),
        text(words.due_date),
        (words.total.to_owned(), Align::Number),
        text(words.state),
        text(words.by_client),
    ];
    let rows = invoices
        .into_iter()
        .map(|invoice| row(invoice, now, open))
        .collect();
    let caption = (words.invoices_caption)(provider);
    view! { <section class="sheet"><Ledger caption heads rows/></section> }.into_any()
}

fn row(invoice: Invoice, now: Timestamp, open: RwSignal<String>) -> Vec<AnyView> {
    let words = &words().billing;
    let number = called(&invoice);
    let (tone, icon, word) = state(&invoice, now);
    let look = match invoice.url {
        Some(url) => {
            let label = (words.look_at)(&number);
            view! { <a href=url target="_blank" rel="noopener noreferrer" title=label>{number.clone()}</a> }
                .into_any()
        }
        None => number.clone().into_any(),
    };
    let id = invoice.id.to_string();
    vec![
        look,
        view! { <Day at=millis(invoice.date)/> }.into_any(),
        invoice
            .due
            .map(|due| view! { <Day at=millis(due)/> })
            .into_any(),
        format::money(invoice.total).into_any(),
        view! { <StatusWord tone icon word/> }.into_any(),
        view! {
            <Button
                label=(words.report_show)(&number)
                kind=Kind::Bare
                icon=Glyph::List
                on_press=move || open.set(id.clone())
            />
        }
        .into_any(),
    ]
}

/// What an invoice goes by: its number, or Stripe's name for it.
pub(super) fn called(invoice: &Invoice) -> String {
    let number = invoice.number.clone();
    number.unwrap_or_else(|| invoice.id.to_string())
}

fn state(invoice: &Invoice, now: Timestamp) -> (Tone, Glyph, String) {
    let words = &words().billing;
    let (tone, icon, word) = match &invoice.status {
        InvoiceStatus::Open if invoice.is_overdue(now) => (Tone::Bad, Glyph::Warn, words.overdue),
        InvoiceStatus::Open => (Tone::Warn, Glyph::Wait, words.open),
        InvoiceStatus::Paid => (Tone::Good, Glyph::Ok, words.paid),
        InvoiceStatus::Uncollectible => (Tone::Quiet, Glyph::Stop, words.uncollectible),
        InvoiceStatus::Other(word) => return (Tone::Quiet, Glyph::Info, word.clone()),
    };
    (tone, icon, word.to_owned())
}

/// The way to an invoice's page at Stripe, if it has one.
pub(super) fn look(invoice: &Invoice) -> Option<AnyView> {
    let url = invoice.url.clone()?;
    let label = words().billing.look;
    Some(view! { <LinkButton label href=url icon=Glyph::Globe/> }.into_any())
}
