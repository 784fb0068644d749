//! What a server is: `GET /config` (contract 7).

use serde::Deserialize;

use super::error::Error;
use super::http::{Api, Authority, Call, Service};

/// What a server says that it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ServerConfig {
    /// Its version, such as `2026.8.0`.
    pub version: String,
    /// Whose it is.
    pub kind: ServerKind,
}

/// Whose a server is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ServerKind {
    /// The vendor's own cloud.
    Cloud,
    /// The vendor's program on somebody's own machine.
    SelfHosted,
    /// A program of somebody else's making.
    ThirdParty {
        /// What it calls itself.
        name: String,
    },
}

impl Api {
    /// `/config.json` of the portal's own origin: what its host decided. Unread, since its mistakes are the host's.
    pub async fn host_settings(&self) -> Result<String, Error> {
        let call = Call {
            authority: Authority::Nobody,
            service: Service::Host,
            ..Call::get("/config.json".to_owned(), "GET /config.json")
        };
        self.call(call).await
    }

    /// `GET /config`, open to all.
    pub async fn server_config(&self) -> Result<ServerConfig, Error> {
        let call = Call {
            authority: Authority::Nobody,
            ..Call::get("/config".to_owned(), "GET /config")
        };
        self.read::<ConfigWire>(call).await.map(ConfigWire::config)
    }
}

#[derive(Deserialize)]
struct ConfigWire {
    #[serde(default)]
    version: String,
    server: Option<ServerWire>,
    environment: Option<EnvironmentWire>,
}

#[derive(Deserialize)]
struct ServerWire {
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EnvironmentWire {
    cloud_region: Option<String>,
}

impl ConfigWire {
    fn config(self) -> ServerConfig {
        let region = self
            .environment
            .and_then(|environment| environment.cloud_region)
            .unwrap_or_default();
        let kind = match self.server.and_then(|server| server.name) {
            Some(name) => ServerKind::ThirdParty { name },
            None if region.is_empty() || region.eq_ignore_ascii_case("self-hosted") => {
                ServerKind::SelfHosted
            }
            None => ServerKind::Cloud,
        };
        ServerConfig {
            version: self.version,
            kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::wire;

    #[test]
    fn servers_are_told_apart() {
        for (body, kind) in [
            (
                r#"{"object":"config","version":"2026.8.0","server":null,"environment":{"cloudRegion":"US"}}"#,
                ServerKind::Cloud,
            ),
            (
                r#"{"version":"2026.8.0","environment":{"cloudRegion":"EU","vault":"https://x"}}"#,
                ServerKind::Cloud,
            ),
            (
                r#"{"version":"2026.8.0","server":null,"environment":{"cloudRegion":null}}"#,
                ServerKind::SelfHosted,
            ),
            (
                r#"{"version":"2026.8.0","environment":{"cloudRegion":"Self-hosted"}}"#,
                ServerKind::SelfHosted,
            ),
            (
                r#"{"version":"2025.1.0","server":{"name":"Vaultwarden","url":"x"},"environment":{}}"#,
                ServerKind::ThirdParty {
                    name: "Vaultwarden".into(),
                },
            ),
        ] {
            let wire: ConfigWire = wire::read(body, "").unwrap();
            assert_eq!(wire.config().kind, kind, "{body}");
        }
    }
}
