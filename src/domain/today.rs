//! What needs doing for a provider today, from what has been read of it.

use std::collections::BTreeMap;

use super::client::{Client, ClientState};
use super::event::{Event, EventKind, Object};
use super::ids::ProviderUserId;
use super::invoice::{Invoice, InvoiceStatus};
use super::money::Money;
use super::plan::Cadence;
use super::provider_user::{
    Failover, FailoverMend, INVITATION_DAYS, ProviderUser, ProviderUserStatus, failover,
};
use super::subscription::Subscription;
use super::time::Timestamp;
use super::warning::{Resolution, Suspended, TaxIdWarning};

/// What has been read. What has not, or may not be by this person, is `None`, and nothing is said about it.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    /// How the provider is suspended, if it is.
    pub suspended: Option<Suspended>,
    /// What is the matter with its tax number, if anything.
    pub tax_id: Option<TaxIdWarning>,
    /// Its clients.
    pub clients: Option<&'a [Client]>,
    /// Its people.
    pub team: Option<&'a [ProviderUser]>,
    /// When each of those who are invited was, as far as the log tells.
    pub invited: BTreeMap<ProviderUserId, Timestamp>,
    /// What it pays for.
    pub subscription: Option<&'a Subscription>,
    /// Its invoices.
    pub invoices: Option<&'a [Invoice]>,
}

/// Something to do, with what a person has to know of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Task {
    /// The provider is suspended.
    Suspended(Resolution),
    /// Invoices are open past their date.
    Overdue(Owed),
    /// Invoices are open.
    Open(Owed),
    /// Something is the matter with the tax number.
    TaxId(TaxIdWarning),
    /// So many people of the team have joined, and wait for an admin.
    Confirm(usize),
    /// There are not two admins who could stand in for one another.
    Failover(FailoverMend),
    /// So many invitations to the team are older than they work.
    StaleInvitations(usize),
    /// So many clients are suspended while the provider is not.
    SuspendedClients(usize),
    /// In so many clients, nobody more fits.
    FullClients(usize),
    /// In so many clients, the owner has not come yet.
    WaitingClients(usize),
    /// Seats are paid for that no client has.
    Unassigned(Unused),
    /// Seats that clients have, that nobody uses, and that could be given back.
    Idle(Unused),
}

/// Open invoices.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Owed {
    /// How many.
    pub invoices: usize,
    /// What they come to together.
    pub total: Money,
    /// When the first of them has to be paid.
    pub first_due: Option<Timestamp>,
}

/// Seats that are paid for and not used.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Unused {
    /// How many.
    pub seats: u32,
    /// What they cost in a month, after the discount; `None` where the price of one cannot be told.
    pub monthly: Option<Money>,
}

/// How urgent it is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Urgency {
    /// Something does not work, or soon will not.
    Now,
    /// Somebody waits for it.
    Soon,
    /// It costs money, or will be of use.
    Sometime,
}

impl Task {
    /// How urgent it is.
    pub fn urgency(&self) -> Urgency {
        match self {
            Self::Suspended(_) | Self::Overdue(_) | Self::SuspendedClients(_) => Urgency::Now,
            Self::TaxId(TaxIdWarning::Pending) => Urgency::Sometime,
            Self::Confirm(_)
            | Self::Failover(_)
            | Self::TaxId(_)
            | Self::Open(_)
            | Self::FullClients(_)
            | Self::StaleInvitations(_) => Urgency::Soon,
            Self::WaitingClients(_) | Self::Unassigned(_) | Self::Idle(_) => Urgency::Sometime,
        }
    }
}

