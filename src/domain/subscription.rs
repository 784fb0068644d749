//! What a provider pays the cloud for, and how the subscription stands (contract 3.6 and 6).

use super::money::{Money, Percent};
use super::plan::PlanType;
use super::provider::ProviderType;
use super::seats::PlanSeats;
use super::time::Timestamp;

/// A provider's subscription.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Subscription {
    /// How it stands.
    pub status: SubscriptionStatus,
    /// When the period ends that runs now.
    pub period_end: Option<Timestamp>,
    /// Taken off the price of every plan.
    pub discount: Percent,
    /// How invoices are paid.
    pub collection: CollectionMethod,
    /// What is paid for, a line for each plan.
    pub plans: Vec<PlanSeats>,
    /// What the provider has to its credit; below zero when it owes.
    pub credit: Money,
    /// The address and tax number on the invoices.
    pub tax: Option<TaxInformation>,
    /// When the subscription ends for good, if that is decided.
    pub cancels_at: Option<Timestamp>,
    /// When it is suspended, or was, for an invoice that is not paid.
    pub suspension: Option<Suspension>,
    /// The kind of provider, where the cloud says it.
    pub kind: Option<ProviderType>,
    /// What is paid with.
    pub payment: Option<PaymentSource>,
}

/// How a subscription stands, in Stripe's words.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SubscriptionStatus {
    /// `active`: all is well.
    Active,
    /// `trialing`: nothing is charged yet.
    Trialing,
    /// `past_due`: an invoice is open past its date.
    PastDue,
    /// `unpaid`: an invoice stays open, and the provider is suspended or will be.
    Unpaid,
    /// `canceled`: it has ended.
    Canceled,
    /// `incomplete`: the first payment has not gone through.
    Incomplete,
    /// `incomplete_expired`: nor will it any more.
    IncompleteExpired,
    /// `paused`.
    Paused,
    /// A word that this version does not know.
    Other(String),
}

impl SubscriptionStatus {
    /// Reads Stripe's word.
    pub fn from_word(word: &str) -> Self {
        match word {
            "active" => Self::Active,
            "trialing" => Self::Trialing,
            "past_due" => Self::PastDue,
            "unpaid" => Self::Unpaid,
            "canceled" => Self::Canceled,
            "incomplete" => Self::Incomplete,
            "incomplete_expired" => Self::IncompleteExpired,
            "paused" => Self::Paused,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// How invoices are paid.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CollectionMethod {
    /// `charge_automatically`: from the payment method.
    Automatic,
    /// `send_invoice`: by the provider, upon an invoice.
    Invoice,
    /// A word that this version does not know.
    Unknown,
}

/// The address and tax number on the invoices; an empty field is `None`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TaxInformation {
    /// Two letters.
    pub country: Option<String>,
    /// As the country writes it.
    pub postal_code: Option<String>,
    /// The tax number.
    pub tax_id: Option<String>,
    /// Stripe's word for its kind, such as `eu_vat`.
    pub tax_id_type: Option<String>,
    /// Street and number.
    pub line1: Option<String>,
    /// More of it.
    pub line2: Option<String>,
    /// The town.
    pub city: Option<String>,
    /// The state or province.
    pub state: Option<String>,
}

/// A suspension for an invoice that is not paid.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Suspension {
    /// When it begins, or began.
    pub at: Timestamp,
    /// The end of the period that is not paid.
    pub unpaid_period_end: Timestamp,
    /// How many days lie between an invoice and the suspension.
    pub grace_days: u32,
}

/// What is paid with.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PaymentSource {
    /// Its kind.
    pub kind: PaymentKind,
    /// In the server's words, such as `Visa, *4242, 12/2027`.
    pub description: String,
    /// Whether a bank account waits to be verified.
    pub verification: Verification,
}

/// A kind of payment method (`PaymentMethodType`).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PaymentKind {
    /// A card.
    Card,
    /// A bank account.
    BankAccount,
    /// PayPal.
    PayPal,
    /// Any other, by its number.
    Other(i64),
}

impl PaymentKind {
    /// `PaymentMethodType`: 0 card, 1 bank account, 2 PayPal.
    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Card,
            1 => Self::BankAccount,
            2 => Self::PayPal,
            other => Self::Other(other),
        }
    }
}

/// Whether a bank account waits to be verified.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Verification {
    /// It does not.
    Done,
    /// It does.
    Needed,
}

impl Subscription {
    /// The line of a plan, for a client that is to be made.
    pub fn line(&self, plan: PlanType) -> Option<&PlanSeats> {
        self.plans.iter().find(|line| line.plan == plan)
    }

    /// The line of the plan that the client list calls by this name, such as `Teams (Monthly)` (contract 3.4 has no number).
    /// `None` for a client on a plan that the provider does not pay by lines, an old one for instance.
    pub fn line_named(&self, plan: &str) -> Option<&PlanSeats> {
        let plan = plan.trim();
        self.plans
            .iter()
            .find(|line| line.name.trim().eq_ignore_ascii_case(plan))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::organization::ProductTier;
    use crate::domain::plan::Cadence;

    fn line(plan: PlanType, name: &str, cadence: Cadence, cents: i64) -> PlanSeats {
        PlanSeats {
            plan,
            tier: ProductTier::Teams,
            name: name.into(),
            minimum: 10,
            purchased: 0,
            assigned: 3,
            cost: Money::from_cents(cents),
            cadence,
        }
    }

    fn subscription(plans: Vec<PlanSeats>) -> Subscription {
        Subscription {
            status: SubscriptionStatus::Active,
            period_end: None,
            discount: Percent::from_number(10.0),
            collection: CollectionMethod::Automatic,
            plans,
            credit: Money::ZERO,
            tax: None,
            cancels_at: None,
            suspension: None,
            kind: None,
            payment: None,
        }
    }

    #[test]
    fn a_line_is_found_by_number_and_by_name() {
        let teams = line(
            PlanType::TeamsMonthly,
            "Teams (Monthly)",
            Cadence::Monthly,
            4_000,
        );
        let subscription = subscription(vec![teams.clone()]);
        assert_eq!(subscription.line(PlanType::TeamsMonthly), Some(&teams));
        assert_eq!(subscription.line(PlanType::EnterpriseMonthly), None);
        assert_eq!(subscription.line_named(" teams (monthly)"), Some(&teams));
        assert_eq!(subscription.line_named("Teams"), None);
    }

    #[test]
    fn a_word_that_is_not_known_is_kept() {
        assert_eq!(
            SubscriptionStatus::from_word("past_due"),
            SubscriptionStatus::PastDue
        );
        let other = SubscriptionStatus::from_word("on_hold");
        assert_eq!(other, SubscriptionStatus::Other("on_hold".into()));
    }
}
