//! The places that one can go to by typing: screens, clients, and people of teams that were read.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

use crate::components::{Glyph, Icon, Palette, Place, on_command};
use crate::domain::provider::{Provider, ProviderType};
use crate::domain::search::{Candidate, Folded, Query, best};
use crate::i18n::words;
use crate::pages::places;
use crate::routes::{Path, use_path};
use crate::session::Session;
use crate::session::directory::Profile;

/// How many places are offered at once.
const MOST: usize = 40;

/// A place with what finds it.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    place: Place,
    name: Folded,
    also: Folded,
}

impl Entry {
    fn new(name: String, also: &str, kind: String, icon: Glyph, href: String) -> Self {
        Self {
            name: Folded::new(&name),
            also: Folded::new(&format!("{name} {also} {kind}")),
            place: Place {
                name,
                kind,
                icon,
                href,
            },
        }
    }
}

/// The button that opens the palette, and the palette. It is also what remembers where one has been.
#[component]
pub(super) fn GoTo() -> impl IntoView {
    let open = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let session = Session::current();
    let navigate = use_navigate();
    let words = words();
    remember(session);
    on_command("k", move || {
        typed.set(String::new());
        open.update(|open| *open = !*open);
    });
    // What is offered is gathered when it opens, so that nothing is kept while it is closed.
    let entries = Memo::new(move |_| {
        if open.get() {
            entries(session)
        } else {
            Vec::new()
        }
    });
    let recent = Memo::new(move |_| {
        open.get();
        session.recent()
    });
    let places = Memo::new(move |_| {
        let query = typed.with(|typed| Query::new(typed));
        entries.with(|entries| {
            recent.with(|recent| {
                let candidates = entries.iter().map(|entry| Candidate {
                    name: &entry.name,
                    also: &entry.also,
                    recent: recent
                        .iter()
                        .position(|address| *address == entry.place.href),
                });
                best(&query, candidates, MOST)
                    .into_iter()
                    .filter_map(|at| entries.get(at))
                    .map(|entry| entry.place.clone())
                    .collect::<Vec<_>>()
            })
        })
    });
    let go = Callback::new(move |href: String| {
        session.visited(&href);
        navigate(&href, Default::default());
    });
    let (label, keys) = (words.palette.open, "Ctrl K");
    view! {
        <button
            class="go"
            type="button"
            aria-keyshortcuts="Control+K Meta+K"
            on:click=move |_| { typed.set(String::new()); open.set(true); }
        >
            <Icon of=Glyph::Find/>
            <span>{label}</span>
            <kbd aria-hidden="true">{keys}</kbd>
        </button>
        <Palette open typed places on_go=go/>
    }
    .into_any()
}

/// Remembers each place that one comes to, by its address without a query.
fn remember(session: Session) {
    let path = use_path();
    let pathname = use_location().pathname;
    Effect::new(move |_| {
        let place = path.get().filter(|path| {
            !matches!(
                path,
                Path::Start | Path::Providers | Path::SetupProvider | Path::AcceptProvider
            )
        });
        pathname.track();
        if let Some(place) = place {
            session.visited(&place.to_string());
        }
    });
}

fn entries(session: Session) -> Vec<Entry> {
    let directory = session.directory();
    let profile = directory
        .profile()
        .with_untracked(|cached| cached.value.as_ref().map(|(profile, _)| profile.clone()));
    let Some(profile) = profile else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    for provider in &profile.providers {
        screens(provider, &mut entries);
        people(session, provider, &mut entries);
    }
    clients(&profile, &mut entries);
    let words = words();
    let screen = || words.palette.screen.to_owned();
    for own in profile.own_organizations() {
        let href = Path::OrganizationOverview(own.id).to_string();
        entries.push(Entry::new(
            own.name.clone(),
            "",
            screen(),
            Glyph::Home,
            href,
        ));
    }
    for (name, path) in [
        (words.providers.title, Path::Providers),
        (words.arrivals.title, Path::AcceptProvider),
    ] {
        entries.push(Entry::new(
            name.to_owned(),
            "",
            screen(),
            Glyph::Link,
            path.to_string(),
        ));
    }
    entries
}

/// The screens of a provider that this person may open.
fn screens(provider: &Provider, entries: &mut Vec<Entry>) {
    let words = &words().palette;
    entries.extend(places::of(provider).map(|screen| {
        let name = format!("{}, {}", screen.title, provider.name);
        let kind = words.screen.to_owned();
        Entry::new(
            name,
            screen.also,
            kind,
            screen.icon,
            screen.path.to_string(),
        )
    }));
}

/// The clients, which the profile holds of every provider: no list has to be read for them.
fn clients(profile: &Profile, entries: &mut Vec<Entry>) {
    let words = &words().palette;
    for client in &profile.managed {
        let Some(provider) = profile
            .providers
            .iter()
            .find(|provider| provider.id == client.provider)
        else {
            continue;
        };
        let kind = match provider.kind {
            ProviderType::BusinessUnit => (words.unit)(&provider.name),
            _ => (words.client)(&provider.name),
        };
        let href = Path::ClientOverview(provider.id, client.id).to_string();
        entries.push(Entry::new(
            client.name.clone(),
            "",
            kind,
            Glyph::Folder,
            href,
        ));
    }
}

/// The people of a team, if it was read.
fn people(session: Session, provider: &Provider, entries: &mut Vec<Entry>) {
    let words = &words().palette;
    for user in session.directory().team_if_read(provider.id) {
        let href = format!("{}?person={}", Path::Team(provider.id), user.id);
        let kind = (words.person)(&provider.name);
        let name = user.called().to_owned();
        entries.push(Entry::new(name, &user.email, kind, Glyph::Person, href));
    }
}
