//! What a provider is called, and where its mail about billing goes (contract 3.1).

use super::email::{EmailAddress, NotAnAddress};
use super::entity::encoded_len;
use super::provider::ProviderRole;

/// The longest name of a provider or a business (contract 10), as the cloud writes it.
pub const LONGEST_NAME: usize = 50;

/// What a provider is called, and where its mail about billing goes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ProviderDetails {
    /// Its name, decoded.
    pub name: String,
    /// The company's name, decoded; may be empty.
    pub business_name: String,
    /// The address; empty where none was ever given.
    pub billing_email: String,
}

/// The same as it is to be, checked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewDetails {
    /// 1 to 50 characters.
    pub name: String,
    /// 0 to 50 characters.
    pub business_name: String,
    /// The address.
    pub billing_email: EmailAddress,
}

/// What is wrong with what was typed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct DetailsProblems {
    /// The name.
    pub name: Option<NameProblem>,
    /// The company's name.
    pub business_name: Option<NameProblem>,
    /// The address.
    pub billing_email: Option<NotAnAddress>,
}

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NameProblem {
    /// There has to be one.
    Missing,
    /// It is longer than 50 characters, as the cloud counts them.
    TooLong,
}

impl ProviderDetails {
    /// Reads what was typed, trimmed.
    pub fn check(&self) -> Result<NewDetails, DetailsProblems> {
        let too_long =
            |text: &str| (encoded_len(text) > LONGEST_NAME).then_some(NameProblem::TooLong);
        let (name, business_name) = (self.name.trim(), self.business_name.trim());
        let email = EmailAddress::parse(&self.billing_email);
        let problems = DetailsProblems {
            name: name
                .is_empty()
                .then_some(NameProblem::Missing)
                .or(too_long(name)),
            business_name: too_long(business_name),
            billing_email: email.as_ref().err().copied(),
        };
        match email {
            Ok(billing_email) if problems == DetailsProblems::default() => Ok(NewDetails {
                name: name.to_owned(),
                business_name: business_name.to_owned(),
                billing_email,
            }),
            _ => Err(problems),
        }
    }
}

/// Why a provider may not be deleted. The server asks for nothing but the role (contract 3.1): the rest is the portal's.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DeleteRefusal {
    /// Only an admin may.
    AdminsOnly,
    /// It is not known yet whether it has clients.
    ClientsUnknown,
    /// So many clients would be left without it.
    Clients(usize),
}

/// Why this person may not delete a provider with so many clients, if it is so.
pub fn delete_refusal(role: ProviderRole, clients: Option<usize>) -> Option<DeleteRefusal> {
    match (role, clients) {
        (ProviderRole::ServiceUser | ProviderRole::Unknown(_), _) => {
            Some(DeleteRefusal::AdminsOnly)
        }
        (ProviderRole::Admin, None) => Some(DeleteRefusal::ClientsUnknown),
        (ProviderRole::Admin, Some(0)) => None,
        (ProviderRole::Admin, Some(clients)) => Some(DeleteRefusal::Clients(clients)),
    }
}

/// Whether what was typed is the name that was to be typed. White space around it, and how much of it within, means nothing.
pub fn is_typed(typed: &str, name: &str) -> bool {
    typed.split_whitespace().eq(name.split_whitespace()) && !name.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(name: &str, business_name: &str, billing_email: &str) -> ProviderDetails {
        ProviderDetails {
            name: name.into(),
            business_name: business_name.into(),
            billing_email: billing_email.into(),
        }
    }

    #[test]
    fn details_are_trimmed_and_a_business_needs_no_name() {
        let new = details(" Waterland <b>& Zn</b> ", " ", " a@b.c ")
            .check()
            .unwrap();
        assert_eq!(new.name, "Waterland <b>& Zn</b>");
        assert_eq!(new.business_name, "");
        assert_eq!(new.billing_email.as_str(), "a@b.c");
        assert!(details(&"ł".repeat(50), "", "a@b.c").check().is_ok());
        // Eleven of these are 55 characters in the cloud.
        assert!(details(&"&".repeat(11), "", "a@b.c").check().is_err());
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let long = "é".repeat(51);
        assert_eq!(
            details("  ", &long, "a").check(),
            Err(DetailsProblems {
                name: Some(NameProblem::Missing),
                business_name: Some(NameProblem::TooLong),
                billing_email: Some(NotAnAddress::Malformed),
            })
        );
        let problems = details(&long, "", "a@b.c").check().unwrap_err();
        assert_eq!(problems.name, Some(NameProblem::TooLong));
    }

    #[test]
    fn a_provider_with_clients_stays() {
        use ProviderRole::{Admin, ServiceUser, Unknown};
        for (role, clients, refusal) in [
            (Admin, Some(0), None),
            (Admin, Some(2), Some(DeleteRefusal::Clients(2))),
            (Admin, None, Some(DeleteRefusal::ClientsUnknown)),
            (ServiceUser, Some(0), Some(DeleteRefusal::AdminsOnly)),
            (Unknown(7), Some(0), Some(DeleteRefusal::AdminsOnly)),
        ] {
            assert_eq!(delete_refusal(role, clients), refusal);
        }
    }

    #[test]
    fn the_name_has_to_be_typed() {
        assert!(is_typed(" Waterland  Beheer", "Waterland Beheer "));
        assert!(!is_typed("waterland beheer", "Waterland Beheer"));
        assert!(!is_typed("", " "));
    }
}
