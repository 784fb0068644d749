//! `config.json`: what whoever hosts the portal decides. Read once, at the start.

use serde::Deserialize;

use crate::api;
use crate::domain::region::{Region, RegionId};

/// What the host decided.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Settings {
    /// The regions offered, in the host's order; at least one.
    pub regions: Vec<Region>,
    /// The one that is chosen at first.
    pub default_region: RegionId,
    /// After how many minutes without a touch the session locks, unless the person chose otherwise. 1 to 1440.
    pub idle_minutes: u32,
}

/// How far the reading of `config.json` has come.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SettingsState {
    /// On its way.
    Reading,
    /// Read.
    Ready(Settings),
    /// It could not be fetched. [`Session::read_settings`](super::Session::read_settings) tries again.
    Unreachable(api::Error),
    /// It is not what it should be: whoever hosts the portal has to mend it. The text says what is wrong, in English.
    Malformed(String),
}

/// The most that a session may be left alone: a day.
pub(super) const LONGEST_IDLE: u32 = 24 * 60;
const DEFAULT_IDLE: u32 = 15;

impl Settings {
    /// Reads `config.json`. The error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wire: SettingsWire = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if wire.regions.is_empty() {
            return Err("`regions` is empty".to_owned());
        }
        let mut regions: Vec<Region> = Vec::new();
        for region in wire.regions {
            let region = region.region()?;
            if regions.iter().any(|other| other.id == region.id) {
                return Err(format!("`regions` has two of the id `{}`", region.id));
            }
            regions.push(region);
        }
        let default_region = match &wire.default_region {
            None => regions.first().map(|region| region.id.clone()),
            Some(id) => regions
                .iter()
                .map(|region| &region.id)
                .find(|other| other.as_str() == id)
                .cloned(),
        };
        let default_region = default_region.ok_or("`defaultRegion` is none of `regions`")?;
        let idle_minutes = wire.idle_minutes.unwrap_or(DEFAULT_IDLE);
        if !(1..=LONGEST_IDLE).contains(&idle_minutes) {
            return Err(format!("`idleMinutes` is not from 1 to {LONGEST_IDLE}"));
        }
        Ok(Self {
            regions,
            default_region,
            idle_minutes,
        })
    }

    /// A region that is offered.
    pub fn region(&self, id: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.id.as_str() == id)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SettingsWire {
    regions: Vec<RegionWire>,
    default_region: Option<String>,
    idle_minutes: Option<u32>,
}

#[derive(Deserialize)]
struct RegionWire {
    id: String,
    name: String,
    base: String,
    vault: Option<String>,
}

impl RegionWire {
    fn region(self) -> Result<Region, String> {
        let id = RegionId::parse(&self.id)
            .ok_or_else(|| format!("`{}` is no id of a region", self.id))?;
        let base = self.base.trim_end_matches('/').to_owned();
        // Nothing but the portal's own origin is ever asked.
        if !base.is_empty() && (!base.starts_with('/') || base.starts_with("//")) {
            return Err(format!("`base` of `{id}` is no path on this origin"));
        }
        let vault = match self.vault {
            Some(vault) => vault,
            None => Region::official_vault(&id)
                .map(str::to_owned)
                .ok_or_else(|| format!("`vault` of `{id}` is missing: where its web vault is"))?,
        };
        if !vault.starts_with("https://") && !vault.starts_with("http://") {
            return Err(format!("`vault` of `{id}` is no web address"));
        }
        let vault = vault.trim_end_matches('/').to_owned();
        Ok(Region {
            id,
            name: self.name,
            base,
            vault,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_that_is_served_is_read() {
        let settings = Settings::parse(
            r#"{"regions":[{"id":"us","name":"United States","base":"/us"},{"id":"own","name":"Own","base":"/",
            "vault":"https://vault.example.com/"}],"defaultRegion":"own","idleMinutes":5,"later":true}"#,
        )
        .unwrap();
        assert_eq!(settings.default_region.as_str(), "own");
        assert_eq!(
            (settings.idle_minutes, settings.regions[0].vault.as_str()),
            (5, "https://vault.bitwarden.com")
        );
        let own = settings.region("own").unwrap();
        assert_eq!(
            (own.base.as_str(), own.vault.as_str()),
            ("", "https://vault.example.com")
        );
    }

    #[test]
    fn what_may_be_left_out_has_a_default() {
        let settings =
            Settings::parse(r#"{"regions":[{"id":"eu","name":"EU","base":"/eu"}]}"#).unwrap();
        assert_eq!(
            (settings.default_region.as_str(), settings.idle_minutes),
            ("eu", 15)
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, part) in [
            ("", "EOF"),
            ("<html>", "expected value"),
            (r#"{"regions":[]}"#, "empty"),
            (
                r#"{"regions":[{"id":"US","name":"x","base":"/us"}]}"#,
                "no id",
            ),
            (
                r#"{"regions":[{"id":"us","name":"x","base":"https://evil"}]}"#,
                "no path",
            ),
            (
                r#"{"regions":[{"id":"us","name":"x","base":"//evil"}]}"#,
                "no path",
            ),
            (
                r#"{"regions":[{"id":"own","name":"x","base":"/x"}]}"#,
                "missing",
            ),
            (
                r#"{"regions":[{"id":"us","name":"x","base":"/x","vault":"javascript:0"}]}"#,
                "web address",
            ),
            (
                r#"{"regions":[{"id":"us","name":"x","base":"/x"},{"id":"us","name":"y","base":"/y"}]}"#,
                "two",
            ),
            (
                r#"{"regions":[{"id":"us","name":"x","base":"/x"}],"defaultRegion":"eu"}"#,
                "defaultRegion",
            ),
            (
                r#"{"regions":[{"id":"us","name":"x","base":"/x"}],"idleMinutes":0}"#,
                "idleMinutes",
            ),
        ] {
            let error = Settings::parse(text).unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
