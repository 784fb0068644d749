//! What a provider pays with (contract 3.6). It is shown here and changed in the official portal: the keys by which a page
//! hands a card to the payment service are in no answer of the cloud (contract 3.2).

/// What a provider pays with.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum PaymentMethod {
    /// A card.
    Card {
        /// Its brand, in Stripe's word.
        brand: String,
        /// Its last four digits.
        last4: String,
        /// Month and year, such as `12/2027`.
        expiration: String,
    },
    /// A bank account.
    BankAccount {
        /// The bank.
        bank: String,
        /// The last four digits of the account.
        last4: String,
        /// Where it is verified, as long as that has to be done.
        verify_at: Option<String>,
    },
    /// PayPal.
    PayPal {
        /// The account's address.
        email: String,
    },
    /// A kind that this version does not know, by the server's word.
    Other(String),
}
