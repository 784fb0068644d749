//! Who asks, and what they may (contract 4.0): the provider role comes from the token's claims, the relation between a
//! provider and an organisation from the database.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    clock::Instant,
    cloud::Shared,
    error::Refusal,
    events::{By, Origin},
    identity::{access_token, account::Account},
    ids::{OrganizationId, ProviderId},
    place::Place,
};

/// Somebody with a token that counts.
pub(crate) struct Caller {
    pub(crate) account: Account,
    pub(crate) place: Place,
    pub(crate) now: Instant,
    pub(crate) origin: Origin,
    admin_of: Vec<ProviderId>,
    service_user_of: Vec<ProviderId>,
}

/// ProviderUserType.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProviderRole {
    Admin,
    ServiceUser,
}

/// What somebody is to an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// A confirmed member, with their OrganizationUserType.
    Member(i32),
    /// A confirmed user of the provider that manages it: counts as an owner.
    Provider { provider: ProviderId, link: String },
    /// Nothing.
    Stranger,
}

impl Standing {
    /// Owners and provider users.
    pub(crate) fn is_owner(&self) -> bool {
        matches!(self, Standing::Member(0) | Standing::Provider { .. })
    }

    /// Owners, admins and provider users.
    pub(crate) fn is_admin(&self) -> bool {
        matches!(self, Standing::Member(0 | 1) | Standing::Provider { .. })
    }
}

/// The bearer token of a request.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

impl FromRequestParts<Shared> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, cloud: &Shared) -> Result<Self, Refusal> {
        let place = parts
            .extensions
            .get::<Place>()
            .copied()
            .unwrap_or(Place::Anywhere);
        let now = cloud.clock.now();
        let token = bearer(&parts.headers).ok_or(Refusal::Unauthenticated)?;
        let rows = cloud.database.rows();
        let claims = access_token::read(&rows, token).ok_or(Refusal::Unauthenticated)?;
        let expired = now.div_euclid(1000) >= claims.exp;
        let dead = rows
            .query_row(
                "SELECT 1 FROM dead_access_tokens WHERE jti = ?1",
                [&claims.jti],
                |_| Ok(()),
            )
            .optional()?
            .is_some();
        if expired || dead {
            return Err(Refusal::Unauthenticated);
        }
        let account = Account::by_id(&rows, &claims.sub)?.ok_or(Refusal::Unauthenticated)?;
        if account.security_stamp != claims.sstamp || !place.holds(&account.region) {
            return Err(Refusal::Unauthenticated);
        }
        Ok(Self {
            account,
            place,
            now,
            origin: Origin::of(parts),
            admin_of: claims.providerprovideradmin.values().to_vec(),
            service_user_of: claims.providerserviceuser.values().to_vec(),
        })
    }
}

impl Caller {
    /// The role in a provider, as the token says it.
    pub(crate) fn provider_role(&self, provider: &ProviderId) -> Option<ProviderRole> {
        if self.admin_of.contains(provider) {
            Some(ProviderRole::Admin)
        } else if self.service_user_of.contains(provider) {
            Some(ProviderRole::ServiceUser)
        } else {
            None
        }
    }

    /// The attribute of the provider controllers: 403 empty for anybody else.
    pub(crate) fn require_provider_user(
        &self,
        provider: &ProviderId,
    ) -> Result<ProviderRole, Refusal> {
        self.provider_role(provider).ok_or(Refusal::Forbidden)
    }

    /// The attribute for provider admins alone: 403 empty for anybody else.
    pub(crate) fn require_provider_admin(&self, provider: &ProviderId) -> Result<(), Refusal> {
        match self.provider_role(provider) {
            Some(ProviderRole::Admin) => Ok(()),
            _ => Err(Refusal::Forbidden),
        }
    }

    /// The caller as the one who does what is written down.
    pub(crate) fn acts(&self) -> By<'_> {
        By {
            user: &self.account.id,
            origin: &self.origin,
            now: self.now,
        }
    }

    /// What the caller is to an organisation. A membership of one's own comes first.
    pub(crate) fn standing(
        &self,
        rows: &Connection,
        organization: &OrganizationId,
    ) -> rusqlite::Result<Standing> {
        let membership = rows
            .prepare_cached("SELECT type FROM organization_users WHERE organization_id = ?1 AND user_id = ?2 AND status = 2")?
            .query_row(params![organization, self.account.id], |row| row.get(0))
            .optional()?;
        let link = rows
            .prepare_cached(
                "SELECT provider_id, id FROM provider_organizations WHERE organization_id = ?1",
            )?
            .query_row([organization], |row| {
                Ok((row.get::<_, ProviderId>(0)?, row.get::<_, String>(1)?))
            })
            .optional()?
            .filter(|(provider, _)| self.provider_role(provider).is_some());
        Ok(match (membership, link) {
            (Some(kind), _) => Standing::Member(kind),
            (None, Some((provider, link))) => Standing::Provider { provider, link },
            (None, None) => Standing::Stranger,
        })
    }
}
