//! Clients that a provider makes and changes (contract 3.5).

use axum::{
    Extension,
    extract::{Path, State},
};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;
use uuid::Uuid;

use super::providers;
use crate::{
    authority::{Caller, ProviderRole},
    body::{Body, Later, is_encrypted, length, required},
    cloud::Shared,
    error::Refusal,
    events,
    faults::Halfway,
    ids::{OrganizationId, ProviderId},
    links::{self, Invitation},
    place::Place,
    seats,
};

/// A provider that is billed for its clients.
pub(super) struct Billed {
    pub(super) id: ProviderId,
    pub(super) kind: i64,
    pub(super) region: String,
    pub(super) billing_email: String,
}

/// ProviderType: managed service provider.
const MSP: i64 = 0;
/// ProviderType: business unit.
const BUSINESS_UNIT: i64 = 2;
/// OrganizationStatusType: runs by itself.
pub(super) const CREATED: i64 = 1;
/// OrganizationStatusType: a provider pays.
pub(super) const MANAGED: i64 = 2;
/// What a name may be long, in the database.
const LONGEST_NAME: usize = 50;

impl Billed {
    /// The pre-checks that follow the role: the provider exists (404), and is a billable MSP or business unit (401 empty).
    pub(super) fn find(rows: &Connection, id: ProviderId) -> Result<Self, Refusal> {
        let found = rows
            .query_row(
                "SELECT type, status, region, billing_email FROM providers WHERE id = ?1",
                [&id],
                |row| {
                    Ok((
                        row.get(0)?,
                        row.get::<_, i64>(1)?,
                        row.get(2)?,
                        row.get::<_, Option<String>>(3)?,
                    ))
                },
            )
            .optional()?;
        let (kind, status, region, billing_email) = found.ok_or(Refusal::NotFound)?;
        if status != super::billing::BILLABLE || ![MSP, BUSINESS_UNIT].contains(&kind) {
            return Err(Refusal::Unsaid);
        }
        Ok(Self {
            id,
            kind,
            region,
            billing_email: billing_email.unwrap_or_default(),
        })
    }

    fn may_sell(&self, plan: i64) -> bool {
        match self.kind {
            BUSINESS_UNIT => [19, 20].contains(&plan),
            _ => [17, 19].contains(&plan),
        }
    }

    /// Whether an organisation of this tier (ProductTierType) can become a client.
    pub(super) fn takes(&self, tier: i64) -> bool {
        match self.kind {
            BUSINESS_UNIT => tier == 3,
            _ => [2, 3].contains(&tier),
        }
    }
}

