//! The page's handle of the vault worker.

use std::rc::Rc;

use futures::channel::oneshot;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Reflect, Uint8Array};
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::{Event, MessageEvent, Worker};

use super::exchange::{Exchange, Shift, Wire};
use super::protocol::{
    AccountKeys, Answer, AuthenticationHash, Error, Kdf, KeyRef, NAMES_PER_MESSAGE, Password,
    PrivateKeys, Request, Secret, WrappedKey,
};
use crate::domain::ids::UserId;

/// How long a worker may take to load and start. Generous: it is 150 KB on what may be a slow line.
const START_LIMIT_MS: u32 = 30_000;

/// The way to the vault worker. A clone speaks to the same worker.
///
/// Every call may fail with [`Error::Locked`] (the vault was locked meanwhile, or is not unlocked), [`Error::WorkerDied`]
/// and [`Error::Outdated`], beside what its own documentation says. After each of these the next call starts a new worker,
/// whose key ring is empty.
#[derive(Clone)]
pub struct Vault {
    // A page has one thread; the wrapper lets the handle lie in signals and contexts, which ask for `Send`.
    exchange: SendWrapper<Rc<Exchange<Post>>>,
}

impl Vault {
    /// Starts a worker at once, before it is needed. That it could not is told to the first who asks something of it.
    pub fn start() -> Self {
        let vault = Self {
            exchange: SendWrapper::new(Rc::new(Exchange::new())),
        };
        let _ = vault.staff();
        vault
    }

    /// Who is told when the worker ends on its own, and every key with it.
    pub fn on_ended(&self, tell: impl Fn(Error) + 'static) {
        self.exchange.on_ended(Rc::new(tell));
    }

    /// Resolves when the worker can receive.
    pub async fn ready(&self) -> Result<(), Error> {
        self.staff()?;
        heard(self.exchange.ready()).await
    }

    /// Derives the master key, keeps it in the worker for [`unlock`](Self::unlock), and gives the hash that the token
    /// request needs. `salt` is prelogin's, else the e-mail, trimmed and in lower case.
    ///
    /// [`Error::TooWeak`] and [`Error::Unsupported`] for settings outside of what an account may have.
    pub async fn derive(
        &self,
        password: Password,
        salt: &str,
        kdf: Kdf,
    ) -> Result<AuthenticationHash, Error> {
        match self
            .ask(Request::Derive {
                password,
                salt: salt.to_owned(),
                kdf,
            })
            .await?
        {
            Answer::Hash(hash) => Ok(hash),
            _ => Err(self.broken()),
        }
    }

    /// Opens the user's keys by the master key that was derived last. [`Error::Locked`] when none was.
    ///
    /// [`Error::WrongKey`] when it does not open them, [`Error::Unsupported`] for an account whose user key is of the very
    /// old kind without authentication.
    pub async fn unlock(&self, keys: AccountKeys) -> Result<(), Error> {
        self.done(Request::Unlock(keys)).await
    }

    /// Opens the user's keys by the master password alone, as after a lock or a reload. Errors as for
    /// [`derive`](Self::derive) and [`unlock`](Self::unlock).
    pub async fn unlock_with_password(
        &self,
        password: Password,
        salt: &str,
        kdf: Kdf,
        keys: AccountKeys,
    ) -> Result<(), Error> {
        self.done(Request::UnlockWithPassword {
            password,
            salt: salt.to_owned(),
            kdf,
            keys,
        })
        .await
    }

    /// Opens the user's private keys where [`AccountKeys::private`] was not known at the unlock. [`Error::WrongKey`] when
    /// they are not this user key's, or not signed by this user.
    pub async fn add_private_keys(&self, keys: PrivateKeys) -> Result<(), Error> {
        self.done(Request::AddPrivateKeys(keys)).await
    }

