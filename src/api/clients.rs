//! What is done to a provider's clients (contract 3.4, 3.5 and 4.1).

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::http::{Api, Call, Verb};
use super::wire::{self, ListWire};
use crate::domain::addable::Addable;
use crate::domain::ids::{OrganizationId, ProviderId, ProviderOrganizationId};
use crate::domain::new_client::NewClient;
use crate::domain::unlink::Owner;

/// What a new client begins with, as the vault makes it (contract 2.4): ciphertext, and a public key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewClientKeys {
    /// Its key under the provider's.
    pub wrapped_key: String,
    /// The base64 of the DER of a SubjectPublicKeyInfo.
    pub public_key: String,
    /// The private key under the client's key.
    pub wrapped_private_key: String,
    /// The name of its first collection under the client's key.
    pub collection_name: String,
}

const CREATE: &str = "POST /providers/{id}/clients";
const UPDATE: &str = "PUT /providers/{id}/clients/{id}";
const EXISTING: &str = "POST /providers/{id}/clients/existing";
const DELETE: &str = "DELETE /organizations/{id}";

impl Api {
    /// `POST /providers/{id}/clients`: makes a client. The answer is empty: only the list tells what was made, and by its
    /// wrapped key which of them it is. Provider admins only.
    pub async fn create_client(
        &self,
        provider: ProviderId,
        client: &NewClient,
        keys: &NewClientKeys,
    ) -> Result<(), Error> {
        let path = format!("/providers/{provider}/clients");
        let call = Call::write(Verb::Post, path, CREATE, &CreateWire::new(client, keys))?;
        self.call(call).await.map(drop)
    }

    /// `PUT /providers/{id}/clients/{link}`: changes name and seats; both are always sent. [`Error::NotPermitted`] too for
    /// a service user when seats would be bought, [`Error::ServerDown`] for a client that was made only half.
    pub async fn update_client(
        &self,
        provider: ProviderId,
        link: ProviderOrganizationId,
        name: &str,
        seats: u32,
    ) -> Result<(), Error> {
        let path = format!("/providers/{provider}/clients/{link}");
        let body = UpdateWire {
            assigned_seats: seats,
            name,
        };
        let call = Call::write(Verb::Put, path, UPDATE, &body)?;
        self.call(call).await.map(drop)
    }

    /// `GET /providers/{id}/clients/addable`: the organisations of one's own that can become clients. A bare array.
    pub async fn addable_organizations(&self, provider: ProviderId) -> Result<Vec<Addable>, Error> {
        let path = format!("/providers/{provider}/clients/addable");
        let call = Call::get(path, "GET /providers/{id}/clients/addable");
        let all: Vec<AddableWire> = self.read(call).await?;
        Ok(all.into_iter().map(AddableWire::addable).collect())
    }

    /// `POST /providers/{id}/clients/existing`: takes in an organisation of one's own, whose key is wrapped by the
    /// provider's. [`Error::Conflict`] when it is a provider's already. Provider admins only.
    pub async fn add_existing_client(
        &self,
        provider: ProviderId,
        organization: OrganizationId,
        wrapped_key: &str,
    ) -> Result<(), Error> {
        let path = format!("/providers/{provider}/clients/existing");
        let body = ExistingWire {
            organization_id: organization.to_string(),
            key: wrapped_key,
        };
        let call = Call::write(Verb::Post, path, EXISTING, &body)?;
        self.call(call).await.map(drop)
    }

    /// `DELETE /providers/{id}/organizations/{link}`: lets a client go. [`Error::Rejected`] without a confirmed owner.
    /// Provider admins only.
    pub async fn unlink_client(
        &self,
        provider: ProviderId,
        link: ProviderOrganizationId,
    ) -> Result<(), Error> {
        let path = format!("/providers/{provider}/organizations/{link}");
        let endpoint = "DELETE /providers/{id}/organizations/{id}";
        self.call(Call::bare(Verb::Delete, path, endpoint))
            .await
            .map(drop)
    }

    /// `DELETE /organizations/{id}`: deletes an organisation with all that is in it. `password_hash` is the person's own
    /// (contract 2.5); a wrong one is [`Error::Rejected`], after two seconds.
    pub async fn delete_organization(
        &self,
        organization: OrganizationId,
        password_hash: &str,
    ) -> Result<(), Error> {
        let path = format!("/organizations/{organization}");
        let body = SecretWire {
            master_password_hash: password_hash,
        };
        let call = Call::write(Verb::Delete, path, DELETE, &body)?;
        self.call(call).await.map(drop)
    }

