//! Taking people out of the provider.

use leptos::prelude::*;

use super::WhatWentWrong;
use super::acts::Acts;
use crate::components::{Button, Kind};
use crate::domain::ids::ProviderUserId;
use crate::i18n::words;

/// Says who, and what follows, and does it.
#[component]
pub(super) fn Remove(
    /// What does it.
    acts: Acts,
    /// Whom.
    ids: Vec<ProviderUserId>,
    /// The provider's name.
    provider_name: String,
) -> impl IntoView {
    let words = &words().team;
    let count = ids.len();
    let names = ids
        .iter()
        .filter_map(|id| untrack(|| acts.find(*id)))
        .map(|user| view! { <li>{user.called().to_owned()}</li> })
        .collect_view();
    let ids = StoredValue::new(ids);
    view! {
        <p>{(words.remove_lead)(&provider_name, count)}</p>
        <ul class="outcomes">{names}</ul>
        <p class="quiet">{words.remove_what}</p>
        <WhatWentWrong acts/>
        <div class="row">
            <Button label=words.cancel on_press=move || acts.dismiss()/>
            <Button
                label=(words.remove_count)(count)
                kind=Kind::Danger
                busy=acts.busy()
                on_press=move || acts.remove(ids.get_value())
            />
        </div>
    }
    .into_any()
}
