//! What a provider pays (contract 3.6).

use serde::Deserialize;

use super::error::Error;
use super::http::{Api, Call};
use super::wire;
use crate::domain::ids::ProviderId;
use crate::domain::money::{Money, Percent};
use crate::domain::organization::ProductTier;
use crate::domain::plan::{Cadence, PlanType};
use crate::domain::provider::ProviderType;
use crate::domain::seats::PlanSeats;
use crate::domain::subscription::{
    CollectionMethod, PaymentKind, PaymentSource, Subscription, SubscriptionStatus, Suspension,
    TaxInformation, Verification,
};
use crate::domain::time::Timestamp;

const SUBSCRIPTION: &str = "GET /providers/{id}/billing/subscription";

impl Api {
    /// `GET /providers/{id}/billing/subscription`. Open to every confirmed user of the provider;
    /// [`Error::NotPermitted`] too when the provider is not billed for its clients.
    pub async fn provider_subscription(&self, provider: ProviderId) -> Result<Subscription, Error> {
        let path = format!("/providers/{provider}/billing/subscription");
        self.read::<SubscriptionWire>(Call::get(path, SUBSCRIPTION))
            .await?
            .subscription()
            .ok_or(Error::Unreadable {
                endpoint: SUBSCRIPTION,
            })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SubscriptionWire {
    status: Option<String>,
    #[serde(default, deserialize_with = "wire::optional_text")]
    current_period_end_date: Option<Timestamp>,
    discount_percentage: Option<f64>,
    collection_method: Option<String>,
    plans: Vec<PlanWire>,
    account_credit: Option<f64>,
    tax_information: Option<TaxWire>,
    #[serde(default, deserialize_with = "wire::optional_text")]
    cancel_at: Option<Timestamp>,
    suspension: Option<SuspensionWire>,
    provider_type: Option<i64>,
    payment_source: Option<PaymentWire>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PlanWire {
    plan_name: String,
    #[serde(rename = "type")]
    plan: i64,
    product_tier: i64,
    seat_minimum: u32,
    purchased_seats: u32,
    assigned_seats: u32,
    cost: f64,
    cadence: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TaxWire {
    country: Option<String>,
    postal_code: Option<String>,
    tax_id: Option<String>,
    tax_id_type: Option<String>,
    line1: Option<String>,
    line2: Option<String>,
    city: Option<String>,
    state: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SuspensionWire {
    #[serde(deserialize_with = "wire::text")]
    suspension_date: Timestamp,
    #[serde(deserialize_with = "wire::text")]
    unpaid_period_end_date: Timestamp,
    grace_period: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PaymentWire {
    #[serde(rename = "type")]
    kind: i64,
    description: Option<String>,
    #[serde(default, deserialize_with = "wire::switch")]
    needs_verification: bool,
}

impl SubscriptionWire {
    /// `None` when an amount in it is no amount.
    fn subscription(self) -> Option<Subscription> {
        Some(Subscription {
            status: SubscriptionStatus::from_word(self.status.as_deref().unwrap_or_default()),
            period_end: self.current_period_end_date,
            discount: Percent::from_number(self.discount_percentage.unwrap_or(0.0)),
            collection: match self.collection_method.as_deref() {
                Some("charge_automatically") => CollectionMethod::Automatic,
                Some("send_invoice") => CollectionMethod::Invoice,
                _ => CollectionMethod::Unknown,
            },
            plans: self
                .plans
                .into_iter()
                .map(PlanWire::plan)
                .collect::<Option<_>>()?,
            credit: Money::from_dollars(self.account_credit.unwrap_or(0.0))?,
            tax: self.tax_information.map(TaxWire::information),
            cancels_at: self.cancel_at,
            suspension: self.suspension.map(|suspension| Suspension {
                at: suspension.suspension_date,
                unpaid_period_end: suspension.unpaid_period_end_date,
                grace_days: suspension.grace_period.unwrap_or(0),
            }),
            kind: self.provider_type.map(ProviderType::from_number),
            payment: self.payment_source.map(|source| PaymentSource {
                kind: PaymentKind::from_number(source.kind),
                description: source.description.unwrap_or_default(),
                verification: if source.needs_verification {
                    Verification::Needed
                } else {
                    Verification::Done
                },
            }),
        })
    }
}

impl PlanWire {
    fn plan(self) -> Option<PlanSeats> {
        Some(PlanSeats {
            plan: PlanType::from_number(self.plan),
            tier: ProductTier::from_number(self.product_tier),
            name: self.plan_name,
            minimum: self.seat_minimum,
            purchased: self.purchased_seats,
            assigned: self.assigned_seats,
            cost: Money::from_dollars(self.cost)?,
            cadence: match self.cadence.as_deref() {
                Some("Monthly") => Cadence::Monthly,
                Some("Annual") => Cadence::Annual,
                _ => Cadence::Unknown,
            },
        })
    }
}

impl TaxWire {
    fn information(self) -> TaxInformation {
        let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        TaxInformation {
            country: filled(self.country),
            postal_code: filled(self.postal_code),
            tax_id: filled(self.tax_id),
            tax_id_type: filled(self.tax_id_type),
            line1: filled(self.line1),
            line2: filled(self.line2),
            city: filled(self.city),
            state: filled(self.state),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Subscription {
        let wire: SubscriptionWire = wire::read(body, SUBSCRIPTION).unwrap();
        wire.subscription().unwrap()
    }

    #[test]
    fn a_subscription_is_read() {
        let subscription = read(
            r#"{"status":"active","currentPeriodEndDate":"2026-09-01T00:00:00Z","discountPercentage":35,
            "collectionMethod":"charge_automatically",
            "plans":[{"planName":"Teams (Monthly)","type":17,"productTier":2,"seatMinimum":50,"purchasedSeats":10,
            "assignedSeats":60,"cost":240.0,"cadence":"Monthly"},
            {"planName":"Enterprise (Annually)","type":20,"productTier":3,"seatMinimum":0,"purchasedSeats":0,
            "assignedSeats":0,"cost":0,"cadence":"Annual"}],
            "accountCredit":12.34,"taxInformation":{"country":"NL","postalCode":"1011 AB","taxId":"NL123","taxIdType":"eu_vat",
            "line1":"Dam 1","line2":"","city":"Amsterdam","state":null},"cancelAt":null,
            "suspension":{"suspensionDate":"2026-09-15T00:00:00Z","unpaidPeriodEndDate":"2026-09-01T00:00:00Z",
            "gracePeriod":14},"providerType":0,
            "paymentSource":{"type":0,"description":"Visa, *4242","needsVerification":false}}"#,
        );
        assert_eq!(subscription.status, SubscriptionStatus::Active);
        assert_eq!(subscription.discount, Percent::from_number(35.0));
        assert_eq!(subscription.collection, CollectionMethod::Automatic);
        let [teams, enterprise] = subscription.plans.as_slice() else {
            panic!("{:?}", subscription.plans)
        };
        assert_eq!(teams.plan, PlanType::TeamsMonthly);
        assert_eq!(teams.unit_price(), Some(Money::from_cents(400)));
        assert_eq!(enterprise.cadence, Cadence::Annual);
        assert_eq!(enterprise.unit_price(), None);
        assert_eq!(subscription.credit, Money::from_cents(1_234));
        let tax = subscription.tax.unwrap();
        assert_eq!((tax.city.as_deref(), tax.line2), (Some("Amsterdam"), None));
        assert_eq!(subscription.suspension.unwrap().at.date(), "2026-09-15");
        assert_eq!(subscription.kind, Some(ProviderType::Msp));
        assert_eq!(subscription.payment.unwrap().kind, PaymentKind::Card);
    }

    #[test]
    fn what_may_be_left_out_is_left_out() {
        let subscription = read(r#"{"status":"on_hold","plans":[]}"#);
        assert_eq!(
            subscription.status,
            SubscriptionStatus::Other("on_hold".into())
        );
        assert_eq!(subscription.collection, CollectionMethod::Unknown);
        assert_eq!(subscription.credit, Money::ZERO);
        assert_eq!(subscription.payment, None);
    }

    #[test]
    fn an_amount_that_is_none_makes_the_answer_unreadable() {
        let wire: SubscriptionWire = wire::read(
            r#"{"status":"active","plans":[{"planName":"x","type":17,"productTier":2,"seatMinimum":1,"purchasedSeats":0,
            "assignedSeats":0,"cost":1e300}]}"#,
            SUBSCRIPTION,
        )
        .unwrap();
        assert_eq!(wire.subscription(), None);
    }
}
