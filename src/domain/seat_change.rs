//! What stands in the way of a change of a client's seats, and what is said beside the button (contract 3.5, 6 and 11).

use super::money::Money;
use super::plan::{Cadence, PlanType};
use super::provider::ProviderRole;
use super::seats::PlanSeats;
use super::subscription::Subscription;

/// What a change of seats leads to, as far as the subscription tells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Preview {
    /// Seats that would be bought; below zero for those given back.
    pub purchase: i64,
    /// What a period's bill changes by, after the discount; `None` when the price of a seat cannot be told.
    pub cost: Option<Money>,
    /// Seats paid for that no client has, after the change.
    pub left: u32,
}

/// Why a change would be refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// More people are in than that: so many. The cloud does not look, and would lock nobody out, but bill wrongly.
    BelowUsed(u32),
    /// So many seats would be bought, which a service user may not: the cloud answers 401.
    ServiceUserBuys(i64),
}

/// What it leads to when the clients of one plan get from `from` to `to` seats together.
pub fn preview(subscription: &Subscription, line: &PlanSeats, from: u32, to: u32) -> Preview {
    let change = line.change(from, to);
    let paid = i64::from(line.paid()) + change.purchase;
    Preview {
        purchase: change.purchase,
        cost: change.cost.map(|cost| cost.after(subscription.discount)),
        left: u32::try_from(paid - i64::from(change.assigned)).unwrap_or(0),
    }
}

/// What changes on one line of the subscription.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LinePreview {
    /// The plan's name in the server's words.
    pub plan: String,
    /// How long its period is.
    pub cadence: Cadence,
    /// What it leads to.
    pub preview: Preview,
}

/// What several changes lead to together, line by line of the subscription.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Together {
    /// The lines that something changes on, in the subscription's order.
    pub lines: Vec<LinePreview>,
    /// Changes on plans that the subscription has no line for: their cost cannot be told.
    pub unpriced: usize,
}

impl Together {
    /// Of changes, each with its line and the seats before and after.
    pub fn of<'a>(
        subscription: &'a Subscription,
        changes: impl IntoIterator<Item = (Option<&'a PlanSeats>, u32, u32)>,
    ) -> Self {
        let mut sums: Vec<(PlanType, u32, u32)> = Vec::new();
        let mut together = Self::default();
        for (line, from, to) in changes.into_iter().filter(|(_, from, to)| from != to) {
            let Some(line) = line else {
                together.unpriced += 1;
                continue;
            };
            match sums.iter_mut().find(|(plan, ..)| *plan == line.plan) {
                Some((_, before, after)) => {
                    *before = before.saturating_add(from);
                    *after = after.saturating_add(to);
                }
                None => sums.push((line.plan, from, to)),
            }
        }
        for line in &subscription.plans {
            if let Some((_, from, to)) = sums.iter().find(|(plan, ..)| *plan == line.plan) {
                together.lines.push(LinePreview {
                    plan: line.name.clone(),
                    cadence: line.cadence,
                    preview: preview(subscription, line, *from, *to),
                });
            }
        }
        together
    }

    /// Seats that would be bought, on whatever line.
    pub fn bought(&self) -> i64 {
        let bought = self.lines.iter().map(|line| line.preview.purchase.max(0));
        bought.sum()
    }
}

