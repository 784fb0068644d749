//! What every screen is made of. These know the DOM and the words, and nothing of the API, the session or the vault.
#![expect(
    unreachable_pub,
    reason = "what #[component] makes beside a component is pub, wherever the component is"
)]

mod breadcrumb;
mod button;
mod chip;
mod copyable;
mod day_field;
mod dialog;
mod door;
mod download;
mod facts;
mod field;
mod heading;
mod icon;
mod key_help;
mod keyboard;
mod ledger;
mod load;
mod mark;
mod menu;
mod meter;
mod near_end;
mod notice;
mod palette;
mod query;
mod radio_list;
mod segments;
mod select;
mod selection;
mod shared_menu;
mod skeleton;
mod status;
mod table;
mod tabs;
mod text_area;
mod theme;
mod time;
mod toasts;
mod tree;
mod virtual_rows;

use std::cell::Cell;

pub use breadcrumb::Breadcrumb;
pub use button::{Button, IconButton, Kind, LinkButton};
pub use chip::Chip;
pub use copyable::{CopyButton, Copyable};
pub use day_field::DayField;
pub use dialog::Dialog;
pub use door::Door;
pub use download::download;
pub use facts::{Fact, Facts};
pub use field::{Field, Input, PasswordField, SearchField, Tick, focus_first_wrong, take_value};
pub use heading::{Focus, Heading};
pub use icon::{Glyph, Icon};
pub use key_help::KeyHelp;
pub use keyboard::{on_command, on_shortcut};
pub use ledger::{Align, Ledger};
pub use load::{AsOf, Blank, Failed};
pub use mark::{Mark, Size};
pub use menu::{Menu, hide_menu};
pub use meter::Meter;
pub use near_end::{is_near_end, on_near_end};
pub use notice::{Notice, Tone};
pub use palette::{Palette, Place};
pub use query::query_text;
pub use radio_list::RadioList;
pub use segments::Segments;
pub use select::{Choice, Select};
pub use selection::{AllTick, BulkAct, BulkBar, Extent, RowTick, Selection, extent};
pub use shared_menu::{MenuButton, MenuOfRows, SharedMenu};
pub use skeleton::{SkeletonFacts, SkeletonRows};
pub use status::StatusWord;
pub use table::{Column, Order, SortHeader, walk_rows};
pub use tabs::Tabs;
pub use text_area::TextArea;
pub use theme::Theme;
pub use time::{Day, Moment};
pub use toasts::{ToastRegion, Toasts};
pub use tree::{Branch, Name, Tree};
pub use virtual_rows::VirtualRows;

/// An element id that occurs once in the page, for `for`, `aria-labelledby` and the like.
fn unique_id(stem: &str) -> String {
    thread_local!(static NEXT: Cell<u32> = const { Cell::new(0) });
    NEXT.set(NEXT.get().wrapping_add(1));
    format!("{stem}-{}", NEXT.get())
}
