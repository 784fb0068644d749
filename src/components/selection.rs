//! Rows that are ticked, and what can be done with all of them at once.

use std::collections::BTreeSet;

use leptos::html;
use leptos::prelude::*;

use super::{Button, Glyph, Kind};
use crate::i18n::{format, words};

/// The rows that are ticked. Copies are the same.
pub struct Selection<K: 'static>(RwSignal<BTreeSet<K>>);

impl<K> Clone for Selection<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Selection<K> {}

impl<K: Ord + Copy + Send + Sync + 'static> Default for Selection<K> {
    fn default() -> Self {
        Self(RwSignal::new(BTreeSet::new()))
    }
}

/// How much of what is shown is ticked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Extent {
    /// Nothing.
    None,
    /// Some of it.
    Some,
    /// All of it.
    All,
}

impl<K: Ord + Copy + Send + Sync + 'static> Selection<K> {
    /// Whether a row is ticked, tracked.
    pub fn has(self, key: K) -> bool {
        self.0.with(|ticked| ticked.contains(&key))
    }

    /// Those of `shown` that are ticked, in the order of `shown`, tracked. What has left the list is not among them.
    pub fn of(self, shown: impl IntoIterator<Item = K>) -> Vec<K> {
        self.0.with(|ticked| {
            shown
                .into_iter()
                .filter(|key| ticked.contains(key))
                .collect()
        })
    }

    /// Ticks a row, or takes the tick away.
    pub fn toggle(self, key: K) {
        self.0.update(|ticked| {
            if !ticked.remove(&key) {
                ticked.insert(key);
            }
        });
    }

    /// Ticks these rows and no others.
    pub fn set(self, keys: impl IntoIterator<Item = K>) {
        self.0.set(keys.into_iter().collect());
    }

    /// Takes the tick of some rows away.
    pub fn retain(self, keep: impl Fn(&K) -> bool) {
        self.0.update(|ticked| ticked.retain(keep));
    }

    /// Takes all ticks away.
    pub fn clear(self) {
        self.0.set(BTreeSet::new());
    }
}

/// How much is ticked when `ticked` of `all` rows are.
pub fn extent(ticked: usize, all: usize) -> Extent {
    match ticked {
        0 => Extent::None,
        _ if ticked < all => Extent::Some,
        _ => Extent::All,
    }
}

/// The box of a row.
#[component]
pub fn RowTick(
    /// What is ticked: the row's name stands in it.
    label: String,
    /// Whether it is.
    #[prop(into)]
    ticked: Signal<bool>,
    /// It was pressed.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <label class="row-tick">
            <input
                type="checkbox"
                aria-label=label
                prop:checked=ticked
                on:change=move |_| on_press.run(())
            />
        </label>
    }
}

/// The box in the head of a table: ticks all rows that are shown, or none; between the two it says so.
#[component]
pub fn AllTick(
    /// How much is ticked.
    #[prop(into)]
    extent: Signal<Extent>,
    /// How many rows it would tick.
    #[prop(into)]
    count: Signal<usize>,
    /// It was pressed.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        let extent = extent.get();
        if let Some(input) = input.get() {
            input.set_indeterminate(extent == Extent::Some);
            input.set_checked(extent == Extent::All);
        }
    });
    let label = move || (words().selection.all)(&format::number(count.get() as u64), count.get());
    view! {
        <label class="row-tick">
            <input node_ref=input type="checkbox" aria-label=label on:change=move |_| on_press.run(())/>
        </label>
    }
}

/// Something to do with the ticked rows.
#[derive(Clone)]
pub struct BulkAct {
    /// What it is called.
    pub label: &'static str,
    /// Its icon.
    pub icon: Glyph,
    /// How many of the ticked rows it fits, out of how many.
    pub fits: Signal<(usize, usize)>,
    /// Why it does not fit the others: what a row has to be, in a sentence.
    pub only: &'static str,
    /// Whether it is under way.
    pub busy: Signal<bool>,
    /// Do it to those that it fits.
    pub act: Callback<()>,
}

/// What can be done with the ticked rows; there while there are any. An act that does not fit all of them says how many it
/// does, and why; one that fits none is refused with the reason.
#[component]
pub fn BulkBar(
    /// How many rows are ticked.
    #[prop(into)]
    ticked: Signal<usize>,
    /// What can be done with them.
    acts: Vec<BulkAct>,
    /// Take all ticks away.
    #[prop(into)]
    on_clear: Callback<()>,
) -> impl IntoView {
    let acts = StoredValue::new(acts);
    let words = &words().selection;
    let any = Memo::new(move |_| ticked.get() > 0);
    let told = move || match ticked.get() {
        0 => String::new(),
        count => (words.ticked)(&format::number(count as u64), count),
    };
    let bar = move || {
        any.get().then(|| {
            view! {
                <div class="bulk" role="group" aria-label=words.bar>
                    <p>{told}</p>
                    {acts.get_value().into_iter().map(bulk_act).collect_view()}
                    <Button label=words.clear kind=Kind::Bare icon=Glyph::X on_press=on_clear/>
                </div>
            }
        })
    };
    // There from the start: a live region that arrives with its text is not read.
    view! {
        <p class="unseen" role="status">{told}</p>
        {bar}
    }
}

fn bulk_act(act: BulkAct) -> AnyView {
    let words = &words().selection;
    let BulkAct {
        label,
        icon,
        fits,
        only,
        busy,
        act,
    } = act;
    let named = move || match fits.get() {
        (fit, of) if fit == of || fit == 0 => label.to_owned(),
        (fit, of) => (words.fits)(label, fit, of),
    };
    let refused = Signal::derive(move || (fits.get().0 == 0).then(|| only.to_owned()));
    let why = move || {
        let (fit, of) = fits.get();
        (fit > 0 && fit < of).then(|| view! { <small class="quiet">{only}</small> })
    };
    view! {
        <span class="bulk-act">
            <Button label=named icon busy refused on_press=act/>
            {why}
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_ticked_when_all_rows_are() {
        assert_eq!(extent(0, 0), Extent::None);
        assert_eq!(extent(0, 3), Extent::None);
        assert_eq!(extent(1, 3), Extent::Some);
        assert_eq!(extent(3, 3), Extent::All);
    }
}
