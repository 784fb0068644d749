//! This browser, as the cloud's device list and event logs name it (contract 1.2).

use crate::domain::ids::DeviceId;

/// What a sign-in says of where it comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Device {
    /// Kept by this browser: the cloud remembers that it was verified.
    pub id: DeviceId,
    /// The maker.
    pub browser: BrowserKind,
}

/// A maker of browsers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum BrowserKind {
    /// Chrome, Chromium and what does not say otherwise.
    Chrome,
    /// DuckDuckGo.
    DuckDuckGo,
    /// Edge.
    Edge,
    /// Firefox.
    Firefox,
    /// Opera.
    Opera,
    /// Safari.
    Safari,
    /// Any other.
    Unknown,
    /// Vivaldi.
    Vivaldi,
}

impl BrowserKind {
    /// By the browser's own description of itself. Most claim to be Safari, and many Chrome: those that are neither say so
    /// with a word of their own.
    pub fn from_user_agent(agent: &str) -> Self {
        const MARKS: [(&str, BrowserKind); 9] = [
            ("Vivaldi/", BrowserKind::Vivaldi),
            ("OPR/", BrowserKind::Opera),
            ("Edg", BrowserKind::Edge),
            ("DuckDuckGo/", BrowserKind::DuckDuckGo),
            ("Ddg/", BrowserKind::DuckDuckGo),
            ("Firefox/", BrowserKind::Firefox),
            ("FxiOS/", BrowserKind::Firefox),
            ("Chrome/", BrowserKind::Chrome),
            ("Safari/", BrowserKind::Safari),
        ];
        MARKS
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map_or(Self::Unknown, |(_, kind)| *kind)
    }

    /// `DeviceType`.
    pub fn number(self) -> u8 {
        match self {
            Self::Chrome => 9,
            Self::Firefox => 10,
            Self::Opera => 11,
            Self::Edge => 12,
            Self::Unknown => 14,
            Self::Safari => 17,
            Self::Vivaldi => 18,
            Self::DuckDuckGo => 26,
        }
    }

    /// `deviceName`, by which a person finds it in the account's list of devices.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::DuckDuckGo => "duckduckgo",
            Self::Edge => "edge",
            Self::Firefox => "firefox",
            Self::Opera => "opera",
            Self::Safari => "safari",
            Self::Unknown => "browser",
            Self::Vivaldi => "vivaldi",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_known_by_their_own_word() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        for (agent, number) in [
            (chrome.to_owned(), 9),
            (format!("{chrome} Edg/140.0"), 12),
            (format!("{chrome} OPR/120.0"), 11),
            (format!("{chrome} Vivaldi/7.5"), 18),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".to_owned(), 10),
            ("Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15".to_owned(), 17),
            ("curl/8".to_owned(), 14),
        ] {
            assert_eq!(BrowserKind::from_user_agent(&agent).number(), number, "{agent}");
        }
    }
}
