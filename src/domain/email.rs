//! An address that a person signs in with, or is invited at.

use std::fmt;

/// An address: trimmed, 3 to 256 characters (contract 10), with something on both sides of its last `@`.
///
/// No more is asked than what keeps a typing error from being sent: the server has the last word.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct EmailAddress(String);

/// The text is no address.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NotAnAddress {
    /// Nothing was typed.
    Empty,
    /// It is longer than 256 characters.
    TooLong,
    /// It has no `@`, or nothing on one of its sides, or white space in it.
    Malformed,
}

impl EmailAddress {
    /// Reads an address as it was typed.
    pub fn parse(typed: &str) -> Result<Self, NotAnAddress> {
        let text = typed.trim();
        if text.is_empty() {
            return Err(NotAnAddress::Empty);
        }
        if text.chars().nth(256).is_some() {
            return Err(NotAnAddress::TooLong);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(NotAnAddress::Malformed)?;
        let strange = |character: char| character.is_whitespace() || character.is_control();
        let malformed = local.is_empty()
            || domain.is_empty()
            || text.contains(strange)
            || domain.starts_with('.')
            || domain.ends_with('.')
            || domain.contains("..");
        if malformed {
            Err(NotAnAddress::Malformed)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// As it was typed, trimmed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In lower case: the salt of accounts that have none of their own (contract 1.1).
    pub fn salt(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_trimmed_and_kept_as_typed() {
        for text in [
            "a@b",
            " Anna.de-Vries+x@Example.COM ",
            "\"a@b\"@c",
            "用户@例え.jp",
        ] {
            assert_eq!(EmailAddress::parse(text).unwrap().as_str(), text.trim());
        }
        assert_eq!(
            EmailAddress::parse(" Anna@Example.COM").unwrap().salt(),
            "anna@example.com"
        );
    }

    #[test]
    fn typing_errors_are_told_apart() {
        assert_eq!(EmailAddress::parse("  "), Err(NotAnAddress::Empty));
        for text in [
            "anna", "@b", "a@", "a b@c", "a@b c", "a@.b", "a@b.", "a@b..c", "a@b\u{0}",
        ] {
            assert_eq!(
                EmailAddress::parse(text),
                Err(NotAnAddress::Malformed),
                "{text:?}"
            );
        }
        assert_eq!(
            EmailAddress::parse(&"x".repeat(10_000)),
            Err(NotAnAddress::TooLong)
        );
        let longest = format!("{}@b", "x".repeat(254));
        assert!(EmailAddress::parse(&longest).is_ok());
        assert_eq!(
            EmailAddress::parse(&format!("x{longest}")),
            Err(NotAnAddress::TooLong)
        );
    }
}
