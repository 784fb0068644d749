//! What a provider has to be warned of (contract 3.6).

use super::provider::{ProviderRole, Standing};
use super::time::Timestamp;

/// What the cloud warns of. What this version does not know is kept in the server's word.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Warnings {
    /// It is suspended.
    pub suspension: Option<Suspended>,
    /// Its tax number.
    pub tax_id: Option<TaxIdWarning>,
}

/// A provider's suspension.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Suspended {
    /// What mends it.
    pub resolution: Resolution,
    /// When the subscription ends for good; told with [`Resolution::AddPaymentMethod`] only.
    pub cancels: Option<Timestamp>,
}

/// What mends a suspension.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Resolution {
    /// `add_payment_method`: an admin can.
    AddPaymentMethod,
    /// `contact_administrator`: an admin of the provider can, and this person is none.
    ContactAdministrator,
    /// `contact_support`: the vendor can.
    ContactSupport,
    /// A word that this version does not know.
    Other(String),
}

impl Resolution {
    /// Reads the server's word.
    pub fn from_word(word: &str) -> Self {
        match word {
            "add_payment_method" => Self::AddPaymentMethod,
            "contact_administrator" => Self::ContactAdministrator,
            "contact_support" => Self::ContactSupport,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// What is the matter with the tax number. Told to admins only.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum TaxIdWarning {
    /// `tax_id_missing`.
    Missing,
    /// `tax_id_pending_verification`.
    Pending,
    /// `tax_id_failed_verification`.
    Failed,
    /// A word that this version does not know.
    Other(String),
}

impl TaxIdWarning {
    /// Reads the server's word.
    pub fn from_word(word: &str) -> Self {
        match word {
            "tax_id_missing" => Self::Missing,
            "tax_id_pending_verification" => Self::Pending,
            "tax_id_failed_verification" => Self::Failed,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// How a provider is suspended for this person, if it is: as the warnings say, and until they are read, or when they cannot
/// be, as the profile says.
pub fn suspension(
    standing: Standing,
    role: ProviderRole,
    warnings: Option<&Warnings>,
) -> Option<Suspended> {
    if let Some(suspended) = warnings.and_then(|warnings| warnings.suspension.clone()) {
        return Some(suspended);
    }
    (standing == Standing::Suspended).then_some(Suspended {
        resolution: match role {
            ProviderRole::Admin => Resolution::ContactSupport,
            ProviderRole::ServiceUser | ProviderRole::Unknown(_) => {
                Resolution::ContactAdministrator
            }
        },
        cancels: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_warnings_say_more_than_the_profile() {
        let told = Warnings {
            suspension: Some(Suspended {
                resolution: Resolution::from_word("add_payment_method"),
                cancels: Some(Timestamp::from_millis(1)),
            }),
            tax_id: None,
        };
        let role = ProviderRole::Admin;
        assert_eq!(
            suspension(Standing::Suspended, role, Some(&told)),
            told.suspension
        );
        assert_eq!(suspension(Standing::Enabled, role, None), None);
        let by_profile = |role| {
            suspension(Standing::Suspended, role, None)
                .unwrap()
                .resolution
        };
        assert_eq!(by_profile(role), Resolution::ContactSupport);
        assert_eq!(
            by_profile(ProviderRole::ServiceUser),
            Resolution::ContactAdministrator
        );
    }

    #[test]
    fn a_word_that_is_not_known_is_kept() {
        assert_eq!(
            TaxIdWarning::from_word("tax_id_pending_verification"),
            TaxIdWarning::Pending
        );
        assert_eq!(
            TaxIdWarning::from_word("tax_id_odd"),
            TaxIdWarning::Other("tax_id_odd".into())
        );
        assert_eq!(
            Resolution::from_word("wait"),
            Resolution::Other("wait".into())
        );
    }
}
