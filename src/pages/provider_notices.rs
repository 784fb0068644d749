//! What a provider has to be warned of, above each of its screens, with what this person can do about it.

use leptos::prelude::*;

use crate::components::{Glyph, LinkButton, Notice, Tone};
use crate::domain::ids::ProviderId;
use crate::domain::provider::{Provider, ProviderStatus};
use crate::domain::warning::{Resolution, Suspended, TaxIdWarning, suspension};
use crate::i18n::{format, words};
use crate::pages::reading::millis;
use crate::routes::Path;
use crate::session::Session;

/// Where the vendor's people are reached.
const SUPPORT: &str = "https://bitwarden.com/contact/";

/// The warnings of the provider whose screen is open, if there are any.
#[component]
pub(super) fn ProviderNotices(
    /// The provider of the address.
    provider: Memo<Option<Provider>>,
) -> impl IntoView {
    let directory = Session::current().directory();
    // What is not billed is warned of nothing.
    let warned = Memo::new(move |_| {
        provider.with(|provider| {
            let provider = provider.as_ref()?;
            (provider.status == ProviderStatus::Billable).then_some(provider.id)
        })
    });
    let warnings = Memo::new(move |_| {
        let cached = directory.warnings(warned.get()?);
        cached.with(|cached| cached.value.as_ref().map(|(warnings, _)| warnings.clone()))
    });
    move || {
        let provider = provider.get()?;
        let warnings = warnings.get();
        let suspended = suspension(provider.standing, provider.role, warnings.as_ref());
        let tax_id = warnings.and_then(|warnings| warnings.tax_id);
        Some(view! {
            {suspended.map(|suspended| suspension_notice(provider.id, suspended))}
            {tax_id.map(|warning| tax_notice(provider.id, warning))}
        })
    }
}

fn suspension_notice(provider: ProviderId, suspended: Suspended) -> AnyView {
    let words = &words().billing;
    let link = |label: &'static str, href: String| {
        view! { <LinkButton label href icon=Glyph::Globe/> }.into_any()
    };
    let (text, link) = match suspended.resolution {
        Resolution::AddPaymentMethod => {
            let until = suspended
                .cancels
                .map(|at| (words.suspended_until)(&format::day(millis(at))));
            let text = format!("{} {}", words.suspended_method, until.unwrap_or_default());
            let page = Session::current().region();
            let page = page.map(|region| region.payment_page(provider));
            (text, page.map(|page| link(words.add_method, page)))
        }
        Resolution::ContactAdministrator => (words.suspended_colleague.to_owned(), None),
        Resolution::ContactSupport | Resolution::Other(_) => {
            let link = link(words.contact_support, SUPPORT.to_owned());
            (words.suspended_support.to_owned(), Some(link))
        }
    };
    view! { <Notice tone=Tone::Bad title=words.suspended text>{link}</Notice> }.into_any()
}

fn tax_notice(provider: ProviderId, warning: TaxIdWarning) -> AnyView {
    let words = &words().billing;
    let (tone, title, text) = match warning {
        TaxIdWarning::Missing => (
            Tone::Warn,
            words.tax_missing.to_owned(),
            words.tax_missing_what,
        ),
        TaxIdWarning::Pending => (
            Tone::Info,
            words.tax_pending.to_owned(),
            words.tax_pending_what,
        ),
        TaxIdWarning::Failed => (
            Tone::Warn,
            words.tax_failed.to_owned(),
            words.tax_failed_what,
        ),
        TaxIdWarning::Other(word) => (Tone::Warn, (words.tax_other)(&word), ""),
    };
    let href = Path::Payment(provider).to_string();
    view! {
        <Notice tone title text=text.to_owned()>
            <LinkButton label=words.to_address href icon=Glyph::Card/>
        </Notice>
    }
    .into_any()
}
