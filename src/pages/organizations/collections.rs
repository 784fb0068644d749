//! The collections of an organisation, with their names opened. Read by the plain list, which writes no audit event.

use leptos::prelude::*;

use crate::api;
use crate::components::{Blank, Branch, Failed, Glyph, Name, Notice, SkeletonRows, Tone, Tree};
use crate::domain::collection::{self, Collection, CollectionKind, Node};
use crate::domain::ids::OrganizationId;
use crate::i18n::{explain, words};
use crate::pages::reading::{Phase, read};
use crate::session::Session;
use crate::session::directory::Cached;

/// The tree of collections.
#[component]
pub(super) fn Collections(organization: OrganizationId) -> impl IntoView {
    let directory = Session::current().directory();
    let words = &words().organization;
    let (cached, retry) = read(move || directory.collections(organization));
    let phase = Memo::new(move |_| cached.with(Phase::of));
    let collections = Memo::new(move |_| {
        cached.with(|cached| {
            cached
                .value
                .as_ref()
                .map(|(collections, _)| collections.clone())
                .unwrap_or_default()
        })
    });
    let busy = Signal::derive(move || cached.with(Cached::is_busy));
    let body = move || match phase.get() {
        Phase::Waiting => view! { <SkeletonRows rows=6/> }.into_any(),
        Phase::Failed(api::Error::NotPermitted) => {
            let why = explain::api(&api::Error::NotPermitted);
            view! { <Blank icon=Glyph::Lock title=why.what text=why.advice/> }.into_any()
        }
        Phase::Failed(error) => {
            view! { <Failed why=explain::api(&error) busy on_retry=retry/> }.into_any()
        }
        Phase::Here => collections.with(|collections| opened(collections.clone())),
    };
    let count = move || {
        collections.with(|collections| {
            (!collections.is_empty()).then(|| (words.collections_count)(collections.len()))
        })
    };
    view! {
        <section class="sheet" aria-busy=move || (phase.get() == Phase::Waiting).then_some("true")>
            <header>
                <h2>{words.collections}</h2>
                <span class="quiet">{count}</span>
            </header>
            {body}
        </section>
    }
}

fn opened(collections: Vec<Collection>) -> AnyView {
    let words = &words().organization;
    if collections.is_empty() {
        let (title, text) = (words.collections_empty, words.collections_empty_why);
        return view! { <Blank icon=Glyph::Folder title text/> }.into_any();
    }
    let all = collections.len();
    let collection::Tree { roots, unreadable } = collection::Tree::new(collections);
    let notice = match unreadable.len() {
        0 => None,
        // Not one name: it is the key, not the names.
        none if none == all && all > 1 => Some((words.no_key.to_owned(), words.no_key_why)),
        some => Some(((words.unreadable_some)(some), words.unreadable_why)),
    };
    let branches = roots
        .into_iter()
        .map(branch)
        .chain(unreadable.into_iter().map(|collection| Branch {
            name: Name::Unread,
            id: Some(collection.id.to_string()),
            tag: tag(&collection.kind),
            branches: Vec::new(),
        }));
    view! {
        {notice
            .map(|(title, text)| view! {
                <div class="pad"><Notice tone=Tone::Warn title text=text.to_owned()/></div>
            })}
        <Tree branches=branches.collect()/>
    }
    .into_any()
}

fn branch(node: Node) -> Branch {
    Branch {
        name: Name::Read(node.label),
        id: node
            .collection
            .as_ref()
            .map(|collection| collection.id.to_string()),
        tag: node
            .collection
            .as_ref()
            .and_then(|collection| tag(&collection.kind)),
        branches: node.children.into_iter().map(branch).collect(),
    }
}

/// A member's own collection is marked as such.
fn tag(kind: &CollectionKind) -> Option<(&'static str, &'static str)> {
    let words = &words().organization;
    match kind {
        CollectionKind::Default { .. } => Some((words.my_items, words.my_items_why)),
        CollectionKind::Shared | CollectionKind::Unknown(_) => None,
    }
}
