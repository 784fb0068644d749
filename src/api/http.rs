//! The one door to the cloud: headers, pace, tokens, repetition, and from a status to an [`Error`].

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::FutureExt as _;
use futures::future::{AbortHandle, Abortable, Either, LocalBoxFuture, select};
use leptos::prelude::{Owner, on_cleanup};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::answer::{Answer, Failure, classify};
use super::device::Device;
use super::error::Error;
use super::pace::{Lane, Pace, back_off};
use super::token::{Token, TokenStore, Tokens};
use super::{identity, wire};
use crate::domain::region::Region;
use crate::domain::time::Timestamp;

/// What this program says that it is (contract 1.2). Raised only when what that version implies is really there.
const CLIENT_VERSION: &str = "2026.8.0";

/// How long an answer may take.
const LIMIT: i64 = 30_000;
/// The longest that a call waits by itself before it is repeated; beyond that a person decides.
const PATIENCE: i64 = 15_000;
/// The same for whoever looks at the sign-in form.
const PATIENCE_AT_A_FORM: i64 = 2_000;
/// How often a call is made at most.
const ATTEMPTS: u32 = 3;

/// What the door needs of the browser, so that all else is tested without one.
pub(super) trait Browser {
    /// Sends a request and reads the whole answer. Dropping the future ends the request.
    fn send(&self, message: Message) -> LocalBoxFuture<'static, Result<Answer, Failure>>;
    /// Resolves after so many milliseconds.
    fn sleep(&self, millis: i64) -> LocalBoxFuture<'static, ()>;
    /// Epoch milliseconds.
    fn now(&self) -> i64;
    /// Anything from 0 to 1.
    fn chance(&self) -> f64;
}

/// A request as it goes out.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Message {
    pub(super) verb: Verb,
    pub(super) url: String,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Option<String>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Verb {
    Get,
    Post,
    Put,
    Delete,
}

/// A call as a resource file describes it.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) verb: Verb,
    pub(super) service: Service,
    /// After the service's base, beginning with `/`.
    pub(super) path: String,
    /// For errors: the call without identifiers.
    pub(super) endpoint: &'static str,
    pub(super) body: Body,
    pub(super) authority: Authority,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Service {
    Api,
    /// The portal's own files.
    Host,
    Identity,
}

#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Body {
    None,
    Form(String),
    Json(String),
}

/// On whose behalf a call is made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Authority {
    Nobody,
    Person,
}

impl Call {
    pub(super) fn get(path: String, endpoint: &'static str) -> Self {
        Self {
            verb: Verb::Get,
            service: Service::Api,
            path,
            endpoint,
            body: Body::None,
            authority: Authority::Person,
        }
    }

    /// A call that changes something, with a body.
    pub(super) fn write(
        verb: Verb,
        path: String,
        endpoint: &'static str,
        body: &impl Serialize,
    ) -> Result<Self, Error> {
        let body = serde_json::to_string(body).map_err(|_| Error::Unreadable { endpoint })?;
        Ok(Self {
            body: Body::Json(body),
            ..Self::bare(verb, path, endpoint)
        })
    }

    /// A call that changes something, without a body.
    pub(super) fn bare(verb: Verb, path: String, endpoint: &'static str) -> Self {
        Self {
            verb,
            ..Self::get(path, endpoint)
        }
    }

    /// A call that anyone may make, with a body.
    pub(super) fn anonymous_post(
        service: Service,
        path: &str,
        endpoint: &'static str,
        body: &impl Serialize,
    ) -> Result<Self, Error> {
        let body = serde_json::to_string(body).map_err(|_| Error::Unreadable { endpoint })?;
        Ok(Self {
            verb: Verb::Post,
            service,
            path: path.to_owned(),
            endpoint,
            body: Body::Json(body),
            authority: Authority::Nobody,
        })
    }

    fn lane(&self) -> Lane {
        match (self.service, self.verb) {
            (Service::Identity, _) if self.path == identity::TOKEN_PATH => Lane::Token,
            (Service::Identity, _) => Lane::Identity,
            (Service::Api | Service::Host, Verb::Get) => Lane::Get,
            (_, Verb::Post) if self.path.ends_with("/users/invite") => Lane::Invite,
            (_, Verb::Post) => Lane::Post,
            (_, Verb::Put) => Lane::Put,
            (_, Verb::Delete) => Lane::Delete,
        }
    }
}

/// The cloud of one region. A clone shares tokens and pace with its original.
#[derive(Clone)]
pub struct Api {
    base: Rc<str>,
    shared: Rc<Shared>,
}

struct Shared {
    browser: Box<dyn Browser>,
    device: Device,
    pace: RefCell<Pace>,
    tokens: Rc<TokenStore>,
    waiting: Cell<usize>,
    ended: RefCell<Option<Rc<dyn Fn()>>>,
}

