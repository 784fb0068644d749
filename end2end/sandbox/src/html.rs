//! Fields marked ℍ are HTML-encoded on the way in and decoded on the way out (contract 0).

/// Encodes as the cloud does: five signs, and the upper half of Latin-1.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => encoded.push_str("&amp;"),
            '<' => encoded.push_str("&lt;"),
            '>' => encoded.push_str("&gt;"),
            '"' => encoded.push_str("&quot;"),
            '\'' => encoded.push_str("&#39;"),
            '\u{a0}'..='\u{ff}' => encoded.push_str(&format!("&#{};", u32::from(letter))),
            other => encoded.push(other),
        }
    }
    encoded
}

/// Decodes the entities that the cloud's encoder writes.
pub(crate) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        match after
            .split_once(';')
            .and_then(|(name, tail)| Some((entity(name)?, tail)))
        {
            Some((letter, tail)) => {
                decoded.push(letter);
                rest = tail;
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

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn entities_are_decoded_once_and_stray_ampersands_stay() {
        assert_eq!(decode("Dijkstra &amp; Kuiper"), "Dijkstra & Kuiper");
        assert_eq!(decode("a &amp;amp; b"), "a &amp; b");
        assert_eq!(decode("R&D; &#39;x&#x27; & &lt;b&gt;"), "R&D; 'x' & <b>");
    }
    #[test]
    fn what_is_encoded_is_read_back() {
        let name = "Zoë's \"R&D\" <b> \u{ab}x\u{bb} €";
        assert_eq!(encode("Zoë & zo"), "Zo&#235; &amp; zo");
        assert_eq!(decode(&encode(name)), name);
    }
}