/// What needs doing, the most urgent first.
pub fn today(facts: &Facts<'_>, now: Timestamp) -> Vec<Task> {
    let mut tasks = Vec::new();
    tasks.extend(
        facts
            .suspended
            .clone()
            .map(|suspended| Task::Suspended(suspended.resolution)),
    );
    tasks.extend(facts.tax_id.clone().map(Task::TaxId));
    if let Some(invoices) = facts.invoices {
        let (overdue, open): (Vec<&Invoice>, Vec<&Invoice>) = invoices
            .iter()
            .filter(|invoice| invoice.status == InvoiceStatus::Open)
            .partition(|invoice| invoice.is_overdue(now));
        tasks.extend(owed(&overdue).map(Task::Overdue));
        tasks.extend(owed(&open).map(Task::Open));
    }
    if let Some(team) = facts.team {
        of_team(facts, team, now, &mut tasks);
    }
    if let Some(clients) = facts.clients {
        let count = |has: fn(&Client) -> bool| clients.iter().filter(|client| has(client)).count();
        // With the provider, all of its clients are suspended.
        if facts.suspended.is_none() {
            let suspended = count(|client| client.state == ClientState::Suspended);
            tasks.extend(some(suspended).map(Task::SuspendedClients));
        }
        tasks.extend(some(count(Client::is_full)).map(Task::FullClients));
        let waiting = count(|client| client.state == ClientState::WaitingForOwner);
        tasks.extend(some(waiting).map(Task::WaitingClients));
    }
    if let Some(subscription) = facts.subscription {
        tasks.extend(unassigned(subscription).map(Task::Unassigned));
        let clients = facts.clients.unwrap_or_default();
        tasks.extend(idle(subscription, clients).map(Task::Idle));
    }
    tasks.sort_by_key(Task::urgency);
    tasks
}

/// When each was invited last, of those whom a log tells about.
pub fn invitations<'a>(
    events: impl IntoIterator<Item = &'a Event>,
) -> BTreeMap<ProviderUserId, Timestamp> {
    let mut invited = BTreeMap::new();
    for event in events {
        if event.kind == EventKind::TeamMemberInvited
            && let Object::TeamMember(user) = event.object
        {
            let at = invited.entry(user).or_insert(event.at);
            *at = event.at.max(*at);
        }
    }
    invited
}

fn of_team(facts: &Facts<'_>, team: &[ProviderUser], now: Timestamp, tasks: &mut Vec<Task>) {
    let with = |status| team.iter().filter(move |user| user.status == status);
    let accepted = with(ProviderUserStatus::Accepted).count();
    tasks.extend(some(accepted).map(Task::Confirm));
    if let Failover::Missing(mend) = failover(team) {
        tasks.push(Task::Failover(mend));
    }
    let works = i64::from(INVITATION_DAYS) * 86_400_000;
    let stale = with(ProviderUserStatus::Invited)
        .filter(|user| {
            let at = facts.invited.get(&user.id);
            at.is_some_and(|at| now.millis() - at.millis() > works)
        })
        .count();
    tasks.extend(some(stale).map(Task::StaleInvitations));
}

fn some(count: usize) -> Option<usize> {
    (count > 0).then_some(count)
}

fn owed(invoices: &[&Invoice]) -> Option<Owed> {
    (!invoices.is_empty()).then(|| Owed {
        invoices: invoices.len(),
        total: invoices.iter().map(|invoice| invoice.total).sum(),
        first_due: invoices.iter().filter_map(|invoice| invoice.due).min(),
    })
}

fn unassigned(subscription: &Subscription) -> Option<Unused> {
    unused(subscription, |plan| plan.unassigned())
}

/// What giving back all unused seats of all clients would free of what is paid for beyond the minimum.
fn idle(subscription: &Subscription, clients: &[Client]) -> Option<Unused> {
    unused(subscription, |plan| {
        let idle: i64 = clients
            .iter()
            .filter(|client| {
                let name = client.plan.as_deref();
                name.is_some_and(|name| name.trim().eq_ignore_ascii_case(plan.name.trim()))
            })
            .filter_map(|client| client.remaining)
            .map(|remaining| remaining.max(0))
            .sum();
        u32::try_from(idle).unwrap_or(u32::MAX).min(plan.purchased)
    })
}

fn unused(
    subscription: &Subscription,
    seats: impl Fn(&super::seats::PlanSeats) -> u32,
) -> Option<Unused> {
    let counted: Vec<(u32, Option<Money>)> = subscription
        .plans
        .iter()
        .map(|plan| {
            let seats = seats(plan);
            let months = match plan.cadence {
                Cadence::Monthly => Some(1),
                Cadence::Annual => Some(12),
                Cadence::Unknown => None,
            };
            let period = plan.cost.share(i64::from(seats), i64::from(plan.paid()));
            let monthly = period
                .zip(months)
                .and_then(|(cost, months)| cost.share(1, months))
                .map(|cost| cost.after(subscription.discount));
            (seats, monthly)
        })
        .filter(|(seats, _)| *seats > 0)
        .collect();
    (!counted.is_empty()).then(|| Unused {
        seats: counted.iter().map(|(seats, _)| seats).sum(),
        monthly: counted.iter().map(|(_, monthly)| *monthly).sum(),
    })
}

#[cfg(test)]
mod tests;
