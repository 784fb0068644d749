use std::collections::VecDeque;

use futures::future::{pending, ready};

use super::*;
use crate::api::device::BrowserKind;

/// A browser that answers what it was told to, in whose world waiting takes no time.
#[derive(Clone, Default)]
struct Fake(Rc<World>);

#[derive(Default)]
struct World {
    answers: RefCell<VecDeque<Result<Answer, Failure>>>,
    sent: RefCell<Vec<Message>>,
    slept: RefCell<Vec<i64>>,
    now: Cell<i64>,
    silent: Cell<bool>,
    frozen: Cell<bool>,
    at_sleep: RefCell<Option<Box<dyn Fn()>>>,
}

impl Browser for Fake {
    fn send(&self, message: Message) -> LocalBoxFuture<'static, Result<Answer, Failure>> {
        self.0.sent.borrow_mut().push(message);
        if self.0.silent.get() {
            return pending().boxed_local();
        }
        ready(
            self.0
                .answers
                .borrow_mut()
                .pop_front()
                .unwrap_or(Err(Failure::Network)),
        )
        .boxed_local()
    }

    fn sleep(&self, millis: i64) -> LocalBoxFuture<'static, ()> {
        let world = Rc::clone(&self.0);
        async move {
            if let Some(act) = &*world.at_sleep.borrow() {
                act();
            }
            if world.frozen.get() {
                return pending().await;
            }
            world.slept.borrow_mut().push(millis);
            world.now.set(world.now.get() + millis);
        }
        .boxed_local()
    }

    fn now(&self) -> i64 {
        self.0.now.get()
    }

    fn chance(&self) -> f64 {
        1.0
    }
}

fn answer(status: u16, body: &str) -> Result<Answer, Failure> {
    Ok(Answer {
        status,
        retry_after: None,
        body: body.into(),
    })
}

fn slow_down(seconds: u32) -> Result<Answer, Failure> {
    Ok(Answer {
        status: 429,
        retry_after: Some(seconds.to_string()),
        body: String::new(),
    })
}

fn refreshed() -> Result<Answer, Failure> {
    answer(
        200,
        r#"{"access_token":"new","expires_in":3600,"token_type":"Bearer"}"#,
    )
}

fn tokens(access: &str, expires: i64) -> Tokens {
    Tokens {
        access: Token::from(access.to_owned()),
        expires,
        refresh: Token::from("refresh".to_owned()),
    }
}

fn api(answers: Vec<Result<Answer, Failure>>) -> (Api, Fake) {
    let fake = Fake::default();
    fake.0.answers.borrow_mut().extend(answers);
    let id = "00000000-0000-0000-0000-000000000001".parse().unwrap();
    let api = Api::with(
        fake.clone(),
        Device {
            id,
            browser: BrowserKind::Firefox,
        },
    );
    api.set_tokens(Some(tokens("old", 3_600_000)));
    (api, fake)
}

fn get() -> Call {
    Call::get("/x".into(), "GET /x")
}

fn post() -> Call {
    Call {
        verb: Verb::Post,
        body: Body::Json("{}".into()),
        ..Call::get("/x".into(), "POST /x")
    }
}

fn call(api: &Api, call: Call) -> Result<String, Error> {
    api.call(call).now_or_never().unwrap()
}

fn paths(fake: &Fake) -> Vec<String> {
    fake.0
        .sent
        .borrow()
        .iter()
        .map(|message| message.url.clone())
        .collect()
}

#[test]
fn a_request_carries_what_the_cloud_asks_for() {
    let (api, fake) = api(vec![answer(200, "1"), answer(200, "2")]);
    let region = Region {
        id: crate::domain::region::RegionId::parse("eu").unwrap(),
        name: "EU".into(),
        base: "/eu".into(),
        vault: "https://v".into(),
    };
    assert_eq!(call(&api.at(&region), get()), Ok("1".into()));
    let prelogin =
        Call::anonymous_post(Service::Identity, "/accounts/prelogin", "POST /p", &7).unwrap();
    call(&api.at(&region), prelogin).unwrap();
    let sent = fake.0.sent.borrow();
    let header = |at: usize, name: &str| {
        sent[at]
            .headers
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.as_str())
    };
    assert_eq!(sent[0].url, "/eu/api/x");
    assert_eq!(header(0, "Authorization"), Some("Bearer old"));
    assert_eq!(header(0, "Bitwarden-Client-Name"), Some("web"));
    assert_eq!(header(0, "Bitwarden-Client-Version"), Some(CLIENT_VERSION));
    assert_eq!(header(0, "Device-Type"), Some("10"));
    assert_eq!(header(0, "Content-Type"), None);
    assert_eq!(sent[1].url, "/eu/identity/accounts/prelogin");
    assert_eq!(header(1, "Authorization"), None);
    assert_eq!(
        (header(1, "Content-Type"), sent[1].body.as_deref()),
        (Some("application/json; charset=utf-8"), Some("7"))
    );
}

