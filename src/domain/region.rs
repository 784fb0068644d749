//! Where an account lives. It lives in one region only, so a person has to say which (contract 7).

use std::fmt;

use super::ids::ProviderId;

/// The name of a region in `config.json`: `us`, `eu`, `gov`, or a word of whoever hosts the portal.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct RegionId(String);

impl RegionId {
    /// 1 to 20 lower-case letters, digits and hyphens, since it is kept in storage and shown in addresses.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=20).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        fits.then(|| Self(text.to_owned()))
    }

    /// As it stands in `config.json`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RegionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A region that this portal offers.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Region {
    /// Its name in `config.json`.
    pub id: RegionId,
    /// What a person calls it.
    pub name: String,
    /// The path on the portal's own origin under which the edge serves the region's `/identity` and `/api`. Empty for the
    /// origin's root; never ends in `/`.
    pub base: String,
    /// The web vault of the region, without a `/` at its end: for all that the portal cannot do.
    pub vault: String,
}

impl Region {
    /// Where the official portal changes what a provider pays with.
    pub fn payment_page(&self, provider: ProviderId) -> String {
        format!(
            "{}/#/providers/{provider}/billing/payment-details",
            self.vault
        )
    }

    /// The web vault of one of the vendor's own regions (contract 7).
    pub fn official_vault(id: &RegionId) -> Option<&'static str> {
        match id.as_str() {
            "us" => Some("https://vault.bitwarden.com"),
            "eu" => Some("https://vault.bitwarden.eu"),
            "gov" => Some("https://vault.bitwarden-gov.com"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_a_short_plain_word() {
        assert_eq!(RegionId::parse("us").unwrap().as_str(), "us");
        for text in ["", "US", "a b", "é", "us/", "a-very-long-word-for-a-region"] {
            assert_eq!(RegionId::parse(text), None, "{text}");
        }
    }
}
