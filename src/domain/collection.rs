//! Collections of an organisation, and the tree that their names spell.

use super::ids::CollectionId;
use super::search::Folded;

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

impl Tree {
    /// Builds the tree: `a/b` is below `a`. As in the vendor's clients, slashes at either end belong to the name's text, and
    /// empty parts are left out. Two collections of one name stand beside each other.
    pub fn new(collections: Vec<Collection>) -> Self {
        let mut tree = Self::default();
        let mut named = Vec::new();
        for collection in collections {
            match &collection.name {
                Some(name) => named.push((Folded::new(name), collection)),
                None => tree.unreadable.push(collection),
            }
        }
        named.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (_, collection) in named {
            let name = collection.name.clone().unwrap_or_default();
            let mut parts: Vec<&str> = name
                .split('/')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .collect();
            if parts.is_empty() {
                parts.push(&name);
            }
            place(&mut tree.roots, &parts, collection);
        }
        sort(&mut tree.roots);
        tree
    }

    /// How many collections there are in all.
    pub fn len(&self) -> usize {
        self.unreadable.len() + self.roots.iter().map(Node::len).sum::<usize>()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty() && self.unreadable.is_empty()
    }
}

impl Node {
    fn len(&self) -> usize {
        usize::from(self.collection.is_some()) + self.children.iter().map(Self::len).sum::<usize>()
    }
}

/// Puts a collection where its name says. A name of thousands of slashes is cut at [`DEEPEST`] places, the rest of it being
/// one label: nobody reads it, and it must not end the page.
fn place(nodes: &mut Vec<Node>, parts: &[&str], collection: Collection) {
    let mut nodes = nodes;
    let (above, last) = match parts.split_at_checked(DEEPEST) {
        Some((above, rest)) if !rest.is_empty() => (above, rest.join("/")),
        _ => match parts.split_last() {
            Some((last, above)) => (above, (*last).to_owned()),
            None => return,
        },
    };
    for part in above {
        let at = match nodes.iter().position(|node| node.label == *part) {
            Some(at) => at,
            None => {
                nodes.push(Node {
                    label: (*part).to_owned(),
                    collection: None,
                    children: Vec::new(),
                });
                nodes.len() - 1
            }
        };
        let Some(node) = nodes.get_mut(at) else {
            return;
        };
        nodes = &mut node.children;
    }
    match nodes
        .iter_mut()
        .find(|node| node.label == last && node.collection.is_none())
    {
        Some(node) => node.collection = Some(collection),
        None => nodes.push(Node {
            label: last,
            collection: Some(collection),
            children: Vec::new(),
        }),
    }
}

const DEEPEST: usize = 20;

fn sort(nodes: &mut [Node]) {
    nodes.sort_by_cached_key(|node| Folded::new(&node.label));
    for node in nodes {
        sort(&mut node.children);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collection(name: Option<&str>) -> Collection {
        Collection {
            id: "00000000-0000-0000-0000-000000000001".parse().unwrap(),
            name: name.map(str::to_owned),
            kind: CollectionKind::Shared,
        }
    }

    fn tree(names: &[&str]) -> Tree {
        Tree::new(names.iter().map(|name| collection(Some(name))).collect())
    }

    fn spell(nodes: &[Node]) -> String {
        let spell = |node: &Node| {
            let mark = if node.collection.is_some() { "" } else { "?" };
            let below = if node.children.is_empty() {
                String::new()
            } else {
                format!("({})", spell(&node.children))
            };
            format!("{}{mark}{below}", node.label)
        };
        nodes.iter().map(spell).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn slashes_spell_a_tree() {
        let tree = tree(&[
            "it/servers/linux",
            "IT",
            "it",
            "it/Éden",
            "it/dns",
            "Algemeen",
        ]);
        assert_eq!(
            spell(&tree.roots),
            "Algemeen IT it(dns Éden servers?(linux))"
        );
        assert_eq!(tree.len(), 6);
    }

    #[test]
    fn odd_names_stay_names() {
        assert_eq!(
            spell(&tree(&["a//b", "/c/", " d / e "]).roots),
            "a?(b) c d?(e)"
        );
        assert_eq!(spell(&tree(&["/", ""]).roots), " /");
        assert_eq!(spell(&tree(&["x", "x"]).roots), "x x");
    }

    #[test]
    fn an_unreadable_name_does_the_others_no_harm() {
        let tree = Tree::new(vec![collection(None), collection(Some("a"))]);
        assert_eq!(spell(&tree.roots), "a");
        assert_eq!(tree.unreadable.len(), 1);
        assert!(!tree.is_empty());
        assert!(Tree::new(Vec::new()).is_empty());
    }

    #[test]
    fn a_name_of_nothing_but_levels_is_survived() {
        let name = "a/".repeat(10_000) + "b";
        assert_eq!(tree(&[&name]).len(), 1);
    }
}
