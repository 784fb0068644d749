//! Names within names.

use leptos::prelude::*;

use super::{CopyButton, Glyph, Icon};
use crate::i18n::words;

/// A name, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// It could be read.
    Read(String),
    /// It could not.
    Unread,
}

/// One entry of a tree, with those below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// What it is called.
    pub name: Name,
    /// Its id; a level that only exists as part of a name has none.
    pub id: Option<String>,
    /// A word and a sentence about it.
    pub tag: Option<(&'static str, &'static str)>,
    /// Those below it.
    pub branches: Vec<Branch>,
}

/// A tree in which branches open and close. Built of `<details>`, so the browser's own find opens what it hits.
#[component]
pub fn Tree(
    /// The branches at the top.
    branches: Vec<Branch>,
) -> impl IntoView {
    view! { <ul class="tree">{branches.into_iter().map(branch).collect_view()}</ul> }
}

fn branch(branch: Branch) -> AnyView {
    let (head, copy) = (head(&branch), copy(&branch));
    if branch.branches.is_empty() {
        return view! { <li class="leaf">{head}{copy}</li> }.into_any();
    }
    let count = branch.branches.len();
    view! {
        <li>
            <details open>
                <summary>
                    <span class="turn"><Icon of=Glyph::Chevron/></span>
                    {head}
                    <span class="count">{count}</span>
                </summary>
                <ul>{branch.branches.into_iter().map(self::branch).collect_view()}</ul>
            </details>
            // Not in the summary, which is a button itself.
            {copy}
        </li>
    }
    .into_any()
}

fn head(branch: &Branch) -> impl IntoView + use<> {
    let unread = branch.name == Name::Unread;
    view! {
        <Icon of=if unread { Glyph::Warn } else { Glyph::Folder }/>
        <span class="name" data-unread=unread.then_some("")>{text(branch)}</span>
        {branch.tag.map(|(word, why)| view! { <span class="tag" title=why>{word}</span> })}
    }
}

fn text(branch: &Branch) -> String {
    match &branch.name {
        Name::Read(name) => name.clone(),
        Name::Unread => words().organization.unreadable.to_owned(),
    }
}

fn copy(branch: &Branch) -> impl IntoView + use<> {
    let what = (words().organization.collection_id)(&text(branch));
    branch
        .id
        .clone()
        .map(|id| view! { <CopyButton what text=id/> })
}
