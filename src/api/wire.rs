//! What the wire types of the resource files share. JSON is read leniently: unknown fields are passed over, and what the
//! cloud may leave out is an `Option`.

use std::fmt::Display;
use std::str::FromStr;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};

use super::error::Error;
use crate::domain::entity;

/// A list of the cloud (contract 0).
#[derive(serde::Deserialize)]
pub(super) struct ListWire<T> {
    pub(super) data: Vec<T>,
}

/// Reads a body. `endpoint` is for the error.
pub(super) fn read<T: DeserializeOwned>(body: &str, endpoint: &'static str) -> Result<T, Error> {
    serde_json::from_str(body).map_err(|_| Error::Unreadable { endpoint })
}

/// An identifier or a moment, which travel as text.
pub(super) fn text<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromStr<Err: Display>,
    D: Deserializer<'de>,
{
    String::deserialize(deserializer)?
        .parse()
        .map_err(D::Error::custom)
}

/// The same, where it may be null. Needs `#[serde(default)]` where it may be left out.
pub(super) fn optional_text<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: FromStr<Err: Display>,
    D: Deserializer<'de>,
{
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| text.parse().map_err(D::Error::custom))
        .transpose()
}

/// A name, which may have been stored encoded. What is null or left out is an empty name.
pub(super) fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?
        .map(|name| entity::decode(&name))
        .unwrap_or_default())
}

/// The same, where an empty one is none.
pub(super) fn optional_name<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let name = Option::<String>::deserialize(deserializer)?;
    Ok(name
        .filter(|name| !name.trim().is_empty())
        .map(|name| entity::decode(&name)))
}

/// A switch, off where it is null. Needs `#[serde(default)]` where it may be left out.
pub(super) fn switch<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(Option::<bool>::deserialize(deserializer)?.unwrap_or(false))
}

/// Writes a value into the query of an address.
pub(super) fn push_encoded(query: &mut String, value: &str) {
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                query.push(char::from(byte));
            }
            _ => query.push_str(&format!("%{byte:02X}")),
        }
    }
}