impl Api {
    pub(super) fn with(browser: impl Browser + 'static, device: Device) -> Self {
        Self {
            base: Rc::from(""),
            shared: Rc::new(Shared {
                browser: Box::new(browser),
                device,
                pace: RefCell::new(Pace::new()),
                tokens: Rc::default(),
                waiting: Cell::new(0),
                ended: RefCell::new(None),
            }),
        }
    }

    /// The same, at a region's base path.
    pub fn at(&self, region: &Region) -> Self {
        Self {
            base: Rc::from(region.base.as_str()),
            shared: Rc::clone(&self.shared),
        }
    }

    /// The time, as the tokens and the pace are told it.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.shared.browser.now())
    }

    /// How many calls wait for their turn, or to be repeated.
    pub fn waiting(&self) -> usize {
        self.shared.waiting.get()
    }

    /// This browser, as the cloud's device list knows it.
    pub fn device(&self) -> &Device {
        &self.shared.device
    }

    /// Begins to act for a person with these tokens, or ends it.
    pub fn set_tokens(&self, tokens: Option<Tokens>) {
        self.shared.tokens.replace(tokens);
    }

    /// The refresh token, for the vault to seal.
    pub fn refresh_token(&self) -> Option<Token> {
        self.shared.tokens.refresh_token()
    }

    /// What to do when the cloud ends the session.
    pub fn on_ended(&self, ended: impl Fn() + 'static) {
        *self.shared.ended.borrow_mut() = Some(Rc::new(ended));
    }

    /// Gets a new access token, for a change of what the person may do (contract 1.3). All who ask meanwhile await one
    /// request.
    pub async fn refresh(&self) -> Result<(), Error> {
        let api = self.clone();
        let flight = self
            .shared
            .tokens
            .flight(move |token| async move { api.refresh_grant(&token).await }.boxed_local());
        let refreshed = flight.await;
        if self.shared.tokens.take_ended() {
            let ended = self.shared.ended.borrow().clone();
            if let Some(ended) = ended {
                ended();
            }
        }
        refreshed
    }

    /// Reads something. It ends with the owner that it was begun under, if there was one: nobody sees its result then.
    pub(super) async fn read<T: DeserializeOwned>(&self, call: Call) -> Result<T, Error> {
        let endpoint = call.endpoint;
        let (handle, registration) = AbortHandle::new_pair();
        if Owner::current().is_some() {
            on_cleanup(move || handle.abort());
        }
        let body = Abortable::new(self.call(call), registration)
            .await
            .unwrap_or(Err(Error::TimedOut))?;
        wire::read(&body, endpoint)
    }

    /// Makes a call, in its turn, and repeats it where that does no harm. Gives the body of the answer.
    pub(super) async fn call(&self, call: Call) -> Result<String, Error> {
        let answer = self.ask(&call).await?;
        classify(&answer, call.endpoint, self.shared.browser.now()).map(|()| answer.body)
    }

    /// The same for a call whose refusals say more than an [`Error`] can. What is left for an error is the wire's.
    pub(super) async fn ask(&self, call: &Call) -> Result<Answer, Error> {
        let mut attempt = 0;
        // What waits for its turn must not go out in the name of whoever is in by then.
        let era = self.shared.tokens.era();
        loop {
            self.turn(call.lane()).await?;
            attempt += 1;
            let (error, answer) = match self.once(call, era).await {
                Ok(answer) => match classify(&answer, call.endpoint, self.shared.browser.now()) {
                    Ok(()) => return Ok(answer),
                    Err(error) => (error, Some(answer)),
                },
                Err(error) => (error, None),
            };
            let (now, chance) = (self.shared.browser.now(), self.shared.browser.chance());
            if let Error::SlowDown { until } = &error {
                let until = until.map_or(now + back_off(attempt, chance), Timestamp::millis);
                self.shared.pace.borrow_mut().hush(until);
            }
            match pause(&error, call, attempt, now, chance) {
                Some(millis) => self.wait(millis).await,
                None => return answer.ok_or(error),
            }
        }
    }

    /// Once, and once more with a new token when the cloud did not know the one that was sent.
    async fn once(&self, call: &Call, era: u64) -> Result<Answer, Error> {
        let token = match call.authority {
            Authority::Nobody => None,
            Authority::Person => Some(self.token_of(era).await?),
        };
        let answer = self.send(call, token.as_ref()).await?;
        let Some(token) = token else {
            return Ok(answer);
        };
        // A refusal by the cloud's logic has a body, or comes to a fresh token, too; it is no reason to sign anyone out.
        if answer.status != 401 || !answer.body.is_empty() {
            return Ok(answer);
        }
        if self.shared.tokens.is_current(&token) {
            self.refresh().await?;
        }
        self.turn(call.lane()).await?;
        let token = self.token_of(era).await?;
        self.send(call, Some(&token)).await
    }

    /// The token of the session that a call was begun in. [`Error::SignedOut`] when that is over.
    async fn token_of(&self, era: u64) -> Result<Token, Error> {
        if self.shared.tokens.era() != era {
            return Err(Error::SignedOut);
        }
        let token = self.token().await?;
        if self.shared.tokens.era() == era {
            Ok(token)
        } else {
            Err(Error::SignedOut)
        }
    }

    async fn token(&self) -> Result<Token, Error> {
        if let Some(token) = self.shared.tokens.valid(self.shared.browser.now()) {
            return Ok(token);
        }
        self.refresh().await?;
        self.shared
            .tokens
            .valid(self.shared.browser.now())
            .ok_or(Error::SignedOut)
    }

    async fn send(&self, call: &Call, token: Option<&Token>) -> Result<Answer, Error> {
        let answer = self.shared.browser.send(self.message(call, token));
        match select(answer, self.shared.browser.sleep(LIMIT)).await {
            Either::Left((Ok(answer), _)) => Ok(answer),
            Either::Left((Err(Failure::Network), _)) => Err(Error::Offline),
            Either::Left((Err(Failure::CutOff), _)) => Err(Error::Unreadable {
                endpoint: call.endpoint,
            }),
            Either::Right(((), _)) => Err(Error::TimedOut),
        }
    }

    fn message(&self, call: &Call, token: Option<&Token>) -> Message {
        let url = match call.service {
            Service::Api => format!("{}/api{}", self.base, call.path),
            Service::Identity => format!("{}/identity{}", self.base, call.path),
            Service::Host => call.path.clone(),
        };
        let mut headers = vec![
            ("Accept", "application/json".to_owned()),
            ("Bitwarden-Client-Name", "web".to_owned()),
            ("Bitwarden-Client-Version", CLIENT_VERSION.to_owned()),
            (
                "Device-Type",
                self.shared.device.browser.number().to_string(),
            ),
        ];
        if let Some(token) = token {
            headers.push(("Authorization", format!("Bearer {}", token.expose())));
        }
        let body = match &call.body {
            Body::None => None,
            Body::Form(form) => {
                let kind = "application/x-www-form-urlencoded; charset=utf-8";
                headers.push(("Content-Type", kind.to_owned()));
                Some(form.clone())
            }
            Body::Json(json) => {
                headers.push(("Content-Type", "application/json; charset=utf-8".to_owned()));
                Some(json.clone())
            }
        };
        Message {
            verb: call.verb,
            url,
            headers,
            body,
        }
    }

    /// Waits for the turn of a call. Whoever looks at the sign-in form is told of a long wait instead.
    async fn turn(&self, lane: Lane) -> Result<(), Error> {
        loop {
            let now = self.shared.browser.now();
            let claimed = self.shared.pace.borrow_mut().claim(lane, now);
            match claimed {
                Ok(()) => return Ok(()),
                Err(millis) if lane.is_of_a_form() && millis > PATIENCE_AT_A_FORM => {
                    let until = Some(Timestamp::from_millis(now + millis));
                    return Err(Error::SlowDown { until });
                }
                Err(millis) => self.wait(millis).await,
            }
        }
    }

    async fn wait(&self, millis: i64) {
        /// Counts down even when the waiting is cut short.
        struct Waiting<'a>(&'a Cell<usize>);
        impl Drop for Waiting<'_> {
            fn drop(&mut self) {
                self.0.set(self.0.get().saturating_sub(1));
            }
        }
        self.shared.waiting.set(self.shared.waiting.get() + 1);
        let _waiting = Waiting(&self.shared.waiting);
        self.shared.browser.sleep(millis).await;
    }
}

/// How long to wait before the call is repeated, or that it is not: a read may be repeated, a write only when the cloud
/// turned it away at the door.
fn pause(error: &Error, call: &Call, attempt: u32, now: i64, chance: f64) -> Option<i64> {
    // A person waits for a token, and each try counts against a small allowance: it is the person who repeats.
    if attempt >= ATTEMPTS || call.lane() == Lane::Token {
        return None;
    }
    let wait = match error {
        Error::SlowDown { until: Some(until) } => until.millis() - now,
        Error::SlowDown { until: None } => back_off(attempt, chance),
        Error::Offline | Error::ServerDown { status: 500..=599 } if call.verb == Verb::Get => {
            back_off(attempt, chance)
        }
        _ => return None,
    };
    (wait <= PATIENCE).then_some(wait.max(0))
}

#[cfg(test)]
mod tests;
