//! The tokens of a session. They are in memory only; what of them outlives a reload is sealed by the vault.

use std::cell::RefCell;
use std::fmt;

use futures::FutureExt as _;
use futures::future::{LocalBoxFuture, Shared};
use zeroize::Zeroize as _;

use super::error::Error;

/// A token. Wiped when dropped, never printed.
#[derive(Clone, Eq, PartialEq)]
pub struct Token(String);

impl Token {
    /// The token itself, for a request or for the vault to seal.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Token {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// What a grant gave.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Tokens {
    /// For requests.
    pub access: Token,
    /// When it expires: epoch milliseconds.
    pub expires: i64,
    /// For the next grant.
    pub refresh: Token,
}

/// A token is not used in its last seconds: it might expire on the way.
const MARGIN: i64 = 30_000;

type Flight = Shared<LocalBoxFuture<'static, Result<(), Error>>>;

/// Where the tokens are, and the refresh that is under way.
#[derive(Default)]
pub(super) struct TokenStore {
    inner: RefCell<Inner>,
}

#[derive(Default)]
struct Inner {
    tokens: Option<Tokens>,
    flight: Option<Flight>,
    /// Counts sign-ins and sign-outs, so that a refresh that outlived its session changes nothing.
    era: u64,
    /// The cloud ended the session, and nobody was told yet.
    ended: bool,
}

/// How a refresh ended.
pub(super) type Refreshed = Result<Tokens, Error>;

impl TokenStore {
    /// Begins an era with these tokens, or without any.
    pub(super) fn replace(&self, tokens: Option<Tokens>) {
        let mut inner = self.inner.borrow_mut();
        inner.era += 1;
        inner.flight = None;
        inner.ended = false;
        inner.tokens = tokens;
    }

    /// Whose turn it is: another number after each sign-in, lock and sign-out.
    pub(super) fn era(&self) -> u64 {
        self.inner.borrow().era
    }

    /// The access token, if there is one that is not about to expire.
    pub(super) fn valid(&self, now: i64) -> Option<Token> {
        let inner = self.inner.borrow();
        let tokens = inner.tokens.as_ref()?;
        (now + MARGIN < tokens.expires).then(|| tokens.access.clone())
    }

    /// The refresh token.
    pub(super) fn refresh_token(&self) -> Option<Token> {
        self.inner
            .borrow()
            .tokens
            .as_ref()
            .map(|tokens| tokens.refresh.clone())
    }

    /// Whether the cloud ended the session since this was asked last. Having no tokens, as after a lock, is no such end.
    pub(super) fn take_ended(&self) -> bool {
        std::mem::take(&mut self.inner.borrow_mut().ended)
    }

    /// Whether this is still the access token, or another has taken its place.
    pub(super) fn is_current(&self, token: &Token) -> bool {
        self.inner
            .borrow()
            .tokens
            .as_ref()
            .is_some_and(|tokens| tokens.access == *token)
    }

    /// The refresh that is under way, or the one that `refresh` starts. All who ask meanwhile await the same.
    /// [`Error::SignedOut`] ends the session's tokens.
    pub(super) fn flight(
        self: &std::rc::Rc<Self>,
        refresh: impl FnOnce(Token) -> LocalBoxFuture<'static, Refreshed>,
    ) -> Flight {
        let mut inner = self.inner.borrow_mut();
        if let Some(flight) = &inner.flight {
            return flight.clone();
        }
        let (era, store) = (inner.era, std::rc::Rc::clone(self));
        let refreshing = inner
            .tokens
            .as_ref()
            .map(|tokens| refresh(tokens.refresh.clone()));
        let flight = async move {
            let Some(refreshing) = refreshing else {
                return Err(Error::SignedOut);
            };
            let refreshed = refreshing.await;
            let mut inner = store.inner.borrow_mut();
            if inner.era != era {
                return Err(Error::SignedOut);
            }
            inner.flight = None;
            match refreshed {
                Ok(tokens) => {
                    inner.tokens = Some(tokens);
                    Ok(())
                }
                Err(error) => {
                    if error == Error::SignedOut {
                        inner.tokens = None;
                        inner.ended = true;
                    }
                    Err(error)
                }
            }
        }
        .boxed_local()
        .shared();
        inner.flight = Some(flight.clone());
        flight
    }
}
