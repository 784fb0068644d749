//! Fields marked ℍ are HTML-decoded on the way out (contract 0).

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
    use super::decode;

    #[test]
    fn entities_are_decoded_once_and_stray_ampersands_stay() {
        assert_eq!(decode("Dijkstra &amp; Kuiper"), "Dijkstra & Kuiper");
        assert_eq!(decode("a &amp;amp; b"), "a &amp; b");
        assert_eq!(decode("R&D; &#39;x&#x27; & &lt;b&gt;"), "R&D; 'x' & <b>");
    }
}
