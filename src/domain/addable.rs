//! An organisation of one's own that can become a client (contract 3.5).

use super::ids::OrganizationId;
use super::organization::ProductTier;
use super::seats::PlanSeats;
use super::subscription::Subscription;

/// An organisation of which one is a confirmed owner, and which pays for itself.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Addable {
    /// Its id.
    pub id: OrganizationId,
    /// Its name, decoded.
    pub name: String,
    /// Its plan's kind in the server's word: `Teams` or `Enterprise`.
    pub plan: String,
    /// Its seats.
    pub seats: u32,
    /// Whether only a provider admin may add it, since seats would be bought.
    pub needs_admin: bool,
}

impl Addable {
    /// The line of the subscription that its seats would count on. The server tells only the kind of its plan, so a provider
    /// with two lines of a kind is not told.
    pub fn line<'a>(&self, subscription: &'a Subscription) -> Option<&'a PlanSeats> {
        let tier = match self.plan.trim() {
            plan if plan.eq_ignore_ascii_case("teams") => ProductTier::Teams,
            plan if plan.eq_ignore_ascii_case("enterprise") => ProductTier::Enterprise,
            _ => return None,
        };
        let mut lines = subscription.plans.iter().filter(|line| line.tier == tier);
        lines.next().filter(|_| lines.next().is_none())
    }
}
