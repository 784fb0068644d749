//! CSV that a spreadsheet opens as it is meant (RFC 4180), and that runs nothing there.

/// A table as CSV: fields separated by commas, lines by CR LF, quoted where that is needed. It begins with a byte order
/// mark, since Excel takes a file without one for a legacy encoding.
///
/// A field that a spreadsheet would take for a formula gets a `'` in front of it.
pub fn table<'a, R, F>(rows: R) -> String
where
    R: IntoIterator<Item = F>,
    F: IntoIterator<Item = &'a str>,
{
    let mut csv = String::from(BYTE_ORDER_MARK);
    for row in rows {
        for (place, field) in row.into_iter().enumerate() {
            if place > 0 {
                csv.push(',');
            }
            push_field(&mut csv, field);
        }
        csv.push_str("\r\n");
    }
    csv
}

const BYTE_ORDER_MARK: char = '\u{feff}';

fn push_field(csv: &mut String, field: &str) {
    let guard = if is_formula(field) { "'" } else { "" };
    if field.contains([',', '"', '\r', '\n']) {
        csv.push('"');
        csv.push_str(guard);
        csv.push_str(&field.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(guard);
        csv.push_str(field);
    }
}

/// Whether a spreadsheet would compute it. A plain negative number is none.
fn is_formula(field: &str) -> bool {
    let starts = field.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    match starts.chars().next() {
        Some('-' | '+') => starts.parse::<f64>().is_err(),
        // The wide forms are taken for the plain ones by East Asian editions.
        Some('=' | '@' | '\t' | '\r' | '\n' | '|' | '%' | '＝' | '＋' | '－' | '＠') => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fields_are_quoted_where_that_is_needed() {
        let csv = table([
            ["name", "seats"],
            ["Bakker, \"de\" zoon", "-3"],
            ["two\nlines", ""],
        ]);
        assert_eq!(
            csv,
            "\u{feff}name,seats\r\n\"Bakker, \"\"de\"\" zoon\",-3\r\n\"two\nlines\",\r\n"
        );
    }

    #[test]
    fn a_formula_is_text() {
        for field in [
            "=1+1", "+31 20", "-1+2", "@SUM(A1)", "\tx", " =1", "|cmd", "％1=", "＝1",
        ] {
            let csv = table([[field]]);
            let guarded = csv.contains('\'');
            assert_eq!(guarded, !field.starts_with('％'), "{csv}");
        }
        for field in ["-3", "+3.5", "O'Brien", "a=b", "2026-08-20"] {
            assert_eq!(table([[field]]), format!("\u{feff}{field}\r\n"));
        }
        assert_eq!(
            table([["=HYPERLINK(\"x\",1)"]]),
            "\u{feff}\"'=HYPERLINK(\"\"x\"\",1)\"\r\n"
        );
    }

    /// A reader of RFC 4180, as simple as can be.
    fn read(csv: &str) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut row = Vec::new();
        let mut field = String::new();
        let mut quoted = false;
        let mut characters = csv
            .strip_prefix(BYTE_ORDER_MARK)
            .unwrap()
            .chars()
            .peekable();
        while let Some(character) = characters.next() {
            match character {
                '"' if quoted && characters.peek() == Some(&'"') => field.extend(characters.next()),
                '"' => quoted = !quoted,
                ',' if !quoted => row.push(std::mem::take(&mut field)),
                '\r' if !quoted && characters.peek() == Some(&'\n') => {
                    characters.next();
                    row.push(std::mem::take(&mut field));
                    rows.push(std::mem::take(&mut row));
                }
                other => field.push(other),
            }
        }
        rows
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(rows in prop::collection::vec(prop::collection::vec(any::<String>(), 1..4), 0..5)) {
            let csv = table(rows.iter().map(|row| row.iter().map(String::as_str)));
            let expected: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|field| {
                if is_formula(field) { format!("'{field}") } else { field.clone() }
            }).collect()).collect();
            prop_assert_eq!(read(&csv), expected);
        }

        #[test]
        fn no_field_is_computed(field in "[=+@\t\r-]?.*") {
            let csv = table([[field.as_str()]]);
            let read = read(&csv);
            prop_assert!(!is_formula(&read[0][0]));
        }
    }
}
