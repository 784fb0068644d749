//! The letters that stand for an organisation.

use leptos::prelude::*;

/// How large a mark is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// Beside a name in a row.
    #[default]
    Row,
    /// Beside a heading.
    Large,
}

/// Two letters in a colour of their own. The name stands beside it, so it is not read out.
#[component]
pub fn Mark(
    /// The name that it stands for.
    name: String,
    /// How large it is.
    #[prop(optional)]
    size: Size,
) -> impl IntoView {
    let size = match size {
        Size::Row => None,
        Size::Large => Some("large"),
    };
    view! { <span class="mark" aria-hidden="true" data-hue=hue(&name) data-size=size>{letters(&name)}</span> }
}

/// The first letters of the first two words, without the signs between them.
fn letters(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    words
        .by_ref()
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

/// One of the six hues of `mark.css`; the same name always gets the same.
fn hue(name: &str) -> String {
    (name.bytes().fold(7_u32, |hash, byte| {
        hash.wrapping_mul(31).wrapping_add(byte.into())
    }) / 7
        % 6)
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn letters_come_from_the_first_two_words() {
        for (name, expected) in [
            ("Bakkerij Visser", "BV"),
            ("Dijkstra & Kuiper Advocaten", "DK"),
            ("ijzer", "I"),
            ("", ""),
            ("<b>fat</b>", "B"),
            ("شركة النور", "شا"),
            ("  42  north ", "4N"),
        ] {
            assert_eq!(letters(name), expected, "{name}");
        }
    }
}
