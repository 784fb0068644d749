//! Every address of the app: how it is written and read, and which screen stands there.

use std::fmt;

use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::hooks::{use_location, use_params_map};
use leptos_router::path;

use crate::domain::ids::{OrganizationId, ProviderId};
use crate::pages::{
    Arrivals, ClientExisting, ClientImport, ClientList, ClientNew, ClientOverview, NotFound,
    OwnOverview, ProviderChooser, ProviderEvents, ProviderInvoices, ProviderOverview,
    ProviderPayment, ProviderSettings, ProviderSubscription, ProviderTeam, Start,
};

/// An address of the app. `Display` writes it, [`parse`](Self::parse) reads it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Path {
    /// Where one comes without a wish: goes on to the only provider, or to the chooser.
    Start,
    /// Choose a provider or an organisation.
    Providers,
    /// Where the mail leads that asks to set a provider up. The query says which, and proves it.
    SetupProvider,
    /// Where the mail leads that invites into a team. The query says into which, and proves it.
    AcceptProvider,
    /// The clients of a provider.
    Clients(ProviderId),
    /// The people of a provider.
    Team(ProviderId),
    /// What happened in a provider. `?person=` narrows it to one of its people.
    Events(ProviderId),
    /// What needs doing for a provider.
    Overview(ProviderId),
    /// What a provider pays for.
    Subscription(ProviderId),
    /// The invoices of a provider.
    Invoices(ProviderId),
    /// The address on the invoices, and what is paid with.
    Payment(ProviderId),
    /// A provider's own settings.
    Settings(ProviderId),
    /// Make a client of a provider.
    ClientNew(ProviderId),
    /// Take in an organisation of one's own.
    ClientExisting(ProviderId),
    /// Make several clients from a table.
    ClientImport(ProviderId),
    /// One client of a provider.
    ClientOverview(ProviderId, OrganizationId),
    /// An organisation owned directly.
    OrganizationOverview(OrganizationId),
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("/"),
            Self::Providers => f.write_str("/providers"),
            Self::SetupProvider => f.write_str("/setup-provider"),
            Self::AcceptProvider => f.write_str("/accept-provider"),
            Self::Clients(provider) => write!(f, "/providers/{provider}/clients"),
            Self::Team(provider) => write!(f, "/providers/{provider}/team"),
            Self::Events(provider) => write!(f, "/providers/{provider}/events"),
            Self::Overview(provider) => write!(f, "/providers/{provider}/overview"),
            Self::Subscription(provider) => write!(f, "/providers/{provider}/billing/subscription"),
            Self::Invoices(provider) => write!(f, "/providers/{provider}/billing/invoices"),
            Self::Payment(provider) => write!(f, "/providers/{provider}/billing/payment"),
            Self::Settings(provider) => write!(f, "/providers/{provider}/settings"),
            Self::ClientNew(provider) => write!(f, "/providers/{provider}/clients/new"),
            Self::ClientExisting(provider) => write!(f, "/providers/{provider}/clients/existing"),
            Self::ClientImport(provider) => write!(f, "/providers/{provider}/clients/import"),
            Self::ClientOverview(provider, client) => {
                write!(f, "/providers/{provider}/clients/{client}/overview")
            }
            Self::OrganizationOverview(organization) => {
                write!(f, "/organizations/{organization}/overview")
            }
        }
    }
}

