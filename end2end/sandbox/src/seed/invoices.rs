//! Past invoices of the demo's providers, with the report of each: as if every client had always had today's seats.

use rusqlite::params;
use time::{Date, Month, OffsetDateTime};

use super::recent::{NEXT_INVOICE, Recent};
use crate::{
    clock::{DAY, Instant},
    html,
};

/// Provider, how many invoices, discount, and the status of the newest two; the rest are paid. The oldest of the demo
/// provider is from before there were reports.
const BILLED: &[(&str, i32, f64, [&str; 2])] = &[
    ("waterland", 15, 0.2, ["open", "paid"]),
    ("polder", 3, 0.0, ["paid", "paid"]),
    ("noorderlicht", 4, 0.0, ["open", "uncollectible"]),
    ("lakeside", 2, 0.0, ["paid", "paid"]),
];

/// A line of a report.
struct Item {
    client: String,
    id: Option<String>,
    assigned: i64,
    used: i64,
    plan: String,
    total: f64,
}

pub(super) fn sow(recent: &Recent<'_>) -> rusqlite::Result<()> {
    for (slug, count, discount, newest) in BILLED {
        let provider = recent.id(&format!("provider/{slug}"));
        let next = recent.now - recent.now.rem_euclid(DAY) + NEXT_INVOICE;
        for back in 1..=*count {
            let at = months_before(next, back);
            let status = match back {
                1 => newest[0],
                2 => newest[1],
                _ => "paid",
            };
            let items = items(recent, &provider, at)?;
            let total: f64 = items.iter().map(|item| item.total).sum::<f64>() * (1.0 - discount);
            let id = format!(
                "in_{}",
                recent
                    .id(&format!("invoice/{slug}/{back}"))
                    .replace('-', "")
            );
            recent.rows.execute(
                "INSERT INTO invoices (id, provider_id, number, status, at, due_at, total) VALUES (?1,?2,?3,?4,?5,?6,?7)",
                params![
                    id, provider, format!("{:08X}-{:04}", provider.len() * 7919 + slug.len(), count - back + 1), status, at,
                    (status != "paid").then_some(at + 30 * DAY), (total * 100.0).round() / 100.0,
                ],
            )?;
            if *slug == "waterland" && back == *count {
                continue;
            }
            report(recent, &id, &items)?;
        }
        // The one that is being made is nobody's business yet.
        recent.rows.execute(
            "INSERT INTO invoices (id, provider_id, number, status, at, total) VALUES (?1,?2,'','draft',?3,0)",
            params![format!("in_draft_{slug}"), provider, recent.now],
        )?;
    }
    Ok(())
}

fn report(recent: &Recent<'_>, invoice: &str, items: &[Item]) -> rusqlite::Result<()> {
    let mut insert = recent
        .rows
        .prepare_cached("INSERT INTO invoice_items VALUES (?1,?2,?3,?4,?5,?6,?7)")?;
    for item in items {
        insert.execute(params![
            invoice,
            item.client,
            item.id,
            item.assigned,
            item.used,
            item.plan,
            item.total
        ])?;
    }
    Ok(())
}

/// The clients of that day on the provider's plans, and for each plan the seats of the minimum that nobody had.
fn items(recent: &Recent<'_>, provider: &str, at: Instant) -> rusqlite::Result<Vec<Item>> {
    let clients = recent
        .rows
        .prepare_cached(
            "WITH used AS (SELECT organization_id, COUNT(*) AS used FROM organization_users WHERE status IN (0, 1, 2) GROUP BY 1) \
             SELECT o.id, o.name, o.seats, p.name, c.unit_price, COALESCE(u.used, 0) FROM provider_organizations l \
             JOIN organizations o ON o.id = l.organization_id JOIN plans p ON p.type = o.plan_type \
             JOIN provider_plans c ON c.provider_id = l.provider_id AND c.plan_type = o.plan_type \
             LEFT JOIN used u ON u.organization_id = o.id WHERE l.provider_id = ?1 AND o.created_at < ?2 ORDER BY o.name",
        )?
        .query_map(params![provider, at], |row| {
            let (seats, price): (i64, f64) = (row.get(2)?, row.get(4)?);
            Ok(Item {
                client: html::decode(&row.get::<_, String>(1)?),
                id: row.get(0)?,
                assigned: seats,
                used: row.get(5)?,
                plan: row.get(3)?,
                total: seats as f64 * price,
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let plans = recent
        .rows
        .prepare_cached(
            "SELECT p.name, c.seat_minimum, c.unit_price FROM provider_plans c JOIN plans p ON p.type = c.plan_type WHERE c.provider_id = ?1",
        )?
        .query_map([provider], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, f64>(2)?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let mut items = clients;
    for (plan, minimum, price) in plans {
        let given: i64 = items
            .iter()
            .filter(|item| item.plan == plan)
            .map(|item| item.assigned)
            .sum();
        let left = minimum - given;
        if left > 0 {
            items.push(Item {
                client: "Unassigned seats".to_owned(),
                id: None,
                assigned: left,
                used: 0,
                plan,
                total: left as f64 * price,
            });
        }
    }
    Ok(items)
}

/// The same day so many months earlier; days that not every month has become the 28th.
fn months_before(at: Instant, months: i32) -> Instant {
    let Ok(day) = OffsetDateTime::from_unix_timestamp(at.div_euclid(1000)) else {
        return at;
    };
    let month = day.year() * 12 + i32::from(u8::from(day.month())) - 1 - months;
    let name = u8::try_from(month.rem_euclid(12) + 1)
        .ok()
        .and_then(|month| Month::try_from(month).ok());
    let earlier = Date::from_calendar_date(
        month.div_euclid(12),
        name.unwrap_or(Month::January),
        day.day().min(28),
    );
    earlier.map_or(at, |date| {
        date.midnight().assume_utc().unix_timestamp() * 1000
    })
}
