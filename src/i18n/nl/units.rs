//! What the clients of a business unit provider are called.

use crate::i18n::messages::Units;

// One text, one line: the tests read the two catalogues side by side.
#[rustfmt::skip]
pub(super) const UNITS: Units = Units {
    title: "Bedrijfsonderdelen",
    search: "Bedrijfsonderdelen zoeken",
    name: "Bedrijfsonderdeel",
    empty: "Nog geen bedrijfsonderdelen",
    empty_why: "Organisaties verschijnen hier zodra ze onder deze provider worden aangemaakt, of een bestaande wordt toegevoegd.",
    nothing: "Geen bedrijfsonderdeel voldoet",
    failed: "De bedrijfsonderdelen konden niet worden opgehaald",
};
