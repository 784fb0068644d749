//! One person: all that is known, and all that can be done. Whose it is stands in the address.

use leptos::prelude::*;

use super::acts::{Acts, Wanted};
use super::table::look;
use crate::components::{
    Button, Copyable, Dialog, Fact, Facts, Glyph, Kind, LinkButton, StatusWord,
};
use crate::domain::provider_user::{INVITATION_DAYS, ProviderUser, ProviderUserStatus, TeamAct};
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
    let refused = move |act: TeamAct| {
        let user = user.clone();
        Signal::derive(move || {
            acts.refusal(act, &user)
                .map(|reason| names::team_reason(reason).to_owned())
        })
    };
    let step = match user_step(&acts, id) {
        Some(TeamAct::Confirm) => Some(view! {
            <Button label=words.confirm_act kind=Kind::Primary icon=Glyph::Ok on_press=move || acts.want(Wanted::Confirm(vec![id]))/>
        }.into_any()),
        Some(TeamAct::Resend) => Some(view! {
            <Button label=words.resend kind=Kind::Primary icon=Glyph::Mail busy=acts.busy() on_press=move || acts.resend(vec![id])/>
        }.into_any()),
        _ => None,
    };
    let facts = untrack(|| acts.find(id));
    view! {
        {facts.map(|user| view! {
            <Facts>
                <Fact name=words.email><Copyable what=words.email text=user.email/></Fact>
                <Fact name=words.role>{names::provider_role(user.role)}</Fact>
                <Fact name=words.status>
                    <StatusWord tone icon word=names::provider_user_status(user.status)/>
                </Fact>
                <Fact name=crate::i18n::words().common.id><Copyable what=crate::i18n::words().common.id text=id.to_string()/></Fact>
            </Facts>
            <p class="quiet">{names::provider_role_meaning(user.role)}</p>
        })}
        <p>{what}</p>
        <div class="row">
            {step}
            <Button label=words.role_act refused=role_refusal(acts, id) on_press=move || acts.want(Wanted::Role(id))/>
            <LinkButton label=words.events href=events icon=Glyph::Clock/>
            <Button
                label=words.remove_act
                kind=Kind::Danger
                refused=refused(TeamAct::Remove)
                on_press=move || acts.want(Wanted::Remove(vec![id]))
            />
        </div>
    }
    .into_any()
}

/// What this person waits for.
fn user_step(acts: &Acts, id: crate::domain::ids::ProviderUserId) -> Option<TeamAct> {
    let user = untrack(|| acts.find(id))?;
    match user.status {
        ProviderUserStatus::Accepted => Some(TeamAct::Confirm),
        ProviderUserStatus::Invited => Some(TeamAct::Resend),
        ProviderUserStatus::Confirmed | ProviderUserStatus::Unknown(_) => None,
    }
}

/// Why the role cannot be changed: neither way is open.
fn role_refusal(acts: Acts, id: crate::domain::ids::ProviderUserId) -> Signal<Option<String>> {
    Signal::derive(move || {
        let user = acts.find(id)?;
        let down = acts.refusal(TeamAct::Demote, &user)?;
        acts.refusal(TeamAct::Promote, &user)?;
        Some(names::team_reason(down).to_owned())
    })
}
