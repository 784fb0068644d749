//! Words, numbers and dates in the reader's language. Knows the domain and the error types, and nothing of screens.

mod en;
pub mod events;
pub mod explain;
pub mod format;
pub mod messages;
pub mod names;
mod nl;

use leptos::prelude::*;
pub use messages::{Entry, Messages};

/// Where the choice is kept; `public/boot.js` reads it too, for the root element.
const STORED: &str = "portico.locale";

/// A language that the program speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    /// English, with British dates.
    English,
    /// Dutch.
    Dutch,
}

impl Locale {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::Dutch];

    /// What the `lang` attribute and the stored preference say.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Dutch => "nl",
        }
    }

    /// What `Intl` is asked for.
    pub(crate) fn intl_tag(self) -> &'static str {
        match self {
            Self::English => "en-GB",
            Self::Dutch => "nl-NL",
        }
    }

    /// The language's name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Dutch => "Nederlands",
        }
    }

    /// Reads a language tag such as `nl`, `nl-BE` or `en_US`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|locale| locale.tag().eq_ignore_ascii_case(language))
    }

    /// Its texts.
    pub fn messages(self) -> &'static Messages {
        match self {
            Self::English => &en::EN,
            Self::Dutch => &nl::NL,
        }
    }

    fn entry(self) -> &'static Entry {
        match self {
            Self::English => &en::ENTRY,
            Self::Dutch => &nl::ENTRY,
        }
    }
}

/// The language that the page speaks now.
#[derive(Clone, Copy)]
pub struct Language(RwSignal<Locale>);

impl Language {
    /// Makes the person's language that of everything below the caller: the one chosen here before, else the first of the
    /// browser's that the program speaks, else English.
    pub fn provide() -> Self {
        let stored = storage().and_then(|storage| storage.get_item(STORED).ok().flatten());
        let offered = window().navigator().languages();
        let wanted = stored
            .into_iter()
            .chain(offered.iter().filter_map(|tag| tag.as_string()));
        let locale = wanted
            .filter_map(|tag| Locale::from_tag(&tag))
            .next()
            .unwrap_or(Locale::English);
        let language = Self(RwSignal::new(locale));
        language.apply(locale);
        provide_context(language);
        language
    }

    /// The language, tracked: who reads it is drawn anew when it changes.
    pub fn get(self) -> Locale {
        self.0.get()
    }

    /// Speaks `locale` from now on, in this browser.
    pub fn set(self, locale: Locale) {
        if let Some(storage) = storage() {
            // A browser that keeps nothing still speaks it now.
            let _ = storage.set_item(STORED, locale.tag());
        }
        self.apply(locale);
        self.0.set(locale);
    }

    /// Screen readers and hyphenation go by the root element.
    fn apply(self, locale: Locale) {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", locale.tag());
        }
    }

    /// Lets `say` speak this language: when a call has come back, no screen is around the caller any more.
    pub fn speak<T>(self, say: impl FnOnce() -> T) -> T {
        let around = Owner::new();
        around.with(|| {
            provide_context(self);
            say()
        })
    }

    /// The language around the caller.
    pub fn current() -> Option<Self> {
        use_context()
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// The language around the caller, untracked: a change of language mounts every screen anew (see `app.rs`).
pub fn locale() -> Locale {
    Language::current().map_or(Locale::English, |language| language.0.get_untracked())
}

/// The texts around the caller that are there from the start: for what is shown before, or also before, the screens.
pub fn entry_words() -> &'static Entry {
    locale().entry()
}

/// The texts around the caller, for what is shown behind the sign-in only.
pub fn words() -> &'static Messages {
    locale().messages()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines that are the same word in both languages, and rightly so.
    const SAME: [&str; 18] = [
        "ID",
        "Email",
        "YubiKey",
        "Duo",
        "Status",
        "Overview",
        "API",
        "SCIM",
        "Secrets Manager",
        "Key Connector",
        "Single sign-on",
        "Enter",
        "Esc",
        "Authenticator",
        "Filters",
        "Providers",
        "Seats",
        "Type",
    ];

    /// A catalogue's sources: the file of the language, and those of its folder in the order of their names.
    fn catalogue(language: &str) -> String {
        let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/i18n");
        let mut parts: Vec<_> = here
            .join(language)
            .read_dir()
            .map(|folder| folder.map(|entry| entry.unwrap().path()).collect())
            .unwrap_or_default();
        parts.sort();
        parts.insert(0, here.join(format!("{language}.rs")));
        parts
            .into_iter()
            .map(|part| std::fs::read_to_string(part).unwrap())
            .collect()
    }

    /// The string literals of a catalogue's source, one by one, with the field that each belongs to.
    fn texts(source: &str) -> Vec<(String, String)> {
        source
            .lines()
            .filter_map(|line| {
                let (field, value) = line.trim().split_once(": ")?;
                value
                    .contains('"')
                    .then(|| (field.to_owned(), value.trim_end_matches(',').to_owned()))
            })
            .collect()
    }

    #[test]
    fn no_text_was_left_untranslated() {
        let (english, dutch) = (texts(&catalogue("en")), texts(&catalogue("nl")));
        assert_eq!(english.len(), dutch.len());
        assert!(
            english.len() > 200,
            "the catalogue is not read: {}",
            english.len()
        );
        for ((field, english), (other, dutch)) in english.into_iter().zip(dutch) {
            assert_eq!(
                field, other,
                "the two catalogues name their texts in the same order"
            );
            let same = english == dutch && !SAME.contains(&english.trim_matches('"'));
            assert!(!same, "{field} is the same in both languages: {english}");
        }
    }

    #[test]
    fn both_languages_use_the_same_arguments() {
        let names = |text: &str| -> Vec<String> {
            let mut names: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
                .map(|(name, _)| name.to_owned())
                .filter(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase()))
                .collect();
            names.sort();
            names
        };
        for ((field, english), (_, dutch)) in texts(&catalogue("en"))
            .into_iter()
            .zip(texts(&catalogue("nl")))
        {
            assert_eq!(names(&english), names(&dutch), "{field}");
        }
    }

    #[test]
    fn language_tags_of_every_form_are_read() {
        assert_eq!(Locale::from_tag("nl-BE"), Some(Locale::Dutch));
        assert_eq!(Locale::from_tag("EN_us"), Some(Locale::English));
        assert_eq!(Locale::from_tag("fr"), None);
        assert_eq!(Locale::from_tag(""), None);
    }
}
