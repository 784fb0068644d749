//! Names as the cloud stores them: some paths encode them as HTML, others do not (contract 0).

/// Decodes what .NET's `HtmlEncoder` writes (`&amp;`, `&lt;`, `&gt;`, `&quot;`, `&#39;`, `&#xE9;` …), once. Anything else,
/// a lone `&` included, stays as it is.
///
/// A name that truly reads `&amp;` cannot be told from an encoded `&`: it is shown as `&`, which is what the cloud's own
/// pages do.
pub fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        match entity(after) {
            Some((character, remaining)) => {
                decoded.push(character);
                rest = remaining;
            }
            None => {
                decoded.push('&');
                rest = after;
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

/// How long a name is once the cloud has encoded it, in UTF-16: what it measures against its limits. The signs of HTML, the
/// upper half of Latin-1 and what lies beyond the first plane are written as entities.
pub fn encoded_len(text: &str) -> usize {
    text.chars()
        .map(|character| match character {
            '<' | '>' => 4,
            '&' | '\'' => 5,
            '"' | '\u{a0}'..='\u{ff}' => 6,
            '\u{10000}'.. => format!("&#{};", u32::from(character)).len(),
            _ => 1,
        })
        .sum()
}

/// The character that the entity at the start of `text` (after its `&`) stands for, and what follows it.
fn entity(text: &str) -> Option<(char, &str)> {
    let (name, rest) = text.split_once(';')?;
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => numeric(name.strip_prefix('#')?)?,
    };
    Some((character, rest))
}

fn numeric(digits: &str) -> Option<char> {
    let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    // `from_str_radix` alone would take a sign.
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let character = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
    (character != '\0').then_some(character)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_measured_as_the_cloud_writes_it() {
        for (text, length) in [
            ("Waterland", 9),
            ("a & b", 9),
            ("<b>", 9),
            ("é", 6),
            ("'\"", 11),
            ("ł用", 2),
            ("😀", 9),
        ] {
            assert_eq!(encoded_len(text), length, "{text}");
        }
    }

    #[test]
    fn what_the_cloud_encodes_is_decoded_once() {
        for (encoded, decoded) in [
            ("Bakker &amp; Zonen", "Bakker & Zonen"),
            ("&lt;b&gt;", "<b>"),
            ("L&#39;&#xC9;cole &quot;1&quot;", "L'École \"1\""),
            ("&#x1F512;", "🔒"),
            ("&amp;amp;", "&amp;"),
            ("&amp;#39;", "&#39;"),
        ] {
            assert_eq!(decode(encoded), decoded);
        }
    }

    #[test]
    fn what_is_no_entity_stays() {
        for text in [
            "",
            "A & B",
            "A&B; C",
            "&",
            "&;",
            "&#;",
            "&#x;",
            "&#+9;",
            "&#xD800;",
            "&#0;",
            "&#1114112;",
            "&eacute;",
            "&#99999999999;",
            "&amp",
        ] {
            assert_eq!(decode(text), text);
        }
    }

    proptest! {
        #[test]
        fn decoding_undoes_encoding(text in any::<String>()) {
            // As .NET does: the five of HTML by name or number, the rest that is not basic Latin by number.
            let encoded: String = text.chars().map(|character| match character {
                '&' => "&amp;".to_owned(),
                '<' => "&lt;".to_owned(),
                '>' => "&gt;".to_owned(),
                '"' => "&quot;".to_owned(),
                '\'' => "&#x27;".to_owned(),
                other if other.is_ascii() => other.to_string(),
                other => format!("&#x{:X};", u32::from(other)),
            }).collect();
            prop_assert_eq!(decode(&encoded), text);
        }
    }
}
