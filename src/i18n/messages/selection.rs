//! Ticked rows, and what can be done with them.

/// Ticked rows, and what can be done with them.
#[derive(Debug)]
pub struct Selection {
    pub all: fn(&str, usize) -> String,
    pub one: fn(&str) -> String,
    pub bar: &'static str,
    pub ticked: fn(&str, usize) -> String,
    pub clear: &'static str,
    /// An act with how many of the ticked rows it fits.
    pub fits: fn(&str, usize, usize) -> String,
}
