//! The icons: symbols of the sprite in `public/icons.svg`.

use leptos::prelude::*;

/// A symbol of the sprite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each is drawn under its own name in public/icons.svg"
)]
pub enum Glyph {
    Arch,
    Back,
    Card,
    Chevron,
    Clock,
    Copy,
    Down,
    Eye,
    EyeOff,
    Find,
    Folder,
    Gear,
    Globe,
    Home,
    Info,
    Key,
    Link,
    List,
    Lock,
    Mail,
    More,
    Off,
    Ok,
    Out,
    People,
    Person,
    Plus,
    Reload,
    Save,
    Shield,
    Stop,
    UpDown,
    Wait,
    Warn,
    X,
}

impl Glyph {
    /// The `href` of its symbol.
    fn href(self) -> &'static str {
        match self {
            Self::Arch => "#arch",
            Self::Back => "#back",
            Self::Card => "#card",
            Self::Chevron => "#chevron",
            Self::Clock => "#clock",
            Self::Copy => "#copy",
            Self::Down => "#down",
            Self::Eye => "#eye",
            Self::EyeOff => "#eye-off",
            Self::Find => "#find",
            Self::Folder => "#folder",
            Self::Gear => "#gear",
            Self::Globe => "#globe",
            Self::Home => "#home",
            Self::Info => "#info",
            Self::Key => "#key",
            Self::Link => "#link",
            Self::List => "#list",
            Self::Lock => "#lock",
            Self::Mail => "#mail",
            Self::More => "#more",
            Self::Off => "#off",
            Self::Ok => "#ok",
            Self::Out => "#out",
            Self::People => "#people",
            Self::Person => "#person",
            Self::Plus => "#plus",
            Self::Reload => "#reload",
            Self::Save => "#save",
            Self::Shield => "#shield",
            Self::Stop => "#stop",
            Self::UpDown => "#updown",
            Self::Wait => "#wait",
            Self::Warn => "#warn",
            Self::X => "#x",
        }
    }
}

/// An icon beside a word. It says nothing by itself, so assistive technology passes it by.
#[component]
pub fn Icon(
    /// Which one; a closure where it changes.
    #[prop(into)]
    of: Signal<Glyph>,
) -> impl IntoView {
    view! {
        <svg class="i" aria-hidden="true">
            <use href=move || of.get().href()></use>
        </svg>
    }
}
