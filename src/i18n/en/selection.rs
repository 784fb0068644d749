//! Ticked rows, and what can be done with them.

use crate::i18n::messages::Selection;

// One text, one line: the tests read the two catalogues side by side.
#[rustfmt::skip]
pub(super) const SELECTION: Selection = Selection {
    all: |n, count| match count { 1 => format!("Select {n} row"), _ => format!("Select all {n} rows") },
    one: |name| format!("Select {name}"),
    bar: "For the selected rows",
    ticked: |n, count| match count { 1 => format!("{n} row selected"), _ => format!("{n} rows selected") },
    clear: "Clear the selection",
    fits: |act, fit, of| format!("{act} ({fit} of {of})"),
};
