//! A provider's invoices, its address on them and what it pays with (contract 3.6).

use serde::{Deserialize, Serialize};

use super::error::Error;
use super::http::{Api, Call, Verb};
use super::wire;
use crate::domain::billing_address::{BillingAddress, TaxId};
use crate::domain::ids::ProviderId;
use crate::domain::invoice::{Invoice, InvoiceId, InvoiceStatus};
use crate::domain::money::Money;
use crate::domain::payment_method::PaymentMethod;
use crate::domain::time::Timestamp;

impl Api {
    /// `GET /providers/{id}/billing/invoices`: all but drafts. Admins only.
    pub async fn provider_invoices(&self, provider: ProviderId) -> Result<Vec<Invoice>, Error> {
        let path = format!("/providers/{provider}/billing/invoices");
        let endpoint = "GET /providers/{id}/billing/invoices";
        let wire: InvoicesWire = self.read(Call::get(path, endpoint)).await?;
        wire.invoices
            .into_iter()
            .map(|invoice| invoice.invoice().ok_or(Error::Unreadable { endpoint }))
            .collect()
    }

    /// `GET /providers/{id}/billing/invoices/{invoice}`: what each client's part of it is, as CSV. Admins only;
    /// [`Error::NotFound`] when the cloud has made none.
    pub async fn provider_invoice_report(
        &self,
        provider: ProviderId,
        invoice: &InvoiceId,
    ) -> Result<String, Error> {
        let path = format!("/providers/{provider}/billing/invoices/{invoice}");
        let endpoint = "GET /providers/{id}/billing/invoices/{invoice}";
        self.call(Call::get(path, endpoint)).await
    }

    /// `GET /providers/{id}/billing/vnext/address`. Admins only.
    pub async fn provider_address(&self, provider: ProviderId) -> Result<BillingAddress, Error> {
        let path = format!("/providers/{provider}/billing/vnext/address");
        let call = Call::get(path, "GET /providers/{id}/billing/vnext/address");
        let wire: Option<AddressWire> = self.read(call).await?;
        Ok(wire.map(AddressWire::address).unwrap_or_default())
    }

    /// `PUT /providers/{id}/billing/vnext/address`. Admins only. The cloud may keep it in another form.
    pub async fn change_provider_address(
        &self,
        provider: ProviderId,
        address: &BillingAddress,
    ) -> Result<(), Error> {
        let path = format!("/providers/{provider}/billing/vnext/address");
        let endpoint = "PUT /providers/{id}/billing/vnext/address";
        let body = AddressBody::of(address);
        self.call(Call::write(Verb::Put, path, endpoint, &body)?)
            .await?;
        Ok(())
    }

    /// `GET /providers/{id}/billing/vnext/payment-method`. Admins only; `None` when there is none.
    pub async fn provider_payment_method(
        &self,
        provider: ProviderId,
    ) -> Result<Option<PaymentMethod>, Error> {
        let path = format!("/providers/{provider}/billing/vnext/payment-method");
        let call = Call::get(path, "GET /providers/{id}/billing/vnext/payment-method");
        let wire: Option<MethodWire> = self.read(call).await?;
        Ok(wire.map(MethodWire::method))
    }
}

