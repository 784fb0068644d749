//! What seats cost a provider, and what a change of them leads to (contract 6).

use super::money::Money;
use super::organization::ProductTier;
use super::plan::{Cadence, PlanType};

/// One plan of a provider's subscription, from `GET /providers/{id}/billing/subscription` (contract 3.6).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PlanSeats {
    /// The plan.
    pub plan: PlanType,
    /// The plan's kind.
    pub tier: ProductTier,
    /// The plan's name in the server's words.
    pub name: String,
    /// Seats that are paid for whatever is used.
    pub minimum: u32,
    /// Seats bought beyond the minimum.
    pub purchased: u32,
    /// Seats that the clients on this plan have together.
    pub assigned: u32,
    /// What the minimum and the purchased seats cost together for one period, before discount.
    pub cost: Money,
    /// How long a period is.
    pub cadence: Cadence,
}

/// What a change of a client's seats leads to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SeatChange {
    /// Seats that all clients of the plan would have together.
    pub assigned: u32,
    /// Seats that would be bought; negative for those given back.
    pub purchase: i64,
    /// What the period's bill changes by, before discount; `None` when the price of a seat cannot be told.
    pub cost: Option<Money>,
}

impl PlanSeats {
    /// Seats that are paid for.
    pub fn paid(&self) -> u32 {
        self.minimum.saturating_add(self.purchased)
    }

    /// What one seat costs for one period, before discount. `None` when there is none to tell it by.
    pub fn unit_price(&self) -> Option<Money> {
        self.cost.share(1, i64::from(self.paid()))
    }

    /// Seats that are paid for and that no client has.
    pub fn unassigned(&self) -> u32 {
        self.paid().saturating_sub(self.assigned)
    }

    /// What it leads to when a client's seats go from `from` to `to`. A new client goes from 0.
    pub fn change(&self, from: u32, to: u32) -> SeatChange {
        let assigned = self.assigned.saturating_sub(from).saturating_add(to);
        let purchase = i64::from(assigned.saturating_sub(self.minimum)) - i64::from(self.purchased);
        let cost = self.cost.share(purchase, i64::from(self.paid()));
        SeatChange {
            assigned,
            purchase,
            cost,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plan(minimum: u32, assigned: u32) -> PlanSeats {
        let purchased = assigned.saturating_sub(minimum);
        PlanSeats {
            plan: PlanType::TeamsMonthly,
            tier: ProductTier::Teams,
            cadence: Cadence::Monthly,
            name: "Teams (Monthly)".into(),
            minimum,
            purchased,
            assigned,
            cost: Money::from_cents(400 * i64::from(minimum + purchased)),
        }
    }

    #[test]
    fn seats_within_the_minimum_cost_nothing_more() {
        let change = plan(10, 5).change(2, 7);
        assert_eq!(
            change,
            SeatChange {
                assigned: 10,
                purchase: 0,
                cost: Some(Money::ZERO)
            }
        );
        assert_eq!(plan(10, 5).unassigned(), 5);
    }

    #[test]
    fn seats_beyond_the_minimum_are_bought_and_given_back() {
        let plan = plan(10, 12);
        assert_eq!(
            plan.change(2, 5),
            SeatChange {
                assigned: 15,
                purchase: 3,
                cost: Some(Money::from_cents(1_200))
            }
        );
        assert_eq!(
            plan.change(4, 0),
            SeatChange {
                assigned: 8,
                purchase: -2,
                cost: Some(Money::from_cents(-800))
            }
        );
    }

    #[test]
    fn a_plan_without_seats_has_no_price() {
        assert_eq!(plan(0, 0).unit_price(), None);
        assert_eq!(plan(0, 0).change(0, 3).cost, None);
    }

    proptest! {
        #[test]
        fn a_change_and_its_undoing_even_out(
            minimum in 0_u32..1000, assigned in 0_u32..5000, from in 0_u32..1000, to in 0_u32..1000,
        ) {
            let before = plan(minimum, assigned.max(from));
            let there = before.change(from, to);
            let after = plan(minimum, there.assigned);
            let back = after.change(to, from);
            prop_assert_eq!(back.assigned, before.assigned);
            prop_assert_eq!(there.purchase, -back.purchase);
        }
    }
}
