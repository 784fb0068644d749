//! Just enough HTML to read and rewrite the `link` and `script` elements of the one page, whose source is ours.

use std::fmt;

/// The start tag of a `link` or `script` element.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    name: &'static str,
    attributes: Vec<(String, Option<String>)>,
}

impl Tag {
    /// The value of an attribute.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(name, _)| name == key)?;
        value.as_deref()
    }

    /// Adds an attribute.
    pub(crate) fn set(&mut self, key: &str, value: &str) {
        self.attributes
            .push((key.to_owned(), Some(value.to_owned())));
    }

    /// Every value, to be changed in place.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut String> {
        self.attributes
            .iter_mut()
            .filter_map(|(_, value)| value.as_mut())
    }

    /// Whether this names a file that the browser holds against a checksum. It does not for a `preload` that scripts fetch, and
    /// warns of one that carries it: there the script hands the checksum to its `fetch`.
    pub(crate) fn takes_integrity(&self) -> bool {
        match self.get("rel") {
            Some(rel) => matches!(rel, "stylesheet" | "modulepreload"),
            None => self.name == "script",
        }
    }

    /// The tag at the start of `text`, and what follows it.
    fn read(text: &str) -> Option<(Self, &str)> {
        let inner = text.strip_prefix('<')?;
        let name = ["link", "script"].into_iter().find(|name| {
            inner
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(char::is_whitespace))
        })?;
        let mut rest = inner.strip_prefix(name)?;
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
            if let Some(after) = rest.strip_prefix('>') {
                return Some((Self { name, attributes }, after));
            }
            let (key, after) = rest.split_at(
                rest.find(|letter: char| letter.is_whitespace() || "=>/".contains(letter))?,
            );
            let (value, after) = match after.strip_prefix('=') {
                None => (None, after),
                Some(after) => {
                    let (value, after) = read_value(after)?;
                    (Some(value.to_owned()), after)
                }
            };
            attributes.push((key.to_owned(), value));
            rest = after;
        }
    }
}

fn read_value(text: &str) -> Option<(&str, &str)> {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote);
        }
    }
    Some(text.split_at(text.find(|letter: char| letter.is_whitespace() || letter == '>')?))
}

impl fmt::Display for Tag {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "<{}", self.name)?;
        for (key, value) in &self.attributes {
            match value {
                Some(value) => write!(out, " {key}=\"{value}\"")?,
                None => write!(out, " {key}")?,
            }
        }
        out.write_str(">")
    }
}

/// Hands every `link` and `script` tag to `change`, and puts in its place what that returns.
pub(crate) fn map_tags(html: &str, mut change: impl FnMut(Tag) -> Option<Tag>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = if from.starts_with("<!--") {
            from.split_once("-->").map_or("", |(_, after)| after)
        } else if let Some((tag, after)) = Tag::read(from) {
            if let Some(tag) = change(tag) {
                out.push_str(&tag.to_string());
            }
            after
        } else {
            out.push('<');
            from.strip_prefix('<').unwrap_or_default()
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_quoted_or_not_and_the_rest_is_left_alone() {
        let html = "<p>1 < 2</p><!-- <link rel=\"x\"> --><script src='/a.js' defer></script><link rel=icon href=/f.svg><links>";
        let mut seen = Vec::new();
        let out = map_tags(html, |tag| {
            seen.push(tag.to_string());
            (tag.get("rel") != Some("icon")).then_some(tag)
        });
        assert_eq!(
            seen,
            [
                "<script src=\"/a.js\" defer>",
                "<link rel=\"icon\" href=\"/f.svg\">"
            ]
        );
        assert_eq!(
            out,
            "<p>1 < 2</p><script src=\"/a.js\" defer></script><links>"
        );
    }

    #[test]
    fn a_tag_without_an_end_is_text() {
        assert_eq!(map_tags("<link rel=\"x", Some), "<link rel=\"x");
    }
}
