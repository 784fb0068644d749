//! What the clients of a business unit provider are called.

use crate::i18n::messages::Units;

// One text, one line: the tests read the two catalogues side by side.
#[rustfmt::skip]
pub(super) const UNITS: Units = Units {
    title: "Business units",
    search: "Search business units",
    name: "Business unit",
    empty: "No business units yet",
    empty_why: "Organizations appear here once they are made under this provider, or an existing one is added.",
    nothing: "No business unit matches",
    failed: "The business units could not be read",
};
