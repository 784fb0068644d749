//! The people of a provider (contract 3.3), and how one becomes one of them or sets a provider up (3.2).
//!
//! Some calls answer 200 for what they did not do. So each is made in its bulk form, which tells of every person, and the
//! list is read again after it.

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::http::{Api, Call, Verb};
use super::wire::{self, ListWire};
use crate::domain::email::EmailAddress;
use crate::domain::ids::{ProviderId, ProviderUserId, UserId};
use crate::domain::provider::ProviderRole;
use crate::domain::provider_user::{ProviderUser, ProviderUserStatus};

/// The public key of one who has accepted, and waits to be confirmed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProviderUserKey {
    /// The place in the provider.
    pub id: ProviderUserId,
    /// Whose key it is.
    pub user: UserId,
    /// The base64 of the DER of a SubjectPublicKeyInfo; empty for an account that has none.
    pub public_key: String,
}

/// What the cloud says became of one of several people.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProviderUserAnswer {
    /// Who.
    pub id: ProviderUserId,
    /// Why it was not done, in the cloud's words, if it was not.
    pub error: Option<String>,
}

/// What a provider is set up with (contract 3.2), but for the card and its address: a payment method can be entered at
/// the vendor's own page only.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ProviderSetup<'a> {
    /// At most 50 characters.
    pub name: &'a str,
    /// Where invoices are sent.
    pub billing_email: &'a EmailAddress,
    /// Of the mail's link.
    pub token: &'a str,
    /// The provider's key under the person's own public key.
    pub wrapped_key: &'a str,
}

impl Api {
    /// `GET /providers/{id}/users`. For admins only. Not paged.
    pub async fn provider_users(&self, provider: ProviderId) -> Result<Vec<ProviderUser>, Error> {
        let call = Call::get(
            format!("/providers/{provider}/users"),
            "GET /providers/{id}/users",
        );
        let list: ListWire<UserWire> = self.read(call).await?;
        Ok(list.data.into_iter().map(UserWire::user).collect())
    }

    /// `POST /providers/{id}/users/invite`: 1 to 20 addresses. Those that are in the provider already are passed over in
    /// silence.
    pub async fn invite_provider_users(
        &self,
        provider: ProviderId,
        emails: &[EmailAddress],
        role: ProviderRole,
    ) -> Result<(), Error> {
        let body = InviteBody {
            emails: emails.iter().map(EmailAddress::as_str).collect(),
            role: role.number(),
        };
        let path = format!("/providers/{provider}/users/invite");
        self.call(Call::write(
            Verb::Post,
            path,
            "POST /providers/{id}/users/invite",
            &body,
        )?)
        .await?;
        Ok(())
    }

    /// `POST /providers/{id}/users/reinvite`.
    pub async fn reinvite_provider_users(
        &self,
        provider: ProviderId,
        ids: &[ProviderUserId],
    ) -> Result<Vec<ProviderUserAnswer>, Error> {
        let path = format!("/providers/{provider}/users/reinvite");
        let call = Call::write(
            Verb::Post,
            path,
            "POST /providers/{id}/users/reinvite",
            &IdsBody::of(ids),
        )?;
        self.answers(call).await
    }

    /// `POST /providers/{id}/users/public-keys`: of those who wait to be confirmed; others are left out.
    pub async fn provider_user_keys(
        &self,
        provider: ProviderId,
        ids: &[ProviderUserId],
    ) -> Result<Vec<ProviderUserKey>, Error> {
        let endpoint = "POST /providers/{id}/users/public-keys";
        let path = format!("/providers/{provider}/users/public-keys");
        let call = Call::write(Verb::Post, path, endpoint, &IdsBody::of(ids))?;
        let list: ListWire<KeyWire> = wire::read(&self.call(call).await?, endpoint)?;
        Ok(list.data.into_iter().map(KeyWire::key).collect())
    }

    /// `POST /providers/{id}/users/confirm`: each with the provider's key under the person's public key.
    pub async fn confirm_provider_users(
        &self,
        provider: ProviderId,
        keys: &[(ProviderUserId, String)],
    ) -> Result<Vec<ProviderUserAnswer>, Error> {
        let body = ConfirmBody {
            keys: keys
                .iter()
                .map(|(id, key)| ConfirmedBody {
                    id: id.to_string(),
                    key,
                })
                .collect(),
        };
        let path = format!("/providers/{provider}/users/confirm");
        let call = Call::write(
            Verb::Post,
            path,
            "POST /providers/{id}/users/confirm",
            &body,
        )?;
        self.answers(call).await
    }

    /// `PUT /providers/{id}/users/{id}`: another role.
    pub async fn change_provider_user(
        &self,
        provider: ProviderId,
        id: ProviderUserId,
        role: ProviderRole,
    ) -> Result<(), Error> {
        let body = RoleBody {
            role: role.number(),
        };
        let path = format!("/providers/{provider}/users/{id}");
        self.call(Call::write(
            Verb::Put,
            path,
            "PUT /providers/{id}/users/{id}",
            &body,
        )?)
        .await?;
        Ok(())
    }

