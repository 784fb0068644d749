//! From the master password, or from a sign-in that went well, to a session with its keys at hand.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::directory::Profile;
use super::idle::IdleWatch;
use super::sign_in::runner;
use super::storage::{self, SealedSession};
use super::{Session, State, UnlockProblem};
use crate::api;
use crate::api::identity::{KdfSettings, PrivateKeys};
use crate::domain::account::Account;
use crate::domain::region::Region;
use crate::vault::{self, AccountKeys, Password};

/// What an unlocked session begins with.
pub(super) struct Opened {
    pub(super) region: Region,
    pub(super) kdf: KdfSettings,
    pub(super) salt: String,
    pub(super) user_key: String,
    pub(super) private_keys: Option<PrivateKeys>,
    pub(super) profile: Profile,
}

impl Session {
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

    /// Whose sealed session there is, if its region is still offered.
    pub(super) fn sealed_account(self) -> Option<Account> {
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

    pub(super) async fn open_sealed(
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
    pub(super) async fn enter(self, opened: Opened) {
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
}
