//! Whether the person is there: idle time, the other tabs, and what follows from them.

use std::time::Duration;

use leptos::prelude::*;

use super::idle::{self, IdleWatch};
use super::tabs::{News, Tabs};
use super::{LockedWhy, Session, SignedOutWhy, settings, storage};
use crate::domain::ids::UserId;

impl Session {
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

    pub(super) fn tell(self, news: impl FnOnce(UserId) -> News) {
        if let (Some(user), Some(tabs)) = (self.user(), self.inner().tabs.borrow().as_ref()) {
            tabs.tell(news(user));
        }
    }

    pub(super) fn hear(self, news: News) {
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

    pub(super) fn watch<T>(self, act: impl FnOnce(&mut IdleWatch) -> T) -> Option<T> {
        let inner = self.inner();
        let mut watch = inner.watch.get()?;
        let result = act(&mut watch);
        inner.watch.set(Some(watch));
        Some(result)
    }

    pub(super) fn touched(self) {
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

    pub(super) fn look(self, now: i64) {
        if self.watch(|watch| watch.look(now)) == Some(true) {
            self.lock_because(LockedWhy::Idle);
        }
    }

    /// Watches the person and the other tabs for as long as the page is there.
    pub(super) fn listen(self) {
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
