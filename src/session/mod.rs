//! The session: who is signed in, and whether the keys are at hand. It is made under the root and outlives every page.

mod attention;
pub mod client_acts;
pub mod client_jobs;
pub mod directory;
mod idle;
mod names;
pub mod proof;
pub mod settings;
pub mod sign_in;
mod state;
mod storage;
mod tabs;
pub mod team;
mod unlock;
mod warnings;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Navigator;

use crate::api::{Api, BrowserKind, Device};
use crate::domain::ids::UserId;
use crate::domain::region::Region;
use crate::vault::{self, Vault};
use client_jobs::ClientJob;
use directory::{Cached, Directory, Lists, Profile};
use idle::IdleWatch;
use names::Known;
use settings::{Settings, SettingsState};
use sign_in::SignIn;
use sign_in::machine::Machine;
use sign_in::runner::{self, Early};
pub use state::{LockedWhy, SignedOutWhy, State, UnlockProblem};
use storage::SealedSession;
use tabs::{News, Tabs};
use team::Teams;
use unlock::Opened;
use warnings::Warned;

/// The session of this tab. A handle: copies are the same session.
#[derive(Clone, Copy)]
pub struct Session {
    state: RwSignal<State>,
    settings: RwSignal<SettingsState>,
    sign_in: sign_in::Signals,
    unlocking: RwSignal<bool>,
    unlock_problem: RwSignal<Option<UnlockProblem>>,
    idle_minutes: RwSignal<u32>,
    profile: RwSignal<Cached<Profile>>,
    lists: StoredValue<Lists, LocalStorage>,
    job: RwSignal<Option<ClientJob>>,
    teams: StoredValue<Teams, LocalStorage>,
    known: StoredValue<Known, LocalStorage>,
    warned: StoredValue<Warned, LocalStorage>,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

/// What no screen reads.
struct Inner {
    api: RefCell<Api>,
    vault: Vault,
    machine: RefCell<Machine>,
    early: RefCell<Option<Early>>,
    sealed: RefCell<Option<SealedSession>>,
    tabs: RefCell<Option<Tabs>>,
    watch: Cell<Option<IdleWatch>>,
    /// When the other tabs were last told that the person is there.
    told: Cell<i64>,
    /// Counts what was typed into the form, to see when the person pauses.
    typed: Cell<u32>,
    /// Counts locks and sign-outs: what was begun in another era is of no interest any more.
    era: Cell<u32>,
}

impl Inner {
    fn api(&self) -> Api {
        self.api.borrow().clone()
    }

    fn set_api(&self, api: Api) {
        *self.api.borrow_mut() = api;
    }
}

impl Session {
    /// Makes the session and hands it to all below the current owner, which has to be the root's.
    pub fn provide() -> Self {
        let agent = web_sys::window().map(|window| window.navigator());
        let agent = agent
            .as_ref()
            .map(Navigator::user_agent)
            .and_then(Result::ok)
            .unwrap_or_default();
        let device = Device {
            id: storage::device(),
            browser: BrowserKind::from_user_agent(&agent),
        };
        let session = Self {
            state: RwSignal::new(State::Starting),
            settings: RwSignal::new(SettingsState::Reading),
            sign_in: sign_in::Signals::new(),
            unlocking: RwSignal::new(false),
            unlock_problem: RwSignal::new(None),
            idle_minutes: RwSignal::new(storage::idle_minutes().unwrap_or(15)),
            profile: RwSignal::new(Cached::default()),
            lists: StoredValue::new_local(Lists::new()),
            job: RwSignal::new(None),
            teams: StoredValue::new_local(Teams::new()),
            known: StoredValue::new_local(Known::new()),
            warned: StoredValue::new_local(Warned::new()),
            inner: StoredValue::new_local(Rc::new(Inner {
                api: RefCell::new(Api::new(device)),
                vault: Vault::start(),
                machine: RefCell::new(Machine::new()),
                early: RefCell::new(None),
                sealed: RefCell::new(storage::sealed_session()),
                tabs: RefCell::new(None),
                watch: Cell::new(None),
                told: Cell::new(0),
                typed: Cell::new(0),
                era: Cell::new(0),
            })),
        };
        provide_context(session);
        session.listen();
        session.read_settings();
        session
    }

