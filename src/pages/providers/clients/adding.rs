//! What the screens that add clients share.

use leptos::prelude::*;

use crate::components::{Breadcrumb, Heading};
use crate::domain::provider::Provider;
use crate::i18n::words;
use crate::routes::Path;

/// The head of the screen, with the way back to the clients.
pub(super) fn head(provider: &Provider, title: &'static str) -> AnyView {
    let above = vec![(
        words().clients.title.to_owned(),
        Path::Clients(provider.id).to_string(),
    )];
    view! {
        <div class="page-head">
            <div class="stack">
                <Breadcrumb label=words().organization.breadcrumb above here=title.to_owned()/>
                <Heading text=title/>
            </div>
        </div>
    }
    .into_any()
}