#[test]
fn a_token_that_is_about_to_expire_is_refreshed_first() {
    let (api, fake) = api(vec![refreshed(), answer(200, "ok"), answer(200, "ok")]);
    fake.0.now.set(3_599_000);
    assert_eq!(call(&api, get()), Ok("ok".into()));
    assert_eq!(call(&api, get()), Ok("ok".into()));
    assert_eq!(
        paths(&fake),
        ["/identity/connect/token", "/api/x", "/api/x"]
    );
    assert_eq!(
        api.refresh_token(),
        Some(Token::from("refresh".to_owned())),
        "it is not replaced"
    );
}

#[test]
fn an_unknown_token_is_refreshed_once_and_the_call_repeated_once() {
    let (api, fake) = api(vec![answer(401, ""), refreshed(), answer(200, "ok")]);
    assert_eq!(call(&api, post()), Ok("ok".into()));
    assert_eq!(
        paths(&fake),
        ["/api/x", "/identity/connect/token", "/api/x"]
    );
}

#[test]
fn a_refusal_of_a_fresh_token_signs_nobody_out() {
    let (api, fake) = api(vec![answer(401, ""), refreshed(), answer(401, "")]);
    let ended = Rc::new(Cell::new(false));
    let mark = Rc::clone(&ended);
    api.on_ended(move || mark.set(true));
    assert_eq!(call(&api, get()), Err(Error::NotPermitted));
    assert_eq!(paths(&fake).len(), 3);
    assert!(!ended.get());
}

#[test]
fn a_refusal_with_a_reason_needs_no_new_token() {
    let (api, fake) = api(vec![answer(
        401,
        r#"{"message":"Service users cannot purchase additional seats."}"#,
    )]);
    assert_eq!(call(&api, post()), Err(Error::NotPermitted));
    assert_eq!(paths(&fake).len(), 1);
}

