//! Does what the machine asks for: the calls, the vault, and the entry into the session.

use std::rc::Rc;

use futures::FutureExt as _;
use futures::future::{LocalBoxFuture, Shared, join};

use super::machine::{Attempt, Effect, Event, Prepared, Proof};
use super::{Method, Problem, Remember};
use crate::api::identity::{
    self, Grant, Granted, KdfSettings, PasswordGrant, Prelogin, REMEMBERED, RememberBrowser,
};
use crate::api::{self, Api, Token};
use crate::domain::email::EmailAddress;
use crate::domain::region::Region;
use crate::session::storage::{self, Remembered};
use crate::session::{Inner, Opened, Session};
use crate::vault::{AccountKeys, AuthenticationHash, Kdf, PrivateKeys};

/// What was asked early, and for whom.
pub(in crate::session) struct Early {
    region: Region,
    email: EmailAddress,
    answer: Shared<LocalBoxFuture<'static, Result<Prepared, api::Error>>>,
}

/// What the server says before the password is needed: asked once, and again after it failed.
pub(super) async fn prepared(
    inner: &Rc<Inner>,
    region: &Region,
    email: &EmailAddress,
) -> Result<Prepared, api::Error> {
    let asked = inner.early.borrow().as_ref().and_then(|early| {
        let same = early.region == *region && early.email == *email;
        let failed = matches!(early.answer.peek(), Some(Err(_)));
        (same && !failed).then(|| early.answer.clone())
    });
    let answer = asked.unwrap_or_else(|| {
        let (api, address) = (inner.api().at(region), email.clone());
        let ask = async move {
            let (config, prelogin) = join(api.server_config(), api.prelogin(&address)).await;
            Ok(Prepared {
                config: config?,
                prelogin: prelogin?,
            })
        };
        let answer = ask.boxed_local().shared();
        let early = Early {
            region: region.clone(),
            email: email.clone(),
            answer: answer.clone(),
        };
        *inner.early.borrow_mut() = Some(early);
        answer
    });
    answer.await
}

pub(super) async fn run(session: Session, effect: Effect) -> Option<Event> {
    let inner = session.inner();
    Some(match effect {
        Effect::Prepare(attempt) => {
            Event::Prepared(prepared(&inner, &attempt.region, &attempt.email).await)
        }
        Effect::Derive {
            password,
            attempt,
            prelogin,
        } => {
            let salt = salt(&attempt, &prelogin);
            Event::Derived(inner.vault.derive(password, &salt, kdf(prelogin.kdf)).await)
        }
        Effect::Grant {
            attempt,
            hash,
            proof,
        } => {
            let api = inner.api().at(&attempt.region);
            Event::Granted(grant(&api, &attempt, &hash, proof).await)
        }
        Effect::MailCode { attempt, hash } => {
            let api = inner.api().at(&attempt.region);
            Event::Mailed(api.send_two_step_code(&attempt.email, hash.expose()).await)
        }
        Effect::MailDeviceCode { attempt, hash } => {
            let api = inner.api().at(&attempt.region);
            Event::Mailed(api.resend_device_code(&attempt.email, hash.expose()).await)
        }
        Effect::Open {
            attempt,
            granted,
            prelogin,
        } => Event::Opened(open(session, attempt, *granted, prelogin).await),
        Effect::Forget => {
            inner.api().set_tokens(None);
            inner.vault.lock();
            // The next try needs another.
            inner.vault.ready().await.ok();
            return None;
        }
    })
}

