//! An organisation's collections (contract 4.5).

use serde::Deserialize;

use super::error::Error;
use super::http::{Api, Call};
use super::wire::{self, ListWire};
use crate::domain::collection::CollectionKind;
use crate::domain::ids::{CollectionId, OrganizationId};

/// A collection whose name is still encrypted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SealedCollection {
    /// Its id.
    pub id: CollectionId,
    /// Its name under the organisation's key.
    pub name: String,
    /// What it is for.
    pub kind: CollectionKind,
}

impl Api {
    /// `GET /organizations/{id}/collections`: the plain list. The one with `/details` writes into the audit logs of both
    /// organisation and provider with each call, so it is not for looking around.
    pub async fn collections(
        &self,
        organization: OrganizationId,
    ) -> Result<Vec<SealedCollection>, Error> {
        let path = format!("/organizations/{organization}/collections");
        let list: ListWire<CollectionWire> = self
            .read(Call::get(path, "GET /organizations/{id}/collections"))
            .await?;
        Ok(list
            .data
            .into_iter()
            .map(CollectionWire::collection)
            .collect())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CollectionWire {
    #[serde(deserialize_with = "wire::text")]
    id: CollectionId,
    name: String,
    #[serde(rename = "type")]
    kind: Option<i64>,
    default_user_collection_email: Option<String>,
}

impl CollectionWire {
    fn collection(self) -> SealedCollection {
        let kind = match self.kind {
            None | Some(0) => CollectionKind::Shared,
            Some(1) => CollectionKind::Default {
                email: self.default_user_collection_email,
            },
            Some(other) => CollectionKind::Unknown(other),
        };
        SealedCollection {
            id: self.id,
            name: self.name,
            kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collections_are_read() {
        let list: ListWire<CollectionWire> = wire::read(
            r#"{"object":"list","data":[
            {"object":"collection","id":"00000000-0000-0000-0000-000000000001","organizationId":"x","name":"2.n",
                "externalId":null,"type":0,"defaultUserCollectionEmail":null},
            {"id":"00000000-0000-0000-0000-000000000002","name":"2.m","type":1,"defaultUserCollectionEmail":"a@b.c"}],
            "continuationToken":null}"#,
            "",
        )
        .unwrap();
        let kinds: Vec<CollectionKind> = list
            .data
            .into_iter()
            .map(|wire| wire.collection().kind)
            .collect();
        assert_eq!(
            kinds,
            [
                CollectionKind::Shared,
                CollectionKind::Default {
                    email: Some("a@b.c".into())
                }
            ]
        );
    }
}