#[test]
fn a_dead_refresh_token_ends_the_session() {
    let (api, _) = api(vec![
        answer(401, ""),
        answer(400, r#"{"error":"invalid_grant"}"#),
    ]);
    let ended = Rc::new(Cell::new(0));
    let count = Rc::clone(&ended);
    api.on_ended(move || count.set(count.get() + 1));
    assert_eq!(call(&api, get()), Err(Error::SignedOut));
    assert_eq!(ended.get(), 1);
    assert_eq!(api.refresh_token(), None);
    assert_eq!(call(&api, get()), Err(Error::SignedOut));
}

#[test]
fn a_refresh_that_the_wire_lost_ends_nothing() {
    let (api, _) = api(vec![answer(401, ""), Err(Failure::Network)]);
    assert_eq!(call(&api, post()), Err(Error::Offline));
    assert!(api.refresh_token().is_some());
}

#[test]
fn many_await_one_refresh() {
    let (api, fake) = api(vec![
        refreshed(),
        answer(200, "1"),
        answer(200, "2"),
        answer(200, "3"),
    ]);
    api.set_tokens(Some(tokens("old", 0)));
    let all = futures::future::join3(api.call(get()), api.call(get()), api.call(get()));
    let (one, two, three) = all.now_or_never().unwrap();
    assert!(one.is_ok() && two.is_ok() && three.is_ok());
    let refreshes = paths(&fake)
        .iter()
        .filter(|path| path.ends_with("/connect/token"))
        .count();
    assert_eq!(refreshes, 1);
}

#[test]
fn a_refresh_that_outlives_its_session_changes_nothing() {
    let (api, fake) = api(vec![]);
    fake.0.silent.set(true);
    let ended = Rc::new(Cell::new(false));
    let mark = Rc::clone(&ended);
    api.on_ended(move || mark.set(true));
    // The session is locked while the answer is waited for.
    let locked = api.clone();
    fake.0
        .at_sleep
        .replace(Some(Box::new(move || locked.set_tokens(None))));
    assert_eq!(api.refresh().now_or_never().unwrap(), Err(Error::SignedOut));
    assert_eq!(api.refresh_token(), None);
    assert!(!ended.get(), "a lock is no end");
}

#[test]
fn a_read_is_repeated_and_a_write_is_not() {
    for failure in [Err(Failure::Network), answer(500, ""), answer(503, "")] {
        let (api, fake) = api(vec![failure.clone(), failure.clone(), answer(200, "ok")]);
        assert_eq!(call(&api, get()), Ok("ok".into()));
        assert_eq!(paths(&fake).len(), 3);

        let (api, fake) = self::api(vec![failure, answer(200, "ok")]);
        assert!(call(&api, post()).is_err());
        assert_eq!(paths(&fake).len(), 1, "it may have been done");
    }
}

#[test]
fn repeating_comes_to_an_end() {
    let (api, fake) = api(vec![]);
    assert_eq!(call(&api, get()), Err(Error::Offline));
    assert_eq!(paths(&fake).len(), 3);
    assert_eq!(api.waiting(), 0);
}

#[test]
fn what_was_turned_away_at_the_door_is_repeated_when_the_cloud_says() {
    for call_of in [get, post] {
        let (api, fake) = api(vec![slow_down(7), answer(200, "ok")]);
        assert_eq!(call(&api, call_of()), Ok("ok".into()));
        assert!(fake.0.slept.borrow().contains(&7_000));
    }
    let (api, fake) = api(vec![slow_down(60), answer(200, "ok")]);
    let until = Some(Timestamp::from_millis(60_000));
    assert_eq!(
        call(&api, get()),
        Err(Error::SlowDown { until }),
        "that long is for a person to decide"
    );
    assert_eq!(paths(&fake).len(), 1);
    assert_eq!(call(&api, get()), Ok("ok".into()));
    assert_eq!(fake.0.now.get(), 60_000, "but the next one waits");
}

#[test]
fn whoever_signs_in_is_told_of_a_long_wait_and_not_left_with_it() {
    let (api, fake) = api((0..11).map(|_| answer(200, "")).collect());
    let token = || Call {
        verb: Verb::Post,
        service: Service::Identity,
        path: identity::TOKEN_PATH.into(),
        endpoint: "POST /connect/token",
        body: Body::Form(String::new()),
        authority: Authority::Nobody,
    };
    for _ in 0..10 {
        assert!(call(&api, token()).is_ok());
    }
    let refused = call(&api, token());
    assert!(
        matches!(refused, Err(Error::SlowDown { until: Some(until) }) if until.millis() > fake.0.now.get())
    );
    assert_eq!(paths(&fake).len(), 10);
}

#[test]
fn a_cut_off_answer_is_unreadable_and_silence_ends() {
    let (api, _) = api(vec![Err(Failure::CutOff)]);
    assert_eq!(
        call(&api, get()),
        Err(Error::Unreadable { endpoint: "GET /x" })
    );
    let (api, fake) = self::api(vec![]);
    fake.0.silent.set(true);
    assert_eq!(call(&api, get()), Err(Error::TimedOut));
    assert_eq!(fake.0.now.get(), LIMIT);
}

#[test]
fn a_read_ends_with_its_owner() {
    let (api, fake) = api(vec![answer(200, "1")]);
    // The cloud asked for quiet, so the call waits for its turn when its page goes.
    let owner = Owner::new();
    let gone = owner.clone();
    fake.0.frozen.set(true);
    fake.0
        .at_sleep
        .replace(Some(Box::new(move || gone.cleanup())));
    api.shared.pace.borrow_mut().hush(1_000);
    let read = owner.with(|| api.read::<u8>(get()).now_or_never());
    assert_eq!(read, Some(Err(Error::TimedOut)));
    assert!(paths(&fake).is_empty(), "nothing was sent any more");
}

#[test]
fn what_waits_for_its_turn_ends_with_its_session() {
    let (api, fake) = api(vec![answer(200, "")]);
    api.shared.pace.borrow_mut().hush(1_000);
    let next = api.clone();
    fake.0.at_sleep.replace(Some(Box::new(move || {
        next.set_tokens(Some(tokens("of somebody else", 3_600_000)));
    })));
    assert_eq!(call(&api, post()), Err(Error::SignedOut));
    assert!(paths(&fake).is_empty());
}

#[test]
fn the_pace_holds_up_what_is_too_fast_and_says_so() {
    let (api, fake) = api((0..5).map(|_| answer(200, "")).collect());
    for _ in 0..5 {
        assert!(call(&api, post()).is_ok());
    }
    assert_eq!(*fake.0.slept.borrow(), [1_000]);
}