    /// Opens keys, in whatever order they come, and gives those that could not be opened.
    pub async fn add_keys(&self, keys: Vec<WrappedKey>) -> Result<Vec<KeyRef>, Error> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        match self.ask(Request::AddKeys(keys)).await? {
            Answer::Unopened(keys) => Ok(keys),
            _ => Err(self.broken()),
        }
    }

    /// Decrypts names, each on its own: one that cannot be opened does the others no harm.
    pub async fn open_names(
        &self,
        key: KeyRef,
        names: Vec<String>,
    ) -> Result<Vec<Result<String, Error>>, Error> {
        let mut opened = Vec::with_capacity(names.len());
        let mut names = names.into_iter();
        // One message at a time, so that the page has a breath between them.
        loop {
            let batch: Vec<String> = names.by_ref().take(NAMES_PER_MESSAGE).collect();
            let asked = batch.len();
            if asked == 0 {
                return Ok(opened);
            }
            match self.ask(Request::OpenNames { key, names: batch }).await? {
                Answer::Names(names) if names.len() == asked => opened.extend(names),
                _ => return Err(self.broken()),
            }
        }
    }

    /// The fingerprint phrase of a user's public key (base64 of SubjectPublicKeyInfo): five words, joined by `-`.
    /// [`Error::Malformed`] when it is no such key. Needs no unlock.
    pub async fn fingerprint(&self, user: UserId, public_key: &str) -> Result<String, Error> {
        match self
            .ask(Request::Fingerprint {
                user,
                public_key: public_key.to_owned(),
            })
            .await?
        {
            Answer::Phrase(phrase) => Ok(phrase),
            _ => Err(self.broken()),
        }
    }

    /// Encrypts under the user key.
    pub async fn seal(&self, text: &str) -> Result<String, Error> {
        match self.ask(Request::Seal(text.to_owned().into())).await? {
            Answer::Sealed(sealed) => Ok(sealed),
            _ => Err(self.broken()),
        }
    }

    /// Opens what [`seal`](Self::seal) made. [`Error::WrongKey`] when it is another user's.
    pub async fn open_sealed(&self, sealed: &str) -> Result<Secret, Error> {
        match self.ask(Request::OpenSealed(sealed.to_owned())).await? {
            Answer::Opened(secret) => Ok(secret),
            _ => Err(self.broken()),
        }
    }

    /// Ends the worker, and with it every key; whatever waits fails with [`Error::Locked`]. The next call starts another.
    pub fn lock(&self) {
        self.exchange.dismiss(Error::Locked);
    }

    async fn done(&self, request: Request) -> Result<(), Error> {
        match self.ask(request).await? {
            Answer::Done => Ok(()),
            _ => Err(self.broken()),
        }
    }

    async fn ask(&self, request: Request) -> Result<Answer, Error> {
        self.staff()?;
        heard(self.exchange.ask(request)).await
    }

    /// An answer to another question than was asked: this worker is not to be relied on.
    fn broken(&self) -> Error {
        self.exchange.dismiss(Error::WorkerDied);
        Error::WorkerDied
    }

    fn staff(&self) -> Result<(), Error> {
        let exchange = Rc::downgrade(&self.exchange);
        let hired = self.exchange.staff(|shift| Post::hire(shift, &exchange))?;
        if let Some(shift) = hired {
            Timeout::new(START_LIMIT_MS, move || {
                if let Some(exchange) = exchange.upgrade() {
                    exchange.start_overdue(shift);
                }
            })
            .forget();
        }
        Ok(())
    }
}

/// A sender that is gone without a word went with its worker.
async fn heard<T>(receiver: oneshot::Receiver<Result<T, Error>>) -> Result<T, Error> {
    receiver.await.unwrap_or(Err(Error::WorkerDied))
}

/// A `Worker` and what listens to it.
struct Post {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_failure: Closure<dyn FnMut(Event)>,
}

impl Post {
    fn hire(shift: Shift, exchange: &std::rc::Weak<Exchange<Self>>) -> Result<Self, Error> {
        let worker = make_worker().ok_or(Error::WorkerDied)?;
        let on_message = {
            let exchange = exchange.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let Some(exchange) = exchange.upgrade() else {
                    return;
                };
                match event.data().dyn_into::<Uint8Array>() {
                    Ok(bytes) => exchange.hear(shift, &bytes.to_vec()),
                    Err(_) => exchange.end(shift, Error::WorkerDied),
                }
            })
        };
        let on_failure = {
            let exchange = exchange.clone();
            Closure::<dyn FnMut(Event)>::new(move |event: Event| {
                event.prevent_default();
                if let Some(exchange) = exchange.upgrade() {
                    exchange.end(shift, Error::WorkerDied);
                }
            })
        };
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_failure.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_failure.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            _on_message: on_message,
            _on_failure: on_failure,
        })
    }
}

impl Wire for Post {
    fn post(&self, bytes: &[u8]) {
        let bytes = Uint8Array::from(bytes);
        // Transferred, so that a password does not stay behind on this side. It fails only for what cannot be cloned.
        let _ = self
            .worker
            .post_message_with_transfer(&bytes, &js_sys::Array::of1(&bytes.buffer()));
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onmessageerror(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// Asks `globalThis.portico.vault()` of boot.js, which alone may make a worker under the Trusted Types policy.
fn make_worker() -> Option<Worker> {
    let portico = Reflect::get(&js_sys::global(), &"portico".into()).ok()?;
    let vault: Function = Reflect::get(&portico, &"vault".into())
        .ok()?
        .dyn_into()
        .ok()?;
    vault.call0(&portico).ok()?.dyn_into().ok()
}
