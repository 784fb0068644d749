//! The session: who is signed in, and whether the keys are at hand. It is made under the root and outlives every page.

pub mod client_acts;
pub mod client_jobs;
pub mod directory;
mod idle;
mod names;
pub mod proof;
pub mod settings;
pub mod sign_in;
mod storage;
mod tabs;
pub mod team;
mod warnings;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Navigator;

use crate::api::identity::{KdfSettings, PrivateKeys};
use crate::api::{self, Api, BrowserKind, Device};
use crate::domain::account::Account;
use crate::domain::ids::UserId;
use crate::domain::region::Region;
use crate::vault::{self, AccountKeys, Password, Vault};
use client_jobs::ClientJob;
use directory::{Cached, Directory, Lists, Profile};
use idle::IdleWatch;
use names::Known;
use settings::{Settings, SettingsState};
use sign_in::SignIn;
use sign_in::machine::Machine;
use sign_in::runner::{self, Early};
use storage::SealedSession;
use tabs::{News, Tabs};
use team::Teams;
use warnings::Warned;

/// Who is signed in, and whether the keys are at hand.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum State {
    /// Not known yet: the settings are being read.
    Starting,
    /// Nobody.
    SignedOut(SignedOutWhy),
    /// Somebody, whose keys are not at hand: the master password opens them.
    Locked(Account, LockedWhy),
    /// Somebody, whose keys are at hand.
    Unlocked(Account),
}

/// Why nobody is signed in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SignedOutWhy {
    /// Nobody was in this tab.
    Fresh,
    /// The person signed out.
    ByPerson,
    /// The cloud ended the session: after 7 days, or when the password was changed.
    Expired,
    /// The person signed out in another tab.
    Elsewhere,
}

/// Why the keys are not at hand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LockedWhy {
    /// The tab was loaded anew.
    Reload,
    /// The person locked it, in this tab or another.
    ByPerson,
    /// It was not touched for a while, or the machine slept.
    Idle,
    /// The vault ended on its own, and the keys with it.
    VaultDied,
}

/// What is wrong with the last try to unlock.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum UnlockProblem {
    /// No password was typed.
    PasswordMissing,
    /// It is not the master password.
    WrongPassword,
    /// The call failed. The password was right.
    Api(api::Error),
    /// The vault failed.
    Vault(vault::Error),
}

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

/// What an unlocked session begins with.
struct Opened {
    region: Region,
    kdf: KdfSettings,
    salt: String,
    user_key: String,
    private_keys: Option<PrivateKeys>,
    profile: Profile,
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

    /// Opens the keys again.
    pub fn unlock(self, password: Password) {
        let State::Locked(account, _) = self.state.get_untracked() else {
            return;
        };
        if self.unlocking.get_untracked() {
            return;
        }
        if password.is_empty() {
            self.unlock_problem
                .set(Some(UnlockProblem::PasswordMissing));
            return;
        }
        let Some(sealed) = self.inner().sealed.borrow().clone() else {
            return self.expire();
        };
        self.unlock_problem.set(None);
        self.unlocking.set(true);
        spawn_local(async move {
            let era = self.era();
            let opened = self.open_sealed(account, sealed, password).await;
            self.unlocking.set(false);
            // It was signed out meanwhile.
            if self.era() != era {
                return;
            }
            match opened {
                Ok(opened) => self.enter(opened).await,
                Err(UnlockProblem::Api(api::Error::SignedOut)) => self.expire(),
                Err(problem) => {
                    self.api().set_tokens(None);
                    self.inner().vault.lock();
                    self.unlock_problem.set(Some(problem));
                    self.inner().vault.ready().await.ok();
                }
            }
        });
    }

    /// Whether an unlock is under way.
    pub fn unlocking(self) -> Signal<bool> {
        self.unlocking.into()
    }

