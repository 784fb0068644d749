//! The screens of a provider that a person may open: one list, for the rail and for going anywhere.

use crate::components::Glyph;
use crate::domain::permission::{Action, Actor, Subject, Verdict, verdict};
use crate::domain::provider::{Provider, ProviderType};
use crate::i18n::{names, words};
use crate::routes::Path;

/// A screen of a provider.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Screen {
    /// Where it is.
    pub(super) path: Path,
    /// Its icon.
    pub(super) icon: Glyph,
    /// What it is called.
    pub(super) title: &'static str,
    /// What else it is looked for by; may be empty.
    pub(super) also: &'static str,
}

/// Those that this person may open, in the order of the rail.
pub(super) fn of(provider: &Provider) -> impl Iterator<Item = Screen> {
    let (id, words) = (provider.id, words());
    let screen = |path, icon, title| Screen {
        path,
        icon,
        title,
        also: "",
    };
    let clients = names::client_words(provider.kind).title;
    let billing = Screen {
        also: words.billing.subscription,
        ..screen(Path::Subscription(id), Glyph::Card, words.billing.title)
    };
    let new = &words.client_new;
    let all = [
        (
            None,
            screen(Path::Overview(id), Glyph::Home, words.overview.title),
        ),
        (None, screen(Path::Clients(id), Glyph::List, clients)),
        (
            Some(Action::CreateClient),
            screen(Path::ClientNew(id), Glyph::Plus, new.new),
        ),
        (
            Some(Action::AddExistingClient),
            screen(Path::ClientExisting(id), Glyph::Plus, new.existing),
        ),
        (
            Some(Action::CreateClient),
            screen(Path::ClientImport(id), Glyph::Plus, new.import),
        ),
        (
            Some(Action::ManageTeam),
            screen(Path::Team(id), Glyph::People, words.team.title),
        ),
        (
            Some(Action::SeeProviderEvents),
            screen(Path::Events(id), Glyph::Clock, words.events.title),
        ),
        (Some(Action::SeeSubscription), billing),
        (
            Some(Action::ManageBilling),
            screen(Path::Invoices(id), Glyph::Card, words.billing.invoices),
        ),
        (
            Some(Action::ManageBilling),
            screen(Path::Payment(id), Glyph::Card, words.billing.payment),
        ),
        (
            Some(Action::ChangeProvider),
            screen(Path::Settings(id), Glyph::Gear, words.settings.title),
        ),
    ];
    let actor = Actor::ProviderUser(provider.role);
    let subject = Subject::Provider(provider.status, provider.standing);
    let reseller = provider.kind == ProviderType::Reseller;
    all.into_iter()
        .filter(move |(action, _)| {
            action.is_none_or(|action| {
                // A reseller has no clients of this kind, whatever the role.
                let adds = matches!(action, Action::CreateClient | Action::AddExistingClient);
                !(adds && reseller) && verdict(action, actor, subject) == Verdict::Allowed
            })
        })
        .map(|(_, screen)| screen)
}

/// The entry of the rail that an address is under.
pub(super) fn entry(path: Path) -> Path {
    match path {
        Path::ClientNew(provider)
        | Path::ClientExisting(provider)
        | Path::ClientImport(provider)
        | Path::ClientOverview(provider, _) => Path::Clients(provider),
        Path::Invoices(provider) | Path::Payment(provider) => Path::Subscription(provider),
        other => other,
    }
}
