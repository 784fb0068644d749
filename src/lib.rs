//! Portico: one place to run all of a provider's client organisations on the Bitwarden cloud, as a page in the browser.
//!
//! The rooms, from the bottom up. Who may know whom is in the table of the tests below, and a test holds it.
//!
//! - [`domain`]: the rules of the field, pure: ids, roles, seats, search, CSV.
//! - [`vault`]: what the page and the key-holding worker (`src/bin/vault`) say to each other.
//! - [`api`]: the cloud as typed calls; `api/http.rs` is the one door.
//! - [`jobs`]: long work: a queue that can be paused, and what goes through it.
//! - [`session`]: who is signed in, the sign-in itself, and what many screens read.
//! - [`i18n`]: words, numbers and dates in the reader's language.
//! - [`components`]: what every screen is made of.
//! - [`pages`]: the screens, as the addresses have them.
//! - [`routes`]: every address, and which screen stands there. [`app`]: what all of it stands in. [`inside`]: where the program
//!   parts in two, what the sign-in needs and the rest.
//!
//! To add a screen: a variant of `routes::Path` and a line in `routes::Screens`, a file in `pages` beside its neighbour,
//! its texts in `i18n/messages.rs` and both languages, and what it reads in `api`, with the rules in `domain`.

pub mod api;
pub mod app;
pub mod components;
pub mod domain;
mod early;
pub mod i18n;
pub mod inside;
pub mod jobs;
pub mod pages;
pub mod routes;
pub mod session;
pub mod vault;

pub use early::start;

#[cfg(test)]
mod architecture {
    //! What the compiler does not hold: who may know whom, and a few things that may stand in one place only.

    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    /// Each room with the rooms that it may use. The files beside the rooms may use all.
    const MAY_USE: [(&str, &[&str]); 9] = [
        ("domain", &[]),
        ("vault", &["domain"]),
        ("bin/vault", &["domain", "vault"]),
        ("api", &["domain"]),
        ("jobs", &["domain", "api"]),
        ("session", &["domain", "api", "jobs", "vault"]),
        ("i18n", &["domain", "api", "vault"]),
        ("components", &["i18n"]),
        (
            "pages",
            &[
                "domain",
                "api",
                "jobs",
                "vault",
                "session",
                "i18n",
                "components",
                "routes",
                "app",
            ],
        ),
    ];

