//! Going anywhere by typing.

use crate::i18n::messages::Palette;

// One text, one line: the tests read the two catalogues side by side.
#[rustfmt::skip]
pub(super) const PALETTE: Palette = Palette {
    open: "Go to…",
    title: "Go to",
    search: "A client, a screen or a person",
    results: "Places",
    found: |count| match count { 1 => "1 place".into(), _ => format!("{count} places") },
    nothing: "Nothing by that name. Clients and people are found once their list was read.",
    screen: "Screen",
    person: |provider| format!("Person at {provider}"),
    client: |provider| format!("Client of {provider}"),
    unit: |provider| format!("Business unit of {provider}"),
    key: "Go anywhere",
};