impl Path {
    /// Reads a path without its query. A slash at the end changes nothing.
    pub fn parse(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        Some(match parts.as_slice() {
            [""] => Self::Start,
            ["providers"] => Self::Providers,
            ["setup-provider"] => Self::SetupProvider,
            ["accept-provider"] => Self::AcceptProvider,
            ["providers", provider, "clients"] => Self::Clients(provider.parse().ok()?),
            ["providers", provider, "team"] => Self::Team(provider.parse().ok()?),
            ["providers", provider, "events"] => Self::Events(provider.parse().ok()?),
            ["providers", provider, "overview"] => Self::Overview(provider.parse().ok()?),
            ["providers", provider, "billing", "subscription"] => {
                Self::Subscription(provider.parse().ok()?)
            }
            ["providers", provider, "billing", "invoices"] => {
                Self::Invoices(provider.parse().ok()?)
            }
            ["providers", provider, "billing", "payment"] => Self::Payment(provider.parse().ok()?),
            ["providers", provider, "settings"] => Self::Settings(provider.parse().ok()?),
            ["providers", provider, "clients", "new"] => Self::ClientNew(provider.parse().ok()?),
            ["providers", provider, "clients", "existing"] => {
                Self::ClientExisting(provider.parse().ok()?)
            }
            ["providers", provider, "clients", "import"] => {
                Self::ClientImport(provider.parse().ok()?)
            }
            ["providers", provider, "clients", client, "overview"] => {
                Self::ClientOverview(provider.parse().ok()?, client.parse().ok()?)
            }
            ["organizations", organization, "overview"] => {
                Self::OrganizationOverview(organization.parse().ok()?)
            }
            _ => return None,
        })
    }

    /// The provider that the address is under.
    pub fn provider(self) -> Option<ProviderId> {
        match self {
            Self::Clients(provider)
            | Self::Team(provider)
            | Self::Events(provider)
            | Self::Overview(provider)
            | Self::Subscription(provider)
            | Self::Invoices(provider)
            | Self::Payment(provider)
            | Self::Settings(provider)
            | Self::ClientNew(provider)
            | Self::ClientExisting(provider)
            | Self::ClientImport(provider)
            | Self::ClientOverview(provider, _) => Some(provider),
            Self::Start
            | Self::Providers
            | Self::SetupProvider
            | Self::AcceptProvider
            | Self::OrganizationOverview(_) => None,
        }
    }

    /// Where an address of the official vault leads here: what stands behind its `#`, such as
    /// `#/providers/accept-provider?token=…`. `None` for what is of no provider.
    pub fn from_official(hash: &str) -> Option<String> {
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let parts: Vec<&str> = path.trim_matches(['#', '/']).split('/').collect();
        let provider = |id: &str| id.parse::<ProviderId>().ok();
        let here = match parts.as_slice() {
            ["providers", "accept-provider"] => Self::AcceptProvider,
            ["providers", "setup-provider" | "setup-business-unit"] => Self::SetupProvider,
            ["providers"] => return Some(Self::Providers.to_string()),
            ["providers", id, "manage", "members", ..] => {
                return Some(Self::Team(provider(id)?).to_string());
            }
            ["providers", id, "manage", "events", ..] => {
                return Some(Self::Events(provider(id)?).to_string());
            }
            ["providers", id, ..] => return Some(Self::Clients(provider(id)?).to_string()),
            _ => return None,
        };
        // What its link says is read at that address, and nothing of it is lost here.
        Some(format!("{here}?{query}"))
    }
}

/// The address that is open, tracked.
pub fn use_path() -> Memo<Option<Path>> {
    let pathname = use_location().pathname;
    Memo::new(move |_| pathname.with(|path| Path::parse(path)))
}

/// The provider that the route names, tracked; `None` for what is no id.
pub fn use_provider() -> Memo<Option<ProviderId>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("provider")?.parse().ok()))
}

/// The organisation that the route names, tracked; `None` for what is no id.
pub fn use_organization() -> Memo<Option<OrganizationId>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("organization")?.parse().ok()))
}

