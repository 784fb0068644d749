//! The plans that a client can be on (contract 6).

use super::organization::ProductTier;
use super::provider::ProviderType;

/// A plan and its period. A client may be on any, also one that is no longer sold; a new one is on one of three.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum PlanType {
    /// Teams, by the month: number 17.
    TeamsMonthly,
    /// Enterprise, by the month: number 19.
    EnterpriseMonthly,
    /// Enterprise, by the year: number 20.
    EnterpriseAnnually,
    /// Any other, by its number.
    Other(i64),
}

impl PlanType {
    /// `PlanType` of contract 6.
    pub fn from_number(number: i64) -> Self {
        match number {
            17 => Self::TeamsMonthly,
            19 => Self::EnterpriseMonthly,
            20 => Self::EnterpriseAnnually,
            other => Self::Other(other),
        }
    }

    /// The inverse of [`from_number`](Self::from_number).
    pub fn number(self) -> i64 {
        match self {
            Self::TeamsMonthly => 17,
            Self::EnterpriseMonthly => 19,
            Self::EnterpriseAnnually => 20,
            Self::Other(number) => number,
        }
    }

    /// The plans that a provider of this kind can make a client on (contract 3.5); none for a reseller.
    pub fn for_new_clients(provider: ProviderType) -> &'static [Self] {
        match provider {
            ProviderType::Msp => &[Self::TeamsMonthly, Self::EnterpriseMonthly],
            ProviderType::BusinessUnit => &[Self::EnterpriseMonthly, Self::EnterpriseAnnually],
            ProviderType::Reseller | ProviderType::Unknown(_) => &[],
        }
    }

    /// The kind of plan, of those a new client can be on.
    pub fn tier(self) -> Option<ProductTier> {
        match self {
            Self::TeamsMonthly => Some(ProductTier::Teams),
            Self::EnterpriseMonthly | Self::EnterpriseAnnually => Some(ProductTier::Enterprise),
            Self::Other(_) => None,
        }
    }
}

/// How long a period of a plan is.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Cadence {
    /// A month.
    Monthly,
    /// A year.
    Annual,
    /// The cloud used a word that this version does not know.
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept() {
        for number in -1..40 {
            assert_eq!(PlanType::from_number(number).number(), number);
        }
    }

    #[test]
    fn each_kind_of_provider_has_its_plans() {
        let numbers = |kind| -> Vec<i64> {
            let plans = PlanType::for_new_clients(kind).iter();
            plans.map(|plan| plan.number()).collect()
        };
        assert_eq!(numbers(ProviderType::Msp), [17, 19]);
        assert_eq!(numbers(ProviderType::BusinessUnit), [19, 20]);
        assert!(numbers(ProviderType::Reseller).is_empty());
        assert!(numbers(ProviderType::Unknown(7)).is_empty());
    }
}
