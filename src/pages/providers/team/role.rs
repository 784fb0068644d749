//! Changing what somebody is in the provider.

use leptos::prelude::*;

use super::WhatWentWrong;
use super::acts::{Acts, ROLES};
use crate::components::{Button, Kind, Notice, RadioList, Tone};
use crate::domain::ids::ProviderUserId;
use crate::domain::provider::ProviderRole;
use crate::domain::provider_user::TeamAct;
use crate::i18n::{names, words};

/// The roles with what each may do.
pub(super) fn roles() -> Vec<(&'static str, &'static str)> {
    ROLES
        .map(|role| {
            (
                names::provider_role(role),
                names::provider_role_meaning(role),
            )
        })
        .to_vec()
}

/// Offers the roles, with what stands against the one that is chosen.
#[component]
pub(super) fn ChangeRole(
    /// What does it.
    acts: Acts,
    /// Whose.
    id: ProviderUserId,
) -> impl IntoView {
    let words = &words().team;
    let Some(user) = untrack(|| acts.find(id)) else {
        return view! { <p>{words.gone}</p> }.into_any();
    };
    let now = ROLES.iter().position(|role| *role == user.role);
    let chosen = RwSignal::new(now.unwrap_or(1));
    let role = move || {
        ROLES
            .get(chosen.get())
            .copied()
            .unwrap_or(ProviderRole::ServiceUser)
    };
    let me = acts.is_me(&user);
    let called = user.called().to_owned();
    let user = StoredValue::new(user);
    let refused = Signal::derive(move || {
        let act = match role() {
            ProviderRole::Admin => TeamAct::Promote,
            _ => TeamAct::Demote,
        };
        user.with_value(|user| acts.refusal(act, user))
            .map(|reason| names::team_reason(reason).to_owned())
    });
    let own = move || {
        (me && role() != ProviderRole::Admin)
            .then(|| view! { <Notice tone=Tone::Warn title=words.own_role text=words.own_role_what.to_owned()/> })
    };
    view! {
        <p>{(words.role_lead)(&called)}</p>
        <RadioList label=words.role options=roles() chosen/>
        {own}
        {move || refused.get().map(|why| view! { <p class="quiet">{why}</p> })}
        <WhatWentWrong acts/>
        <div class="row">
            <Button
                label=words.role_save
                kind=Kind::Primary
                busy=acts.busy()
                refused
                on_press=move || acts.change_role(user.get_value(), untrack(role))
            />
            <Button label=words.cancel on_press=move || acts.dismiss()/>
        </div>
    }
    .into_any()
}
