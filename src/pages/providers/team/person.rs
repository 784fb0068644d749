//! One person: all that is known, and all that can be done. Whose it is stands in the address.

use leptos::prelude::*;

use super::acts::{Acts, Wanted};
use super::table::look;
use crate::components::{
    Button, Copyable, Dialog, Fact, Facts, Glyph, Kind, LinkButton, StatusWord,
};
use crate::domain::ids::ProviderUserId;
use crate::domain::provider_user::{
    INVITATION_DAYS, ProviderUser, ProviderUserStatus, TeamAct, TeamReason,
};
use crate::i18n::{names, words};
use crate::routes::Path;

/// The dialog of the person whose row is open.
#[component]
pub(super) fn PersonDialog(acts: Acts) -> impl IntoView {
    let user = Memo::new(move |_| {
        let id = acts.open.with(|open| open.parse().ok())?;
        acts.find(id)
    });
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(user.with(Option::is_some)));
    Effect::new(move |before: Option<bool>| {
        let open = open.get();
        if before == Some(true) && !open {
            acts.open.set(String::new());
        }
        open
    });
    let title = move || {
        user.with(|user| {
            user.as_ref()
                .map_or_else(String::new, |user| user.called().to_owned())
        })
    };
    view! {
        <Dialog title open>
            {move || user.get().map(|user| person(user, acts))}
        </Dialog>
    }
}

fn person(user: ProviderUser, acts: Acts) -> AnyView {
    let words = &words().team;
    let (tone, icon) = look(user.status);
    let what = match user.status {
        ProviderUserStatus::Invited => (words.invited_what)(INVITATION_DAYS),
        ProviderUserStatus::Accepted => words.accepted_what.to_owned(),
        ProviderUserStatus::Confirmed => words.confirmed_what.to_owned(),
        ProviderUserStatus::Unknown(_) => words.unknown_what.to_owned(),
    };
    let id = user.id;
    // Who is not confirmed has done nothing yet; the invitation stands in the whole list.
    let events = match user.status {
        ProviderUserStatus::Confirmed => format!("{}?person={id}", Path::Events(acts.provider)),
        _ => Path::Events(acts.provider).to_string(),
    };
    let step = match user.status {
        ProviderUserStatus::Accepted => Some(
            view! {
                <Button
                    label=words.confirm_act
                    kind=Kind::Primary
                    icon=Glyph::Ok
                    on_press=move || acts.want(Wanted::Confirm(vec![id]))
                />
            }
            .into_any(),
        ),
        ProviderUserStatus::Invited => Some(
            view! {
                <Button
                    label=words.resend
                    kind=Kind::Primary
                    icon=Glyph::Mail
                    busy=acts.busy()
                    on_press=move || acts.resend(vec![id])
                />
            }
            .into_any(),
        ),
        ProviderUserStatus::Confirmed | ProviderUserStatus::Unknown(_) => None,
    };
    let id_word = crate::i18n::words().common.id;
    let (role, status) = (user.role, user.status);
    view! {
        <Facts>
            <Fact name=words.email><Copyable what=words.email text=user.email/></Fact>
            <Fact name=words.role>{names::provider_role(role)}</Fact>
            <Fact name=words.status>
                <StatusWord tone icon word=names::provider_user_status(status)/>
            </Fact>
            <Fact name=id_word><Copyable what=id_word text=id.to_string()/></Fact>
        </Facts>
        <p class="quiet">{names::provider_role_meaning(role)}</p>
        <p>{what}</p>
        <div class="row">
            {step}
            <Button label=words.role_act refused=refused(acts, id, &[TeamAct::Demote, TeamAct::Promote]) on_press=move || acts.want(Wanted::Role(id))/>
            <LinkButton label=words.events href=events icon=Glyph::Clock/>
            <Button
                label=words.remove_act
                kind=Kind::Danger
                refused=refused(acts, id, &[TeamAct::Remove])
                on_press=move || acts.want(Wanted::Remove(vec![id]))
            />
        </div>
    }
    .into_any()
}

/// Why none of these may be done with the person: the reason of the first.
fn refused(acts: Acts, id: ProviderUserId, any_of: &'static [TeamAct]) -> Signal<Option<String>> {
    Signal::derive(move || {
        let user = acts.find(id)?;
        let reasons: Option<Vec<TeamReason>> =
            any_of.iter().map(|act| acts.refusal(*act, &user)).collect();
        let first = reasons?.into_iter().next()?;
        Some(names::team_reason(first).to_owned())
    })
}
