//! Every address of the app: how it is written and read, and which screen stands there.

use std::fmt;

use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::hooks::{use_location, use_params_map};
use leptos_router::path;

use crate::domain::ids::{OrganizationId, ProviderId};
use crate::pages::{ClientList, ClientOverview, NotFound, OwnOverview, ProviderChooser, Start};

/// An address of the app. `Display` writes it, [`parse`](Self::parse) reads it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Path {
    /// Where one comes without a wish: goes on to the only provider, or to the chooser.
    Start,
    /// Choose a provider or an organisation.
    Providers,
    /// The clients of a provider.
    Clients(ProviderId),
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
            Self::Clients(provider) => write!(f, "/providers/{provider}/clients"),
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
            ["providers", provider, "clients"] => Self::Clients(provider.parse().ok()?),
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
            Self::Clients(provider) | Self::ClientOverview(provider, _) => Some(provider),
            Self::Start | Self::Providers | Self::OrganizationOverview(_) => None,
        }
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
            <Route path=path!("/providers/:provider/clients") view=ClientList/>
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
            Path::Clients(provider),
            Path::ClientOverview(provider, organization),
            Path::OrganizationOverview(organization),
        ];
        for path in all {
            // A new variant does not compile here until it is in the list above.
            match path {
                Path::Start
                | Path::Providers
                | Path::Clients(_)
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
}
