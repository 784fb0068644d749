//! Many addresses at once, as they are pasted: from a mail program, a spreadsheet, a chat.

use std::collections::BTreeSet;

use super::email::EmailAddress;

/// How many addresses one call may invite (contract 10).
pub const INVITED_AT_ONCE: usize = 20;

/// What was typed or pasted, sorted out. Each part is in the order in which it was found.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AddressList {
    /// To be invited, each once.
    pub valid: Vec<EmailAddress>,
    /// What is no address, as it was typed.
    pub invalid: Vec<String>,
    /// What stood there again.
    pub repeated: Vec<String>,
    /// Who is in the list of `known` already.
    pub known: Vec<String>,
}

impl AddressList {
    /// Reads addresses that are separated by anything: commas, semicolons, bars, white space. `Anna <anna@example.com>`, as
    /// mail programs write it, is one address, and so is `mailto:anna@example.com`. Case makes no other address.
    pub fn read<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: BTreeSet<String> = known.into_iter().map(str::to_lowercase).collect();
        let mut list = Self::default();
        let mut seen = BTreeSet::new();
        for word in words(text) {
            match parse(word) {
                None => list.invalid.push(word.to_owned()),
                Some(address) if !seen.insert(address.salt()) => {
                    list.repeated.push(address.as_str().to_owned());
                }
                Some(address) if known.contains(&address.salt()) => {
                    list.known.push(address.as_str().to_owned());
                }
                Some(address) => list.valid.push(address),
            }
        }
        list
    }

    /// Whether nothing was found at all.
    pub fn is_empty(&self) -> bool {
        self.valid.is_empty()
            && self.invalid.is_empty()
            && self.repeated.is_empty()
            && self.known.is_empty()
    }

    /// The valid addresses, as many to a batch as one call takes.
    pub fn batches(&self) -> impl Iterator<Item = &[EmailAddress]> {
        self.valid.chunks(INVITED_AT_ONCE)
    }
}

/// What could each be an address. A name that stands before an address in angle brackets is none.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    // What is in brackets is an address; what is before them, up to the separator or the bracket before, is a name.
    while let Some((before, after)) = rest.split_once('<') {
        let Some((inside, behind)) = after.split_once('>') else {
            break;
        };
        let (others, name) = before
            .rsplit_once([';', '|', '\n', '\r', '\t'])
            .unwrap_or(("", before));
        // `Bakker, Anna <anna@…>` is one, `anna@…, Bob <bob@…>` is two.
        let (beside, name) = match name.rsplit_once(',') {
            Some(parts) if name.contains('@') => parts,
            _ => ("", name),
        };
        for others in [others, beside] {
            words.extend(closed(others).split(is_separator));
        }
        let inside = inside.trim();
        // Nobody is lost who stands where a name would.
        words.extend(
            name.split(is_separator)
                .filter(|word| word.contains('@') && *word != inside),
        );
        words.push(inside);
        rest = behind;
    }
    words.extend(rest.split(is_separator));
    words.retain(|word| !word.is_empty());
    words
}

/// Without a quote that is still open at the end: it belongs to the name that follows.
fn closed(text: &str) -> &str {
    match text.rsplit_once('"') {
        Some((closed, _)) if text.matches('"').count() % 2 == 1 => closed,
        _ => text,
    }
}

fn is_separator(character: char) -> bool {
    character.is_whitespace() || matches!(character, ',' | ';' | '|' | '"' | '<' | '>' | '\u{feff}')
}

/// An address that can be invited: it also has a dot in its domain, without which no mail arrives.
fn parse(word: &str) -> Option<EmailAddress> {
    let word = word.strip_prefix("mailto:").unwrap_or(word);
    let address = EmailAddress::parse(word).ok()?;
    let (local, domain) = address.as_str().rsplit_once('@')?;
    (domain.contains('.') && !local.contains('@')).then_some(address)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn valid(text: &str) -> Vec<String> {
        AddressList::read(text, [])
            .valid
            .iter()
            .map(|address| address.as_str().to_owned())
            .collect()
    }

    #[test]
    fn any_separator_will_do() {
        for text in [
            "a@x.nl,b@x.nl",
            "a@x.nl; b@x.nl;",
            "  a@x.nl\r\n\r\nb@x.nl\n",
            "a@x.nl\tb@x.nl",
            "\u{feff}\"a@x.nl\";\"b@x.nl\"",
            "a@x.nl | b@x.nl",
            "Anna <a@x.nl>, Bob de Boer <b@x.nl>",
            "\"Bakker, Anna\" <a@x.nl>; \"Boer, Bob\" <b@x.nl>",
            "Bakker, Anna <a@x.nl>; Boer, Bob <b@x.nl>",
            "a@x.nl, \"Boer, Bob\" <b@x.nl>",
            "a@x.nl Bob <b@x.nl>",
            "a@x.nl <a@x.nl>, b@x.nl",
            "<a@x.nl><b@x.nl>",
        ] {
            assert_eq!(valid(text), ["a@x.nl", "b@x.nl"], "{text:?}");
        }
        assert_eq!(valid("mailto:a@x.nl"), ["a@x.nl"]);
        assert_eq!(valid("a+b@x.nl 用户@例え.jp"), ["a+b@x.nl", "用户@例え.jp"]);
    }

    #[test]
    fn what_is_no_address_is_said_and_the_rest_stays() {
        let list = AddressList::read("a@x.nl, anna, b@, c@x, a@b@x.nl, <b@x.nl", []);
        assert_eq!(list.invalid, ["anna", "b@", "c@x", "a@b@x.nl"]);
        assert_eq!(list.valid.len(), 2);
    }

    #[test]
    fn nobody_is_invited_twice_nor_who_is_there() {
        let list = AddressList::read("A@x.nl a@X.nl b@x.nl B@x.nl", ["b@x.NL"]);
        assert_eq!(list.valid.len(), 1);
        assert_eq!(list.repeated, ["a@X.nl", "B@x.nl"]);
        assert_eq!(list.known, ["b@x.nl"]);
        assert!(!list.is_empty());
        assert!(AddressList::read(" ,;\n", []).is_empty());
    }

    proptest! {
        #[test]
        fn batches_hold_everybody_once_and_never_too_many(count in 0_usize..95) {
            let text: String = (0..count).map(|n| format!("p{n}@example.com;")).collect();
            let list = AddressList::read(&text, []);
            prop_assert_eq!(list.batches().map(<[_]>::len).sum::<usize>(), count);
            prop_assert!(list.batches().all(|batch| (1..=INVITED_AT_ONCE).contains(&batch.len())));
        }

        #[test]
        fn no_text_is_too_strange(text in any::<String>()) {
            let list = AddressList::read(&text, []);
            let found: Vec<&str> = list.valid.iter().map(EmailAddress::as_str).collect();
            prop_assert!(found.iter().all(|address| text.contains(address)));
        }
    }
}