    /// What was wrong with the last try to unlock.
    pub fn unlock_problem(self) -> Signal<Option<UnlockProblem>> {
        self.unlock_problem.into()
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

    /// After how many minutes without a touch the session locks.
    pub fn idle_minutes(self) -> Signal<u32> {
        self.idle_minutes.into()
    }

    /// Sets that, for this browser. 1 to 1440.
    pub fn set_idle_minutes(self, minutes: u32) {
        let minutes = minutes.clamp(1, settings::LONGEST_IDLE);
        storage::set_idle_minutes(minutes);
        self.idle_minutes.set(minutes);
        self.watch(|watch| watch.set_minutes(minutes));
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

    /// Whose sealed session there is, if its region is still offered.
    fn sealed_account(self) -> Option<Account> {
        let inner = self.inner();
        let sealed = inner.sealed.borrow();
        let sealed = sealed.as_ref()?;
        Some(Account {
            id: sealed.user.parse().ok()?,
            email: sealed.email.clone(),
            name: sealed.name.clone(),
            region: self.with_settings(|settings| settings.region(&sealed.region).cloned())??,
        })
    }

    async fn open_sealed(
        self,
        account: Account,
        sealed: SealedSession,
        password: Password,
    ) -> Result<Opened, UnlockProblem> {
        let inner = self.inner();
        let keys = AccountKeys {
            master_key_wrapped_user_key: sealed.master_key_wrapped_user_key.clone(),
            private: sealed.private_keys.clone().map(runner::private),
        };
        let unlocked =
            inner
                .vault
                .unlock_with_password(password, &sealed.salt, runner::kdf(sealed.kdf), keys);
        unlocked.await.map_err(|error| match error {
            vault::Error::WrongKey => UnlockProblem::WrongPassword,
            other => UnlockProblem::Vault(other),
        })?;
        let refresh = inner
            .vault
            .open_sealed(&sealed.sealed_refresh_token)
            .await
            .map_err(UnlockProblem::Vault)?;
        let api = inner.api().at(&account.region);
        inner.set_api(api.clone());
        api.resume(&runner::refresh_token(&refresh))
            .await
            .map_err(UnlockProblem::Api)?;
        let profile = api.profile().await.map_err(UnlockProblem::Api)?;
        Ok(Opened {
            region: account.region,
            kdf: sealed.kdf,
            salt: sealed.salt,
            user_key: sealed.master_key_wrapped_user_key,
            private_keys: sealed.private_keys,
            profile,
        })
    }

    /// The vault is open and the profile is there: the session begins.
    async fn enter(self, opened: Opened) {
        let inner = self.inner();
        let api = inner.api();
        api.on_ended(move || self.expire());
        let profile = opened.profile;
        let account = Account {
            id: profile.id,
            email: profile.email.clone(),
            name: profile.name.clone(),
            region: opened.region,
        };
        let mut private_keys = opened.private_keys;
        if private_keys.is_none()
            && let Some(keys) = profile.private_keys.clone()
        {
            private_keys = Some(keys.clone());
            // Without them nothing of a provider can be opened, and each of its names will say so.
            inner
                .vault
                .add_private_keys(runner::private(keys))
                .await
                .ok();
        }
        let unsealed = SealedSession {
            user: account.id.to_string(),
            email: account.email.clone(),
            name: account.name.clone(),
            region: account.region.id.to_string(),
            kdf: opened.kdf,
            salt: opened.salt,
            master_key_wrapped_user_key: opened.user_key,
            private_keys,
            sealed_refresh_token: String::new(),
        };
        self.directory().take_profile(profile);
        inner.watch.set(Some(IdleWatch::new(
            self.idle_minutes.get_untracked(),
            api.now().millis(),
        )));
        self.state.set(State::Unlocked(account));

        let era = inner.era.get();
        let Some(refresh) = api.refresh_token() else {
            return;
        };
        match inner.vault.seal(refresh.expose()).await {
            Ok(sealed) if self.era() == era => {
                let sealed = SealedSession {
                    sealed_refresh_token: sealed,
                    ..unsealed
                };
                storage::set_sealed_session(Some(&sealed));
                *inner.sealed.borrow_mut() = Some(sealed);
            }
            Ok(_) => {}
            Err(error) => self.vault_failed(error),
        }
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

    fn tell(self, news: impl FnOnce(UserId) -> News) {
        if let (Some(user), Some(tabs)) = (self.user(), self.inner().tabs.borrow().as_ref()) {
            tabs.tell(news(user));
        }
    }

    fn hear(self, news: News) {
        let (News::Locked(user) | News::SignedOut(user) | News::Touched(user)) = news;
        if self.user() != Some(user) {
            return;
        }
        match news {
            News::Locked(_) => self.lock_because(LockedWhy::ByPerson),
            News::SignedOut(_) => self.end(SignedOutWhy::Elsewhere),
            News::Touched(_) => {
                let now = self.api().now().millis();
                self.watch(|watch| watch.touch(now));
            }
        }
    }

    fn watch<T>(self, act: impl FnOnce(&mut IdleWatch) -> T) -> Option<T> {
        let inner = self.inner();
        let mut watch = inner.watch.get()?;
        let result = act(&mut watch);
        inner.watch.set(Some(watch));
        Some(result)
    }

    fn touched(self) {
        let now = self.api().now().millis();
        self.look(now);
        if self.watch(|watch| watch.touch(now)).is_none() {
            return;
        }
        let inner = self.inner();
        if now - inner.told.get() >= idle::LOOK_EVERY {
            inner.told.set(now);
            self.tell(News::Touched);
        }
    }

    fn look(self, now: i64) {
        if self.watch(|watch| watch.look(now)) == Some(true) {
            self.lock_because(LockedWhy::Idle);
        }
    }

    /// Watches the person and the other tabs for as long as the page is there.
    fn listen(self) {
        self.inner()
            .vault
            .on_ended(move |error| self.vault_failed(error));
        for touch in ["pointerdown", "pointermove", "keydown", "wheel"] {
            // The handle would only be needed to stop.
            let _ = window_event_listener_untyped(touch, move |_| self.touched());
        }
        for change in ["visibilitychange", "freeze", "resume", "pageshow", "focus"] {
            let _ = window_event_listener_untyped(change, move |_| {
                self.look(self.api().now().millis())
            });
        }
        let every = Duration::from_millis(idle::LOOK_EVERY.unsigned_abs());
        set_interval(move || self.look(self.api().now().millis()), every);
        *self.inner().tabs.borrow_mut() = Some(Tabs::listen(move |news| self.hear(news)));
    }
}
