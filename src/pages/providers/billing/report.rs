//! What each client's part of an invoice is, as a table and as a file.

use leptos::prelude::*;

use super::invoices::{called, look};
use crate::api;
use crate::components::{
    Align, Blank, Button, Failed, Glyph, IconButton, Ledger, SkeletonRows, download,
};
use crate::domain::csv;
use crate::domain::ids::ProviderId;
use crate::domain::invoice::{Invoice, Report};
use crate::i18n::{explain, words};
use crate::pages::reading::{Phase, read};
use crate::session::Session;
use crate::session::directory::Cached;

/// The clients of an invoice.
#[component]
pub(super) fn InvoiceReport(
    /// Whose invoice.
    provider: ProviderId,
    /// Which one.
    invoice: Invoice,
    /// It is not looked at any more.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let all_words = words();
    let words = &all_words.billing;
    let session = Session::current();
    let number = called(&invoice);
    let title = (words.report)(&number);
    let page = look(&invoice);
    let id = invoice.id;
    let (cached, retry) = read(move || {
        let (api, id) = (session.api(), id.clone());
        async move {
            let csv = api.provider_invoice_report(provider, &id).await?;
            Ok(Report::parse(&csv))
        }
    });
    let phase = Memo::new(move |_| cached.with(Phase::of));
    let busy = Signal::derive(move || cached.with(Cached::is_busy));
    let report = move || {
        cached.with(|cached| {
            let value = cached.value.as_ref();
            value.map(|(report, _)| report.clone()).unwrap_or_default()
        })
    };
    let caption = title.clone();
    let body = move || match phase.get() {
        Phase::Waiting => view! { <SkeletonRows rows=4/> }.into_any(),
        Phase::Failed(api::Error::NotFound) => {
            let (title, text) = (words.report_missing, words.report_missing_why);
            view! { <Blank icon=Glyph::Info title text/> }.into_any()
        }
        Phase::Failed(error) => {
            let why = explain::api(&error);
            view! { <Failed title=words.report_failed why busy on_retry=retry/> }.into_any()
        }
        Phase::Here => table(report(), caption.clone()),
    };
    let file = format!("{}-{number}.csv", words.report_file);
    let save = move || {
        // Written anew, so that no formula of it runs in a spreadsheet.
        let Report { heads, rows } = untrack(report);
        let all = std::iter::once(&heads).chain(&rows);
        let csv = csv::table(all.map(|row| row.iter().map(String::as_str)));
        let _ = download(&file, "text/csv;charset=utf-8", &csv);
    };
    let heading = NodeRef::<leptos::html::H2>::new();
    // It comes up below the list, which may be longer than the window.
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    view! {
        <section class="sheet">
            <header>
                <h2 node_ref=heading tabindex="-1">{title}</h2>
                {page}
                {move || {
                    let some = phase.get() == Phase::Here && !report().rows.is_empty();
                    let save = save.clone();
                    some.then(|| view! { <Button label=words.download icon=Glyph::Save on_press=save/> })
                }}
                <IconButton label=all_words.common.close icon=Glyph::X on_press=on_close/>
            </header>
            {body}
        </section>
    }
}

fn table(report: Report, caption: String) -> AnyView {
    let words = &words().billing;
    if report.rows.is_empty() {
        let (title, text) = (words.report_empty, words.report_empty_why);
        return view! { <Blank icon=Glyph::List title text/> }.into_any();
    }
    let heads = report.heads.iter().enumerate().map(|(column, head)| {
        let align = if report.is_numeric(column) {
            Align::Number
        } else {
            Align::Text
        };
        (head.clone(), align)
    });
    let heads = heads.collect();
    let rows = report
        .rows
        .into_iter()
        .map(|row| row.into_iter().map(IntoAny::into_any).collect())
        .collect();
    view! { <Ledger caption heads rows/> }.into_any()
}
