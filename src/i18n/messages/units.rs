//! What the clients of a business unit provider are called.

/// What the clients of a business unit provider are called.
#[derive(Debug)]
pub struct Units {
    pub title: &'static str,
    pub search: &'static str,
    pub name: &'static str,
    pub empty: &'static str,
    pub empty_why: &'static str,
    pub nothing: &'static str,
    pub failed: &'static str,
}
