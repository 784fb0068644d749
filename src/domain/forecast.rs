//! What the next invoice will come to, by the seats of today (contract 6). Taxes, and what is charged for seats bought within
//! the period that runs, are not in it: the cloud tells neither beforehand.

use super::money::Money;
use super::plan::Cadence;
use super::subscription::{Subscription, SubscriptionStatus};
use super::time::Timestamp;

/// The next invoice of the plans of one period.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Forecast {
    /// How long the period is that it pays for.
    pub cadence: Cadence,
    /// When it comes, where the cloud says it.
    pub at: Option<Timestamp>,
    /// What it pays for.
    pub lines: Vec<Line>,
    /// All lines together.
    pub subtotal: Money,
    /// What the discount takes off.
    pub discount: Money,
    /// What the credit takes off; below zero for what is owed already.
    pub credit: Money,
    /// What is left to pay. Never below zero: credit that is not used up stays.
    pub due: Money,
}

/// A line of the next invoice.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Line {
    /// The plan's name in the server's words.
    pub plan: String,
    /// Seats to pay for: those that the clients have, and the minimum in any case.
    pub seats: u32,
    /// What one of them costs.
    pub unit_price: Option<Money>,
    /// What all of them cost.
    pub amount: Money,
}

/// The next invoices: one for each length of a period, the monthly first. None when the subscription has ended, or ends
/// before another would come.
pub fn forecast(subscription: &Subscription) -> Vec<Forecast> {
    let ended = matches!(
        subscription.status,
        SubscriptionStatus::Canceled | SubscriptionStatus::IncompleteExpired
    );
    let ends = match (subscription.cancels_at, subscription.period_end) {
        (Some(cancels), Some(end)) => cancels <= end,
        (Some(_), None) => true,
        (None, _) => false,
    };
    if ended || ends {
        return Vec::new();
    }
    let mut credit = subscription.credit;
    let mut forecasts = Vec::new();
    for cadence in [Cadence::Monthly, Cadence::Annual, Cadence::Unknown] {
        let lines: Vec<Line> = subscription
            .plans
            .iter()
            .filter(|plan| plan.cadence == cadence)
            .map(|plan| {
                let seats = plan.minimum.max(plan.assigned);
                let amount = plan.cost.share(i64::from(seats), i64::from(plan.paid()));
                Line {
                    plan: plan.name.clone(),
                    seats,
                    unit_price: plan.unit_price(),
                    amount: amount.unwrap_or(plan.cost),
                }
            })
            .collect();
        if lines.is_empty() {
            continue;
        }
        let subtotal: Money = lines.iter().map(|line| line.amount).sum();
        let discounted = subtotal.after(subscription.discount);
        let used = credit.min(discounted);
        credit = credit - used;
        forecasts.push(Forecast {
            cadence,
            // The cloud names one date. With plans of two lengths it is the nearer one: a month's.
            at: subscription.period_end.filter(|_| forecasts.is_empty()),
            lines,
            subtotal,
            discount: subtotal - discounted,
            credit: used,
            due: discounted - used,
        });
    }
    forecasts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::money::Percent;
    use crate::domain::organization::ProductTier;
    use crate::domain::plan::PlanType;
    use crate::domain::seats::PlanSeats;
    use crate::domain::subscription::CollectionMethod;

    const END: i64 = 1_000_000;

    fn plan(minimum: u32, assigned: u32, unit: i64, cadence: Cadence) -> PlanSeats {
        let purchased = assigned.saturating_sub(minimum);
        PlanSeats {
            plan: PlanType::TeamsMonthly,
            tier: ProductTier::Teams,
            name: "Teams (Monthly)".into(),
            minimum,
            purchased,
            assigned,
            cost: Money::from_cents(unit * i64::from(minimum + purchased)),
            cadence,
        }
    }

    fn subscription(plans: Vec<PlanSeats>, discount: f64, credit: i64) -> Subscription {
        Subscription {
            status: SubscriptionStatus::Active,
            period_end: Some(Timestamp::from_millis(END)),
            discount: Percent::from_number(discount),
            collection: CollectionMethod::Automatic,
            plans,
            credit: Money::from_cents(credit),
            tax: None,
            cancels_at: None,
            suspension: None,
            kind: None,
            payment: None,
        }
    }

    #[test]
    fn the_minimum_is_paid_for_and_what_is_beyond_it() {
        let plans = vec![
            plan(50, 60, 400, Cadence::Monthly),
            plan(25, 10, 600, Cadence::Monthly),
        ];
        let all = forecast(&subscription(plans, 35.0, 10_000));
        let [next] = &all[..] else { panic!("{all:?}") };
        let seats: Vec<u32> = next.lines.iter().map(|line| line.seats).collect();
        assert_eq!(seats, [60, 25]);
        assert_eq!(next.lines[0].unit_price, Some(Money::from_cents(400)));
        assert_eq!(next.subtotal.cents(), 24_000 + 15_000);
        assert_eq!(next.discount.cents(), 13_650);
        assert_eq!(next.credit.cents(), 10_000);
        assert_eq!(next.due.cents(), 39_000 - 13_650 - 10_000);
        assert_eq!(next.at, Some(Timestamp::from_millis(END)));
    }

    #[test]
    fn what_is_owed_is_added_and_credit_that_is_left_goes_to_the_next() {
        let plans = || {
            vec![
                plan(10, 10, 100, Cadence::Annual),
                plan(10, 10, 100, Cadence::Monthly),
            ]
        };
        let dues = |credit| -> Vec<i64> {
            let all = forecast(&subscription(plans(), 0.0, credit));
            all.iter().map(|next| next.due.cents()).collect()
        };
        assert_eq!(dues(0), [1_000, 1_000]);
        assert_eq!(dues(1_200), [0, 800]);
        assert_eq!(dues(9_999), [0, 0]);
        assert_eq!(dues(-300), [1_300, 1_000]);
        let all = forecast(&subscription(plans(), 0.0, 0));
        assert_eq!(all[0].cadence, Cadence::Monthly);
        assert_eq!(all[1].at, None);
    }

    #[test]
    fn a_subscription_that_ends_has_no_next_invoice() {
        let one = || subscription(vec![plan(1, 1, 1, Cadence::Monthly)], 0.0, 0);
        assert_eq!(forecast(&one()).len(), 1);
        let ended = Subscription {
            status: SubscriptionStatus::Canceled,
            ..one()
        };
        assert!(forecast(&ended).is_empty());
        let ends = |at| Subscription {
            cancels_at: Some(Timestamp::from_millis(at)),
            ..one()
        };
        assert!(forecast(&ends(END)).is_empty());
        assert_eq!(forecast(&ends(END + 1)).len(), 1);
    }

    proptest! {
        #[test]
        fn the_parts_make_the_whole(
            minimum in 0_u32..500, assigned in 0_u32..2_000, unit in 0_i64..2_000, discount in 0_u32..=100,
            credit in -50_000_i64..500_000,
        ) {
            let one = subscription(
                vec![plan(minimum, assigned, unit, Cadence::Monthly)], f64::from(discount), credit,
            );
            for next in forecast(&one) {
                let lines: Money = next.lines.iter().map(|line| line.amount).sum();
                prop_assert_eq!(lines, next.subtotal);
                prop_assert_eq!(next.subtotal - next.discount - next.credit, next.due);
                prop_assert!(next.due >= Money::ZERO);
                prop_assert!(next.discount >= Money::ZERO && next.discount <= next.subtotal);
                prop_assert!(next.credit <= one.credit.max(Money::ZERO));
            }
        }

        #[test]
        fn more_seats_never_cost_less_and_those_within_the_minimum_cost_nothing(
            minimum in 1_u32..500, assigned in 0_u32..2_000, more in 0_u32..500, unit in 0_i64..2_000,
        ) {
            let due = |assigned| {
                let one = subscription(vec![plan(minimum, assigned, unit, Cadence::Monthly)], 10.0, 0);
                forecast(&one).first().map(|next| next.due)
            };
            prop_assert!(due(assigned + more) >= due(assigned));
            if assigned + more <= minimum {
                prop_assert_eq!(due(assigned + more), due(assigned));
            }
        }
    }
}