async fn grant(
    api: &Api,
    attempt: &Attempt,
    hash: &AuthenticationHash,
    proof: Proof,
) -> Result<Grant, api::Error> {
    let remembered = storage::remembered()
        .filter(|remembered| remembered.region == attempt.region.id.as_str())
        .filter(|remembered| remembered.email == attempt.email.salt());
    let wire = match &proof {
        Proof::Nothing => remembered
            .as_ref()
            .map(|remembered| identity::Proof::TwoStep {
                provider: REMEMBERED,
                code: &remembered.token,
                remember: RememberBrowser::No,
            }),
        Proof::TwoStep {
            method,
            code,
            remember,
        } => Some(identity::Proof::TwoStep {
            provider: number(*method),
            code,
            remember: match remember {
                Remember::Keep => RememberBrowser::Yes,
                Remember::Forget => RememberBrowser::No,
            },
        }),
        Proof::NewDevice { code } => Some(identity::Proof::NewDevice { code }),
    };
    let grant = PasswordGrant {
        email: &attempt.email,
        hash: hash.expose(),
        proof: wire,
    };
    let granted = api.password_grant(grant).await?;
    match &granted {
        Grant::Granted(granted) => {
            if let Some(token) = &granted.remember_token {
                storage::set_remembered(Some(&Remembered {
                    region: attempt.region.id.to_string(),
                    email: attempt.email.salt(),
                    token: token.expose().to_owned(),
                }));
            }
        }
        // It asked for the second step all the same: the token is worth nothing any more.
        Grant::TwoStep(_) if remembered.is_some() => storage::set_remembered(None),
        _ => {}
    }
    Ok(granted)
}

async fn open(
    session: Session,
    attempt: Attempt,
    granted: Granted,
    prelogin: Prelogin,
) -> Result<(), Problem> {
    let inner = session.inner();
    let flight = inner.machine.borrow().flight();
    let Some(user_key) = granted.master_key_wrapped_user_key else {
        return Err(Problem::Unexpected);
    };
    let keys = AccountKeys {
        master_key_wrapped_user_key: user_key.clone(),
        private: granted.private_keys.clone().map(private),
    };
    let api = inner.api().at(&attempt.region);
    inner.set_api(api.clone());
    api.set_tokens(Some(granted.tokens));
    session.directory().begin(&granted.providers);
    let (unlocked, profile) = join(inner.vault.unlock(keys), api.profile()).await;
    let opened = unlocked
        .map_err(Problem::Vault)
        .and(profile.map_err(Problem::Api));
    let profile = match opened {
        Ok(profile) if inner.machine.borrow().flight() == flight => profile,
        // The person went back meanwhile, and nobody waits for this any more.
        Ok(_) => {
            session.directory().clear();
            return Err(Problem::Unexpected);
        }
        Err(problem) => {
            session.directory().clear();
            return Err(problem);
        }
    };
    storage::set_region(attempt.region.id.as_str());
    storage::set_email(match attempt.remember_email {
        Remember::Keep => Some(attempt.email.as_str()),
        Remember::Forget => None,
    });
    session
        .enter(Opened {
            salt: salt(&attempt, &prelogin),
            kdf: prelogin.kdf,
            region: attempt.region,
            user_key,
            private_keys: granted.private_keys,
            profile,
        })
        .await;
    Ok(())
}

fn salt(attempt: &Attempt, prelogin: &Prelogin) -> String {
    prelogin
        .salt
        .clone()
        .unwrap_or_else(|| attempt.email.salt())
}

pub(in crate::session) fn kdf(settings: KdfSettings) -> Kdf {
    match settings {
        KdfSettings::Pbkdf2 { iterations } => Kdf::Pbkdf2 { iterations },
        KdfSettings::Argon2id {
            iterations,
            memory,
            parallelism,
        } => Kdf::Argon2id {
            iterations,
            memory,
            parallelism,
        },
    }
}

pub(in crate::session) fn private(keys: identity::PrivateKeys) -> PrivateKeys {
    PrivateKeys {
        wrapped_private_key: keys.wrapped_private_key,
        wrapped_signing_key: keys.wrapped_signing_key,
        signed_public_key: keys.signed_public_key,
        security_state: keys.security_state,
    }
}

/// The refresh token as it comes out of the vault.
pub(in crate::session) fn refresh_token(secret: &crate::vault::Secret) -> Token {
    Token::from(secret.expose().to_owned())
}

/// The numbers of contract 1.4.
fn number(method: Method) -> u8 {
    match method {
        Method::Authenticator => 0,
        Method::Email => 1,
        Method::YubiKey => 3,
        Method::Recovery => 8,
    }
}
