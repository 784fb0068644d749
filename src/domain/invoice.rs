//! Invoices, and what each client's part of one is (contract 3.6).

use std::fmt;
use std::str::FromStr;

use super::money::Money;
use super::time::Timestamp;

/// An invoice.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Invoice {
    /// Stripe's name for it.
    pub id: InvoiceId,
    /// The number on it; `None` where the cloud tells none.
    pub number: Option<String>,
    /// When it was made.
    pub date: Timestamp,
    /// When it has to be paid.
    pub due: Option<Timestamp>,
    /// What it comes to.
    pub total: Money,
    /// Whether it is paid.
    pub status: InvoiceStatus,
    /// Its page at Stripe; `None` for what is no secure address.
    pub url: Option<String>,
}

/// Stripe's name for an invoice, such as `in_1PLuZ2Kx`. It goes into addresses, so it has nothing in it that means something
/// there.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct InvoiceId(String);

/// The text names no invoice.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NotAnInvoiceId;

impl fmt::Display for NotAnInvoiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an identifier of the form in_1PLuZ2Kx")
    }
}

impl FromStr for InvoiceId {
    type Err = NotAnInvoiceId;

    fn from_str(text: &str) -> Result<Self, NotAnInvoiceId> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if (1..=255).contains(&text.len()) && text.bytes().all(plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnInvoiceId)
        }
    }
}

impl fmt::Display for InvoiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether an invoice is paid.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum InvoiceStatus {
    /// `open`.
    Open,
    /// `paid`.
    Paid,
    /// `uncollectible`: it was given up.
    Uncollectible,
    /// A word that this version does not know.
    Other(String),
}

impl InvoiceStatus {
    /// Reads Stripe's word.
    pub fn from_word(word: &str) -> Self {
        match word {
            "open" => Self::Open,
            "paid" => Self::Paid,
            "uncollectible" => Self::Uncollectible,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl Invoice {
    /// Whether it is open past its date.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.status == InvoiceStatus::Open && self.due.is_some_and(|due| due < now)
    }
}

/// What each client's part of an invoice is: the cloud's own table, as it came.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Report {
    /// The heads of the columns, in the server's words: `Client, Id, Assigned, Used, Remaining, Plan, Estimated total`.
    pub heads: Vec<String>,
    /// A row for each client, with as many cells as there are heads.
    pub rows: Vec<Vec<String>>,
}

impl Report {
    /// Reads the table. Rows that are shorter or longer than the heads are brought to their length.
    pub fn parse(csv: &str) -> Self {
        let mut rows = records(csv).into_iter();
        let heads: Vec<String> = rows
            .next()
            .unwrap_or_default()
            .into_iter()
            .map(|head| head.trim().to_owned())
            .collect();
        let rows = rows
            .map(|mut row| {
                row.resize(heads.len(), String::new());
                row
            })
            .collect();
        Self { heads, rows }
    }

    /// Whether the cells of a column are numbers.
    pub fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self
            .rows
            .iter()
            .filter_map(|row| row.get(column))
            .peekable();
        cells.peek().is_some()
            && cells.all(|cell| {
                let digits = cell.trim().trim_start_matches(['$', '-', '€']);
                digits.starts_with(|c: char| c.is_ascii_digit())
                    && digits
                        .bytes()
                        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
            })
    }
}

/// The records of a CSV (RFC 4180); empty lines are none.
fn records(csv: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let (mut record, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut characters = csv.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => field.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            other => field.push(other),
        }
    }
    record.push(field);
    records.push(record);
    records.retain(|record| record.iter().any(|field| !field.is_empty()));
    records
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::csv;

    #[test]
    fn the_clouds_table_is_read() {
        let report = Report::parse(
            "Client,Id,Assigned,Used,Remaining,Plan,Estimated total\r\n\
             \"Bakker, \"\"de\"\" zoon\",6f1c,10,4,6,Teams (Monthly),\"$1,240.00\"\r\n\
             Vermeer,6f1d,5,5,0,Enterprise (Monthly)\n",
        );
        assert_eq!(report.heads.len(), 7);
        assert_eq!(report.rows[0][0], "Bakker, \"de\" zoon");
        assert_eq!(report.rows[0][6], "$1,240.00");
        assert_eq!(report.rows[1][6], "");
        assert!(report.is_numeric(2) && !report.is_numeric(0) && !report.is_numeric(6));
    }

    #[test]
    fn an_empty_table_has_nothing() {
        for text in ["", "\u{feff}", "\r\n\r\n"] {
            assert_eq!(Report::parse(text), Report::default(), "{text:?}");
        }
        assert!(Report::parse("Client,Id").rows.is_empty());
    }

    #[test]
    fn an_id_cannot_lead_elsewhere() {
        assert!("in_1PLuZ2Kx".parse::<InvoiceId>().is_ok());
        for text in ["", "../x", "in_1/2", "in_1?x=1", "in 1", "é"] {
            assert_eq!(text.parse::<InvoiceId>(), Err(NotAnInvoiceId), "{text}");
        }
    }

    #[test]
    fn an_invoice_is_overdue_only_while_it_is_open() {
        let invoice = |status: &str, due: Option<i64>| Invoice {
            id: "in_1".parse().unwrap(),
            number: None,
            date: Timestamp::from_millis(0),
            due: due.map(Timestamp::from_millis),
            total: Money::ZERO,
            status: InvoiceStatus::from_word(status),
            url: None,
        };
        let now = Timestamp::from_millis(100);
        assert!(invoice("open", Some(99)).is_overdue(now));
        assert!(!invoice("open", Some(100)).is_overdue(now));
        assert!(!invoice("open", None).is_overdue(now));
        assert!(!invoice("paid", Some(1)).is_overdue(now));
    }

    proptest! {
        #[test]
        fn what_our_own_writer_writes_is_read(
            rows in prop::collection::vec(prop::collection::vec("[ -~\n\"]{1,9}", 2..4), 1..5),
        ) {
            let csv = csv::table(rows.iter().map(|row| row.iter().map(String::as_str)));
            let plain = |text: &String| text.replace('\'', "");
            let read: Vec<Vec<String>> = records(&csv).iter().map(|row| row.iter().map(plain).collect()).collect();
            let written: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(plain).collect()).collect();
            prop_assert_eq!(read, written);
        }
    }
}
