//! What stands in the way of letting a client go (contract 3.4).

/// A confirmed owner of a client, who takes it over when the provider lets it go.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Owner {
    /// The person's name, if there is one.
    pub name: Option<String>,
    /// The person's address.
    pub email: String,
}

/// Whether a client can be let go: an owner of its own has to be there, confirmed, to take over.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Takeover {
    /// By these.
    By(Vec<Owner>),
    /// By nobody: the cloud refuses.
    Nobody,
}

impl Takeover {
    /// Of the confirmed owners. The first by the alphabet comes first: its address becomes the client's billing address.
    pub fn of(mut owners: Vec<Owner>) -> Self {
        owners.sort_by_key(|owner| owner.email.to_lowercase());
        if owners.is_empty() {
            Self::Nobody
        } else {
            Self::By(owners)
        }
    }

    /// Where the client's own invoices will go.
    pub fn billing_email(&self) -> Option<&str> {
        match self {
            Self::By(owners) => owners.first().map(|owner| owner.email.as_str()),
            Self::Nobody => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_owner_by_the_alphabet_gets_the_invoices() {
        let owner = |email: &str| Owner {
            name: None,
            email: email.into(),
        };
        let takeover = Takeover::of(vec![owner("zoe@b.nl"), owner("Anna@b.nl")]);
        assert_eq!(takeover.billing_email(), Some("Anna@b.nl"));
        assert_eq!(Takeover::of(vec![]), Takeover::Nobody);
        assert_eq!(Takeover::Nobody.billing_email(), None);
    }
}
