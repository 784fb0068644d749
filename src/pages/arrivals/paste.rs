//! A link that is pasted, since the mails lead to the official vault.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use web_sys::SubmitEvent;

use crate::components::{Button, Heading, Kind, TextArea};
use crate::domain::arrival::{Arrival, ArrivalLink, NotAnArrival};
use crate::i18n::{Messages, words};
use crate::routes::Path;

/// A field for the link, and what is wrong with what was pasted.
#[component]
pub(super) fn Paste(
    /// Whether it was opened with a link that a part is missing of.
    cut: bool,
) -> impl IntoView {
    let all = words();
    let words = &all.arrivals;
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(cut.then(|| words.incomplete.to_owned()));
    let navigate = use_navigate();
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        let own = window().location().host().unwrap_or_default();
        match typed.with_untracked(|typed| ArrivalLink::pasted(typed, &own)) {
            Ok(link) => {
                let path = match link.arrival {
                    Arrival::Accept { .. } => Path::AcceptProvider,
                    Arrival::Setup { .. } | Arrival::BusinessUnit { .. } => Path::SetupProvider,
                };
                navigate(&format!("{path}?{}", link.query()), Default::default());
            }
            Err(why) => problem.set(Some(why_not(all, why))),
        }
    };
    view! {
        <div class="page-head"><div><Heading text=words.title/></div></div>
        <form class="sheet pad stack" novalidate on:submit=open>
            <p>{words.paste_lead}</p>
            <TextArea label=words.link help=words.link_help rows=4 value=typed problem=problem/>
            <div class="row"><Button label=words.open kind=Kind::Primary/></div>
        </form>
    }
    .into_any()
}

fn why_not(all: &'static Messages, why: NotAnArrival) -> String {
    let words = &all.arrivals;
    match why {
        NotAnArrival::Empty => words.missing.to_owned(),
        NotAnArrival::NotALink => words.not_a_link.to_owned(),
        NotAnArrival::Foreign(host) => (words.foreign)(&host),
        NotAnArrival::Other => words.other.to_owned(),
        NotAnArrival::Incomplete => words.incomplete.to_owned(),
    }
}