    fn root() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
    }

    /// The files under `folder` that end in `ending`, as paths from the checkout's top and their texts.
    fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
        fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
            let Ok(entries) = folder.read_dir() else {
                return;
            };
            for path in entries.map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    walk(&path, ending, found);
                } else if path.to_string_lossy().ends_with(ending) {
                    found.push(path);
                }
            }
        }
        let mut found = Vec::new();
        walk(&root().join(folder), ending, &mut found);
        found.sort();
        found
            .into_iter()
            .map(|path| {
                let name = path
                    .strip_prefix(root())
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                (name, std::fs::read_to_string(path).unwrap())
            })
            .collect()
    }

    /// The code of a file: without comments, and without the tests at its end.
    fn code(text: &str) -> String {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        text.lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn room(file: &str) -> Option<&'static str> {
        let path = file.strip_prefix("src/")?;
        MAY_USE
            .into_iter()
            .map(|(room, _)| room)
            .filter(|room| {
                path == format!("{room}.rs")
                    || path
                        .strip_prefix(room)
                        .is_some_and(|rest| rest.starts_with('/'))
            })
            .max_by_key(|room| room.len())
    }

    /// The first names of all `crate::…` and `portico::…` paths; `crate::{a, b::c}` names `a` and `b`.
    fn used(code: &str) -> BTreeSet<String> {
        let name = |text: &str| {
            text.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        };
        let mut found = BTreeSet::new();
        for start in ["crate::", "portico::"] {
            for rest in code.split(start).skip(1) {
                match rest.strip_prefix('{') {
                    None => drop(found.insert(name(rest))),
                    Some(list) => {
                        let mut depth = 0;
                        let mut first = true;
                        for (at, c) in list.char_indices() {
                            match c {
                                '{' => depth += 1,
                                '}' if depth == 0 => break,
                                '}' => depth -= 1,
                                ',' if depth == 0 => first = true,
                                c if first && !c.is_whitespace() => {
                                    found.insert(name(list.split_at(at).1));
                                    first = false;
                                }
                                _ => {}
                            }
                        }
                    }
                }
            }
        }
        found
    }

    #[test]
    fn lists_of_paths_are_read_whole() {
        let found =
            used("use crate::{\n  api,\n  session::{Session, State},\n};\nuse crate::i18n::words;");
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            ["api", "i18n", "session"]
        );
    }

    #[test]
    fn every_room_uses_only_those_below_it() {
        let rooms = [
            "api",
            "app",
            "components",
            "domain",
            "i18n",
            "jobs",
            "pages",
            "routes",
            "session",
            "vault",
        ];
        let mut looked_at = 0;
        for (file, text) in files("src", ".rs") {
            let Some(own) = room(&file) else { continue };
            looked_at += 1;
            let (_, may) = MAY_USE.into_iter().find(|(room, _)| *room == own).unwrap();
            for name in used(&code(&text)) {
                let is_room =
                    rooms.contains(&name.as_str()) && !(own == "bin/vault" && name == "keyring");
                assert!(
                    !is_room || name == own || may.contains(&name.as_str()),
                    "{file}: `{own}` may not use `{name}`; it may use {may:?}"
                );
            }
        }
        assert!(looked_at > 40, "the sources are not found: {looked_at}");
    }

    #[test]
    fn the_domain_is_pure() {
        for (file, text) in files("src/domain", ".rs") {
            for foreign in [
                "leptos",
                "web_sys",
                "js_sys",
                "wasm_bindgen",
                "serde",
                "gloo",
            ] {
                assert!(
                    !code(&text).contains(&format!("{foreign}::")),
                    "{file} uses {foreign}"
                );
            }
        }
    }

    #[test]
    fn some_things_stand_in_one_place_only() {
        for (file, text) in files("src", ".rs") {
            let code = code(&text);
            let only = |what: &str, places: &[&str]| {
                let here =
                    places.iter().any(|place| file.starts_with(place)) || !code.contains(what);
                assert!(here, "{file}: `{what}` belongs into {places:?}");
            };
            only("gloo_net", &["src/api/http.rs", "src/api/fetch.rs"]);
            only("inner_html", &[]);
            only("bitwarden_crypto", &["src/bin/vault/"]);
            // Addresses of the app, paths of the cloud.
            for letter in 'a'..='z' {
                only(
                    &format!("\"/{letter}"),
                    &["src/routes.rs", "src/api/", "src/session/settings.rs"],
                );
            }
        }
    }

    /// The first part of the program, which everybody waits for, is to hold its own texts only.
    #[test]
    fn what_the_sign_in_needs_knows_no_texts_of_the_screens() {
        let mut first = files("src/pages/sign_in", ".rs");
        first.extend(files("src", ".rs").into_iter().filter(|(file, _)| {
            let parts = [
                "src/app.rs",
                "src/inside.rs",
                "src/pages/unlock.rs",
                "src/i18n/explain.rs",
                "src/i18n/format.rs",
                "src/components/button.rs",
                "src/components/door.rs",
                "src/components/field.rs",
                "src/components/heading.rs",
                "src/components/load.rs",
                "src/components/notice.rs",
                "src/components/segments.rs",
                "src/components/toasts.rs",
            ];
            parts.contains(&file.as_str())
        }));
        assert!(first.len() > 15, "the files are not found");
        for (file, text) in first {
            let whole = code(&text).replace("entry_words()", "");
            assert!(
                !whole.contains("words()"),
                "{file} should ask for entry_words()"
            );
        }
    }

    #[test]
    fn every_style_file_stands_in_a_layer() {
        for (file, text) in files("style", ".css") {
            assert!(text.contains("@layer "), "{file}");
        }
    }

    #[test]
    fn every_icon_is_drawn() {
        let sprite = std::fs::read_to_string(root().join("public/icons.svg")).unwrap();
        let icons = std::fs::read_to_string(root().join("src/components/icon.rs")).unwrap();
        let names: Vec<&str> = icons
            .split("=> \"#")
            .skip(1)
            .filter_map(|rest| rest.split_once('"'))
            .map(|(name, _)| name)
            .collect();
        assert!(names.len() > 20, "the icons are not found");
        for name in names {
            assert!(
                sprite.contains(&format!("id=\"{name}\"")),
                "public/icons.svg does not draw {name}"
            );
        }
    }

    #[test]
    fn every_text_is_shown_somewhere() {
        // The catalogues themselves show nothing.
        let catalogue = |file: &str| {
            ["messages", "en", "nl"]
                .iter()
                .any(|part| file.starts_with(&format!("src/i18n/{part}")))
        };
        let sources: String = files("src", ".rs")
            .into_iter()
            .filter(|(file, _)| !catalogue(file))
            .map(|(_, text)| text)
            .collect();
        let messages: String = files("src/i18n", ".rs")
            .into_iter()
            .filter(|(file, _)| file.starts_with("src/i18n/messages"))
            .map(|(_, text)| text)
            .collect();
        let fields = messages
            .lines()
            .filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(": "));
        let dead: Vec<&str> = fields
            .filter(|(_, kind)| kind.starts_with("&'static str") || kind.starts_with("fn"))
            .map(|(field, _)| field)
            .filter(|field| !sources.contains(&format!(".{field}")))
            .collect();
        assert!(dead.is_empty(), "no screen shows {dead:?}");
    }
}
