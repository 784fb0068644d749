//! Seats that a provider has, gives out and buys (contract 6).

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::ids::ProviderId;

/// What a provider has of one plan.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// PlanType.
    pub(crate) plan: i64,
    /// Paid for in any case.
    pub(crate) minimum: i64,
    /// Of one seat, per period.
    pub(crate) unit_price: f64,
    /// Given to managed clients.
    pub(crate) assigned: i64,
}

const LINES: &str = "SELECT c.plan_type, c.seat_minimum, c.unit_price, \
     COALESCE((SELECT SUM(o.seats) FROM provider_organizations l JOIN organizations o ON o.id = l.organization_id \
               WHERE l.provider_id = c.provider_id AND o.plan_type = c.plan_type AND o.status = 2), 0) AS assigned \
     FROM provider_plans c WHERE c.provider_id = ?1";

impl Line {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            plan: row.get("plan_type")?,
            minimum: row.get("seat_minimum")?,
            unit_price: row.get("unit_price")?,
            assigned: row.get("assigned")?,
        })
    }

    /// Beyond the minimum.
    pub(crate) fn purchased(&self) -> i64 {
        (self.assigned - self.minimum).max(0)
    }

    /// What the plan costs in a period, before discount.
    pub(crate) fn cost(&self) -> f64 {
        (self.minimum + self.purchased()) as f64 * self.unit_price
    }

    /// Whether giving out so many more seats exceeds what is paid for.
    pub(crate) fn buys(&self, more: i64) -> bool {
        self.assigned + more > self.minimum + self.purchased()
    }
}

/// All plans of a provider.
pub(crate) fn lines(rows: &Connection, provider: &ProviderId) -> rusqlite::Result<Vec<Line>> {
    rows.prepare_cached(&format!("{LINES} ORDER BY c.plan_type"))?
        .query_map([provider], Line::read)?
        .collect()
}

/// One plan of a provider; none when the provider does not have it.
pub(crate) fn line(
    rows: &Connection,
    provider: &ProviderId,
    plan: i64,
) -> rusqlite::Result<Option<Line>> {
    rows.prepare_cached(&format!("{LINES} AND c.plan_type = ?2"))?
        .query_row(params![provider, plan], Line::read)
        .optional()
}
