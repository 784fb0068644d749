//! Several clients from one table: which column is what, what is wrong with each row, and what all of them cost.

use std::collections::{BTreeMap, BTreeSet};

use super::csv;
use super::new_client::{Draft, NewClient, Problems};
use super::plan::PlanType;
use super::search::Folded;
use super::seat_change::Together;
use super::subscription::Subscription;

/// How many clients are made in one go at most. The cloud takes some sixty a minute.
pub const MOST_ROWS: usize = 1_000;

/// A table of clients, read.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ClientTable {
    /// A row for each client, in order.
    pub rows: Vec<TableRow>,
    /// Heads of columns that mean nothing here.
    pub unused: Vec<String>,
}

/// A row of the table.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TableRow {
    /// The line that it begins on, from 1.
    pub line: usize,
    /// The name as it stands there, to show.
    pub name: String,
    /// The owner's address as it stands there, to show.
    pub owner: String,
    /// The client, or why it is none.
    pub client: Result<NewClient, RowProblem>,
}

/// Why a row is no client to be made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RowProblem {
    /// What is wrong with its fields.
    Fields(Problems),
    /// The row on that line has the same name.
    SameAs(usize),
    /// There is a client of that name already: it would be there twice.
    Exists,
}

/// Why nothing can be made of the text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum NotATable {
    /// There is nothing in it, or nothing but heads.
    Empty,
    /// It has more than [`MOST_ROWS`] rows: so many.
    TooLong(usize),
    /// No column could be recognised as the name, or none as the owner's address. These are the heads, or what stands where
    /// heads should.
    NoColumn(Missing, Vec<String>),
}

/// A column that there must be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Missing {
    /// The client's name.
    Name,
    /// The owner's address.
    Owner,
}

/// What is taken where the table does not say.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Defaults {
    /// The plan.
    pub plan: Option<PlanType>,
    /// The number of seats, as it was typed.
    pub seats: String,
}

/// What the rows that are in order come to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Estimate {
    /// How many clients.
    pub clients: usize,
    /// Their seats.
    pub seats: u64,
    /// What that leads to; `None` without a subscription.
    pub together: Option<Together>,
}

#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Column {
    Name,
    Owner,
    Plan,
    Seats,
}

impl Column {
    /// Reads the head of a column, in English or Dutch, however it is written.
    fn of_head(head: &str) -> Option<Self> {
        let word: String = Folded::new(head)
            .as_str()
            .chars()
            .filter(|character| character.is_alphanumeric())
            .collect();
        match word.as_str() {
            "name" | "client" | "clientname" | "customer" | "customername" | "company"
            | "companyname" | "organization" | "organisation" | "organizationname"
            | "organisationname" | "businessunit" | "naam" | "klant" | "klantnaam" | "bedrijf"
            | "bedrijfsnaam" | "organisatie" | "organisatienaam" | "naamorganisatie"
            | "naamklant" | "bedrijfsonderdeel" => Some(Self::Name),
            "owner"
            | "owneremail"
            | "owneremailaddress"
            | "clientowneremail"
            | "clientowner"
            | "email"
            | "emailaddress"
            | "mail"
            | "contact"
            | "contactemail"
            | "eigenaar"
            | "emaileigenaar"
            | "emailvaneigenaar"
            | "emailvandeeigenaar"
            | "eigenaaremail"
            | "emailadres"
            | "emailadreseigenaar"
            | "emailadresvandeeigenaar"
            | "mailadres"
            | "contactpersoon" => Some(Self::Owner),
            "plan" | "plantype" | "planname" | "subscription" | "product" | "license"
            | "licence" | "abonnement" | "licentie" | "pakket" => Some(Self::Plan),
            "seats" | "seat" | "assigned" | "assignedseats" | "licenses" | "licences" | "users"
            | "quantity" | "numberofseats" | "seatcount" | "aantal" | "aantalseats"
            | "aantalgebruikers" | "gebruikers" | "licenties" | "aantallicenties" | "plaatsen"
            | "toegewezen" | "toegewezenseats" => Some(Self::Seats),
            _ => None,
        }
    }

    /// Tells by what stands in a field, where the table has no heads.
    fn of_field(field: &str) -> Option<Self> {
        if field.contains('@') {
            Some(Self::Owner)
        } else if !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit()) {
            Some(Self::Seats)
        } else if plan(field).is_some() {
            Some(Self::Plan)
        } else {
            None
        }
    }
}

/// Reads the name of a plan in whatever words: `Teams`, `Enterprise (Annually)`, `enterprise per jaar`.
fn plan(text: &str) -> Option<PlanType> {
    let text = Folded::new(text);
    let has = |words: &[&str]| words.iter().any(|word| text.as_str().contains(word));
    match (has(&["team"]), has(&["enterprise"])) {
        (true, false) => Some(PlanType::TeamsMonthly),
        (false, true) if has(&["annual", "year", "jaar"]) => Some(PlanType::EnterpriseAnnually),
        (false, true) => Some(PlanType::EnterpriseMonthly),
        _ => None,
    }
}

