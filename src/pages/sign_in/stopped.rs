//! Where signing in ends in this portal: why, and where to go instead.

use leptos::prelude::*;

use crate::components::{Button, Glyph, Heading, Kind, LinkButton};
use crate::i18n::entry_words;
use crate::session::Session;
use crate::session::sign_in::{Stop, StopReason};

/// Explains a stop, and offers the official vault.
#[component]
pub(super) fn Stopped(
    /// Why it cannot go on.
    stop: Stop,
) -> impl IntoView {
    let sign_in = Session::current().sign_in();
    let words = &entry_words().stop;
    let (title, text, detail) = match &stop.why {
        StopReason::ForcedPasswordChange => (
            words.password_title.to_owned(),
            words.password_what.to_owned(),
            None,
        ),
        StopReason::SsoRequired { identifier } => {
            let identifier = identifier.as_deref().map(words.sso_identifier);
            (
                words.sso_title.to_owned(),
                words.sso_what.to_owned(),
                identifier,
            )
        }
        StopReason::NoMasterPassword => (
            words.key_connector_title.to_owned(),
            words.key_connector_what.to_owned(),
            None,
        ),
        StopReason::NoUsableTwoStep => (
            words.two_step_title.to_owned(),
            words.two_step_what.to_owned(),
            None,
        ),
        StopReason::LegacyEncryption => (
            words.legacy_title.to_owned(),
            words.legacy_what.to_owned(),
            None,
        ),
        StopReason::ClientTooOld => (
            words.too_old_title.to_owned(),
            words.too_old_what.to_owned(),
            None,
        ),
        StopReason::Device(message) => (
            words.device_title.to_owned(),
            (words.device_said)(message),
            None,
        ),
        StopReason::SelfHosted { version } => (
            words.self_hosted_title.to_owned(),
            (words.self_hosted_what)(version),
            None,
        ),
        StopReason::ThirdParty { name } => (
            (words.third_party_title)(name),
            words.third_party_what.to_owned(),
            None,
        ),
    };
    let may_go_on = matches!(
        stop.why,
        StopReason::SelfHosted { .. } | StopReason::ThirdParty { .. }
    );
    view! {
        <Heading text=title/>
        <p>{text}</p>
        {detail.map(|detail| view! { <p class="quiet">{detail}</p> })}
        <div class="stack">
            {if may_go_on {
                view! { <Button label=words.go_on kind=Kind::Primary on_press=move || sign_in.continue_anyway()/> }.into_any()
            } else {
                view! { <LinkButton label=words.go href=stop.vault_url kind=Kind::Primary icon=Glyph::Globe/> }.into_any()
            }}
            <Button label=words.back icon=Glyph::Back on_press=move || sign_in.back()/>
        </div>
    }
    .into_any()
}
