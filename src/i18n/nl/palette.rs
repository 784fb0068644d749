//! Going anywhere by typing.

use crate::i18n::messages::Palette;

// One text, one line: the tests read the two catalogues side by side.
#[rustfmt::skip]
pub(super) const PALETTE: Palette = Palette {
    open: "Ga naar…",
    title: "Ga naar",
    search: "Een klant, een scherm of een persoon",
    results: "Plaatsen",
    found: |count| match count { 1 => "1 plaats".into(), _ => format!("{count} plaatsen") },
    nothing: "Niets met die naam. Klanten en personen zijn te vinden zodra hun lijst is opgehaald.",
    screen: "Scherm",
    person: |provider| format!("Persoon bij {provider}"),
    client: |provider| format!("Klant van {provider}"),
    unit: |provider| format!("Bedrijfsonderdeel van {provider}"),
    key: "Overal heen gaan",
};
