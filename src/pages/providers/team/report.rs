//! What became of each, when not all went as it was meant.

use leptos::prelude::*;

use super::acts::Acts;
use crate::components::{Button, Glyph, Kind, StatusWord, Tone};
use crate::domain::provider_user::TeamOutcome;
use crate::i18n::words;

/// A line for each person.
#[component]
pub(super) fn Report(acts: Acts) -> impl IntoView {
    let words = &words().team;
    let line = move |(name, outcome): (String, TeamOutcome)| {
        let (tone, icon, word) = match outcome {
            TeamOutcome::Done => (Tone::Good, Glyph::Ok, words.outcome_done.to_owned()),
            TeamOutcome::Refused(said) => (
                Tone::Bad,
                Glyph::Stop,
                (crate::i18n::words().errors.server_said)(&said),
            ),
            TeamOutcome::NotSeen => (Tone::Warn, Glyph::Warn, words.outcome_not_seen.to_owned()),
            TeamOutcome::AlreadyThere => {
                (Tone::Info, Glyph::Info, words.outcome_already.to_owned())
            }
        };
        view! { <li><b>{name}</b>" "<StatusWord tone icon word/></li> }.into_any()
    };
    view! {
        <ul class="outcomes">{move || acts.report.get().into_iter().map(line).collect_view()}</ul>
        <div class="row">
            <Button label=crate::i18n::words().common.close kind=Kind::Primary on_press=move || acts.dismiss()/>
        </div>
    }
    .into_any()
}
