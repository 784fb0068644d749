//! What can happen: every kind of event that the cloud logs (contract 5).

macro_rules! kinds {
    ($($number:literal $name:ident)*) => {
        /// What happened, by the cloud's number of it. `i18n` has a sentence for each.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[expect(missing_docs, reason = "the sentence of each in i18n/en/events.rs says what it is")]
        pub enum EventKind {
            $($name,)*
            /// Of a later version of the cloud.
            Unknown(i64),
        }

        impl EventKind {
            /// All that this version knows, by number.
            pub const KNOWN: &'static [Self] = &[$(Self::$name),*];

            /// `EventType` of contract 5.
            pub fn from_number(number: i64) -> Self {
                match number {
                    $($number => Self::$name,)*
                    other => Self::Unknown(other),
                }
            }

            /// The number that the cloud has for it.
            pub fn number(self) -> i64 {
                match self {
                    $(Self::$name => $number,)*
                    Self::Unknown(number) => number,
                }
            }
        }
    };
}

kinds! {
    // A person's own account.
    1000 LoggedIn
    1001 ChangedPassword
    1002 UpdatedTwoStep
    1003 DisabledTwoStep
    1004 RecoveredTwoStep
    1005 FailedLogin
    1006 FailedTwoStep
    1007 ExportedVault
    1008 UpdatedTemporaryPassword
    1009 MigratedToKeyConnector
    1010 RequestedDeviceApproval
    1011 OffboardedFromTrustedDevices
    // Items.
    1100 ItemCreated
    1101 ItemUpdated
    1102 ItemDeleted
    1103 AttachmentCreated
    1104 AttachmentDeleted
    1105 ItemShared
    1106 ItemCollectionsChanged
    1107 ItemViewed
    1108 PasswordShown
    1109 HiddenFieldShown
    1110 CardCodeShown
    1111 PasswordCopied
    1112 HiddenFieldCopied
    1113 CardCodeCopied
    1114 ItemAutofilled
    1115 ItemTrashed
    1116 ItemRestored
    1117 CardNumberShown
    1118 TotpSeedShown
    1119 AccountNumberCopied
    1120 BankPinCopied
    1121 AccountNumberShown
    1122 BankPinShown
    1123 LicenseNumberCopied
    1124 LicenseNumberShown
    1125 PassportNumberCopied
    1126 PassportNumberShown
    1127 SwiftCopied
    1128 SwiftShown
    1129 IbanCopied
    1130 IbanShown
    1131 NationalIdCopied
    1132 NationalIdShown
    // Collections.
    1300 CollectionCreated
    1301 CollectionUpdated
    1302 CollectionDeleted
    // Groups.
    1400 GroupCreated
    1401 GroupUpdated
    1402 GroupDeleted
    // Members of an organisation.
    1500 MemberInvited
    1501 MemberConfirmed
    1502 MemberUpdated
    1503 MemberRemoved
    1504 MemberGroupsChanged
    1505 SsoUnlinked
    1506 RecoveryEnrolled
    1507 RecoveryWithdrawn
    1508 PasswordResetByAdmin
    1509 SsoLinkReset
    1510 FirstSsoLogin
    1511 MemberRevoked
    1512 MemberRestored
    1513 DeviceApproved
    1514 DeviceRejected
    1515 MemberAccountDeleted
    1516 MemberLeft
    1517 MemberAutoConfirmed
    1518 MemberSelfRevoked
    1519 TwoStepResetByAdmin
    1520 RevokedByTwoStepPolicy
    1521 RevokedBySingleOrganizationPolicy
    1522 BannerActionClicked
    1523 MemberStaged
    1524 InviteLinkAccepted
    1525 EmailChangedByAdmin
    1526 InviteLinkConfirmed
    // An organisation.
    1600 OrganizationUpdated
    1601 VaultPurged
    1602 OrganizationVaultExported
    1603 OrganizationVaultAccessed
    1604 SsoEnabled
    1605 SsoDisabled
    1606 KeyConnectorEnabled
    1607 KeyConnectorDisabled
    1608 SponsorshipsSynced
    1609 CollectionManagementUpdated
    1610 CollectionCreationLimited
    1611 CollectionCreationOpened
    1612 CollectionDeletionLimited
    1613 CollectionDeletionOpened
    1614 ItemDeletionLimited
    1615 ItemDeletionOpened
    1616 AdminAccessEnabled
    1617 AdminAccessDisabled
    1618 ItemTransferAccepted
    1619 ItemTransferDeclined
    1620 AutoConfirmEnabled
    1621 AutoConfirmDisabled
    1622 AutoConfirmEnabledByBitwarden
    1623 AutoConfirmDisabledByBitwarden
    1624 InviteLinkCreated
    1625 InviteLinkDomainsEdited
    1626 InviteLinkDeleted
    1627 InviteLinkCopied
    1628 InviteLinkRefreshed
    1629 InviteLinkAutoConfirmEnabled
    1630 InviteLinkAutoConfirmDisabled
    // Policies.
    1700 PolicyUpdated
    // A provider's users.
    1800 TeamMemberInvited
    1801 TeamMemberConfirmed
    1802 TeamMemberUpdated
    1803 TeamMemberRemoved
    // A provider's clients.
    1900 ClientCreated
    1901 ClientAdded
    1902 ClientRemoved
    1903 ClientVaultAccessed
    // Claimed domains.
    2000 DomainAdded
    2001 DomainRemoved
    2002 DomainVerified
    2003 DomainNotVerified
    // Secrets Manager.
    2100 SecretRetrieved
    2101 SecretCreated
    2102 SecretEdited
    2103 SecretDeleted
    2104 SecretPermanentlyDeleted
    2105 SecretRestored
    2200 ProjectRetrieved
    2201 ProjectCreated
    2202 ProjectEdited
    2203 ProjectDeleted
    2300 MachineUserAdded
    2301 MachineUserRemoved
    2302 MachineGroupAdded
    2303 MachineGroupRemoved
    2304 MachineAccountCreated
    2305 MachineAccountDeleted
    // Phishing.
    2400 PhishingSiteAccessed
    2401 PhishingSiteExited
    2402 PhishingSiteBypassed
    // Send.
    2500 TextSendCreated
    2501 TextSendCreatedForEmail
    2502 TextSendCreatedWithPassword
    2503 FileSendCreated
    2504 FileSendCreatedForEmail
    2505 FileSendCreatedWithPassword
    2506 TextSendEdited
    2507 FileSendEdited
    2508 TextSendDeleted
    2509 FileSendDeleted
    2510 TextSendAccessed
    2511 FileSendAccessed
}