    /// `GET /organizations/{id}/users/mini-details`, of which those that are confirmed owners. The provider's own people
    /// are not members, and not among them.
    pub async fn confirmed_owners(
        &self,
        organization: OrganizationId,
    ) -> Result<Vec<Owner>, Error> {
        let path = format!("/organizations/{organization}/users/mini-details");
        let call = Call::get(path, "GET /organizations/{id}/users/mini-details");
        let list: ListWire<MemberWire> = self.read(call).await?;
        Ok(owners(list.data))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreateWire<'a> {
    name: &'a str,
    owner_email: &'a str,
    plan_type: i64,
    seats: u32,
    key: &'a str,
    key_pair: KeyPairWire<'a>,
    collection_name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct KeyPairWire<'a> {
    public_key: &'a str,
    encrypted_private_key: &'a str,
}

impl<'a> CreateWire<'a> {
    fn new(client: &'a NewClient, keys: &'a NewClientKeys) -> Self {
        Self {
            name: client.name.as_str(),
            owner_email: client.owner.as_str(),
            plan_type: client.plan.number(),
            seats: client.seats,
            key: &keys.wrapped_key,
            key_pair: KeyPairWire {
                public_key: &keys.public_key,
                encrypted_private_key: &keys.wrapped_private_key,
            },
            collection_name: &keys.collection_name,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct UpdateWire<'a> {
    assigned_seats: u32,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExistingWire<'a> {
    organization_id: String,
    key: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SecretWire<'a> {
    master_password_hash: &'a str,
}

#[derive(Deserialize)]
struct AddableWire {
    #[serde(deserialize_with = "wire::text")]
    id: OrganizationId,
    #[serde(default, deserialize_with = "wire::name")]
    name: String,
    plan: Option<String>,
    seats: Option<u32>,
    #[serde(default, deserialize_with = "wire::switch")]
    disabled: bool,
}

impl AddableWire {
    fn addable(self) -> Addable {
        Addable {
            id: self.id,
            name: self.name,
            plan: self.plan.unwrap_or_default(),
            seats: self.seats.unwrap_or(0),
            needs_admin: self.disabled,
        }
    }
}

#[derive(Deserialize)]
struct MemberWire {
    #[serde(rename = "type")]
    role: i64,
    status: i64,
    name: Option<String>,
    email: Option<String>,
}

/// `OrganizationUserType` and `OrganizationUserStatusType` of contract 4.2.
const OWNER: i64 = 0;
const CONFIRMED: i64 = 2;

fn owners(members: Vec<MemberWire>) -> Vec<Owner> {
    members
        .into_iter()
        .filter(|member| member.role == OWNER && member.status == CONFIRMED)
        .map(|member| Owner {
            name: member.name.filter(|name| !name.trim().is_empty()),
            email: member.email.unwrap_or_default(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{json, to_value};

    use super::*;
    use crate::domain::email::EmailAddress;
    use crate::domain::new_client::ClientName;
    use crate::domain::plan::PlanType;

    #[test]
    fn a_client_to_be_made_is_written_as_the_cloud_wants_it() {
        let client = NewClient {
            name: ClientName::parse("Bakker & Zonen").unwrap(),
            owner: EmailAddress::parse("anna@b.nl").unwrap(),
            plan: PlanType::EnterpriseMonthly,
            seats: 12,
        };
        let keys = NewClientKeys {
            wrapped_key: "2.k".into(),
            public_key: "AAAA".into(),
            wrapped_private_key: "2.p".into(),
            collection_name: "2.c".into(),
        };
        assert_eq!(
            to_value(CreateWire::new(&client, &keys)).unwrap(),
            json!({"name": "Bakker & Zonen", "ownerEmail": "anna@b.nl", "planType": 19, "seats": 12, "key": "2.k",
                "keyPair": {"publicKey": "AAAA", "encryptedPrivateKey": "2.p"}, "collectionName": "2.c"})
        );
    }

    #[test]
    fn changes_are_written_as_the_cloud_wants_them() {
        let update = UpdateWire {
            assigned_seats: 7,
            name: "B",
        };
        assert_eq!(
            to_value(update).unwrap(),
            json!({"assignedSeats": 7, "name": "B"})
        );
        let existing = ExistingWire {
            organization_id: "o".into(),
            key: "2.k",
        };
        assert_eq!(
            to_value(existing).unwrap(),
            json!({"organizationId": "o", "key": "2.k"})
        );
        let secret = SecretWire {
            master_password_hash: "h",
        };
        assert_eq!(
            to_value(secret).unwrap(),
            json!({"masterPasswordHash": "h"})
        );
    }

    #[test]
    fn addable_organizations_are_a_bare_array() {
        let all: Vec<AddableWire> = wire::read(
            r#"[{"id":"00000000-0000-0000-0000-000000000001","name":"Bakker &amp; Zonen","plan":"Enterprise","seats":8,
            "disabled":true},{"id":"00000000-0000-0000-0000-000000000002","name":"C","plan":"Teams","seats":3,
            "disabled":false}]"#,
            "",
        )
        .unwrap();
        let all: Vec<Addable> = all.into_iter().map(AddableWire::addable).collect();
        assert_eq!(all[0].name, "Bakker & Zonen");
        assert!(all[0].needs_admin && !all[1].needs_admin);
        assert_eq!(all[1].seats, 3);
    }

    #[test]
    fn only_confirmed_owners_can_take_over() {
        let list: ListWire<MemberWire> = wire::read(
            r#"{"object":"list","data":[{"id":"1","userId":"u","type":0,"status":2,"name":"Anna","email":"anna@b.nl"},
            {"id":"2","userId":null,"type":0,"status":0,"name":null,"email":"bob@b.nl"},
            {"id":"3","userId":"w","type":0,"status":1,"name":"","email":"cor@b.nl"},
            {"id":"4","userId":"x","type":1,"status":2,"name":"Dirk","email":"dirk@b.nl"},
            {"id":"5","userId":"y","type":0,"status":-1,"name":"Eva","email":"eva@b.nl"}],"continuationToken":null}"#,
            "",
        )
        .unwrap();
        let found = owners(list.data);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].email, "anna@b.nl");
    }
}
