//! The browser's side of the door: `fetch`, the timer, the clock and chance.

use futures::FutureExt as _;
use futures::future::LocalBoxFuture;
use gloo_net::http::RequestBuilder;
use gloo_timers::future::TimeoutFuture;
use web_sys::{AbortController, RequestCache, RequestCredentials};

use super::answer::{Answer, Failure};
use super::http::{Browser, Message, Verb};

/// The browser that this runs in.
pub(super) struct Fetch;

impl Browser for Fetch {
    fn send(&self, message: Message) -> LocalBoxFuture<'static, Result<Answer, Failure>> {
        send(message).boxed_local()
    }

    fn sleep(&self, millis: i64) -> LocalBoxFuture<'static, ()> {
        // The browser's own timer counts in 31 bits.
        let millis = u32::try_from(millis.clamp(0, i64::from(i32::MAX))).unwrap_or(0);
        TimeoutFuture::new(millis).boxed_local()
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970, which are whole and below 2^53"
    )]
    fn now(&self) -> i64 {
        js_sys::Date::now() as i64
    }

    fn chance(&self) -> f64 {
        js_sys::Math::random()
    }
}

/// Ends the request when nobody waits for it any more.
struct Request(Option<AbortController>);

impl Drop for Request {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

async fn send(message: Message) -> Result<Answer, Failure> {
    let mut request = Request(AbortController::new().ok());
    let signal = request.0.as_ref().map(AbortController::signal);
    let builder = match message.verb {
        Verb::Get => RequestBuilder::new(&message.url).method(gloo_net::http::Method::GET),
        Verb::Post => RequestBuilder::new(&message.url).method(gloo_net::http::Method::POST),
        Verb::Put => RequestBuilder::new(&message.url).method(gloo_net::http::Method::PUT),
        Verb::Delete => RequestBuilder::new(&message.url).method(gloo_net::http::Method::DELETE),
    };
    let mut builder = builder
        .abort_signal(signal.as_ref())
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit);
    for (name, value) in &message.headers {
        builder = builder.header(name, value);
    }
    let sent = match message.body {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    let response = sent
        .map_err(|_| Failure::Network)?
        .send()
        .await
        .map_err(|_| Failure::Network)?;
    let (status, retry_after) = (response.status(), response.headers().get("Retry-After"));
    let body = response.text().await.map_err(|_| Failure::CutOff)?;
    request.0 = None;
    Ok(Answer {
        status,
        retry_after,
        body,
    })
}
