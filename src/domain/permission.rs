//! Who may do what, and why not. Each rule is the server's; the portal's copy is only there to say so beforehand.

use super::organization::{Features, MemberRole};
use super::provider::{ProviderRole, ProviderStatus, Standing};

/// What a person wants to do.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Action {
    /// See the provider's clients (contract 3.4).
    SeeClients,
    /// Make a client (3.5).
    CreateClient,
    /// Take in an organisation that one owns (3.5).
    AddExistingClient,
    /// Change a client's seats or name (3.5).
    ChangeClient,
    /// Let a client go (3.4).
    UnlinkClient,
    /// Delete a client with all that is in it (4.0 and 4.1).
    DeleteClient,
    /// See and change the provider's users (3.3).
    ManageTeam,
    /// See the provider's events (3.7).
    SeeProviderEvents,
    /// See the provider's subscription (3.6).
    SeeSubscription,
    /// See invoices and the payment method, and change it (3.6).
    ManageBilling,
    /// Change the provider's name and address (3.1).
    ChangeProvider,
    /// See an organisation's facts, members, groups and collections (4.0 to 4.5).
    ManageOrganization,
    /// See and set policies (4.6).
    ManagePolicies,
    /// Make and change groups (4.4).
    ManageGroups,
    /// See an organisation's events (5).
    SeeOrganizationEvents,
    /// Read and change vault items (4.0).
    ManageItems,
    /// Export the vault (4.0).
    ExportVault,
}

/// What a person is, towards what is to be done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Actor {
    /// A confirmed user of the provider that it is about, or that manages the organisation.
    ProviderUser(ProviderRole),
    /// A confirmed member of the organisation.
    Member(MemberRole),
}

/// What it is to be done to, as far as that decides.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Subject {
    /// A provider.
    Provider(ProviderStatus, Standing),
    /// An organisation and what its plan has.
    Organization(Features),
}

/// Whether it may be done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// It may.
    Allowed,
    /// It may not.
    Refused(Reason),
}

/// Why something may not be done.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Reason {
    /// Only a provider admin may.
    ProviderAdminOnly,
    /// Only an owner or an admin of the organisation may, or its provider.
    OrganizationAdminOnly,
    /// The person's role is of a later version of the cloud.
    UnknownRole,
    /// The provider is not set up yet.
    ProviderPending,
    /// The provider has no consolidated billing.
    NotBillable,
    /// The provider is suspended.
    ProviderSuspended,
    /// The plan does not have it.
    NotInPlan,
    /// The cloud took item access away from provider users in 2024.7.0.
    ItemsClosedToProviders,
    /// It is about a provider, and this is an organisation, or the other way around.
    DoesNotApply,
}

/// Whether this person may do this.
pub fn verdict(action: Action, actor: Actor, subject: Subject) -> Verdict {
    match refusal(action, actor, subject) {
        None => Verdict::Allowed,
        Some(reason) => Verdict::Refused(reason),
    }
}

fn refusal(action: Action, actor: Actor, subject: Subject) -> Option<Reason> {
    match subject {
        Subject::Provider(status, standing) => on_provider(action, actor, status, standing),
        Subject::Organization(features) => on_organization(action, actor, features),
    }
}

/// `src/Libraries/OrganizationAuthorization/Providers/` and the controllers of contract 3.
fn on_provider(
    action: Action,
    actor: Actor,
    status: ProviderStatus,
    standing: Standing,
) -> Option<Reason> {
    let Actor::ProviderUser(role) = actor else {
        return Some(Reason::DoesNotApply);
    };
    if matches!(role, ProviderRole::Unknown(_)) {
        return Some(Reason::UnknownRole);
    }
    let open_to_service_users = match action {
        Action::SeeClients
        | Action::ChangeClient
        | Action::DeleteClient
        | Action::SeeSubscription => true,
        Action::CreateClient
        | Action::AddExistingClient
        | Action::UnlinkClient
        | Action::ManageTeam
        | Action::SeeProviderEvents
        | Action::ManageBilling
        | Action::ChangeProvider => false,
        Action::ManageOrganization
        | Action::ManagePolicies
        | Action::ManageGroups
        | Action::SeeOrganizationEvents
        | Action::ManageItems
        | Action::ExportVault => return Some(Reason::DoesNotApply),
    };
    if !open_to_service_users && role != ProviderRole::Admin {
        return Some(Reason::ProviderAdminOnly);
    }
    // Nothing can be made without the provider's key, which the set-up makes.
    let touches_clients = matches!(
        action,
        Action::CreateClient | Action::AddExistingClient | Action::ChangeClient
    );
    let bills = matches!(action, Action::SeeSubscription | Action::ManageBilling);
    if (touches_clients || bills) && status == ProviderStatus::Pending {
        return Some(Reason::ProviderPending);
    }
    if (touches_clients || bills) && status != ProviderStatus::Billable {
        return Some(Reason::NotBillable);
    }
    // The server does not look, but it would be billed to an account that does not pay.
    if matches!(action, Action::CreateClient | Action::AddExistingClient)
        && standing == Standing::Suspended
    {
        return Some(Reason::ProviderSuspended);
    }
    None
}

