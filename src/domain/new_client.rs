//! A client that is to be made (contract 3.5), from what was typed.

use super::email::{EmailAddress, NotAnAddress};
use super::plan::PlanType;

/// How many characters the cloud keeps of a name (contract 10). It does not look: what is longer is cut, or fails.
pub const LONGEST_NAME: usize = 50;

/// More seats than any client has: a slip of the finger, before it is paid for.
pub const MOST_SEATS: u32 = 100_000;

/// A client that is to be made.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewClient {
    /// What it is called.
    pub name: ClientName,
    /// Who is invited as its owner.
    pub owner: EmailAddress,
    /// What it is on.
    pub plan: PlanType,
    /// The seats that it begins with: 1 or more.
    pub seats: u32,
}

/// A client's name: trimmed, 1 to [`LONGEST_NAME`] characters as the cloud counts them (UTF-16), on one line.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ClientName(String);

/// The text is no name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NotAName {
    /// Nothing was typed.
    Empty,
    /// It is longer than [`LONGEST_NAME`], by so many characters.
    TooLong(usize),
    /// It has a line break or another character that cannot be seen.
    Unprintable,
}

impl ClientName {
    /// Reads a name as it was typed.
    pub fn parse(typed: &str) -> Result<Self, NotAName> {
        let text = typed.trim();
        if text.is_empty() {
            return Err(NotAName::Empty);
        }
        if text.contains(char::is_control) {
            return Err(NotAName::Unprintable);
        }
        match text.encode_utf16().count().checked_sub(LONGEST_NAME) {
            Some(beyond @ 1..) => Err(NotAName::TooLong(beyond)),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the person has typed this client's name, to say that it is meant. White space at the ends does not count.
    pub fn is_typed(name: &str, typed: &str) -> bool {
        !typed.trim().is_empty() && name.trim() == typed.trim()
    }
}

/// The text is no number of seats.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NotSeats {
    /// Nothing was typed.
    Empty,
    /// It is no whole number.
    NotANumber,
    /// It is fewer than so many.
    Fewer(u32),
    /// It is more than [`MOST_SEATS`].
    TooMany,
}

/// Reads a number of seats, at least `least`.
pub fn parse_seats(typed: &str, least: u32) -> Result<u32, NotSeats> {
    let text = typed.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    if text.is_empty() {
        Err(NotSeats::Empty)
    } else if !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.is_empty() {
        Err(NotSeats::NotANumber)
    } else if digits.len() < text.len() {
        Err(NotSeats::Fewer(least))
    } else {
        match digits.parse::<u32>() {
            Ok(seats) if seats < least => Err(NotSeats::Fewer(least)),
            Ok(seats) if seats <= MOST_SEATS => Ok(seats),
            _ => Err(NotSeats::TooMany),
        }
    }
}

/// What was typed of a client that is to be made.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Draft {
    /// Its name.
    pub name: String,
    /// The owner's address.
    pub owner: String,
    /// What was chosen, if anything yet.
    pub plan: Option<PlanType>,
    /// The number of seats.
    pub seats: String,
}

/// What is wrong with a draft, field by field.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Problems {
    /// With the name.
    pub name: Option<NotAName>,
    /// With the owner's address.
    pub owner: Option<NotAnAddress>,
    /// The plan is none that a client of this provider can be on.
    pub plan: Option<NotOffered>,
    /// With the seats.
    pub seats: Option<NotSeats>,
}

/// No plan was chosen, or one that a client of this provider cannot be on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NotOffered;

