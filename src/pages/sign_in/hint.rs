//! The password hint by mail. The answer never tells whether there is an account.

use leptos::prelude::*;
use web_sys::SubmitEvent;

use crate::components::{
    Button, Field, Focus, Glyph, Heading, Input, Kind, Notice, Segments, Tone,
};
use crate::i18n::{entry_words, explain, names};
use crate::session::Session;
use crate::session::settings::SettingsState;
use crate::session::sign_in::Mail;

/// What was chosen and typed at sign-in before the hint was asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    /// The region's place among those offered.
    pub region: usize,
    /// The address, as far as it was typed.
    pub email: String,
}

/// Asks for the hint, and says what nobody can do.
#[component]
pub(super) fn HintForm(
    /// What it starts from; cleared to go back to sign-in.
    asked: RwSignal<Option<Asked>>,
) -> impl IntoView {
    let session = Session::current();
    let sign_in = session.sign_in();
    let words = &entry_words().sign_in;
    let regions = StoredValue::new(match session.settings().get_untracked() {
        SettingsState::Ready(settings) => settings.regions,
        SettingsState::Reading | SettingsState::Unreachable(_) | SettingsState::Malformed(_) => {
            Vec::new()
        }
    });
    let from = asked.get_untracked().unwrap_or_default();
    let (region, email) = (RwSignal::new(from.region), RwSignal::new(from.email));
    let missing = RwSignal::new(None::<String>);
    let mail = sign_in.hint_mail();
    let busy = Signal::derive(move || mail.get() == Mail::Sending);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let address = email.get_untracked().trim().to_owned();
        missing.set(address.is_empty().then(|| words.email_missing.to_owned()));
        let region = regions.with_value(|regions| {
            regions
                .get(region.get_untracked())
                .map(|region| region.id.clone())
        });
        if let Some(region) = region
            && !address.is_empty()
            && !busy.get_untracked()
        {
            sign_in.send_hint(region, address);
        }
    };
    let outcome = move || match mail.get() {
        Mail::Sent => Some(view! { <Notice tone=Tone::Good title=words.hint_sent/> }.into_any()),
        Mail::Failed(error) => {
            let why = explain::api(&error);
            Some(view! { <Notice tone=Tone::Bad title=why.what text=why.advice/> }.into_any())
        }
        Mail::None | Mail::Sending => None,
    };
    let options =
        regions.with_value(|regions| regions.iter().map(names::region).collect::<Vec<_>>());
    view! {
        <Heading text=words.hint_title focus=Focus::Heading/>
        <p>{words.hint_lead}</p>
        <form novalidate on:submit=submit>
            {(options.len() > 1)
                .then(|| view! { <Segments label=words.region options chosen=region on_choose=move |index| region.set(index)/> })}
            <Field label=words.email name="email" input=Input::Email value=email problem=missing/>
            <div aria-live="polite">{outcome}</div>
            <Button label=words.hint_submit kind=Kind::Primary icon=Glyph::Mail busy/>
        </form>
        <Notice tone=Tone::Warn title=words.no_reset text=words.hint_failover.to_owned()/>
        <div>
            <Button label=words.hint_back kind=Kind::Bare icon=Glyph::Back on_press=move || asked.set(None)/>
        </div>
    }
    .into_any()
}
