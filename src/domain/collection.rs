//! Collections of an organisation, and the tree that their names spell.

use super::ids::CollectionId;

/// A collection whose name was opened, or could not be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Collection {
    /// Its id.
    pub id: CollectionId,
    /// The whole name with its `/`; `None` when it could not be opened.
    pub name: Option<String>,
    /// What it is for.
    pub kind: CollectionKind,
}

/// What a collection is for (contract 4.5).
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum CollectionKind {
    /// Shared by whoever was given access.
    Shared,
    /// A member's own "My items", which nobody else can change. The address is given when the member has left.
    Default {
        /// `defaultUserCollectionEmail`.
        email: Option<String>,
    },
    /// Of a later version of the cloud.
    Unknown(i64),
}

/// A place in the tree.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Node {
    /// What stands between the slashes.
    pub label: String,
    /// The collection of that name. `None` for a place that only names below it spell.
    pub collection: Option<Collection>,
    /// What is below it, by label.
    pub children: Vec<Node>,
}

/// The tree, and beside it what has no readable name.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Tree {
    /// The topmost places, by label.
    pub roots: Vec<Node>,
    /// Collections whose name could not be opened.
    pub unreadable: Vec<Collection>,
}