/// Which field of a row is what.
struct Columns {
    places: BTreeMap<Column, usize>,
    /// Whether the first row is heads.
    headed: Heads,
    unused: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Heads {
    Present,
    Absent,
}

impl Columns {
    fn of(first: &[String]) -> Self {
        let mut places = BTreeMap::new();
        let mut unused = Vec::new();
        for (place, head) in first.iter().enumerate() {
            match Column::of_head(head) {
                // Of two columns of a kind the first counts.
                Some(column) if !places.contains_key(&column) => drop(places.insert(column, place)),
                _ if head.is_empty() => {}
                _ => unused.push(head.clone()),
            }
        }
        if !places.is_empty() && !first.iter().any(|field| field.contains('@')) {
            return Self {
                places,
                headed: Heads::Present,
                unused,
            };
        }
        let mut places = BTreeMap::new();
        for (place, field) in first.iter().enumerate() {
            let column = Column::of_field(field).unwrap_or(Column::Name);
            if !field.is_empty() {
                places.entry(column).or_insert(place);
            }
        }
        Self {
            places,
            headed: Heads::Absent,
            unused: Vec::new(),
        }
    }

    fn field<'a>(&self, column: Column, row: &'a [String]) -> &'a str {
        self.places
            .get(&column)
            .and_then(|place| row.get(*place))
            .map_or("", String::as_str)
    }
}

impl ClientTable {
    /// Reads a table. `offered` are the plans of this kind of provider, `existing` the names of its clients.
    pub fn read<'a>(
        text: &str,
        defaults: &Defaults,
        offered: &[PlanType],
        existing: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, NotATable> {
        let rows = csv::read(text);
        let first = rows.first().ok_or(NotATable::Empty)?;
        let columns = Columns::of(&first.fields);
        for (column, missing) in [
            (Column::Name, Missing::Name),
            (Column::Owner, Missing::Owner),
        ] {
            if !columns.places.contains_key(&column) {
                return Err(NotATable::NoColumn(missing, first.fields.clone()));
            }
        }
        let rows = rows.get(usize::from(columns.headed == Heads::Present)..);
        let rows = rows
            .filter(|rows| !rows.is_empty())
            .ok_or(NotATable::Empty)?;
        if rows.len() > MOST_ROWS {
            return Err(NotATable::TooLong(rows.len()));
        }
        let existing: BTreeSet<Folded> = existing.into_iter().map(Folded::new).collect();
        let mut lines: BTreeMap<Folded, usize> = BTreeMap::new();
        let rows = rows
            .iter()
            .map(|row| {
                let field = |column| columns.field(column, &row.fields);
                let (name, owner) = (field(Column::Name), field(Column::Owner));
                let draft = Draft {
                    name: name.to_owned(),
                    owner: owner.to_owned(),
                    plan: match field(Column::Plan) {
                        "" => defaults.plan,
                        text => plan(text),
                    },
                    seats: match field(Column::Seats) {
                        "" => defaults.seats.clone(),
                        text => text.to_owned(),
                    },
                };
                let folded = Folded::new(name.trim());
                let client = draft.parse(offered).map_err(RowProblem::Fields);
                let client = client.and_then(|client| {
                    if existing.contains(&folded) {
                        return Err(RowProblem::Exists);
                    }
                    match lines.get(&folded) {
                        Some(line) => Err(RowProblem::SameAs(*line)),
                        None => Ok(client),
                    }
                });
                if client.is_ok() {
                    lines.insert(folded, row.line);
                }
                TableRow {
                    line: row.line,
                    name: name.to_owned(),
                    owner: owner.to_owned(),
                    client,
                }
            })
            .collect();
        Ok(Self {
            rows,
            unused: columns.unused,
        })
    }

    /// The clients of the rows that are in order.
    pub fn clients(&self) -> impl Iterator<Item = &NewClient> {
        self.rows.iter().filter_map(|row| row.client.as_ref().ok())
    }

    /// What the rows that are in order would cost. Without a subscription only seats are counted.
    pub fn estimate(&self, subscription: Option<&Subscription>) -> Estimate {
        let seats = self.clients().map(|client| u64::from(client.seats));
        Estimate {
            clients: self.clients().count(),
            seats: seats.sum(),
            together: subscription.map(|subscription| {
                let changes = self
                    .clients()
                    .map(|client| (subscription.line(client.plan), 0, client.seats));
                Together::of(subscription, changes)
            }),
        }
    }
}

#[cfg(test)]
mod tests;
