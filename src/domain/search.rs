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

    /// Its words, without the signs between them.
    fn words(&self) -> impl Iterator<Item = &str> {
        self.0
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
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

    /// How well the text fits, if it does.
    pub fn fit(&self, text: &Folded) -> Option<Fit> {
        if !self.matches(text) {
            return None;
        }
        let typed = self.0.join(" ");
        let begins = |word: &String| text.words().any(|begun| begun.starts_with(word.as_str()));
        Some(if text.0 == typed {
            Fit::Whole
        } else if text.0.starts_with(&typed) {
            Fit::Beginning
        } else if self.0.iter().all(begins) {
            Fit::Words
        } else {
            Fit::Inside
        })
    }
}

/// How well a text fits what was typed, the best first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Fit {
    /// It is just that.
    Whole,
    /// It begins with it.
    Beginning,
    /// Each word that was typed begins one of its words.
    Words,
    /// Each word is somewhere in it.
    Inside,
    /// It is not in the name, but in what else is known.
    Beside,
}

/// How it fits, how long ago one was there, how long its name is: the least comes first.
type Rank = (Fit, usize, usize);

/// Something that can be gone to by typing.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// What it is called.
    pub name: &'a Folded,
    /// What else finds it, after the name.
    pub also: &'a Folded,
    /// How many other places one has been at since one was here; `None` when it was long ago, or never.
    pub recent: Option<usize>,
}

/// The places of the `most` best candidates: those whose name fits better first, then those visited later, then the shorter,
/// then as they came. With nothing typed, the recent ones come first.
pub fn best<'a>(
    query: &Query,
    candidates: impl IntoIterator<Item = Candidate<'a>>,
    most: usize,
) -> Vec<usize> {
    let mut found: Vec<(Rank, usize)> = candidates
        .into_iter()
        .enumerate()
        .filter_map(|(at, candidate)| {
            let beside = || query.matches(candidate.also).then_some(Fit::Beside);
            let (fit, length) = if query.is_empty() {
                (Fit::Whole, 0)
            } else {
                let fit = query.fit(candidate.name).or_else(beside)?;
                (fit, candidate.name.0.len())
            };
            let recent = candidate.recent.unwrap_or(usize::MAX);
            Some(((fit, recent, length), at))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).take(most).collect()
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

    #[test]
    fn a_beginning_fits_better_than_an_inside() {
        let fit = |typed, text| Query::new(typed).fit(&Folded::new(text));
        for (typed, text, expected) in [
            ("bakker", "Bakker", Some(Fit::Whole)),
            ("bak", "Bakkerij Visser", Some(Fit::Beginning)),
            ("vis", "Bakkerij Visser", Some(Fit::Words)),
            ("vis bak", "Bakkerij Visser", Some(Fit::Words)),
            ("kuiper", "Dijkstra&Kuiper", Some(Fit::Words)),
            ("kerij", "Bakkerij Visser", Some(Fit::Inside)),
            ("vis slager", "Bakkerij Visser", None),
        ] {
            assert_eq!(fit(typed, text), expected, "{typed} in {text}");
        }
    }

    fn ranked(typed: &str, names: &[(&str, Option<usize>)]) -> Vec<usize> {
        let folded: Vec<Folded> = names.iter().map(|(name, _)| Folded::new(name)).collect();
        let none = Folded::new("someone@example.com");
        let candidates = folded
            .iter()
            .zip(names)
            .map(|(name, (_, recent))| Candidate {
                name,
                also: &none,
                recent: *recent,
            });
        best(&Query::new(typed), candidates, 3)
    }

    #[test]
    fn recent_places_come_first_and_typing_decides_before_them() {
        let names = [
            ("Team", None),
            ("Notary", Some(1)),
            ("Bakery", Some(0)),
            ("Steam", Some(2)),
        ];
        assert_eq!(ranked("", &names), [2, 1, 3]);
        assert_eq!(ranked("team", &names), [0, 3]);
        assert_eq!(
            ranked("a", &names),
            [2, 1, 3],
            "equal fits: the latest first"
        );
        assert_eq!(
            ranked("example", &names),
            [2, 1, 3],
            "found by what is known beside the name"
        );
        assert!(ranked("nobody", &names).is_empty());
    }
}
