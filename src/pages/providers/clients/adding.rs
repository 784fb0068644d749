//! The ways to get another client, and what their screens share.

use leptos::prelude::*;

use crate::components::{Breadcrumb, Button, Glyph, Heading, Kind, LinkButton, Menu};
use crate::domain::permission::Action;
use crate::domain::provider::{Provider, ProviderType};
use crate::i18n::words;
use crate::pages::client_acts::told;
use crate::pages::providers::screen::refusal;
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

/// The ways to get another client.
#[component]
pub(super) fn Add(provider: Provider) -> impl IntoView {
    let words = &words().client_new;
    let id = provider.id;
    match refusal(&provider, Action::CreateClient).map(told::reason) {
        // A reseller has no clients of this kind, whatever the role.
        _ if provider.kind == ProviderType::Reseller => ().into_any(),
        Some(why) => {
            let refused = Some(why.to_owned());
            view! { <Button label=words.new icon=Glyph::Plus refused=Signal::stored(refused) on_press=|| ()/> }
                .into_any()
        }
        None => {
            let more = view! { {words.more} }.into_any();
            view! {
                <LinkButton label=words.new icon=Glyph::Plus kind=Kind::Primary href=Path::ClientNew(id).to_string()/>
                <Menu label=words.more_ways class="button" button=more>
                    <a href=Path::ClientExisting(id).to_string()>{words.existing}</a>
                    <a href=Path::ClientImport(id).to_string()>{words.import}</a>
                </Menu>
            }
            .into_any()
        }
    }
}
