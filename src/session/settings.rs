//! `config.json`: what whoever hosts the portal decides. Read once, at the start.

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
