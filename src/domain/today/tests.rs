use super::*;
use crate::domain::event::Actor;
use crate::domain::money::Percent;
use crate::domain::organization::ProductTier;
use crate::domain::plan::PlanType;
use crate::domain::provider::ProviderRole;
use crate::domain::seats::PlanSeats;
use crate::domain::subscription::{CollectionMethod, SubscriptionStatus};

const DAY: i64 = 86_400_000;
const NOW: Timestamp = Timestamp::from_millis(1_000 * DAY);
const TEAMS: &str = "Teams (Monthly)";

fn id(number: u32) -> String {
    format!("00000000-0000-0000-0000-{number:012x}")
}

fn client(state: ClientState, seats: u32, occupied: u32) -> Client {
    Client {
        link: id(1).parse().unwrap(),
        organization: id(2).parse().unwrap(),
        provider: id(3).parse().unwrap(),
        name: "Bakker".into(),
        plan: Some(TEAMS.into()),
        tier: Some(ProductTier::Teams),
        seats: Some(seats),
        occupied,
        remaining: Some(i64::from(seats) - i64::from(occupied)),
        confirmed: 1,
        state,
        added: NOW,
    }
}

fn user(number: u32, role: ProviderRole, status: ProviderUserStatus) -> ProviderUser {
    ProviderUser {
        id: id(number).parse().unwrap(),
        user: None,
        name: None,
        email: "a@b.c".into(),
        role,
        status,
    }
}

fn two_admins() -> Vec<ProviderUser> {
    let admin = |number| user(number, ProviderRole::Admin, ProviderUserStatus::Confirmed);
    vec![admin(1), admin(2)]
}

fn invoice(status: &str, due: i64, cents: i64) -> Invoice {
    Invoice {
        id: "in_1".parse().unwrap(),
        number: None,
        date: NOW,
        due: Some(Timestamp::from_millis(due * DAY)),
        total: Money::from_cents(cents),
        status: InvoiceStatus::from_word(status),
        url: None,
    }
}

fn plan(minimum: u32, purchased: u32, assigned: u32, cadence: Cadence) -> PlanSeats {
    PlanSeats {
        plan: PlanType::TeamsMonthly,
        tier: ProductTier::Teams,
        name: TEAMS.into(),
        minimum,
        purchased,
        assigned,
        cost: Money::from_cents(400 * i64::from(minimum + purchased)),
        cadence,
    }
}

