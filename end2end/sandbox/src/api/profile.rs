//! `GET /accounts/profile` (contract 2.1).

use axum::{Json, extract::State};
use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::{
    no_permissions,
    organization::{COLUMNS, Organization},
};
use crate::{
    authority::Caller, clock::iso, cloud::Shared, error::Refusal, html, identity::two_factor,
};

pub(super) async fn profile(
    State(cloud): State<Shared>,
    caller: Caller,
) -> Result<Json<Value>, Refusal> {
    let rows = cloud.database.rows();
    Ok(Json(of(&rows, &caller)?))
}

/// The profile of the caller; `/sync` carries the same.
pub(super) fn of(rows: &Connection, caller: &Caller) -> rusqlite::Result<Value> {
    let account = &caller.account;
    let two_factor = two_factor::usable(account, two_factor::enrolled(rows, account)?);
    let organizations = memberships(rows, caller)?;
    // Servers of one's own have no providers to speak of (contract 9).
    let (providers, clients) = if caller.place.is_cloud() {
        (providers(rows, caller)?, clients(rows, caller)?)
    } else {
        (Vec::new(), Vec::new())
    };
    Ok(json!({
        "object": "profile",
        "id": account.id,
        "name": account.name,
        "email": account.email,
        "emailVerified": true,
        "premium": account.premium,
        "premiumFromOrganization": organizations.iter().any(|organization| organization["usersGetPremium"] == true),
        "culture": "en-US",
        "twoFactorEnabled": !two_factor.is_empty(),
        "key": account.user_key,
        "privateKey": account.private_key,
        "accountKeys": account.keys("object"),
        "securityStamp": account.security_stamp,
        "forcePasswordReset": account.force_password_reset,
        "usesKeyConnector": account.key_connector_url.is_some(),
        "avatarColor": null,
        "creationDate": iso(account.created_at),
        "verifyDevices": account.verify_devices,
        "organizationsNew": organizations.clone(),
        "organizations": organizations,
        "providers": providers,
        "providerOrganizations": clients,
    }))
}

/// `organizations[]`: memberships of one's own, accepted and confirmed.
fn memberships(rows: &Connection, caller: &Caller) -> rusqlite::Result<Vec<Value>> {
    let mut found = rows.prepare_cached(&format!(
        "SELECT {COLUMNS}, u.id AS membership_id, u.key AS wrapped_key, u.status AS membership_status, u.type AS membership_type, \
         v.id AS provider_id, v.name AS provider_name, v.type AS provider_type \
         FROM organization_users u JOIN organizations o ON o.id = u.organization_id JOIN plans p ON p.type = o.plan_type \
         LEFT JOIN provider_organizations l ON l.organization_id = o.id LEFT JOIN providers v ON v.id = l.provider_id \
         WHERE u.user_id = ?1 AND u.status IN (1, 2) ORDER BY o.name"
    ))?;
    found
        .query_map([&caller.account.id], |row| {
            let organization = Organization::read(row)?;
            let mut entry = entry(&organization, caller);
            let provider: Option<String> = row.get("provider_name")?;
            let own = json!({
                "object": "profileOrganization",
                "key": row.get::<_, Option<String>>("wrapped_key")?,
                "status": row.get::<_, i64>("membership_status")?,
                "type": row.get::<_, i64>("membership_type")?,
                "organizationUserId": row.get::<_, String>("membership_id")?,
                "providerId": row.get::<_, Option<String>>("provider_id")?,
                "providerName": provider.map(|name| html::decode(&name)),
                "providerType": row.get::<_, Option<i64>>("provider_type")?,
                "userIsClaimedByOrganization": false,
                "familySponsorshipFriendlyName": null,
                "familySponsorshipAvailable": false,
                "familySponsorshipLastSyncDate": null,
                "familySponsorshipValidUntil": null,
                "familySponsorshipToDelete": null,
                "isAdminInitiated": null,
            });
            extend(&mut entry, own);
            Ok(entry.into())
        })?
        .collect()
}

/// `providers[]`: confirmed memberships only.
fn providers(rows: &Connection, caller: &Caller) -> rusqlite::Result<Vec<Value>> {
    let mut found = rows.prepare_cached(
        "SELECT v.*, u.key AS wrapped_key, u.status AS membership_status, u.type AS membership_type \
         FROM provider_users u JOIN providers v ON v.id = u.provider_id WHERE u.user_id = ?1 AND u.status = 2 ORDER BY v.name",
    )?;
    found
        .query_map([&caller.account.id], |row| {
            Ok(json!({
                "object": "profileProvider",
                "id": row.get::<_, String>("id")?,
                "name": html::decode(&row.get::<_, String>("name")?),
                "key": row.get::<_, Option<String>>("wrapped_key")?,
                "status": row.get::<_, i64>("membership_status")?,
                "type": row.get::<_, i64>("membership_type")?,
                "enabled": row.get::<_, bool>("enabled")?,
                "permissions": no_permissions(),
                "userId": caller.account.id,
                "useEvents": row.get::<_, bool>("use_events")?,
                "providerStatus": row.get::<_, i64>("status")?,
                "providerType": row.get::<_, i64>("type")?,
            }))
        })?
        .collect()
}

/// `providerOrganizations[]`: every client of every provider that one belongs to.
fn clients(rows: &Connection, caller: &Caller) -> rusqlite::Result<Vec<Value>> {
    let mut found = rows.prepare_cached(&format!(
        "SELECT {COLUMNS}, l.key AS wrapped_key, v.id AS provider_id, v.name AS provider_name, v.type AS provider_type \
         FROM provider_users u JOIN providers v ON v.id = u.provider_id \
         JOIN provider_organizations l ON l.provider_id = v.id JOIN organizations o ON o.id = l.organization_id \
         JOIN plans p ON p.type = o.plan_type WHERE u.user_id = ?1 AND u.status = 2"
    ))?;
    found
        .query_map([&caller.account.id], |row| {
            let organization = Organization::read(row)?;
            let mut entry = entry(&organization, caller);
            let through = json!({
                "object": "profileProviderOrganization",
                "key": row.get::<_, String>("wrapped_key")?,
                // As if a confirmed owner, though no member.
                "status": 2,
                "type": 0,
                "providerId": row.get::<_, String>("provider_id")?,
                "providerName": html::decode(&row.get::<_, String>("provider_name")?),
                "providerType": row.get::<_, i64>("provider_type")?,
            });
            extend(&mut entry, through);
            Ok(entry.into())
        })?
        .collect()
}

/// What both kinds of entry share.
fn entry(organization: &Organization, caller: &Caller) -> Map<String, Value> {
    let mut entry = organization.facts("useDisableSMAdsForUsers");
    extend(
        &mut entry,
        json!({
            "enabled": organization.enabled,
            "identifier": organization.identifier,
            "productTierType": organization.tier,
            "useActivateAutofillPolicy": organization.tier == 3,
            "ssoBound": false,
            "ssoEnabled": organization.require_sso,
            "ssoMemberDecryptionType": null,
            "keyConnectorEnabled": organization.key_connector_url.is_some(),
            "keyConnectorUrl": organization.key_connector_url,
            "resetPasswordEnrolled": false,
            "accessSecretsManager": false,
            "accessPam": false,
            "userId": caller.account.id,
            "permissions": no_permissions(),
        }),
    );
    entry
}

fn extend(entry: &mut Map<String, Value>, more: Value) {
    if let Value::Object(more) = more {
        entry.extend(more);
    }
}
