//! CSV that a spreadsheet opens as it is meant (RFC 4180), and that runs nothing there; and CSV as people have it.

/// A table as CSV: fields separated by commas, lines by CR LF, quoted where that is needed. It begins with a byte order
/// mark, since Excel takes a file without one for a legacy encoding.
///
/// What a spreadsheet would take for a formula, wherever it splits a field, gets a `'` in front of it.
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
    let guarded = guarded(field);
    if guarded.contains([',', ';', '\t', '"', '\r', '\n']) {
        csv.push('"');
        csv.push_str(&guarded.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(&guarded);
    }
}

/// A field in which nothing is computed. A spreadsheet of a country that writes a decimal comma splits at `;`, whatever stands
/// around the field.
fn guarded(field: &str) -> String {
    field
        .split_inclusive([';', '\t'])
        .flat_map(|piece| [if is_formula(piece) { "'" } else { "" }, piece])
        .collect()
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

/// A row of a table that was read, with the line of the text that it begins on, from 1.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Row {
    /// The line.
    pub line: usize,
    /// Its fields, trimmed.
    pub fields: Vec<String>,
}

/// Reads a table as it comes from a spreadsheet, by file or by paste: fields separated by tabs, semicolons or commas,
/// whichever its first line has most of, quoted or not, with any line end, after a byte order mark or none. Empty lines are
/// left out. Nothing is refused: a quote that does not end takes what follows.
pub fn read(text: &str) -> Vec<Row> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let separator = separator(text);
    let mut rows = Vec::new();
    let mut row = Row {
        line: 1,
        fields: Vec::new(),
    };
    let (mut field, mut quoted, mut line) = (String::new(), false, 1);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        line += usize::from(character == '\n');
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => field.extend(characters.next()),
            '"' if quoted => quoted = false,
            // A quote within a word, as in `5" screen`, is only a character.
            '"' if field.trim().is_empty() => {
                field.clear();
                quoted = true;
            }
            '\r' if !quoted && characters.peek() == Some(&'\n') => {}
            '\r' | '\n' if !quoted => {
                row.fields
                    .push(std::mem::take(&mut field).trim().to_owned());
                let next = Row {
                    line,
                    fields: Vec::new(),
                };
                rows.push(std::mem::replace(&mut row, next));
            }
            other if other == separator && !quoted => {
                row.fields
                    .push(std::mem::take(&mut field).trim().to_owned());
            }
            other => field.push(other),
        }
    }
    row.fields.push(field.trim().to_owned());
    rows.push(row);
    rows.retain(|row| row.fields.iter().any(|field| !field.is_empty()));
    rows
}

/// What separates the fields, by the first line that is not empty.
fn separator(text: &str) -> char {
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let count = |separator: char| {
        let mut quoted = false;
        line.chars()
            .filter(|character| {
                quoted ^= *character == '"';
                !quoted && *character == separator
            })
            .count()
    };
    // The last of those that are equally many: a tab is seldom part of a text, a comma often.
    [',', ';', '\t']
        .into_iter()
        .max_by_key(|separator| count(*separator))
        .unwrap_or(',')
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

    #[test]
    fn tables_are_read_as_people_have_them() {
        let expected = [["Naam", "Eigenaar"], ["Bakker, \"de\" zoon", "a@b.nl"]];
        for text in [
            "\u{feff}Naam,Eigenaar\r\n\"Bakker, \"\"de\"\" zoon\",a@b.nl\r\n",
            "Naam;Eigenaar\n\n\"Bakker, \"\"de\"\" zoon\" ; a@b.nl \n;\n",
            "Naam\tEigenaar\rBakker, \"de\" zoon\ta@b.nl",
        ] {
            let rows: Vec<Vec<String>> = super::read(text)
                .into_iter()
                .map(|row| row.fields)
                .collect();
            assert_eq!(rows, expected, "{text}");
        }
        assert_eq!(super::read("\u{feff} \n\r\n;;"), []);
    }

    #[test]
    fn a_row_knows_its_line() {
        let rows = super::read("a,b\r\n\r\n\"two\nlines\",c\nd,e");
        let lines: Vec<usize> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 3, 5]);
        assert_eq!(rows[1].fields, ["two\nlines", "c"]);
    }

    #[test]
    fn a_quote_that_does_not_end_takes_what_follows() {
        let rows = super::read("a,\"b\nc,d");
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].fields, ["a", "b\nc,d"]);
    }

    /// A reader of RFC 4180, as simple as can be.
    fn read_strictly(csv: &str) -> Vec<Vec<String>> {
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
            let expected: Vec<Vec<String>> =
                rows.iter().map(|row| row.iter().map(|field| guarded(field)).collect()).collect();
            prop_assert_eq!(read_strictly(&csv), expected);
        }

        #[test]
        fn a_table_of_words_is_read_back(rows in prop::collection::vec(prop::collection::vec("[a-zé0-9@.;,\" ]{0,8}x", 2..4), 1..5)) {
            let csv = table(rows.iter().map(|row| row.iter().map(String::as_str)));
            // More separators of another kind in the first row would be taken for the separator.
            prop_assume!(separator(&csv) == ',');
            let read: Vec<Vec<String>> = super::read(&csv).into_iter().map(|row| row.fields).collect();
            let trimmed: Vec<Vec<String>> =
                rows.iter().map(|row| row.iter().map(|field| guarded(field).trim().to_owned()).collect()).collect();
            prop_assert_eq!(read, trimmed);
        }

        #[test]
        fn anything_is_read(text in any::<String>()) {
            let _ = super::read(&text);
        }

        #[test]
        fn no_field_is_computed(field in "[=+@\t\r-]?.*(;[=+@-]?.*)?") {
            let csv = table([[field.as_str()]]);
            let read = read_strictly(&csv);
            prop_assert!(read[0][0].split([';', '\t']).skip(1).all(|piece| !is_formula(piece)));
            prop_assert!(!is_formula(&read[0][0]));
        }
    }
}
