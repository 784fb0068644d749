//! Search as a person means it: without regard to case and accents, each word anywhere.

/// A text as it is compared: in lower case, without the accents of the Latin, Greek and Cyrillic letters that European
/// names use. Made once for a text and kept, since making it costs more than comparing.
#[derive(Clone, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct Folded(String);

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        for character in text.chars() {
            if character.is_ascii() {
                folded.push(character.to_ascii_lowercase());
                continue;
            }
            for lower in character.to_lowercase() {
                push_plain(&mut folded, lower);
            }
        }
        Self(folded)
    }

    /// The folded text, for sorting.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a person typed into a search field.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Query(Vec<String>);

impl Query {
    /// Words, separated by white space.
    pub fn new(typed: &str) -> Self {
        Self(
            Folded::new(typed)
                .0
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
        )
    }

    /// Whether nothing was typed: everything matches.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the text has every word, in whatever order.
    pub fn matches(&self, text: &Folded) -> bool {
        self.0.iter().all(|word| text.0.contains(word.as_str()))
    }
}

/// Writes a lower-case letter without its accents. Letters that are no composition (`ø`, `ß`, `æ`) become what one types
/// for them on a keyboard that lacks them.
fn push_plain(folded: &mut String, letter: char) {
    let plain = match letter {
        // Combining marks: the accents of text that came decomposed.
        '\u{300}'..='\u{36f}' => "",
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ȁ' | 'ȃ' | 'ạ' | 'ả' | 'ấ'..='ặ' => {
            "a"
        }
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ȅ' | 'ȇ' | 'ẹ'..='ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' | 'ȉ' | 'ȋ' | 'ỉ' | 'ị' => "i",
        'ĳ' => "ij",
        'ĵ' => "j",
        'ķ' | 'ǩ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŉ' | 'ŋ' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ǒ' | 'ȍ' | 'ȏ' | 'ọ'..='ợ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' | 'ȑ' | 'ȓ' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'þ' => "th",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ǔ' | 'ȕ' | 'ȗ' | 'ụ'..='ự' => {
            "u"
        }
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ' | 'ỵ' | 'ỷ' | 'ỹ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ά' => "α",
        'έ' => "ε",
        'ή' => "η",
        'ί' | 'ϊ' | 'ΐ' => "ι",
        'ό' => "ο",
        'ύ' | 'ϋ' | 'ΰ' => "υ",
        'ώ' => "ω",
        'ς' => "σ",
        'ё' => "е",
        'й' => "и",
        'ї' => "і",
        'ў' => "у",
        // A hyphen or an apostrophe of typography is searched for with the one on the keyboard.
        '‐' | '‑' | '–' => "-",
        '’' | 'ʼ' => "'",
        '\u{a0}' => " ",
        // Marks of direction are not typed.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "",
        other => {
            folded.push(other);
            return;
        }
    };
    folded.push_str(plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str, text: &str) -> bool {
        Query::new(typed).matches(&Folded::new(text))
    }

    #[test]
    fn neither_case_nor_accents_matter_on_either_side() {
        for (typed, text) in [
            ("ecole", "L’École"),
            ("ÉCOLE", "l'ecole"),
            ("cafe", "Cafe\u{301} Zuid"),
            ("strasse", "Straße 1"),
            ("orsted", "Ørsted"),
            ("lodz", "Łódź"),
            ("istanbul", "İSTANBUL"),
            ("αθηνα", "Αθήνα"),
            ("l'ecole", "L’École"),
            ("שלום", "\u{202b}שלום\u{202c} בע״מ"),
        ] {
            assert!(found(typed, text), "{typed} in {text}");
        }
    }

    #[test]
    fn every_word_has_to_be_there_in_any_order() {
        assert!(found("zonen  bak", "Bakker & Zonen"));
        assert!(!found("bakker dochters", "Bakker & Zonen"));
        assert!(found("", "anything"));
        assert!(found(" \t", "anything"));
    }
}