impl Draft {
    /// The client, if all is as it must be. `offered` are the plans of this kind of provider.
    pub fn parse(&self, offered: &[PlanType]) -> Result<NewClient, Problems> {
        let name = ClientName::parse(&self.name);
        let owner = EmailAddress::parse(&self.owner);
        let plan = self
            .plan
            .filter(|plan| offered.contains(plan))
            .ok_or(NotOffered);
        let seats = parse_seats(&self.seats, 1);
        match (name, owner, plan, seats) {
            (Ok(name), Ok(owner), Ok(plan), Ok(seats)) => Ok(NewClient {
                name,
                owner,
                plan,
                seats,
            }),
            (name, owner, plan, seats) => Err(Problems {
                name: name.err(),
                owner: owner.err(),
                plan: plan.err(),
                seats: seats.err(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::provider::ProviderType;

    #[test]
    fn a_name_has_at_most_fifty_characters_as_the_cloud_counts() {
        let fifty = "é".repeat(50);
        for (typed, expected) in [
            ("  Bakker & Zonen ", Ok("Bakker & Zonen")),
            ("<b>x</b>", Ok("<b>x</b>")),
            (fifty.as_str(), Ok(fifty.as_str())),
            ("", Err(NotAName::Empty)),
            (" \u{a0} ", Err(NotAName::Empty)),
            ("a\nb", Err(NotAName::Unprintable)),
        ] {
            let parsed = ClientName::parse(typed);
            assert_eq!(
                parsed.as_ref().map(ClientName::as_str).map_err(|why| *why),
                expected
            );
        }
        assert_eq!(
            ClientName::parse(&"x".repeat(51)),
            Err(NotAName::TooLong(1))
        );
        // An emoji counts double.
        assert!(ClientName::parse(&"🦊".repeat(25)).is_ok());
        assert_eq!(
            ClientName::parse(&"🦊".repeat(26)),
            Err(NotAName::TooLong(2))
        );
    }

    #[test]
    fn seats_are_whole_numbers_within_reason() {
        for (typed, least, expected) in [
            (" 12 ", 1, Ok(12)),
            ("007", 1, Ok(7)),
            ("0", 0, Ok(0)),
            ("100000", 1, Ok(100_000)),
            ("", 1, Err(NotSeats::Empty)),
            ("0", 1, Err(NotSeats::Fewer(1))),
            ("-1", 1, Err(NotSeats::Fewer(1))),
            ("3", 5, Err(NotSeats::Fewer(5))),
            ("1e9", 1, Err(NotSeats::NotANumber)),
            ("1.5", 1, Err(NotSeats::NotANumber)),
            ("-", 1, Err(NotSeats::NotANumber)),
            ("+5", 1, Err(NotSeats::NotANumber)),
            ("٣", 1, Err(NotSeats::NotANumber)),
            ("1000000000", 1, Err(NotSeats::TooMany)),
            ("99999999999999999999", 1, Err(NotSeats::TooMany)),
        ] {
            assert_eq!(parse_seats(typed, least), expected, "{typed:?}");
        }
    }

    #[test]
    fn every_field_says_what_is_wrong_with_it() {
        let offered = PlanType::for_new_clients(ProviderType::Msp);
        let draft = Draft {
            name: String::new(),
            owner: "anna".into(),
            plan: Some(PlanType::EnterpriseAnnually),
            seats: "0".into(),
        };
        assert_eq!(
            draft.parse(offered),
            Err(Problems {
                name: Some(NotAName::Empty),
                owner: Some(NotAnAddress::Malformed),
                plan: Some(NotOffered),
                seats: Some(NotSeats::Fewer(1)),
            })
        );
        let draft = Draft {
            name: "Bakker".into(),
            owner: " anna+bakker@münchen.example ".into(),
            plan: Some(PlanType::TeamsMonthly),
            seats: "5".into(),
        };
        let client = draft.parse(offered).unwrap();
        assert_eq!(client.owner.as_str(), "anna+bakker@münchen.example");
        assert_eq!(client.seats, 5);
    }

    #[test]
    fn a_name_is_typed_as_it_is_written() {
        assert!(ClientName::is_typed("Bakker", " Bakker "));
        for typed in ["", " ", "bakker", "Bakke"] {
            assert!(!ClientName::is_typed("Bakker", typed), "{typed}");
        }
        assert!(!ClientName::is_typed("", ""));
    }
}
