//! Ticked rows, and what can be done with them.

use crate::i18n::messages::Selection;

// One text, one line: the tests read the two catalogues side by side.
#[rustfmt::skip]
pub(super) const SELECTION: Selection = Selection {
    all: |n, count| match count { 1 => format!("{n} rij selecteren"), _ => format!("Alle {n} rijen selecteren") },
    one: |name| format!("{name} selecteren"),
    bar: "Voor de geselecteerde rijen",
    ticked: |n, count| match count { 1 => format!("{n} rij geselecteerd"), _ => format!("{n} rijen geselecteerd") },
    clear: "Selectie wissen",
    fits: |act, fit, of| format!("{act} ({fit} van {of})"),
};
