//! Light, dark, or as the system has it.

use leptos::prelude::*;

/// Where the choice is kept; `public/boot.js` reads it before the first paint.
const STORED: &str = "portico.theme";

/// Which of the two looks the page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Dark ink on light.
    Light,
    /// Light ink on dark.
    Dark,
}

impl Theme {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// The one that holds.
    pub fn now() -> Self {
        let name = document()
            .document_element()
            .and_then(|root| root.get_attribute("data-theme"));
        Self::ALL
            .into_iter()
            .find(|theme| theme.name() == name.as_deref())
            .unwrap_or(Self::System)
    }

    /// Makes this one hold, here and from now on.
    pub fn choose(self) {
        let storage = window().local_storage().ok().flatten();
        let root = document().document_element();
        // A browser that keeps nothing still shows it now.
        match self.name() {
            Some(name) => {
                let _ = storage.map(|storage| storage.set_item(STORED, name));
                let _ = root.map(|root| root.set_attribute("data-theme", name));
            }
            None => {
                let _ = storage.map(|storage| storage.remove_item(STORED));
                let _ = root.map(|root| root.remove_attribute("data-theme"));
            }
        }
    }
}