fn subscription(plans: Vec<PlanSeats>, discount: f64) -> Subscription {
    Subscription {
        status: SubscriptionStatus::Active,
        period_end: None,
        discount: Percent::from_number(discount),
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
fn what_is_not_known_is_not_told_of() {
    assert!(today(&Facts::default(), NOW).is_empty());
}

#[test]
fn nothing_is_to_do_when_all_is_well() {
    let (clients, team) = ([client(ClientState::Enabled, 10, 9)], two_admins());
    let subscription = subscription(vec![plan(10, 0, 10, Cadence::Monthly)], 0.0);
    let invoices = [invoice("paid", 1, 100)];
    let facts = Facts {
        clients: Some(&clients),
        team: Some(&team),
        subscription: Some(&subscription),
        invoices: Some(&invoices),
        ..Facts::default()
    };
    assert_eq!(today(&facts, NOW), []);
}

#[test]
fn the_team() {
    use ProviderRole::{Admin, ServiceUser};
    use ProviderUserStatus::{Accepted, Confirmed, Invited};
    let invited_before = |days: i64| {
        let at = Timestamp::from_millis(NOW.millis() - days * DAY - 1);
        BTreeMap::from([(id(9).parse().unwrap(), at)])
    };
    let mend = id(9).parse().unwrap();
    for (last, days, expected) in [
        (user(9, ServiceUser, Confirmed), 9, vec![]),
        (user(9, ServiceUser, Accepted), 9, vec![Task::Confirm(1)]),
        (user(9, ServiceUser, Invited), 4, vec![]),
        (
            user(9, ServiceUser, Invited),
            5,
            vec![Task::StaleInvitations(1)],
        ),
    ] {
        let mut team = two_admins();
        team.push(last);
        let facts = Facts {
            team: Some(&team),
            invited: invited_before(days),
            ..Facts::default()
        };
        assert_eq!(today(&facts, NOW), expected);
    }
    for (second, expected) in [
        (
            user(9, Admin, Accepted),
            vec![
                Task::Confirm(1),
                Task::Failover(FailoverMend::Confirm(mend)),
            ],
        ),
        (
            user(9, Admin, Invited),
            vec![Task::Failover(FailoverMend::Resend(mend))],
        ),
        (
            user(9, ServiceUser, Confirmed),
            vec![Task::Failover(FailoverMend::Invite)],
        ),
    ] {
        let team = [user(1, Admin, Confirmed), second];
        let facts = Facts {
            team: Some(&team),
            ..Facts::default()
        };
        assert_eq!(today(&facts, NOW), expected);
    }
}

#[test]
fn when_somebody_was_invited_stands_in_the_log() {
    let event = |kind, at: i64, object| Event {
        kind,
        at: Timestamp::from_millis(at),
        actor: Actor::Unknown,
        object,
        device: None,
        address: None,
    };
    let user = id(9).parse().unwrap();
    let events = [
        event(EventKind::TeamMemberInvited, 7, Object::TeamMember(user)),
        event(EventKind::TeamMemberUpdated, 9, Object::TeamMember(user)),
        event(EventKind::TeamMemberInvited, 3, Object::TeamMember(user)),
        event(EventKind::TeamMemberInvited, 5, Object::None),
    ];
    let found = invitations(&events);
    assert_eq!(found, BTreeMap::from([(user, Timestamp::from_millis(7))]));
}

#[test]
fn clients() {
    let clients = [
        client(ClientState::Enabled, 5, 5),
        client(ClientState::Enabled, 5, 7),
        client(ClientState::Suspended, 5, 1),
        client(ClientState::WaitingForOwner, 5, 1),
    ];
    let facts = Facts {
        clients: Some(&clients),
        ..Facts::default()
    };
    assert_eq!(
        today(&facts, NOW),
        [
            Task::SuspendedClients(1),
            Task::FullClients(2),
            Task::WaitingClients(1)
        ]
    );
    let suspended = Facts {
        suspended: Some(Suspended {
            resolution: Resolution::AddPaymentMethod,
            cancels: None,
        }),
        ..facts
    };
    let tasks = today(&suspended, NOW);
    assert_eq!(tasks[0], Task::Suspended(Resolution::AddPaymentMethod));
    assert!(!tasks.contains(&Task::SuspendedClients(1)));
}

#[test]
fn invoices() {
    let invoices = [
        invoice("open", 999, 100),
        invoice("open", 998, 50),
        invoice("open", 1001, 70),
        invoice("uncollectible", 1, 9),
    ];
    let facts = Facts {
        invoices: Some(&invoices),
        tax_id: Some(TaxIdWarning::Pending),
        ..Facts::default()
    };
    let owed = |invoices, cents, day: i64| Owed {
        invoices,
        total: Money::from_cents(cents),
        first_due: Some(Timestamp::from_millis(day * DAY)),
    };
    assert_eq!(
        today(&facts, NOW),
        [
            Task::Overdue(owed(2, 150, 998)),
            Task::Open(owed(1, 70, 1001)),
            Task::TaxId(TaxIdWarning::Pending),
        ]
    );
}

#[test]
fn seats_that_are_paid_for_and_not_used() {
    let unused = |plans, discount, clients: &[Client]| {
        let subscription = subscription(plans, discount);
        let facts = Facts {
            subscription: Some(&subscription),
            clients: Some(clients),
            ..Facts::default()
        };
        today(&facts, NOW)
    };
    let seats = |seats, cents: Option<i64>| Unused {
        seats,
        monthly: cents.map(Money::from_cents),
    };
    let monthly = Cadence::Monthly;
    assert_eq!(
        unused(vec![plan(10, 0, 7, monthly)], 0.0, &[]),
        [Task::Unassigned(seats(3, Some(1_200)))]
    );
    assert_eq!(
        unused(vec![plan(10, 0, 7, monthly)], 50.0, &[]),
        [Task::Unassigned(seats(3, Some(600)))]
    );
    // A year's price is told by the month.
    assert_eq!(
        unused(vec![plan(10, 0, 7, Cadence::Annual)], 0.0, &[]),
        [Task::Unassigned(seats(3, Some(100)))]
    );
    assert_eq!(
        unused(vec![plan(10, 0, 7, Cadence::Unknown)], 0.0, &[]),
        [Task::Unassigned(seats(3, None))]
    );
    // Of ten that nobody uses, only those beyond the minimum would be given back.
    let clients = [client(ClientState::Enabled, 14, 4)];
    assert_eq!(
        unused(vec![plan(10, 4, 14, monthly)], 0.0, &clients),
        [Task::Idle(seats(4, Some(1_600)))]
    );
    assert_eq!(unused(vec![plan(14, 0, 14, monthly)], 0.0, &clients), []);
}
