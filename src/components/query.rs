//! What is on screen is in the address: search, filters and order stand in the query string, without a history entry each.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// How long a change must rest before the address follows: browsers refuse more than a few changes of it a second.
const PAUSE: Duration = Duration::from_millis(250);

/// A text that stands in the query string under `name`, absent when empty. Writing it changes the address a moment later,
/// in place; going back or forward changes it.
pub fn query_text(name: &'static str) -> RwSignal<String> {
    let location = use_location();
    let navigate = use_navigate();
    let in_address = Memo::new(move |_| {
        location
            .query
            .with(|query| query.get(name).unwrap_or_default())
    });
    let text = RwSignal::new(in_address.get_untracked());
    let written = StoredValue::new(text.get_untracked());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(timer)) = waiting.try_update_value(Option::take) {
            timer.clear();
        }
    };
    on_cleanup(stop);

    Effect::new(move |_| {
        let address = in_address.get();
        if written.get_value() != address {
            written.set_value(address.clone());
            text.set(address);
        }
    });
    Effect::new(move |_| {
        let text = text.get();
        stop();
        if written.get_value() == text {
            return;
        }
        let navigate = navigate.clone();
        let timer = set_timeout_with_handle(
            move || {
                written.set_value(text.clone());
                let mut query = location.query.get_untracked();
                query.remove(name);
                if !text.is_empty() {
                    query.insert(name, text);
                }
                let address = location.pathname.get_untracked() + &query.to_query_string();
                navigate(
                    &address,
                    NavigateOptions {
                        replace: true,
                        scroll: false,
                        ..NavigateOptions::default()
                    },
                );
            },
            PAUSE,
        );
        waiting.set_value(timer.ok());
    });
    text
}
