//! What a provider pays: the subscription, the invoices, and what they are paid with.

mod address;
mod invoices;
mod payment;
mod report;
mod subscription;

pub use invoices::ProviderInvoices;
use leptos::prelude::*;
pub use payment::ProviderPayment;
pub use subscription::ProviderSubscription;

use crate::components::{Heading, Tabs};
use crate::domain::permission::{Action, Reason};
use crate::domain::provider::{Provider, ProviderRole};
use crate::i18n::words;
use crate::pages::providers::screen::{closed, refusal};
use crate::routes::Path;

/// Why this part of billing is closed to this person, if it is.
fn shut(provider: &Provider, action: Action) -> Option<AnyView> {
    let words = &words().billing;
    let reason = refusal(provider, action)?;
    Some(match reason {
        Reason::NotBillable | Reason::ProviderPending => {
            closed(words.title, words.not_billable, words.not_billable_why)
        }
        _ => closed(words.title, words.admins_only, words.admins_only_why),
    })
}

/// The head of each part, with the way to the others.
#[component]
fn Head(
    /// Whose billing it is.
    provider: Provider,
    /// The part's name.
    part: &'static str,
) -> impl IntoView {
    let words = &words().billing;
    let id = provider.id;
    let mut parts = vec![(words.subscription, Path::Subscription(id).to_string())];
    // The others are closed to everybody else, and would only lead to a locked door.
    if provider.role == ProviderRole::Admin {
        parts.push((words.invoices, Path::Invoices(id).to_string()));
        parts.push((words.payment, Path::Payment(id).to_string()));
    }
    view! {
        <div class="page-head"><div><Heading text=part/></div></div>
        <Tabs label=words.sections parts/>
    }
}