/// The clients endpoints do not exist on a server of one's own (contract 9).
pub(super) fn on_cloud(caller: &Caller) -> Result<(), Refusal> {
    match caller.place {
        Place::SelfHosted => Err(Refusal::Rule("Only allowed when not self hosted.")),
        _ => Ok(()),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
pub(super) struct NewClient {
    name: Option<String>,
    owner_email: Option<String>,
    plan_type: i64,
    seats: i32,
    key: Option<String>,
    key_pair: Option<KeyPair>,
    collection_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeyPair {
    public_key: Option<String>,
    encrypted_private_key: Option<String>,
}

/// A new client whose every field is there.
struct Wanted {
    name: String,
    owner: String,
    plan: i64,
    seats: i32,
    key: String,
    public_key: String,
    private_key: String,
    collection: String,
}

impl NewClient {
    fn check(self) -> Result<Wanted, Refusal> {
        let pair = self
            .key_pair
            .ok_or(Refusal::Invalid("KeyPair", "'keyPair' must be provided"))?;
        let wanted = Wanted {
            name: required(self.name, "Name", "'name' must be provided")?,
            owner: required(
                self.owner_email,
                "OwnerEmail",
                "'ownerEmail' must be provided",
            )?,
            plan: self.plan_type,
            seats: self.seats,
            key: required(self.key, "Key", "'key' must be provided")?,
            public_key: required(
                pair.public_key,
                "KeyPair.PublicKey",
                "'publicKey' must be provided",
            )?,
            private_key: required(
                pair.encrypted_private_key,
                "KeyPair.EncryptedPrivateKey",
                "'encryptedPrivateKey' must be provided",
            )?,
            collection: required(
                self.collection_name,
                "CollectionName",
                "'collectionName' must be provided",
            )?,
        };
        if wanted.seats < 1 {
            return Err(Refusal::Invalid("Seats", "'seats' must be greater than 0"));
        }
        for (property, text) in [
            ("Key", &wanted.key),
            ("KeyPair.EncryptedPrivateKey", &wanted.private_key),
            ("CollectionName", &wanted.collection),
        ] {
            if !is_encrypted(text) {
                return Err(Refusal::Invalid(
                    property,
                    "This is not a valid encrypted string.",
                ));
            }
        }
        if wanted.collection.len() > 1000 {
            return Err(Refusal::Invalid(
                "CollectionName",
                "The field CollectionName must be a string with a maximum length of 1000.",
            ));
        }
        Ok(wanted)
    }
}

/// `POST /providers/{id}/clients`: makes an organisation, and answers nothing: the list tells the rest.
pub(super) async fn create(
    State(cloud): State<Shared>,
    caller: Caller,
    Path(provider): Path<String>,
    halfway: Option<Extension<Halfway>>,
    asked: Later<NewClient>,
) -> Result<(), Refusal> {
    let provider = providers::admit_admin(&caller, provider)?;
    on_cloud(&caller)?;
    let Body(asked) = asked?;
    let wanted = asked.check()?;
    let mut rows = cloud.database.rows();
    let rows = rows.transaction()?;
    let provider = Billed::find(&rows, provider)?;
    if !provider.may_sell(wanted.plan) {
        return Err(Refusal::Rule(
            "This plan cannot be given to a client of this provider.",
        ));
    }
    // The column's width is the only check of a name.
    if length(&wanted.name) > LONGEST_NAME {
        return Err(Refusal::Failed);
    }
    let organization = make(&rows, &caller, &provider, &wanted)?;
    // What follows can fail by itself, and then the organisation is there without being managed.
    let line = seats::line(&rows, &provider.id, wanted.plan)?;
    if halfway.is_some() || line.is_none() {
        rows.commit()?;
        return Err(Refusal::Failed);
    }
    rows.execute(
        "UPDATE organizations SET status = ?2 WHERE id = ?1",
        params![organization, MANAGED],
    )?;
    Ok(rows.commit()?)
}

fn make(
    rows: &Connection,
    caller: &Caller,
    provider: &Billed,
    wanted: &Wanted,
) -> Result<OrganizationId, Refusal> {
    let organization = OrganizationId(Uuid::new_v4().to_string());
    let [link, member, collection] = std::array::from_fn(|_| Uuid::new_v4().to_string());
    rows.execute(
        "INSERT INTO organizations (id, region, name, billing_email, plan_type, status, enabled, seats, max_storage_gb, public_key, \
         private_key, created_at, revised_at) VALUES (?1,?2,?3,?4,?5,?6,1,?7,1,?8,?9,?10,?10)",
        params![
            organization, provider.region, wanted.name, provider.billing_email, wanted.plan, CREATED, wanted.seats,
            wanted.public_key, wanted.private_key, caller.now,
        ],
    )?;
    rows.execute(
        "INSERT INTO provider_organizations (id, provider_id, organization_id, key, created_at, revised_at) VALUES (?1,?2,?3,?4,?5,?5)",
        params![link, provider.id, organization, wanted.key, caller.now],
    )?;
    rows.execute(
        "INSERT INTO organization_users (id, organization_id, email, status, type, created_at) VALUES (?1,?2,?3,0,0,?4)",
        params![member, organization, wanted.owner.trim().to_lowercase(), caller.now],
    )?;
    rows.execute(
        "INSERT INTO collections (id, organization_id, name) VALUES (?1,?2,?3)",
        params![collection, organization, wanted.collection],
    )?;
    rows.execute(
        "INSERT INTO collection_users VALUES (?1,?2,0,0,1)",
        params![collection, member],
    )?;
    let by = caller.acts();
    events::of_client(rows, events::CLIENT_CREATED, &by, &provider.id, &link)?;
    events::of_member(
        rows,
        events::MEMBER_INVITED,
        &by,
        &organization,
        &member,
        Some(&provider.id),
    )?;
    let invitation = Invitation {
        vault: caller.place.vault_origin(),
        name: &wanted.name,
        id: &organization.0,
        user: &member,
        email: wanted.owner.trim(),
    };
    links::invite_to_organization(rows, &invitation, caller.now)?;
    Ok(organization)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Change {
    assigned_seats: i32,
    name: Option<String>,
}

/// `PUT /providers/{id}/clients/{link}`: name and seats at once, for both roles. The new number is not compared with the
/// seats in use.
pub(super) async fn update(
    State(cloud): State<Shared>,
    caller: Caller,
    Path((provider, link)): Path<(String, String)>,
    asked: Later<Change>,
) -> Result<(), Refusal> {
    let provider = providers::admit(&caller, provider)?;
    on_cloud(&caller)?;
    let Body(asked) = asked?;
    let name = required(asked.name, "Name", "'name' must be provided")?;
    let seats = i64::from(asked.assigned_seats);
    if seats < 0 {
        return Err(Refusal::Invalid(
            "AssignedSeats",
            "'assignedSeats' must be greater than or equal to 0",
        ));
    }
    let mut rows = cloud.database.rows();
    let rows = rows.transaction()?;
    let provider = Billed::find(&rows, provider)?;
    let (organization, plan, status, before) = rows.query_row(
        "SELECT o.id, o.plan_type, o.status, o.seats FROM provider_organizations l JOIN organizations o ON o.id = l.organization_id \
         WHERE l.id = ?1 AND l.provider_id = ?2",
        params![link.to_lowercase(), provider.id],
        |row| {
            let seats: Option<i64> = row.get(3)?;
            Ok((row.get::<_, OrganizationId>(0)?, row.get(1)?, row.get::<_, i64>(2)?, seats.unwrap_or_default()))
        },
    )?;
    if status != MANAGED {
        return Err(Refusal::Failed);
    }
    let more = seats - before;
    if more != 0 {
        // A plan that the provider has no price for cannot be scaled.
        let line = seats::line(&rows, &provider.id, plan)?.ok_or(Refusal::Failed)?;
        if line.buys(more) && caller.provider_role(&provider.id) != Some(ProviderRole::Admin) {
            return Err(Refusal::Unauthorized(
                "Service users cannot purchase additional seats.",
            ));
        }
    }
    if length(&name) > LONGEST_NAME {
        return Err(Refusal::Failed);
    }
    rows.execute(
        "UPDATE organizations SET name = ?2, seats = ?3, revised_at = ?4 WHERE id = ?1",
        params![organization, name, seats, caller.now],
    )?;
    Ok(rows.commit()?)
}