/// Which screen stands where.
#[component]
pub fn Screens() -> impl IntoView {
    view! {
        <Routes fallback=NotFound>
            <Route path=path!("/") view=Start/>
            <Route path=path!("/providers") view=ProviderChooser/>
            <Route path=path!("/setup-provider") view=Arrivals/>
            <Route path=path!("/accept-provider") view=Arrivals/>
            <Route path=path!("/providers/:provider/clients") view=ClientList/>
            <Route path=path!("/providers/:provider/team") view=ProviderTeam/>
            <Route path=path!("/providers/:provider/events") view=ProviderEvents/>
            <Route path=path!("/providers/:provider/overview") view=ProviderOverview/>
            <Route path=path!("/providers/:provider/billing/subscription") view=ProviderSubscription/>
            <Route path=path!("/providers/:provider/billing/invoices") view=ProviderInvoices/>
            <Route path=path!("/providers/:provider/billing/payment") view=ProviderPayment/>
            <Route path=path!("/providers/:provider/settings") view=ProviderSettings/>
            <Route path=path!("/providers/:provider/clients/new") view=ClientNew/>
            <Route path=path!("/providers/:provider/clients/existing") view=ClientExisting/>
            <Route path=path!("/providers/:provider/clients/import") view=ClientImport/>
            <Route path=path!("/providers/:provider/clients/:organization/overview") view=ClientOverview/>
            <Route path=path!("/organizations/:organization/overview") view=OwnOverview/>
        </Routes>
    }
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn every_path_is_read_as_it_was_written() {
        let provider = "6f1c1f0e-5c1b-4a7e-9d3f-0d2b6a1c0001".parse().unwrap();
        let organization = "6f1c1f0e-5c1b-4a7e-9d3f-0d2b6a1c0002".parse().unwrap();
        let all = [
            Path::Start,
            Path::Providers,
            Path::SetupProvider,
            Path::AcceptProvider,
            Path::Clients(provider),
            Path::Team(provider),
            Path::Events(provider),
            Path::Overview(provider),
            Path::Subscription(provider),
            Path::Invoices(provider),
            Path::Payment(provider),
            Path::Settings(provider),
            Path::ClientNew(provider),
            Path::ClientExisting(provider),
            Path::ClientImport(provider),
            Path::ClientOverview(provider, organization),
            Path::OrganizationOverview(organization),
        ];
        for path in all {
            // A new variant does not compile here until it is in the list above.
            match path {
                Path::Start
                | Path::Providers
                | Path::SetupProvider
                | Path::AcceptProvider
                | Path::Clients(_)
                | Path::Team(_)
                | Path::Events(_)
                | Path::Overview(_)
                | Path::Subscription(_)
                | Path::Invoices(_)
                | Path::Payment(_)
                | Path::Settings(_)
                | Path::ClientNew(_)
                | Path::ClientExisting(_)
                | Path::ClientImport(_)
                | Path::ClientOverview(..)
                | Path::OrganizationOverview(_) => {}
            }
            let text = path.to_string();
            assert_eq!(Path::parse(&text), Some(path), "{text}");
            assert_eq!(Path::parse(&format!("{text}/")), Some(path), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_not_read() {
        for text in [
            "/provider",
            "/providers/1/clients",
            "/providers/6f1c1f0e-5c1b-4a7e-9d3f-0d2b6a1c0001",
            "/organizations//overview",
            "/%2e%2e/etc",
        ] {
            assert_eq!(Path::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_official_addresses_of_a_provider_lead_to_ours() {
        let id = "6f1c1f0e-5c1b-4a7e-9d3f-0d2b6a1c0001";
        for (hash, here) in [
            (
                "#/providers/accept-provider?providerId=1&token=a%2Bb".to_owned(),
                Some("/accept-provider?providerId=1&token=a%2Bb".to_owned()),
            ),
            (
                "#/providers/setup-provider?token=t".to_owned(),
                Some("/setup-provider?token=t".to_owned()),
            ),
            (
                "#/providers/setup-business-unit?token=t".to_owned(),
                Some("/setup-provider?token=t".to_owned()),
            ),
            (
                format!("#/providers/{id}/clients?search=x"),
                Some(format!("/providers/{id}/clients")),
            ),
            (
                format!("#/providers/{id}"),
                Some(format!("/providers/{id}/clients")),
            ),
            (
                format!("#/providers/{id}/manage/members?viewEvents=1"),
                Some(format!("/providers/{id}/team")),
            ),
            (
                format!("#/providers/{id}/manage/events"),
                Some(format!("/providers/{id}/events")),
            ),
            ("#/providers".to_owned(), Some("/providers".to_owned())),
            ("#/providers/1/clients".to_owned(), None),
            ("#/login".to_owned(), None),
            ("#content".to_owned(), None),
            (String::new(), None),
        ] {
            assert_eq!(Path::from_official(&hash), here, "{hash}");
        }
    }
}