/// Why this person may not do it. `preview` is `None` when the subscription does not tell.
pub fn refusal(
    role: ProviderRole,
    used: u32,
    to: u32,
    preview: Option<Preview>,
) -> Option<Refusal> {
    if to < used {
        return Some(Refusal::BelowUsed(used));
    }
    let bought = preview.map_or(0, |preview| preview.purchase);
    (bought > 0 && role != ProviderRole::Admin).then_some(Refusal::ServiceUserBuys(bought))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::money::Percent;
    use crate::domain::organization::ProductTier;
    use crate::domain::subscription::{CollectionMethod, SubscriptionStatus};

    fn line(minimum: u32, assigned: u32) -> PlanSeats {
        let purchased = assigned.saturating_sub(minimum);
        PlanSeats {
            plan: PlanType::TeamsMonthly,
            tier: ProductTier::Teams,
            name: "Teams (Monthly)".into(),
            minimum,
            purchased,
            assigned,
            cost: Money::from_cents(400 * i64::from(minimum + purchased)),
            cadence: Cadence::Monthly,
        }
    }

    fn subscription(discount: f64) -> Subscription {
        Subscription {
            status: SubscriptionStatus::Active,
            period_end: None,
            discount: Percent::from_number(discount),
            collection: CollectionMethod::Automatic,
            plans: vec![],
            credit: Money::ZERO,
            tax: None,
            cancels_at: None,
            suspension: None,
            kind: None,
            payment: None,
        }
    }

    #[test]
    fn what_is_bought_is_what_goes_beyond_the_paid_seats() {
        for (minimum, assigned, from, to, purchase, cents, left) in [
            (10, 5, 0, 3, 0, 0, 2),
            (10, 5, 0, 5, 0, 0, 0),
            (10, 5, 0, 8, 3, 600, 0),
            (10, 12, 2, 5, 3, 600, 0),
            (10, 12, 4, 0, -2, -400, 2),
            (10, 12, 4, 4, 0, 0, 0),
        ] {
            let preview = preview(&subscription(50.0), &line(minimum, assigned), from, to);
            let expected = Preview {
                purchase,
                cost: Some(Money::from_cents(cents)),
                left,
            };
            assert_eq!(preview, expected, "{minimum} {assigned} {from} {to}");
        }
    }

    #[test]
    fn only_an_admin_buys_and_nobody_goes_below_what_is_used() {
        use ProviderRole::{Admin, ServiceUser};
        let buys = Preview {
            purchase: 2,
            cost: None,
            left: 0,
        };
        let frees = Preview {
            purchase: -2,
            ..buys
        };
        for (role, used, to, preview, expected) in [
            (Admin, 3, 3, Some(buys), None),
            (Admin, 4, 3, None, Some(Refusal::BelowUsed(4))),
            (
                ServiceUser,
                3,
                5,
                Some(buys),
                Some(Refusal::ServiceUserBuys(2)),
            ),
            (ServiceUser, 3, 5, Some(frees), None),
            (ServiceUser, 3, 5, None, None),
            (
                ProviderRole::Unknown(7),
                3,
                5,
                Some(buys),
                Some(Refusal::ServiceUserBuys(2)),
            ),
            (ServiceUser, 9, 5, Some(buys), Some(Refusal::BelowUsed(9))),
        ] {
            assert_eq!(refusal(role, used, to, preview), expected);
        }
    }

    #[test]
    fn several_changes_are_priced_together_on_their_lines() {
        let teams = line(10, 12);
        let enterprise = PlanSeats {
            plan: PlanType::EnterpriseMonthly,
            name: "Enterprise (Monthly)".into(),
            ..line(10, 4)
        };
        let subscription = Subscription {
            plans: vec![teams.clone(), enterprise.clone()],
            ..subscription(0.0)
        };
        let changes = [
            (Some(&enterprise), 2, 6),
            (Some(&teams), 3, 5),
            (Some(&teams), 4, 1),
            (Some(&teams), 2, 2),
            (None, 1, 2),
            (None, 2, 2),
        ];
        let together = Together::of(&subscription, changes);
        let told: Vec<(&str, i64, u32)> = together
            .lines
            .iter()
            .map(|line| (line.plan.as_str(), line.preview.purchase, line.preview.left))
            .collect();
        assert_eq!(
            told,
            [("Teams (Monthly)", -1, 0), ("Enterprise (Monthly)", 0, 2)]
        );
        assert_eq!((together.unpriced, together.bought()), (1, 0));
    }

    proptest! {
        #[test]
        fn paid_seats_are_those_assigned_and_those_left(
            minimum in 0_u32..500, assigned in 0_u32..900, from in 0_u32..900, to in 0_u32..900,
        ) {
            let (line, from) = (line(minimum, assigned), from.min(assigned));
            let preview = preview(&subscription(0.0), &line, from, to);
            let after = i64::from(assigned - from + to);
            prop_assert_eq!(i64::from(line.paid()) + preview.purchase, after + i64::from(preview.left));
            prop_assert_eq!(i64::from(preview.left), (i64::from(minimum) - after).max(0));
        }
    }
}