/// `src/Core/Context/CurrentContext.cs` and contract 4.0: a provider user counts as an owner, save for items.
fn on_organization(action: Action, actor: Actor, features: Features) -> Option<Reason> {
    let provider = match actor {
        Actor::ProviderUser(ProviderRole::Unknown(_)) | Actor::Member(MemberRole::Unknown(_)) => {
            return Some(Reason::UnknownRole);
        }
        Actor::ProviderUser(_) => true,
        Actor::Member(MemberRole::Owner | MemberRole::Admin) => false,
        // What a custom role may do is decided by switches that the portal does not read.
        Actor::Member(MemberRole::User | MemberRole::Custom) => {
            return Some(Reason::OrganizationAdminOnly);
        }
    };
    let offered = match action {
        Action::ManageOrganization => true,
        Action::ManagePolicies => features.policies,
        Action::ManageGroups => features.groups,
        Action::SeeOrganizationEvents => features.events,
        Action::ManageItems | Action::ExportVault if provider => {
            return Some(Reason::ItemsClosedToProviders);
        }
        Action::ManageItems | Action::ExportVault => true,
        _ => return Some(Reason::DoesNotApply),
    };
    if offered {
        None
    } else {
        Some(Reason::NotInPlan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BILLABLE: Subject = Subject::Provider(ProviderStatus::Billable, Standing::Enabled);
    const ADMIN: Actor = Actor::ProviderUser(ProviderRole::Admin);
    const SERVICE: Actor = Actor::ProviderUser(ProviderRole::ServiceUser);
    const TEAMS: Features = Features {
        policies: false,
        groups: true,
        events: true,
        sso: false,
        account_recovery: false,
        custom_roles: false,
        scim: true,
        domains: false,
    };

    const ON_PROVIDER: [Action; 11] = [
        Action::SeeClients,
        Action::CreateClient,
        Action::AddExistingClient,
        Action::ChangeClient,
        Action::UnlinkClient,
        Action::DeleteClient,
        Action::ManageTeam,
        Action::SeeProviderEvents,
        Action::SeeSubscription,
        Action::ManageBilling,
        Action::ChangeProvider,
    ];
    const ON_ORGANIZATION: [Action; 6] = [
        Action::ManageOrganization,
        Action::ManagePolicies,
        Action::ManageGroups,
        Action::SeeOrganizationEvents,
        Action::ManageItems,
        Action::ExportVault,
    ];

    fn allowed(actions: &[Action], actor: Actor, subject: Subject) -> Vec<Action> {
        actions
            .iter()
            .copied()
            .filter(|action| verdict(*action, actor, subject) == Verdict::Allowed)
            .collect()
    }

    #[test]
    fn an_admin_of_a_billable_provider_may_do_everything_to_it() {
        assert_eq!(allowed(&ON_PROVIDER, ADMIN, BILLABLE), ON_PROVIDER);
        assert!(allowed(&ON_ORGANIZATION, ADMIN, BILLABLE).is_empty());
    }

    #[test]
    fn a_service_user_sees_and_changes_clients_and_no_more() {
        use Action::{ChangeClient, DeleteClient, SeeClients, SeeSubscription};
        assert_eq!(
            allowed(&ON_PROVIDER, SERVICE, BILLABLE),
            [SeeClients, ChangeClient, DeleteClient, SeeSubscription]
        );
        assert_eq!(
            verdict(Action::CreateClient, SERVICE, BILLABLE),
            Verdict::Refused(Reason::ProviderAdminOnly)
        );
    }

    #[test]
    fn what_the_provider_is_not_ready_for_is_said() {
        for (status, standing, reason) in [
            (
                ProviderStatus::Pending,
                Standing::Enabled,
                Reason::ProviderPending,
            ),
            (
                ProviderStatus::Created,
                Standing::Enabled,
                Reason::NotBillable,
            ),
            (
                ProviderStatus::Unknown(9),
                Standing::Enabled,
                Reason::NotBillable,
            ),
            (
                ProviderStatus::Billable,
                Standing::Suspended,
                Reason::ProviderSuspended,
            ),
        ] {
            let subject = Subject::Provider(status, standing);
            assert_eq!(
                verdict(Action::CreateClient, ADMIN, subject),
                Verdict::Refused(reason)
            );
            assert_eq!(
                verdict(Action::SeeClients, ADMIN, subject),
                Verdict::Allowed
            );
        }
    }

    #[test]
    fn a_provider_user_is_an_owner_of_its_clients_save_for_items() {
        use Action::{ManageGroups, ManageOrganization, SeeOrganizationEvents};
        let subject = Subject::Organization(TEAMS);
        for actor in [ADMIN, SERVICE] {
            let expected = [ManageOrganization, ManageGroups, SeeOrganizationEvents];
            assert_eq!(allowed(&ON_ORGANIZATION, actor, subject), expected);
            let items = verdict(Action::ManageItems, actor, subject);
            assert_eq!(items, Verdict::Refused(Reason::ItemsClosedToProviders));
        }
        assert_eq!(
            verdict(Action::ManagePolicies, ADMIN, subject),
            Verdict::Refused(Reason::NotInPlan)
        );
    }

    #[test]
    fn members_below_admin_manage_nothing() {
        let subject = Subject::Organization(TEAMS);
        let owner = Actor::Member(MemberRole::Owner);
        assert_eq!(
            verdict(Action::ManageItems, owner, subject),
            Verdict::Allowed
        );
        for role in [MemberRole::User, MemberRole::Custom, MemberRole::Unknown(3)] {
            assert!(allowed(&ON_ORGANIZATION, Actor::Member(role), subject).is_empty());
        }
    }
}
