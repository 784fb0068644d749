//! The worker in its browser: messages, and the browser's PBKDF2.

use futures::channel::mpsc;
use futures::{FutureExt, StreamExt};
use js_sys::{Array, Uint8Array};
use portico::vault::protocol::{Answer, BUILD, Envelope, Error, Message, Request, decode, encode};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{CryptoKey, DedicatedWorkerGlobalScope, MessageEvent, Pbkdf2Params};

use crate::keyring::Keyring;
use crate::serve::{authenticate, derivation, open};

/// Serves for as long as the worker lives. Requests are served in the order in which they came: an unlock may be posted
/// right behind its derivation.
pub(crate) fn run() {
    let (inbox, mut letters) = mpsc::unbounded::<Uint8Array>();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Ok(letter) = event.data().dyn_into() {
            let _ = inbox.unbounded_send(letter);
        }
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();

    spawn_local(async move {
        let mut keyring = Keyring::default();
        while let Some(letter) = letters.next().await {
            let bytes = letter.to_vec();
            // It may hold a password.
            letter.fill(0, 0, letter.length());
            let Some(Envelope { id, request }) = decode(&bytes) else {
                continue;
            };
            let answer = serve(&mut keyring, request).await;
            post(&Message::Answer { id, answer });
        }
    });

    post(&Message::Ready { build: BUILD });
}

async fn serve(keyring: &mut Keyring, request: Request) -> Result<Answer, Error> {
    if let Some(derivation) = derivation(&request) {
        // What opens keys comes while the key is derived and the cloud is asked. Asked for here and now: a derivation by the
        // crate lets nothing else begin.
        let mut opening = Box::pin(fetch_opening());
        if futures::poll!(&mut opening).is_pending() {
            spawn_local(opening.map(drop));
        }
        keyring.keep_master_key(derivation.in_browser().await?);
    }
    match authenticate(keyring, &request) {
        Some(answer) => answer,
        None => match opening(keyring, request).await {
            Ok(answer) => answer,
            Err(_) => Err(Error::PartMissing),
        },
    }
}

/// All that opens keys or uses them: a part of this program of its own, which is fetched when somebody signs in. The build
/// goes by the name `opening`.
#[wasm_split(opening, preload(fetch_opening), fallible)]
fn opening(
    keyring: &mut Keyring,
    request: Request,
) -> Result<Result<Answer, Error>, SplitLoaderError> {
    Ok(open(keyring, request))
}

/// The browser's PBKDF2-HMAC-SHA256: 32 bytes. `None` where the browser does not offer it.
pub(crate) async fn pbkdf2(password: &str, salt: &str, iterations: u32) -> Option<Vec<u8>> {
    let subtle = scope().crypto().ok()?.subtle();
    let password = Uint8Array::from(password.as_bytes());
    let usages = Array::of1(&"deriveBits".into());
    let import = subtle
        .import_key_with_str("raw", &password, "PBKDF2", false, &usages)
        .ok()?;
    let key: CryptoKey = JsFuture::from(import).await.ok()?.dyn_into().ok()?;
    password.fill(0, 0, password.length());

    let parameters = Pbkdf2Params::new(
        "PBKDF2",
        &"SHA-256".into(),
        iterations,
        &Uint8Array::from(salt.as_bytes()),
    );
    let derive = subtle
        .derive_bits_with_object(&parameters, &key, 256)
        .ok()?;
    let bits = Uint8Array::new(&JsFuture::from(derive).await.ok()?);
    let bytes = bits.to_vec();
    bits.fill(0, 0, bits.length());
    Some(bytes)
}

fn post(message: &impl Serialize) {
    let Some(bytes) = encode(message) else { return };
    let bytes = Uint8Array::from(bytes.as_slice());
    let _ = scope().post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