#[derive(Deserialize)]
struct InvoicesWire {
    invoices: Vec<InvoiceWire>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InvoiceWire {
    #[serde(deserialize_with = "wire::text")]
    id: InvoiceId,
    number: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    date: Timestamp,
    #[serde(default, deserialize_with = "wire::optional_text")]
    due_date: Option<Timestamp>,
    total: f64,
    status: Option<String>,
    url: Option<String>,
}

impl InvoiceWire {
    /// `None` when its amount is none.
    fn invoice(self) -> Option<Invoice> {
        Some(Invoice {
            id: self.id,
            number: filled(self.number),
            date: self.date,
            due: self.due_date,
            total: Money::from_dollars(self.total)?,
            status: InvoiceStatus::from_word(self.status.as_deref().unwrap_or_default()),
            url: secure(self.url),
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AddressWire {
    country: Option<String>,
    postal_code: Option<String>,
    line1: Option<String>,
    line2: Option<String>,
    city: Option<String>,
    state: Option<String>,
    tax_id: Option<TaxIdWire>,
}

#[derive(Deserialize)]
struct TaxIdWire {
    code: Option<String>,
    value: Option<String>,
}

impl AddressWire {
    fn address(self) -> BillingAddress {
        BillingAddress {
            country: self.country.unwrap_or_default(),
            postal_code: self.postal_code.unwrap_or_default(),
            line1: self.line1.unwrap_or_default(),
            line2: self.line2.unwrap_or_default(),
            city: self.city.unwrap_or_default(),
            state: self.state.unwrap_or_default(),
            tax_id: self.tax_id.map(|tax_id| TaxId {
                code: tax_id.code.unwrap_or_default(),
                value: tax_id.value.unwrap_or_default(),
            }),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AddressBody<'a> {
    country: &'a str,
    postal_code: &'a str,
    line1: Option<&'a str>,
    line2: Option<&'a str>,
    city: Option<&'a str>,
    state: Option<&'a str>,
    tax_id: Option<TaxIdBody<'a>>,
}

#[derive(Serialize)]
struct TaxIdBody<'a> {
    code: &'a str,
    value: &'a str,
}

impl<'a> AddressBody<'a> {
    fn of(address: &'a BillingAddress) -> Self {
        let some = |text: &'a String| (!text.is_empty()).then_some(text.as_str());
        Self {
            country: &address.country,
            postal_code: &address.postal_code,
            line1: some(&address.line1),
            line2: some(&address.line2),
            city: some(&address.city),
            state: some(&address.state),
            tax_id: address.tax_id.as_ref().map(|tax_id| TaxIdBody {
                code: &tax_id.code,
                value: &tax_id.value,
            }),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MethodWire {
    #[serde(rename = "type")]
    kind: String,
    brand: Option<String>,
    last4: Option<String>,
    expiration: Option<String>,
    bank_name: Option<String>,
    hosted_verification_url: Option<String>,
    email: Option<String>,
}

impl MethodWire {
    fn method(self) -> PaymentMethod {
        match self.kind.as_str() {
            "card" => PaymentMethod::Card {
                brand: self.brand.unwrap_or_default(),
                last4: self.last4.unwrap_or_default(),
                expiration: self.expiration.unwrap_or_default(),
            },
            "bankAccount" => PaymentMethod::BankAccount {
                bank: self.bank_name.unwrap_or_default(),
                last4: self.last4.unwrap_or_default(),
                verify_at: secure(self.hosted_verification_url),
            },
            "payPal" => PaymentMethod::PayPal {
                email: self.email.unwrap_or_default(),
            },
            _ => PaymentMethod::Other(self.kind),
        }
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// An address that a link may lead to.
fn secure(url: Option<String>) -> Option<String> {
    url.filter(|url| url.starts_with("https://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invoices_are_read() {
        let wire: InvoicesWire = wire::read(
            r#"{"invoices":[{"id":"in_1PLuZ2","date":"2026-08-01T00:00:00Z","number":"B-0001","total":390.5,"status":"open",
            "dueDate":"2026-08-31T00:00:00Z","url":"https://invoice.stripe.com/i/1"},
            {"id":"in_2","date":"2026-07-01T00:00:00Z","number":null,"total":0,"status":"paid","dueDate":null,
            "url":"javascript:alert(1)"}]}"#,
            "",
        )
        .unwrap();
        let invoices: Vec<Invoice> = wire
            .invoices
            .into_iter()
            .filter_map(InvoiceWire::invoice)
            .collect();
        assert_eq!(invoices[0].total.cents(), 39_050);
        assert_eq!(invoices[0].status, InvoiceStatus::Open);
        assert_eq!(invoices[0].due.unwrap().date(), "2026-08-31");
        assert_eq!(
            (&invoices[1].url, &invoices[1].number, invoices[1].due),
            (&None, &None, None)
        );
    }

    #[test]
    fn an_invoice_whose_name_leads_elsewhere_is_not_read() {
        let read: Result<InvoicesWire, _> = wire::read(
            r#"{"invoices":[{"id":"../../users","date":"2026-08-01T00:00:00Z","total":1}]}"#,
            "GET /x",
        );
        assert!(read.is_err());
    }

    #[test]
    fn an_address_is_written_as_it_was_read() {
        let body = r#"{"country":"NL","postalCode":"1141 VB","line1":"Dam 1","line2":null,"city":"Monnickendam",
            "state":null,"taxId":{"code":"eu_vat","value":"NL001"}}"#;
        let wire: AddressWire = wire::read(body, "").unwrap();
        let address = wire.address();
        assert_eq!(address.line2, "");
        let written = serde_json::to_value(AddressBody::of(&address)).unwrap();
        let sent: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(written, sent);
    }

    #[test]
    fn each_payment_method_is_read() {
        let read = |body: &str| wire::read::<MethodWire>(body, "").unwrap().method();
        assert_eq!(
            read(r#"{"type":"card","brand":"visa","last4":"4242","expiration":"12/2027"}"#),
            PaymentMethod::Card {
                brand: "visa".into(),
                last4: "4242".into(),
                expiration: "12/2027".into()
            }
        );
        assert_eq!(
            read(
                r#"{"type":"bankAccount","bankName":"Bank","last4":"1","hostedVerificationUrl":null}"#
            ),
            PaymentMethod::BankAccount {
                bank: "Bank".into(),
                last4: "1".into(),
                verify_at: None
            }
        );
        assert_eq!(
            read(r#"{"type":"payPal","email":"a@b.c"}"#),
            PaymentMethod::PayPal {
                email: "a@b.c".into()
            }
        );
        assert_eq!(
            read(r#"{"type":"cheque"}"#),
            PaymentMethod::Other("cheque".into())
        );
        assert!(
            wire::read::<Option<MethodWire>>("null", "")
                .unwrap()
                .is_none()
        );
    }
}
