use proptest::prelude::*;

use super::*;
use crate::domain::email::NotAnAddress;
use crate::domain::money::{Money, Percent};
use crate::domain::new_client::{NotAName, NotOffered, NotSeats};
use crate::domain::organization::ProductTier;
use crate::domain::plan::Cadence;
use crate::domain::provider::ProviderType;
use crate::domain::seats::PlanSeats;
use crate::domain::subscription::{CollectionMethod, SubscriptionStatus};

fn defaults() -> Defaults {
    Defaults {
        plan: Some(PlanType::TeamsMonthly),
        seats: "5".into(),
    }
}

fn read(text: &str) -> Result<ClientTable, NotATable> {
    let offered = PlanType::for_new_clients(ProviderType::Msp);
    ClientTable::read(text, &defaults(), offered, ["Bestaande klant", "École"])
}

fn made(table: &ClientTable) -> Vec<(&str, &str, i64, u32)> {
    table
        .clients()
        .map(|client| {
            let (name, owner) = (client.name.as_str(), client.owner.as_str());
            (name, owner, client.plan.number(), client.seats)
        })
        .collect()
}

#[test]
fn columns_are_known_by_their_heads_in_either_language() {
    for text in [
        "Name,Owner e-mail,Plan,Seats\nBakker,anna@b.nl,Enterprise,12",
        "\u{feff}Seats;E-mailadres eigenaar;Klantnaam;Abonnement\r\n12;anna@b.nl;Bakker;enterprise (maandelijks)\r\n",
        "Organisatie\tE-mail\tLicenties\tTelefoon\tPakket\nBakker\tanna@b.nl\t12\t020\tEnterprise",
    ] {
        let table = read(text).unwrap();
        assert_eq!(made(&table), [("Bakker", "anna@b.nl", 19, 12)], "{text}");
    }
    let table = read("Klant;E-mail;Telefoon\nBakker;anna@b.nl;020").unwrap();
    assert_eq!(table.unused, ["Telefoon"]);
    assert_eq!(made(&table), [("Bakker", "anna@b.nl", 17, 5)]);
}

#[test]
fn a_table_without_heads_is_known_by_what_is_in_it() {
    let table = read("anna@b.nl\tBakker\t3\tTeams\nbob@c.nl\tCoster\t4\tEnterprise").unwrap();
    assert_eq!(
        made(&table),
        [
            ("Bakker", "anna@b.nl", 17, 3),
            ("Coster", "bob@c.nl", 19, 4)
        ]
    );
}

#[test]
fn what_is_no_table_says_why() {
    assert_eq!(read(""), Err(NotATable::Empty));
    assert_eq!(read("\u{feff}\r\n;;\r\n"), Err(NotATable::Empty));
    assert_eq!(read("Name,E-mail\n"), Err(NotATable::Empty));
    let heads = |heads: &[&str]| {
        heads
            .iter()
            .map(|head| (*head).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        read("Name,Seats\nBakker,3"),
        Err(NotATable::NoColumn(
            Missing::Owner,
            heads(&["Name", "Seats"])
        ))
    );
    assert_eq!(
        read("anna@b.nl"),
        Err(NotATable::NoColumn(Missing::Name, heads(&["anna@b.nl"])))
    );
    let long: String = (0..10_000).map(|n| format!("Klant {n},a@b.nl\n")).collect();
    assert_eq!(
        read(&format!("name,email\n{long}")),
        Err(NotATable::TooLong(10_000))
    );
}

#[test]
fn every_row_says_what_is_wrong_with_it() {
    let table = read(
        "name;email;plan;seats\n\
         Bakker;anna@b.nl;Teams;3\n\
         bákker;b@b.nl;Teams;3\n\
         Ecole;c@b.nl;Teams;3\n\
         ;d@;Basic;0\n\
         =HYPERLINK(\"x\");e@b.nl;;\n\
         Jaar;f@b.nl;Enterprise annually;1",
    )
    .unwrap();
    let of = |row: usize| table.rows[row].client.clone().map(|client| client.seats);
    assert_eq!(of(0), Ok(3));
    assert_eq!(of(1), Err(RowProblem::SameAs(2)));
    assert_eq!(of(2), Err(RowProblem::Exists));
    assert_eq!(
        of(3),
        Err(RowProblem::Fields(Problems {
            name: Some(NotAName::Empty),
            owner: Some(NotAnAddress::Malformed),
            plan: Some(NotOffered),
            seats: Some(NotSeats::Fewer(1)),
        }))
    );
    // A formula is only text here.
    assert_eq!(of(4), Ok(5));
    let Err(RowProblem::Fields(problems)) = of(5) else {
        panic!("an MSP has no annual plan")
    };
    assert_eq!(problems.plan, Some(NotOffered));
    assert_eq!(table.rows[5].line, 7);
}

#[test]
fn a_row_that_is_wrong_takes_no_name() {
    let table = read("name,email\nBakker,nonsense\nBakker,a@b.nl").unwrap();
    assert_eq!(made(&table), [("Bakker", "a@b.nl", 17, 5)]);
}

fn line(plan: PlanType, minimum: u32, assigned: u32, cadence: Cadence) -> PlanSeats {
    let purchased = assigned.saturating_sub(minimum);
    PlanSeats {
        plan,
        tier: ProductTier::Teams,
        name: "x".into(),
        minimum,
        purchased,
        assigned,
        cost: Money::from_cents(400 * i64::from(minimum + purchased)),
        cadence,
    }
}

fn subscription(plans: Vec<PlanSeats>) -> Subscription {
    Subscription {
        status: SubscriptionStatus::Active,
        period_end: None,
        discount: Percent::from_number(25.0),
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
fn the_whole_table_is_priced_at_once() {
    let table =
        read("name,email,plan,seats\nA,a@b.nl,teams,4\nB,a@b.nl,teams,4\nC,a@b.nl,enterprise,2\nD,x,teams,99").unwrap();
    let whole = subscription(vec![
        line(PlanType::TeamsMonthly, 10, 5, Cadence::Monthly),
        line(PlanType::EnterpriseMonthly, 10, 0, Cadence::Monthly),
    ]);
    // 5 are left and 8 are asked for: 3 at 4.00, less a quarter.
    let estimate = table.estimate(Some(&whole));
    assert_eq!((estimate.clients, estimate.seats), (3, 10));
    let together = estimate.together.unwrap();
    let told: Vec<_> = together
        .lines
        .iter()
        .map(|line| (line.preview.purchase, line.preview.cost, line.preview.left))
        .collect();
    assert_eq!(
        told,
        [
            (3, Some(Money::from_cents(900)), 0),
            (0, Some(Money::ZERO), 8)
        ]
    );
    assert_eq!(table.estimate(None).together, None);
    let part = subscription(vec![line(PlanType::TeamsMonthly, 10, 5, Cadence::Monthly)]);
    assert_eq!(table.estimate(Some(&part)).together.unwrap().unpriced, 1);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = read(&text);
    }

    #[test]
    fn no_name_comes_out_twice(names in prop::collection::vec("[a-cA-C]{1,2}", 1..12)) {
        let text: String = names.iter().map(|name| format!("{name},a@b.nl\n")).collect();
        let table = read(&format!("name,email\n{text}")).unwrap();
        let out: Vec<String> = table.clients().map(|client| client.name.as_str().to_lowercase()).collect();
        let distinct: BTreeSet<&String> = out.iter().collect();
        prop_assert_eq!(distinct.len(), out.len());
        let asked: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
        prop_assert_eq!(asked.len(), out.len());
    }
}
