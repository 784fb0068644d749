//! An entry of an event log (contract 5): of a provider, and of an organisation.

pub mod device;
pub mod kind;
pub mod log;
pub mod names;
pub mod range;
pub mod view;

use device::DeviceType;
pub use kind::{EventKind, Subject};

use super::ids::{
    CipherId, CollectionId, GroupId, MachineAccountId, OrganizationUserId, PolicyId, ProjectId,
    ProviderOrganizationId, ProviderUserId, SecretId, SendId, UserId,
};
use super::time::Timestamp;

/// An event. The cloud gives it no id: two of them are the same when all of it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// What it was done to.
    pub object: Object,
    /// By what it was done.
    pub device: Option<DeviceType>,
    /// The address on the network that it came from.
    pub address: Option<String>,
}

/// Who did something.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Actor {
    /// A person.
    Person(UserId),
    /// The cloud itself, or something on behalf of an organisation.
    System(SystemUser),
    /// The entry does not say.
    Unknown,
}

impl Actor {
    /// Who acted, of what an entry tells: the acting person, or whose account it is about.
    pub fn new(acting: Option<UserId>, user: Option<UserId>, system: Option<i64>) -> Self {
        match (acting.or(user), system) {
            (Some(person), _) => Self::Person(person),
            (None, Some(number)) => Self::System(SystemUser::from_number(number)),
            (None, None) => Self::Unknown,
        }
    }
}

/// What acts without a person (`systemUser` of contract 5).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum SystemUser {
    /// A directory, by SCIM.
    Scim,
    /// The check of claimed domains.
    DomainVerification,
    /// The organisation's own programs.
    PublicApi,
    /// The rule that two-step login is required.
    TwoStepDisabled,
    /// Bitwarden's staff.
    BitwardenPortal,
    /// Number 0, or one of a later version of the cloud.
    Unknown(i64),
}

impl SystemUser {
    /// By the cloud's number.
    pub fn from_number(number: i64) -> Self {
        match number {
            1 => Self::Scim,
            2 => Self::DomainVerification,
            3 => Self::PublicApi,
            4 => Self::TwoStepDisabled,
            5 => Self::BitwardenPortal,
            other => Self::Unknown(other),
        }
    }
}

/// What something was done to.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[expect(missing_docs, reason = "each is named as its id")]
pub enum Object {
    TeamMember(ProviderUserId),
    Client(ProviderOrganizationId),
    Member(OrganizationUserId),
    Group(GroupId),
    Collection(CollectionId),
    Item(CipherId),
    Policy(PolicyId),
    Secret(SecretId),
    Project(ProjectId),
    MachineAccount(MachineAccountId),
    Send(SendId),
    Domain(String),
    /// The account of who acted, the organisation as a whole, or what the entry does not name.
    None,
}

/// The identifiers of an entry, of which its kind says which one matters.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(missing_docs, reason = "each is named as its id")]
pub struct Ids {
    pub team_member: Option<ProviderUserId>,
    pub client: Option<ProviderOrganizationId>,
    pub member: Option<OrganizationUserId>,
    pub group: Option<GroupId>,
    pub collection: Option<CollectionId>,
    pub item: Option<CipherId>,
    pub policy: Option<PolicyId>,
    pub secret: Option<SecretId>,
    pub project: Option<ProjectId>,
    pub machine_account: Option<MachineAccountId>,
    pub send: Option<SendId>,
    pub domain: Option<String>,
}

impl Object {
    /// What an event of this kind is about, of the identifiers that its entry has.
    pub fn new(kind: EventKind, ids: Ids) -> Self {
        match kind.subject() {
            Subject::TeamMember => ids.team_member.map(Self::TeamMember),
            Subject::Client => ids.client.map(Self::Client),
            Subject::Member => ids.member.map(Self::Member),
            Subject::Group => ids.group.map(Self::Group),
            Subject::Collection => ids.collection.map(Self::Collection),
            Subject::Item => ids.item.map(Self::Item),
            Subject::Policy => ids.policy.map(Self::Policy),
            Subject::Secret => ids.secret.map(Self::Secret),
            Subject::Project => ids.project.map(Self::Project),
            Subject::MachineAccount => ids.machine_account.map(Self::MachineAccount),
            Subject::Send => ids.send.map(Self::Send),
            Subject::Domain => ids.domain.map(Self::Domain),
            Subject::Account | Subject::Organization | Subject::PhishingSite => None,
            // Of what nobody knows, that is told which somebody may look for.
            Subject::Unknown => ids
                .client
                .map(Self::Client)
                .or(ids.team_member.map(Self::TeamMember)),
        }
        .unwrap_or(Self::None)
    }

    /// The identifier, as text.
    pub fn id(&self) -> Option<String> {
        Some(match self {
            Self::TeamMember(id) => id.to_string(),
            Self::Client(id) => id.to_string(),
            Self::Member(id) => id.to_string(),
            Self::Group(id) => id.to_string(),
            Self::Collection(id) => id.to_string(),
            Self::Item(id) => id.to_string(),
            Self::Policy(id) => id.to_string(),
            Self::Secret(id) => id.to_string(),
            Self::Project(id) => id.to_string(),
            Self::MachineAccount(id) => id.to_string(),
            Self::Send(id) => id.to_string(),
            Self::Domain(name) => name.clone(),
            Self::None => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSON: &str = "00000000-0000-0000-0000-000000000001";
    const OTHER: &str = "00000000-0000-0000-0000-000000000002";

    #[test]
    fn who_acted_is_a_person_before_it_is_a_system() {
        let (person, other) = (PERSON.parse().unwrap(), OTHER.parse().unwrap());
        assert_eq!(
            Actor::new(Some(person), Some(other), Some(1)),
            Actor::Person(person)
        );
        assert_eq!(Actor::new(None, Some(other), None), Actor::Person(other));
        assert_eq!(
            Actor::new(None, None, Some(1)),
            Actor::System(SystemUser::Scim)
        );
        assert_eq!(
            Actor::new(None, None, Some(9)),
            Actor::System(SystemUser::Unknown(9))
        );
        assert_eq!(Actor::new(None, None, None), Actor::Unknown);
    }

    #[test]
    fn the_kind_says_which_identifier_matters() {
        let ids = Ids {
            team_member: PERSON.parse().ok(),
            client: OTHER.parse().ok(),
            domain: Some("example.nl".into()),
            ..Ids::default()
        };
        let object = |number| Object::new(EventKind::from_number(number), ids.clone());
        assert_eq!(object(1800).id().as_deref(), Some(PERSON));
        assert_eq!(object(1899).id().as_deref(), Some(PERSON));
        assert_eq!(object(1900).id().as_deref(), Some(OTHER));
        assert_eq!(object(2000), Object::Domain("example.nl".into()));
        assert_eq!(object(9999).id().as_deref(), Some(OTHER));
        for number in [1000, 1100, 1600] {
            assert_eq!(object(number), Object::None, "{number}");
        }
    }
}
