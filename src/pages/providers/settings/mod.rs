//! What a provider is called, where its mail about billing goes, and its end.

mod delete;
mod form;

use delete::DeleteProvider;
use form::DetailsForm;
use leptos::prelude::*;

use crate::components::{Copyable, Fact, Facts, Heading};
use crate::domain::permission::Action;
use crate::domain::provider::Provider;
use crate::i18n::words;
use crate::pages::providers::screen::{closed, of_provider, refusal};
use crate::pages::reading::{loaded, read};
use crate::session::Session;

/// `/providers/:provider/settings`
#[component]
pub fn ProviderSettings() -> impl IntoView {
    of_provider(words().settings.title, |provider| {
        let words = &words().settings;
        if refusal(&provider, Action::ChangeProvider).is_some() {
            return closed(words.title, words.admins_only, words.admins_only_why);
        }
        view! { <Settings provider/> }.into_any()
    })
}

#[component]
fn Settings(provider: Provider) -> impl IntoView {
    let words = &words().settings;
    let session = Session::current();
    let id = provider.id;
    let (cached, retry) = read(move || {
        let api = session.api();
        async move { api.provider_details(id).await }
    });
    view! {
        <div class="page-head"><div><Heading text=words.title/></div></div>
        {loaded(cached, words.failed, retry, move |details| {
            view! { <DetailsForm provider=id details/> }.into_any()
        })}
        <section class="sheet">
            <div class="pad">
                <Facts>
                    <Fact name=words.provider_id><Copyable what=words.provider_id text=id.to_string()/></Fact>
                </Facts>
            </div>
        </section>
        <DeleteProvider provider/>
    }
}
