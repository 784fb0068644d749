//! Tabs of one browser keep in step: what one of them is told, the others follow.

use std::str::FromStr;

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::domain::ids::UserId;

/// What a tab tells the others. It concerns only those in which the same person is signed in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum News {
    /// The session was locked.
    Locked(UserId),
    /// The person signed out.
    SignedOut(UserId),
    /// The person is there: no other tab is idle.
    Touched(UserId),
}

impl News {
    fn text(self) -> String {
        match self {
            Self::Locked(user) => format!("locked {user}"),
            Self::SignedOut(user) => format!("signed-out {user}"),
            Self::Touched(user) => format!("touched {user}"),
        }
    }
}

/// No news that this version knows.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Unknown;

impl FromStr for News {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        let (what, user) = text.split_once(' ').ok_or(Unknown)?;
        let user = user.parse().map_err(|_| Unknown)?;
        match what {
            "locked" => Ok(Self::Locked(user)),
            "signed-out" => Ok(Self::SignedOut(user)),
            "touched" => Ok(Self::Touched(user)),
            _ => Err(Unknown),
        }
    }
}

/// The way to the other tabs. Where the browser has none, each tab is for itself.
pub(super) struct Tabs {
    channel: Option<BroadcastChannel>,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Tabs {
    pub(super) fn listen(hear: impl Fn(News) + 'static) -> Self {
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(Ok(news)) = event.data().as_string().map(|text| text.parse()) {
                hear(news);
            }
        });
        let channel = BroadcastChannel::new("portico").ok();
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        }
        Self {
            channel,
            _heard: heard,
        }
    }

    pub(super) fn tell(&self, news: News) {
        if let Some(channel) = &self.channel {
            // A channel that is closed belongs to a page that is about to go.
            let _ = channel.post_message(&JsValue::from_str(&news.text()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_is_understood_by_the_other_tab() {
        let user = "00000000-0000-0000-0000-00000000002a".parse().unwrap();
        for news in [
            News::Locked(user),
            News::SignedOut(user),
            News::Touched(user),
        ] {
            assert_eq!(news.text().parse(), Ok(news));
        }
        for text in [
            "",
            "locked",
            "locked x",
            "later 00000000-0000-0000-0000-00000000002a",
        ] {
            assert_eq!(text.parse::<News>(), Err(Unknown));
        }
    }
}
