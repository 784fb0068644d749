//! The frame around every screen of someone who is in: where one can go, and the account.

use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;
use wasm_bindgen::JsValue;
use web_sys::MouseEvent;

use crate::components::{Glyph, Icon, Mark, Menu, Notice, Segments, Theme, Tone, hide_menu};
use crate::domain::account::Account;
use crate::domain::provider::Provider;
use crate::i18n::{Language, Locale, names, words};
use crate::pages::palette::GoTo;
use crate::pages::places::{self, Screen};
use crate::pages::provider_notices::ProviderNotices;
use crate::routes::{Path, use_path};
use crate::session::Session;

/// The rail with the navigation and the account menu, and beside it the screen.
#[component]
pub fn Shell(
    /// Whose session it is.
    account: Account,
    /// The screen.
    children: Children,
) -> impl IntoView {
    let content = NodeRef::<html::Main>::new();
    // The router would take the link for one of its own, and leave the focus where it is.
    let skip = move |event: MouseEvent| {
        event.prevent_default();
        if let Some(content) = content.get_untracked() {
            let _ = content.focus();
        }
    };
    let session = Session::current();
    leptos::task::spawn_local(session.client_jobs().restore());
    let directory = session.directory();
    let path = use_path();
    let provider = Memo::new(move |_| {
        path.get()
            .and_then(Path::provider)
            .and_then(|id| directory.provider(id))
    });
    view! {
        <a class="skip" href="#content" on:click=skip>{words().shell.skip}</a>
        <div class="shell">
            <header class="rail">
                <a class="brand" href=Path::Start.to_string()>
                    <Icon of=Glyph::Arch/>
                    "Portico"
                </a>
                <GoTo/>
                <Navigation provider/>
                <AccountMenu account/>
            </header>
            <main class="page" id="content" tabindex="-1" node_ref=content>
                <Offline/>
                <ProviderNotices provider/>
                {children()}
            </main>
        </div>
    }
}

/// Where one can go from here: only what exists and this person may open.
#[component]
fn Navigation(provider: Memo<Option<Provider>>) -> impl IntoView {
    let directory = Session::current().directory();
    let places = Memo::new(move |_| {
        directory.profile().with(|cached| {
            cached.value.as_ref().map_or(0, |(profile, _)| {
                profile.providers.len() + profile.own_organizations().count()
            })
        })
    });
    let words = &words().shell;
    let switch = move || {
        provider.get().map(|provider| {
            let role = names::provider_role(provider.role);
            let inside = view! {
                <Mark name=provider.name.clone()/>
                <span><b>{provider.name}</b><small>{role}</small></span>
            };
            if places.get() > 1 {
                view! {
                    <a class="switch-to" href=Path::Providers.to_string() title=words.all_providers>
                        {inside}
                        <Icon of=Glyph::UpDown/>
                    </a>
                }
                .into_any()
            } else {
                view! { <div class="switch-to">{inside}</div> }.into_any()
            }
        })
    };
    view! {
        {switch}
        <nav class="nav" aria-label=words.navigation>
            {move || match provider.get() {
                Some(provider) => places_of(&provider),
                None => {
                    let start = Path::Providers.to_string();
                    view! { <A href=start><Icon of=Glyph::Home/>{words.all_providers}</A> }.into_any()
                }
            }}
        </nav>
    }
}

/// The screens of a provider that this person may open, without those that are under another.
fn places_of(provider: &Provider) -> AnyView {
    let open = use_path();
    let link = |screen: Screen| {
        let here = move || (open.get().map(places::entry) == Some(screen.path)).then_some("page");
        view! {
            <a href=screen.path.to_string() aria-current=here>
                <Icon of=screen.icon/>
                {screen.title}
            </a>
        }
    };
    places::of(provider)
        .filter(|screen| places::entry(screen.path) == screen.path)
        .map(link)
        .collect_view()
        .into_any()
}

/// Who one is here, and what one can change about it at any time.
#[component]
fn AccountMenu(account: Account) -> impl IntoView {
    let session = Session::current();
    let words = &words().shell;
    let name = account
        .name
        .clone()
        .unwrap_or_else(|| account.email.clone());
    let region = names::region(&account.region);
    let button = view! {
        <Mark name=name.clone()/>
        <span><b>{name}</b><small>{account.email.clone()}</small></span>
        <Icon of=Glyph::UpDown/>
    }
    .into_any();
    view! {
        <Menu label=words.account class="switch-to account" button>
            <p class="about"><b>{account.email}</b><small>{region}</small></p>
            <hr/>
            <ThemeChoice/>
            <LanguageChoice/>
            <hr/>
            <button type="button" on:click=move |_| { hide_menu(); session.lock(); }>
                <Icon of=Glyph::Lock/>
                {words.lock}
            </button>
            <button type="button" on:click=move |_| {
                hide_menu();
                session.sign_out();
                leave_no_address();
            }>
                <Icon of=Glyph::Out/>
                {words.sign_out}
            </button>
        </Menu>
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let theme = RwSignal::new(Theme::now());
    let words = &words().shell;
    let options = Theme::ALL.map(|theme| match theme {
        Theme::System => words.system.to_owned(),
        Theme::Light => words.light.to_owned(),
        Theme::Dark => words.dark.to_owned(),
    });
    view! {
        <Segments
            label=words.theme
            options=options.to_vec()
            chosen=Signal::derive(move || Theme::ALL.iter().position(|each| *each == theme.get()).unwrap_or(0))
            on_choose=move |index: usize| {
                if let Some(chosen) = Theme::ALL.get(index) {
                    chosen.choose();
                    theme.set(*chosen);
                }
            }
        />
    }
}

#[component]
fn LanguageChoice() -> impl IntoView {
    Language::current().map(|language| {
        view! {
            <Segments
                label=words().shell.language
                options=Locale::ALL.map(|locale| locale.name().to_owned()).to_vec()
                chosen=Signal::derive(move || {
                    Locale::ALL.iter().position(|locale| *locale == language.get()).unwrap_or(0)
                })
                on_choose=move |index: usize| {
                    if let Some(locale) = Locale::ALL.get(index) {
                        language.set(*locale);
                    }
                }
            />
        }
    })
}

/// Says so while the browser knows of no connection.
#[component]
fn Offline() -> impl IntoView {
    let online = RwSignal::new(window().navigator().on_line());
    let look = move || {
        let _ = online.try_set(window().navigator().on_line());
    };
    let up = window_event_listener(leptos::ev::online, move |_| look());
    let down = window_event_listener(leptos::ev::offline, move |_| look());
    on_cleanup(move || {
        up.remove();
        down.remove();
    });
    move || {
        let words = &words().common;
        (!online.get()).then(|| view! { <Notice tone=Tone::Warn title=words.offline text=words.offline_hint.to_owned()/> })
    }
}

/// Whoever signs in next begins at the start, and not where somebody else was.
fn leave_no_address() {
    if let Ok(history) = window().history() {
        // A browser that refuses only leaves the address as it is.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&Path::Start.to_string()));
    }
}