    /// `DELETE /providers/{id}/users`. Refused as a whole when no confirmed admin would be left.
    pub async fn remove_provider_users(
        &self,
        provider: ProviderId,
        ids: &[ProviderUserId],
    ) -> Result<Vec<ProviderUserAnswer>, Error> {
        let path = format!("/providers/{provider}/users");
        let call = Call::write(
            Verb::Delete,
            path,
            "DELETE /providers/{id}/users",
            &IdsBody::of(ids),
        )?;
        self.answers(call).await
    }

    /// `POST /providers/{id}/users/{id}/accept`, with the token of the mail, as whom it was sent to.
    pub async fn accept_provider_user(
        &self,
        provider: ProviderId,
        id: ProviderUserId,
        token: &str,
    ) -> Result<(), Error> {
        let path = format!("/providers/{provider}/users/{id}/accept");
        let body = TokenBody { token };
        self.call(Call::write(
            Verb::Post,
            path,
            "POST /providers/{id}/users/{id}/accept",
            &body,
        )?)
        .await?;
        Ok(())
    }

    /// `POST /providers/{id}/setup`. Where the cloud demands a payment method, which it does of every provider that it
    /// bills, this is [`Error::Rejected`] with [`demands_payment`].
    pub async fn set_up_provider(
        &self,
        provider: ProviderId,
        setup: ProviderSetup<'_>,
    ) -> Result<(), Error> {
        let body = SetupBody {
            name: setup.name,
            business_name: setup.name,
            billing_email: setup.billing_email.as_str(),
            token: setup.token,
            key: setup.wrapped_key,
        };
        let path = format!("/providers/{provider}/setup");
        self.call(Call::write(
            Verb::Post,
            path,
            "POST /providers/{id}/setup",
            &body,
        )?)
        .await?;
        Ok(())
    }

    async fn answers(&self, call: Call) -> Result<Vec<ProviderUserAnswer>, Error> {
        let endpoint = call.endpoint;
        let list: ListWire<AnswerWire> = wire::read(&self.call(call).await?, endpoint)?;
        Ok(list.data.into_iter().map(AnswerWire::answer).collect())
    }
}

/// Whether a set-up was refused for want of a payment method or its address (contract 3.2).
pub fn demands_payment(error: &Error) -> bool {
    let Error::Rejected(rejection) = error else {
        return false;
    };
    rejection.fields.iter().any(|(field, _)| {
        let field = field.to_ascii_lowercase();
        field.starts_with("paymentmethod") || field.starts_with("billingaddress")
    })
}

#[derive(Serialize)]
struct InviteBody<'a> {
    emails: Vec<&'a str>,
    #[serde(rename = "type")]
    role: i64,
}

#[derive(Serialize)]
struct RoleBody {
    #[serde(rename = "type")]
    role: i64,
}

#[derive(Serialize)]
struct IdsBody {
    ids: Vec<String>,
}

impl IdsBody {
    fn of(ids: &[ProviderUserId]) -> Self {
        Self {
            ids: ids.iter().map(ToString::to_string).collect(),
        }
    }
}

#[derive(Serialize)]
struct ConfirmBody<'a> {
    keys: Vec<ConfirmedBody<'a>>,
}

#[derive(Serialize)]
struct ConfirmedBody<'a> {
    id: String,
    key: &'a str,
}

#[derive(Serialize)]
struct TokenBody<'a> {
    token: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SetupBody<'a> {
    name: &'a str,
    business_name: &'a str,
    billing_email: &'a str,
    token: &'a str,
    key: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UserWire {
    #[serde(deserialize_with = "wire::text")]
    id: ProviderUserId,
    #[serde(default, deserialize_with = "wire::optional_text")]
    user_id: Option<UserId>,
    #[serde(rename = "type")]
    role: i64,
    status: i64,
    #[serde(default, deserialize_with = "wire::optional_name")]
    name: Option<String>,
    email: Option<String>,
}

