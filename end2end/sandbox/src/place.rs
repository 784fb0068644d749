//! Where a request was sent: which region's cloud, or a server of another kind, the sandbox stands in for.

/// The address space in front of `/identity` and `/api`. The CDN edge rewrites `/us/...` to the US cloud and so on; here
/// the prefix alone decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// No prefix: the region of whoever asks.
    Anywhere,
    /// `/us`
    Us,
    /// `/eu`
    Eu,
    /// `/gov`
    Gov,
    /// `/selfhost`: an official server that somebody runs themselves.
    SelfHosted,
    /// `/thirdparty`: a compatible server of other makers.
    ThirdParty,
}

impl Place {
    /// Parts a path into its place and the path that the cloud sees.
    pub(crate) fn part(path: &str) -> (Place, &str) {
        for place in [
            Place::Us,
            Place::Eu,
            Place::Gov,
            Place::SelfHosted,
            Place::ThirdParty,
        ] {
            if let Some(rest) = path.strip_prefix(place.prefix())
                && is_cloud_path(rest)
            {
                return (place, rest);
            }
        }
        (Place::Anywhere, path)
    }

    /// What stands before `/identity` and `/api`.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Place::Anywhere => "",
            Place::Us => "/us",
            Place::Eu => "/eu",
            Place::Gov => "/gov",
            Place::SelfHosted => "/selfhost",
            Place::ThirdParty => "/thirdparty",
        }
    }

    /// `environment.cloudRegion` of `GET /config`. Without a prefix it is the demo provider's home.
    pub(crate) fn cloud_region(self) -> Option<&'static str> {
        match self {
            Place::Us => Some("US"),
            Place::Anywhere | Place::Eu => Some("EU"),
            Place::Gov => Some("US Gov"),
            Place::SelfHosted => Some("Self-hosted"),
            Place::ThirdParty => None,
        }
    }

    /// Whether an account of `region` lives here: accounts exist in one region only (contract 7).
    pub(crate) fn holds(self, region: &str) -> bool {
        match self {
            Place::Us => region == "US",
            Place::Eu => region == "EU",
            Place::Gov => region == "US Gov",
            Place::Anywhere | Place::SelfHosted | Place::ThirdParty => true,
        }
    }

    /// Whether it is Bitwarden's own cloud.
    pub(crate) fn is_cloud(self) -> bool {
        !matches!(self, Place::SelfHosted | Place::ThirdParty)
    }

    /// The origin of the official vault, the only web page that the cloud lets in (contract 7).
    pub(crate) fn vault_origin(self) -> &'static str {
        match self {
            Place::Us => "https://vault.bitwarden.com",
            Place::Gov => "https://vault.bitwarden-gov.com",
            _ => "https://vault.bitwarden.eu",
        }
    }
}

/// Whether a path without its region belongs to the cloud.
pub(crate) fn is_cloud_path(path: &str) -> bool {
    ["/identity", "/api"].iter().any(|root| {
        path.strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}
