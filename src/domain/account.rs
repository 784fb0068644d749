//! The person who signed in.

use super::ids::UserId;
use super::region::Region;

/// Whose session it is. Display data: nothing in here is secret.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Account {
    /// The account's id.
    pub id: UserId,
    /// The address that the person signs in with.
    pub email: String,
    /// The person's name, decoded, where the account has one.
    pub name: Option<String>,
    /// Where the account lives.
    pub region: Region,
}
