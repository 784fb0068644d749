//! A table to read: amounts, invoices, what happened. A row becomes a card when there is little room.

use leptos::prelude::*;

/// How a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// As text.
    Text,
    /// As numbers.
    Number,
}

/// A short table; all of its rows exist. The first cell of each row is the row's name.
#[component]
pub fn Ledger(
    /// The table's name.
    caption: String,
    /// The heads of the columns, and how their cells stand.
    heads: Vec<(String, Align)>,
    /// The rows.
    rows: Vec<Vec<AnyView>>,
    /// What stands below them: sums, as a name and a value each.
    #[prop(optional)]
    sums: Vec<(&'static str, String)>,
) -> impl IntoView {
    let class = |align: Align| (align == Align::Number).then_some("num");
    let columns = heads.clone();
    let rows = rows
        .into_iter()
        .map(|cells| {
            let cells = cells.into_iter().zip(columns.clone()).enumerate();
            let cells = cells.map(|(place, (cell, (label, align)))| match place {
                0 => view! { <th scope="row" class=class(align)>{cell}</th> }.into_any(),
                _ => view! { <td class=class(align) data-label=label>{cell}</td> }.into_any(),
            });
            view! { <tr>{cells.collect_view()}</tr> }
        })
        .collect_view();
    let width = heads.len().saturating_sub(1).max(1).to_string();
    let sums = sums
        .into_iter()
        .map(|(name, value)| {
            view! {
                <tr>
                    <th scope="row" colspan=width.clone()>{name}</th>
                    <td class="num">{value}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="ledger-frame">
            <table class="ledger">
                <caption class="unseen">{caption}</caption>
                <thead>
                    <tr>
                        {heads
                            .into_iter()
                            .map(|(label, align)| view! { <th scope="col" class=class(align)>{label}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>{sums}</tfoot>
            </table>
        </div>
    }
}
