//! The list of keys, which `?` opens.

use leptos::prelude::*;

use super::{Dialog, on_shortcut};
use crate::i18n::words;

/// A dialog with the keys of the screen that it stands on.
#[component]
pub fn KeyHelp(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    on_shortcut("?", move || open.set(true));
    let all = words();
    let words = &all.keys;
    let keys: [(&[&str], &str); 7] = [
        (&["/"], words.search),
        (&["↓", "↑"], words.rows),
        (&["Home", "End"], words.ends),
        (&[words.enter], words.open),
        (&[words.escape], words.leave),
        (&["Ctrl", "K"], all.palette.key),
        (&["?"], words.help),
    ];
    let keys = StoredValue::new(keys.map(|(keys, what)| (keys.join(" "), what)));
    view! {
        <Dialog title=words.title open>
            <dl class="keys">
                {keys
                    .get_value()
                    .into_iter()
                    .map(|(keys, what)| view! {
                        <dt>{keys.split(' ').map(|key| view! { <kbd>{key.to_owned()}</kbd> }).collect_view()}</dt>
                        <dd>{what}</dd>
                    })
                    .collect_view()}
            </dl>
        </Dialog>
    }
}