/// What an event is about. The cloud numbers its kinds by it.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Subject {
    /// A person's own account.
    Account,
    /// An item of a vault.
    Item,
    /// A collection.
    Collection,
    /// A group.
    Group,
    /// A member of an organisation.
    Member,
    /// The organisation itself.
    Organization,
    /// A policy.
    Policy,
    /// A user of the provider.
    TeamMember,
    /// A client of the provider.
    Client,
    /// A domain.
    Domain,
    /// A secret.
    Secret,
    /// A project of secrets.
    Project,
    /// A machine account.
    MachineAccount,
    /// A site that phishes.
    PhishingSite,
    /// A Send.
    Send,
    /// Of a later version of the cloud.
    Unknown,
}

impl EventKind {
    /// What it is about. A kind that this version does not know still stands among its own.
    pub fn subject(self) -> Subject {
        match self.number().div_euclid(100) {
            10 => Subject::Account,
            11 => Subject::Item,
            13 => Subject::Collection,
            14 => Subject::Group,
            15 => Subject::Member,
            16 => Subject::Organization,
            17 => Subject::Policy,
            18 => Subject::TeamMember,
            19 => Subject::Client,
            20 => Subject::Domain,
            21 => Subject::Secret,
            22 => Subject::Project,
            23 => Subject::MachineAccount,
            24 => Subject::PhishingSite,
            25 => Subject::Send,
            _ => Subject::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_by_its_number() {
        for kind in EventKind::KNOWN {
            assert_eq!(EventKind::from_number(kind.number()), *kind);
            assert_ne!(kind.subject(), Subject::Unknown, "{kind:?}");
        }
        let numbers: Vec<i64> = EventKind::KNOWN.iter().map(|kind| kind.number()).collect();
        assert!(numbers.is_sorted_by(|one, next| one < next));
    }

    /// The tables of contract 5, as ranges.
    #[test]
    fn no_kind_of_the_contract_is_missing() {
        for (first, last) in [
            (1000, 1011),
            (1100, 1132),
            (1300, 1302),
            (1400, 1402),
            (1500, 1526),
            (1600, 1630),
            (1700, 1700),
            (1800, 1803),
            (1900, 1903),
            (2000, 2003),
            (2100, 2105),
            (2200, 2203),
            (2300, 2305),
            (2400, 2402),
            (2500, 2511),
        ] {
            for number in first..=last {
                let kind = EventKind::from_number(number);
                assert!(!matches!(kind, EventKind::Unknown(_)), "{number}");
            }
            let beyond = EventKind::from_number(last + 1);
            assert_eq!(beyond, EventKind::Unknown(last + 1));
        }
    }

    #[test]
    fn a_kind_of_a_later_version_is_kept_with_its_number() {
        let kind = EventKind::from_number(1899);
        assert_eq!(kind, EventKind::Unknown(1899));
        assert_eq!(kind.number(), 1899);
        assert_eq!(kind.subject(), Subject::TeamMember);
        assert_eq!(EventKind::from_number(-7).subject(), Subject::Unknown);
    }
}
