//! Going anywhere by typing.

/// Going anywhere by typing.
#[derive(Debug)]
pub struct Palette {
    pub open: &'static str,
    pub title: &'static str,
    pub search: &'static str,
    pub results: &'static str,
    pub found: fn(usize) -> String,
    pub nothing: &'static str,
    pub screen: &'static str,
    pub person: fn(&str) -> String,
    pub client: fn(&str) -> String,
    pub unit: fn(&str) -> String,
    pub key: &'static str,
}