    /// The session that [`provide`](Self::provide) made.
    ///
    /// # Panics
    /// Outside of the root that it was provided in, which no component is.
    pub fn current() -> Self {
        #[expect(
            clippy::expect_used,
            reason = "the root provides it before any component runs"
        )]
        use_context().expect("the root provides a session")
    }

    /// Who is signed in.
    pub fn state(self) -> Signal<State> {
        self.state.into()
    }

    /// What the host decided.
    pub fn settings(self) -> Signal<SettingsState> {
        self.settings.into()
    }

    /// Reads the settings; again, after they could not be read.
    pub fn read_settings(self) {
        self.settings.set(SettingsState::Reading);
        let api = self.api();
        spawn_local(async move {
            let settings = match api.host_settings().await {
                Ok(text) => match Settings::parse(&text) {
                    Ok(settings) => SettingsState::Ready(settings),
                    Err(what) => SettingsState::Malformed(what),
                },
                Err(error) => SettingsState::Unreachable(error),
            };
            if let SettingsState::Ready(settings) = &settings
                && storage::idle_minutes().is_none()
            {
                self.idle_minutes.set(settings.idle_minutes);
            }
            self.settings.set(settings);
            if matches!(
                self.state.get_untracked(),
                State::Starting | State::SignedOut(SignedOutWhy::Fresh)
            ) {
                self.state.set(match self.sealed_account() {
                    Some(account) => State::Locked(account, LockedWhy::Reload),
                    None => State::SignedOut(SignedOutWhy::Fresh),
                });
            }
        });
    }

    /// Signing in.
    pub fn sign_in(self) -> SignIn {
        SignIn { session: self }
    }

    /// Where the account of whoever is there lives.
    pub fn region(self) -> Option<Region> {
        self.state.with_untracked(|state| match state {
            State::Locked(account, _) | State::Unlocked(account) => Some(account.region.clone()),
            State::Starting | State::SignedOut(_) => None,
        })
    }

    /// The cloud, on behalf of whoever is signed in.
    pub fn api(self) -> Api {
        self.inner().api()
    }

    /// The vault.
    pub fn vault(self) -> Vault {
        self.inner().vault.clone()
    }

    /// The shared reads.
    pub fn directory(self) -> Directory {
        Directory { session: self }
    }

    /// How many calls wait for their turn, or to be repeated. No signal: to be asked from time to time.
    pub fn waiting(self) -> usize {
        self.api().waiting()
    }

    /// Ends the vault, here and in the other tabs of this account. The place is kept.
    pub fn lock(self) {
        self.lock_because(LockedWhy::ByPerson);
        self.tell(News::Locked);
    }

    /// Ends the session, here and in the other tabs of this account.
    pub fn sign_out(self) {
        self.tell(News::SignedOut);
        self.end(SignedOutWhy::ByPerson);
    }

    /// Where the person has been, the latest first: addresses of this program, which hold ids and no names.
    pub fn recent(self) -> Vec<String> {
        self.user().map(storage::recent).unwrap_or_default()
    }

    /// Remembers that the person has been at an address, in this browser, for this account.
    pub fn visited(self, address: &str) {
        const KEPT: usize = 12;
        let Some(user) = self.user() else { return };
        let mut recent = storage::recent(user);
        if recent.first().is_some_and(|latest| latest == address) {
            return;
        }
        recent.retain(|other| other != address);
        recent.insert(0, address.to_owned());
        recent.truncate(KEPT);
        storage::set_recent(user, &recent);
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.get_value()
    }

    fn era(self) -> u32 {
        self.inner().era.get()
    }

    fn with_settings<T>(self, read: impl FnOnce(&Settings) -> T) -> Option<T> {
        self.settings.with_untracked(|settings| match settings {
            SettingsState::Ready(settings) => Some(read(settings)),
            _ => None,
        })
    }

    fn lock_because(self, why: LockedWhy) {
        let State::Unlocked(account) = self.state.get_untracked() else {
            return;
        };
        self.close();
        // Without a sealed session, a password alone opens nothing.
        self.state.set(if self.inner().sealed.borrow().is_some() {
            State::Locked(account, why)
        } else {
            storage::set_sealed_job(None);
            State::SignedOut(SignedOutWhy::Expired)
        });
    }

    /// The cloud ended the session. The address stays, and with it the place.
    fn expire(self) {
        self.end(SignedOutWhy::Expired);
    }

    fn end(self, why: SignedOutWhy) {
        if matches!(
            self.state.get_untracked(),
            State::Starting | State::SignedOut(_)
        ) {
            return;
        }
        self.close();
        storage::set_sealed_session(None);
        storage::set_sealed_job(None);
        *self.inner().sealed.borrow_mut() = None;
        self.state.set(State::SignedOut(why));
    }

    /// Lets go of keys, tokens and all that was read.
    fn close(self) {
        let inner = self.inner();
        inner.era.set(inner.era.get().wrapping_add(1));
        inner.watch.set(None);
        inner.api().set_tokens(None);
        inner.vault.lock();
        *inner.early.borrow_mut() = None;
        self.unlock_problem.set(None);
        self.directory().clear();
        // What is left of it lies sealed, and comes back with the keys.
        self.job.set(None);
        // Unlocking needs another worker: it loads while the person types.
        spawn_local(async move {
            inner.vault.ready().await.ok();
        });
    }

    /// The vault failed at something it should have done: a worker that is gone took the keys with it.
    fn vault_failed(self, error: vault::Error) {
        if matches!(
            error,
            vault::Error::WorkerDied | vault::Error::Outdated | vault::Error::Locked
        ) {
            self.lock_because(LockedWhy::VaultDied);
        }
    }

    fn user(self) -> Option<UserId> {
        self.state.with_untracked(|state| match state {
            State::Locked(account, _) | State::Unlocked(account) => Some(account.id),
            State::Starting | State::SignedOut(_) => None,
        })
    }
}