impl UserWire {
    fn user(self) -> ProviderUser {
        ProviderUser {
            id: self.id,
            user: self.user_id,
            name: self.name,
            email: self.email.unwrap_or_default(),
            role: ProviderRole::from_number(self.role),
            status: ProviderUserStatus::from_number(self.status),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeyWire {
    #[serde(deserialize_with = "wire::text")]
    id: ProviderUserId,
    #[serde(deserialize_with = "wire::text")]
    user_id: UserId,
    key: Option<String>,
}

impl KeyWire {
    fn key(self) -> ProviderUserKey {
        ProviderUserKey {
            id: self.id,
            user: self.user_id,
            public_key: self.key.unwrap_or_default(),
        }
    }
}

#[derive(Deserialize)]
struct AnswerWire {
    #[serde(deserialize_with = "wire::text")]
    id: ProviderUserId,
    error: Option<String>,
}

impl AnswerWire {
    fn answer(self) -> ProviderUserAnswer {
        ProviderUserAnswer {
            id: self.id,
            error: self.error.filter(|error| !error.trim().is_empty()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Rejection;

    const ID: &str = "00000000-0000-0000-0000-0000000000ff";
    const USER: &str = "00000000-0000-0000-0000-00000000002a";

    #[test]
    fn a_team_is_read_with_its_invited_and_its_nameless() {
        let list: ListWire<UserWire> = wire::read(
            r#"{"object":"list","data":[
            {"object":"providerUserUserDetails","id":"00000000-0000-0000-0000-0000000000ff",
                "userId":"00000000-0000-0000-0000-00000000002a","type":0,"status":2,"permissions":null,
                "name":"Anna &amp; Bob","email":"anna@example.com"},
            {"object":"providerUserUserDetails","id":"00000000-0000-0000-0000-0000000000fe","userId":null,"type":1,"status":0,
                "permissions":null,"name":null,"email":"bob@example.com"},
            {"id":"00000000-0000-0000-0000-0000000000fd","type":7,"status":9,"name":" "}],"continuationToken":null}"#,
            "",
        )
        .unwrap();
        let users: Vec<ProviderUser> = list.data.into_iter().map(UserWire::user).collect();
        assert_eq!(users[0].called(), "Anna & Bob");
        assert_eq!(users[0].user, Some(USER.parse().unwrap()));
        assert!(users[0].is_confirmed_admin());
        assert_eq!(users[1].called(), "bob@example.com");
        assert_eq!(
            (users[1].user, users[1].role, users[1].status),
            (None, ProviderRole::ServiceUser, ProviderUserStatus::Invited)
        );
        assert_eq!(users[2].status, ProviderUserStatus::Unknown(9));
        assert_eq!(
            (users[2].role, users[2].called()),
            (ProviderRole::Unknown(7), "")
        );
    }

    #[test]
    fn what_became_of_each_is_read() {
        let list: ListWire<AnswerWire> = wire::read(
            r#"{"object":"list","data":[
            {"object":"providerBulkConfirmResponseModel","id":"00000000-0000-0000-0000-0000000000ff","error":""},
            {"id":"00000000-0000-0000-0000-0000000000ff","error":"Invalid user."},
            {"id":"00000000-0000-0000-0000-0000000000ff","error":null}]}"#,
            "",
        )
        .unwrap();
        let errors: Vec<Option<String>> = list
            .data
            .into_iter()
            .map(|answer| answer.answer().error)
            .collect();
        assert_eq!(errors, [None, Some("Invalid user.".into()), None]);
    }

    #[test]
    fn public_keys_are_read() {
        let list: ListWire<KeyWire> = wire::read(
            r#"{"data":[{"object":"providerUserPublicKeyResponseModel","id":"00000000-0000-0000-0000-0000000000ff",
            "userId":"00000000-0000-0000-0000-00000000002a","key":"MIIB"}]}"#,
            "",
        )
        .unwrap();
        let key = list.data.into_iter().next().unwrap().key();
        assert_eq!(key.id, ID.parse().unwrap());
        assert_eq!(
            (key.user, key.public_key.as_str()),
            (USER.parse().unwrap(), "MIIB")
        );
    }

    #[test]
    fn bodies_are_as_the_contract_has_them() {
        let emails = ["a@x.nl", "b@x.nl"].map(|email| EmailAddress::parse(email).unwrap());
        let invite = InviteBody {
            emails: emails.iter().map(EmailAddress::as_str).collect(),
            role: ProviderRole::ServiceUser.number(),
        };
        let json = |body: serde_json::Result<String>| body.unwrap();
        assert_eq!(
            json(serde_json::to_string(&invite)),
            r#"{"emails":["a@x.nl","b@x.nl"],"type":1}"#
        );
        assert_eq!(
            json(serde_json::to_string(&IdsBody::of(&[ID.parse().unwrap()]))),
            format!(r#"{{"ids":["{ID}"]}}"#)
        );
        let confirm = ConfirmBody {
            keys: vec![ConfirmedBody {
                id: ID.into(),
                key: "4.k",
            }],
        };
        assert_eq!(
            json(serde_json::to_string(&confirm)),
            format!(r#"{{"keys":[{{"id":"{ID}","key":"4.k"}}]}}"#)
        );
        let setup = SetupBody {
            name: "N",
            business_name: "N",
            billing_email: "a@x.nl",
            token: "t",
            key: "4.k",
        };
        assert_eq!(
            json(serde_json::to_string(&setup)),
            r#"{"name":"N","businessName":"N","billingEmail":"a@x.nl","token":"t","key":"4.k"}"#
        );
    }

    #[test]
    fn a_set_up_without_a_card_is_told_from_other_refusals() {
        let rejected = |field: &str| {
            Error::Rejected(Rejection {
                message: "The model state is invalid.".into(),
                fields: vec![(field.into(), vec!["Required.".into()])],
            })
        };
        for (field, demands) in [
            ("PaymentMethod", true),
            ("BillingAddress.PostalCode", true),
            ("paymentMethod", true),
            ("Name", false),
        ] {
            assert_eq!(demands_payment(&rejected(field)), demands, "{field}");
        }
        assert!(!demands_payment(&Error::NotPermitted));
    }
}
