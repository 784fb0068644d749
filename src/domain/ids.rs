//! Identifiers, a type for each kind of thing, so that a link's id is not taken for an organisation's.

use std::fmt;
use std::str::FromStr;

/// A GUID as the cloud writes it: 32 hexadecimal digits in groups of 8-4-4-4-12 (contract 0).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
struct Guid(u128);

/// The text is not an identifier.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an identifier of the form 01234567-89ab-cdef-0123-456789abcdef")
    }
}

impl std::error::Error for NotAnId {}

impl FromStr for Guid {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let bytes = text.as_bytes();
        if bytes.len() != 36 {
            return Err(NotAnId);
        }
        let mut value = 0_u128;
        for (place, &byte) in bytes.iter().enumerate() {
            match (place, byte) {
                (8 | 13 | 18 | 23, b'-') => {}
                (8 | 13 | 18 | 23, _) => return Err(NotAnId),
                _ => {
                    let digit = char::from(byte).to_digit(16).ok_or(NotAnId)?;
                    value = value << 4 | u128::from(digit);
                }
            }
        }
        Ok(Self(value))
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.0;
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            value >> 96,
            value >> 80 & 0xffff,
            value >> 64 & 0xffff,
            value >> 48 & 0xffff,
            value & 0xffff_ffff_ffff
        )
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(Guid);

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                text.parse().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A person's account.
    UserId
    /// A provider: the MSP itself.
    ProviderId
    /// A person's place in a provider. Another number than the person's own, which is not known before an invitation is
    /// accepted.
    ProviderUserId
    /// An organisation: a client's, or one that a person owns directly.
    OrganizationId
    /// The link between a provider and a client organisation. Another number than the organisation's own.
    ProviderOrganizationId
    /// A collection of an organisation.
    CollectionId
    /// This browser, as the cloud's device list knows it.
    DeviceId
    /// A member of an organisation. Another number than the account's own.
    OrganizationUserId
    /// A group of an organisation.
    GroupId
    /// An item of a vault.
    CipherId
    /// A policy of an organisation.
    PolicyId
    /// A secret of Secrets Manager.
    SecretId
    /// A project of Secrets Manager.
    ProjectId
    /// A machine account of Secrets Manager.
    MachineAccountId
    /// A Send.
    SendId
}

impl DeviceId {
    /// A version 4 GUID of 16 random bytes.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let random = u128::from_be_bytes(bytes);
        let version = 0xf_u128 << 76;
        let variant = 0b11_u128 << 62;
        Self(Guid(random & !version & !variant | 0x4 << 76 | 0b10 << 62))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_in_either_case_and_written_in_lower_case() {
        let id: ProviderId = "01234567-89AB-cdef-0123-456789abcdef".parse().unwrap();
        assert_eq!(id.to_string(), "01234567-89ab-cdef-0123-456789abcdef");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn what_is_not_an_id_is_refused() {
        for text in [
            "",
            "0123456789abcdef0123456789abcdef",
            "01234567-89ab-cdef-0123-456789abcde",
            "01234567-89ab-cdef-0123-456789abcdeg",
            "01234567-89ab-cdef-0123456789abcdef-",
            "{1234567-89ab-cdef-0123-456789abcde}",
            "01234567-89ab-cdef-0123-4567é9abcde",
            "+1234567-89ab-cdef-0123-456789abcdef",
        ] {
            assert_eq!(text.parse::<UserId>(), Err(NotAnId), "{text}");
        }
    }

    #[test]
    fn a_random_device_id_is_a_version_4_guid() {
        for byte in [0x00, 0xff] {
            let id = DeviceId::from_random([byte; 16]).to_string();
            assert_eq!(id.as_bytes()[14], b'4', "{id}");
            assert!(b"89ab".contains(&id.as_bytes()[19]), "{id}");
        }
    }
}
