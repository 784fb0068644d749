//! The provider's event log (contract 3.7 and 5): pages of fifty, newest first.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use rusqlite::{Connection, Row, params};
use serde::Deserialize;
use serde_json::{Value, json};

use super::team::Member;
use crate::{
    authority::{Caller, ProviderRole},
    clock::{DAY, Instant, iso, read},
    cloud::Shared,
    error::Refusal,
    ids::{ProviderId, UserId},
    place::Place,
};

const PAGE: usize = 50;
/// The longest range that may be asked for.
const LONGEST: Instant = 367 * DAY;
/// How far back one sees without asking.
const USUAL: Instant = 30 * DAY;

/// What of the log is wanted.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Wanted {
    start: Option<String>,
    end: Option<String>,
    continuation_token: Option<String>,
}

/// A stretch of time, both ends included.
struct Range {
    start: Instant,
    end: Instant,
}

impl Wanted {
    /// Dates count only when there are two, in either order.
    fn range(&self, now: Instant) -> Result<Range, Refusal> {
        let given = |text: &Option<String>, property| {
            text.as_deref()
                .filter(|text| !text.is_empty())
                .map(|text| read(text).ok_or(Refusal::Invalid(property, "The value is not valid.")))
                .transpose()
        };
        let (start, end) = match (given(&self.start, "start")?, given(&self.end, "end")?) {
            (Some(one), Some(other)) => (one.min(other), one.max(other)),
            _ => {
                let today = now - now.rem_euclid(DAY);
                (today - USUAL, today + DAY - 1)
            }
        };
        if end - start > LONGEST {
            return Err(Refusal::Rule("Range too large."));
        }
        Ok(Range { start, end })
    }

    /// Where the page before this one ended.
    fn after(&self) -> Result<(Instant, i64), Refusal> {
        match self.continuation_token.as_deref() {
            None | Some("") => Ok((Instant::MAX, i64::MAX)),
            Some(token) => token
                .split_once('-')
                .and_then(|(at, number)| {
                    Some((
                        Instant::from_str_radix(at, 16).ok()?,
                        i64::from_str_radix(number, 16).ok()?,
                    ))
                })
                .ok_or(Refusal::Rule("Invalid token.")),
        }
    }
}

/// Only the provider's admins read its log; for everybody else it is not there.
fn admit(caller: &Caller, provider: String) -> Result<ProviderId, Refusal> {
    let provider = ProviderId(provider.to_lowercase());
    match caller.provider_role(&provider) {
        Some(ProviderRole::Admin) if caller.place != Place::ThirdParty => Ok(provider),
        _ => Err(Refusal::NotFound),
    }
}

/// `GET /providers/{id}/events`
pub(super) async fn of_provider(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Value>, Refusal> {
    let provider = admit(&caller, provider)?;
    page(&cloud.database.rows(), &caller, &provider, None, &wanted)
}

/// `GET /providers/{id}/users/{user}/events`: what that person did. Whoever has not accepted has done nothing: 404.
pub(super) async fn of_member(
    State(cloud): State<Shared>,
    caller: Caller,
    Path((provider, member)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Value>, Refusal> {
    let provider = admit(&caller, provider)?;
    let rows = cloud.database.rows();
    let actor = Member::find(&rows, &member)?
        .filter(|member| member.provider == provider)
        .and_then(|member| member.user)
        .ok_or(Refusal::NotFound)?;
    page(&rows, &caller, &provider, Some(&actor), &wanted)
}

fn page(
    rows: &Connection,
    caller: &Caller,
    provider: &ProviderId,
    actor: Option<&UserId>,
    wanted: &Wanted,
) -> Result<Json<Value>, Refusal> {
    let range = wanted.range(caller.now)?;
    let (at, number) = wanted.after()?;
    let mut found = rows
        .prepare_cached(
            "SELECT * FROM events WHERE provider_id = ?1 AND organization_id IS NULL AND (?2 IS NULL OR acting_user_id = ?2) \
             AND at BETWEEN ?3 AND ?4 AND (at, number) < (?5, ?6) ORDER BY at DESC, number DESC LIMIT ?7",
        )?
        .query_map(
            params![provider, actor, range.start, range.end, at, number, PAGE as i64 + 1],
            |row| Ok((row.get::<_, Instant>("at")?, row.get::<_, i64>("number")?, entry(row)?)),
        )?
        .collect::<Result<Vec<_>, _>>()?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found
        .last()
        .filter(|_| more)
        .map(|(at, number, _)| format!("{at:x}-{number:x}"));
    let data: Vec<Value> = found.into_iter().map(|(.., entry)| entry).collect();
    Ok(Json(
        json!({ "object": "list", "data": data, "continuationToken": next }),
    ))
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Value> {
    let id = |column| row.get::<_, Option<String>>(column);
    Ok(json!({
        "object": "event",
        "type": row.get::<_, i64>("type")?,
        "userId": id("user_id")?,
        "organizationId": id("organization_id")?,
        "providerId": id("provider_id")?,
        "cipherId": null,
        "collectionId": null,
        "groupId": null,
        "policyId": null,
        "organizationUserId": id("organization_user_id")?,
        "providerUserId": id("provider_user_id")?,
        "providerOrganizationId": id("provider_organization_id")?,
        "actingUserId": id("acting_user_id")?,
        "installationId": null,
        "date": iso(row.get("at")?),
        "deviceType": row.get::<_, Option<i64>>("device_type")?,
        "ipAddress": id("ip_address")?,
        "systemUser": null,
        "domainName": null,
        "secretId": null,
        "projectId": null,
        "serviceAccountId": null,
        "grantedServiceAccountId": null,
        "sendId": null,
    }))
}
