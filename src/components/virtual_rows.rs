//! The rows of a long table: only those near the window exist.

use std::hash::Hash;
use std::ops::Range;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

/// Up to here all rows exist, so that the browser's own find and print reach them.
const ALL_BELOW: usize = 200;
/// Rows beyond either edge of the window, so that scrolling and the arrow keys always find the next one.
const MARGIN: usize = 8;
/// The height of a row until one has been measured, as `--row` in `tokens.css`.
const ROW_PX: f64 = 44.0;

/// The body of a table. Every row has the same height, which is measured, since a narrow table has higher ones.
///
/// `row` gets an item and its place in the list, from 0, and gives the `<tr>`; it runs once for each item that comes near
/// the window, not for each change of the list.
#[component]
pub fn VirtualRows<T, K, R, V>(
    /// The items, in order.
    #[prop(into)]
    items: Signal<Vec<T>>,
    /// What tells one item from another.
    key: fn(&T) -> K,
    /// Draws one.
    row: R,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    K: Eq + Hash + Clone + Send + Sync + 'static,
    R: Fn(T, Signal<usize>) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let top = NodeRef::<html::Tbody>::new();
    let scrolled = RwSignal::new(0_u32);
    let height = RwSignal::new(ROW_PX);
    let look = move || scrolled.update(|count| *count = count.wrapping_add(1));
    let scroll = window_event_listener(ev::scroll, move |_| look());
    let resize = window_event_listener(ev::resize, move |_| {
        measure(top, height);
        look();
    });
    on_cleanup(move || {
        scroll.remove();
        resize.remove();
    });
    Effect::new(move |_| {
        if top.get().is_some() {
            request_animation_frame(move || {
                measure(top, height);
                let _ = scrolled.try_update(|count| *count = count.wrapping_add(1));
            });
        }
    });

    let count = Memo::new(move |_| items.with(Vec::len));
    let near = Memo::new(move |_| {
        scrolled.track();
        let above = top
            .get()
            .map_or(0.0, |top| -top.get_bounding_client_rect().top());
        let view = window()
            .inner_height()
            .ok()
            .and_then(|height| height.as_f64())
            .unwrap_or(900.0);
        window_of(count.get(), above, view, height.get())
    });
    let shown = move || {
        let near = near.get();
        items.with(|items| items.get(near).map(<[_]>::to_vec).unwrap_or_default())
    };
    #[expect(clippy::cast_precision_loss, reason = "rows are counted in thousands")]
    let gap = move |rows: usize| format!("{}px", rows as f64 * height.get());
    view! {
        <tbody class="gap" node_ref=top aria-hidden="true">
            <tr style:height=move || gap(near.get().start)></tr>
        </tbody>
        <tbody>
            <ForEnumerate each=shown key=move |item| key(item) let(index, item)>
                {row(item, Signal::derive(move || near.get().start + index.get()))}
            </ForEnumerate>
        </tbody>
        <tbody class="gap" aria-hidden="true">
            <tr style:height=move || gap(count.get().saturating_sub(near.get().end))></tr>
        </tbody>
    }
}

/// The rows that should exist: those in the window and `MARGIN` on either side, in steps, so that scrolling by a pixel
/// changes nothing. `above` is how much of the table has been scrolled away, `view` the window's height, all in pixels.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the values are clamped to what a table can have"
)]
fn window_of(count: usize, above: f64, view: f64, row: f64) -> Range<usize> {
    if count <= ALL_BELOW {
        return 0..count;
    }
    let row = row.max(1.0);
    let first = (above.max(0.0) / row) as usize;
    let last = ((above + view).max(0.0) / row) as usize;
    let start = (first.saturating_sub(MARGIN) / MARGIN * MARGIN).min(count);
    let end = ((last / MARGIN + 2) * MARGIN).min(count);
    start.min(end)..end
}

/// Measures a row that exists.
fn measure(top: NodeRef<html::Tbody>, height: RwSignal<f64>) {
    let row = top
        .try_get_untracked()
        .flatten()
        .and_then(|top| top.next_element_sibling())
        .and_then(|rows| rows.first_element_child())
        .map(|row| row.get_bounding_client_rect().height());
    if let Some(row) = row
        && row > 1.0
        && height
            .try_get_untracked()
            .is_some_and(|height| (height - row).abs() > 0.1)
    {
        let _ = height.try_set(row);
    }
}

#[cfg(test)]
mod tests {
    use super::window_of;

    #[test]
    fn short_lists_are_whole() {
        assert_eq!(window_of(200, 5_000.0, 900.0, 44.0), 0..200);
        assert_eq!(window_of(0, 0.0, 900.0, 44.0), 0..0);
    }

    #[test]
    fn every_row_in_sight_exists_and_few_others() {
        for above in [-400.0, 0.0, 43.0, 1_000.0, 99_999.0, 219_000.0] {
            let near = window_of(5_000, above, 900.0, 44.0);
            assert!(near.len() <= 48, "{near:?}");
            let in_sight = |row: usize| {
                let top = row as f64 * 44.0 - above;
                top + 44.0 > 0.0 && top < 900.0
            };
            for row in (0..5_000).filter(|row| in_sight(*row)) {
                assert!(near.contains(&row), "row {row} at {above}: {near:?}");
            }
        }
    }

    #[test]
    fn a_list_that_shrank_below_the_place_scrolled_to_is_still_within_bounds() {
        let near = window_of(300, 200_000.0, 900.0, 44.0);
        assert!(near.start <= near.end && near.end <= 300, "{near:?}");
    }
}
