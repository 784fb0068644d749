//! Coming in by a link of a mail: into a team, or to set a provider up.

mod accept;
mod paste;
mod setup;

use accept::Accept;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use paste::Paste;
use setup::SetUp;

use crate::api;
use crate::components::{Blank, Button, Glyph, Heading, Kind, LinkButton};
use crate::domain::account::Account;
use crate::domain::arrival::{Arrival, ArrivalLink, ArrivalRefusal, LINK_DAYS, NotAnArrival};
use crate::i18n::explain::{self, Explanation};
use crate::i18n::{names, words};
use crate::session::settings::SettingsState;
use crate::session::{Session, State};

/// `/setup-provider` and `/accept-provider`
#[component]
pub fn Arrivals() -> impl IntoView {
    let search = use_location().search;
    let link = Memo::new(move |_| search.with(|search| ArrivalLink::from_query(search)));
    let session = Session::current();
    let account = Memo::new(move |_| match session.state().get() {
        State::Unlocked(account) => Some(account),
        State::Starting | State::SignedOut(_) | State::Locked(..) => None,
    });
    move || match (link.get(), account.get()) {
        (Err(NotAnArrival::Empty), _) => view! { <Paste cut=false/> }.into_any(),
        (Err(_), _) => view! { <Paste cut=true/> }.into_any(),
        (Ok(link), Some(account)) => arrived(link, &account),
        (Ok(_), None) => ().into_any(),
    }
}

fn arrived(link: ArrivalLink, account: &Account) -> AnyView {
    let words = &words().arrivals;
    let session = Session::current();
    let offered = session
        .settings()
        .with_untracked(|settings| match settings {
            SettingsState::Ready(settings) => settings.regions.clone(),
            _ => Vec::new(),
        });
    // A region that this portal does not offer cannot be told from one that it serves under another name.
    let elsewhere = offered
        .iter()
        .find(|region| Some(&region.id) == link.region.as_ref() && region.id != account.region.id);
    if let Some(region) = elsewhere {
        let text =
            (words.wrong_region_what)(&names::region(region), &names::region(&account.region));
        return other_account(words.wrong_region, text);
    }
    if !link.arrival.is_for(&account.email) {
        let text = (words.wrong_account_what)(link.arrival.email(), &account.email);
        return other_account(words.wrong_account, text);
    }
    let official = link.arrival.official(&account.region.vault);
    match link.arrival {
        Arrival::Accept {
            provider,
            place,
            provider_name,
            token,
            ..
        } => view! { <Accept provider place name=provider_name token/> }.into_any(),
        Arrival::Setup {
            provider, token, ..
        } => view! { <SetUp provider token official/> }.into_any(),
        Arrival::BusinessUnit { .. } => view! {
            <Heading text=words.unit/>
            <div class="sheet">
                <Blank icon=Glyph::Arch title=words.unit text=words.unit_what>
                    <LinkButton label=words.unit_go href=official kind=Kind::Primary/>
                </Blank>
            </div>
        }
        .into_any(),
    }
}

/// Somebody else has to sign in. The address stays, and with it the link.
fn other_account(title: &'static str, text: String) -> AnyView {
    let session = Session::current();
    view! {
        <Heading text=title/>
        <div class="sheet">
            <Blank icon=Glyph::Person title text>
                <Button
                    label=words().arrivals.sign_out
                    kind=Kind::Primary
                    icon=Glyph::Out
                    on_press=move || session.sign_out()
                />
            </Blank>
        </div>
    }
    .into_any()
}

/// Why what the link is for was refused.
fn explain_refusal(error: &api::Error) -> Explanation {
    let words = &words().arrivals;
    let refusal = match error {
        api::Error::Rejected(rejection) => ArrivalRefusal::from_message(&rejection.message),
        // The cloud does not say more of what is not there.
        api::Error::NotFound => ArrivalRefusal::Gone,
        _ => ArrivalRefusal::Other,
    };
    let (what, advice) = match refusal {
        ArrivalRefusal::Expired => (words.expired, (words.expired_what)(LINK_DAYS)),
        ArrivalRefusal::WrongAccount => (words.wrong_account, words.stranger_what.to_owned()),
        ArrivalRefusal::Gone => (words.withdrawn, words.withdrawn_what.to_owned()),
        ArrivalRefusal::Already | ArrivalRefusal::Other => return explain::api(error),
    };
    Explanation {
        what: what.to_owned(),
        advice,
    }
}
