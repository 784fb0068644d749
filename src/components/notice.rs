//! Something to know before one goes on.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// The mood of a word or a notice. It never speaks alone: an icon and a word go with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be, and worth saying.
    Good,
    /// Neither good nor bad.
    Info,
    /// As it should be, and not worth a glance.
    Quiet,
    /// Something has to be done some day.
    Warn,
    /// Something is broken or refused.
    Bad,
}

impl Tone {
    /// The value of `data-tone`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Info => "info",
            Self::Quiet => "quiet",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    fn glyph(self) -> Glyph {
        match self {
            Self::Good | Self::Quiet => Glyph::Ok,
            Self::Info => Glyph::Info,
            Self::Warn => Glyph::Warn,
            Self::Bad => Glyph::Stop,
        }
    }
}

/// A notice beside what it is about. One that tells of a failure is read out at once.
#[component]
pub fn Notice(
    /// Its mood.
    tone: Tone,
    /// The fact, in one sentence.
    #[prop(into)]
    title: String,
    /// What follows from it, or what to do.
    #[prop(optional, into)]
    text: Option<String>,
    /// Buttons and links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="notice" data-tone=tone.name() role=(tone == Tone::Bad).then_some("alert")>
            <Icon of=tone.glyph()/>
            <div>
                <p><b>{title}</b></p>
                {text.map(|text| view! { <p>{text}</p> })}
                {children.map(|children| view! { <div class="row">{children()}</div> })}
            </div>
        </div>
    }
}
