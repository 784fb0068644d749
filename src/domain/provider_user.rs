//! The people of a provider, and what may be done with each (contract 3.3).

use super::ids::{ProviderUserId, UserId};
use super::provider::ProviderRole;

/// One who is, or is to be, in a provider.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProviderUser {
    /// The place in the provider.
    pub id: ProviderUserId,
    /// The person. `None` while only invited.
    pub user: Option<UserId>,
    /// The person's name, decoded. `None` while only invited, and for accounts without one.
    pub name: Option<String>,
    /// The address that was invited.
    pub email: String,
    /// What the person is, or will be.
    pub role: ProviderRole,
    /// How far it has come.
    pub status: ProviderUserStatus,
}

impl ProviderUser {
    /// The name, or the address of one without.
    pub fn called(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.email)
    }

    /// Whether this is an admin who can work.
    pub fn is_confirmed_admin(&self) -> bool {
        self.role == ProviderRole::Admin && self.status == ProviderUserStatus::Confirmed
    }
}

/// How far somebody's joining has come. In this order: what waits for somebody comes first.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum ProviderUserStatus {
    /// Has joined, and waits for an admin who gives the provider's key.
    Accepted,
    /// Was sent an invitation.
    Invited,
    /// Has the key, and can work.
    Confirmed,
    /// Of a later version of the cloud.
    Unknown(i64),
}

impl ProviderUserStatus {
    /// `ProviderUserStatusType` of contract 3.
    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Invited,
            1 => Self::Accepted,
            2 => Self::Confirmed,
            other => Self::Unknown(other),
        }
    }
}

/// For how many days an invitation works (contract 10). The cloud tells nowhere in the list when it was sent.
pub const INVITATION_DAYS: u32 = 5;

/// Something to do with one person.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum TeamAct {
    /// Send the invitation again.
    Resend,
    /// Give the provider's key.
    Confirm,
    /// Make an admin.
    Promote,
    /// Make a service user.
    Demote,
    /// Take out of the provider.
    Remove,
}

/// Why something is not done with this person.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum TeamReason {
    /// It is for those who have only been invited.
    NotInvited,
    /// It is for those who have accepted: this one has not yet.
    NotAcceptedYet,
    /// It was done already.
    AlreadyConfirmed,
    /// The person is that already.
    HasRole,
    /// The provider would be without a confirmed admin.
    LastAdmin,
    /// The cloud lets nobody remove themselves.
    Yourself,
    /// The role or the state is of a later version of the cloud.
    Unknown,
}

/// Why `act` may not be done with `who`, if it may not. `me` is the account of who wants it, an admin; `team` is everybody.
pub fn refusal(
    act: TeamAct,
    who: &ProviderUser,
    me: UserId,
    team: &[ProviderUser],
) -> Option<TeamReason> {
    use ProviderUserStatus::{Accepted, Confirmed, Invited, Unknown};
    let another_admin = || {
        team.iter()
            .any(|other| other.id != who.id && other.is_confirmed_admin())
    };
    match (act, who.status) {
        (TeamAct::Resend, Invited) | (TeamAct::Confirm, Accepted) => None,
        (TeamAct::Resend, _) => Some(TeamReason::NotInvited),
        (TeamAct::Confirm, Invited) => Some(TeamReason::NotAcceptedYet),
        (TeamAct::Confirm, Confirmed) => Some(TeamReason::AlreadyConfirmed),
        (TeamAct::Confirm, Unknown(_)) => Some(TeamReason::Unknown),
        (TeamAct::Promote, _) => (who.role == ProviderRole::Admin).then_some(TeamReason::HasRole),
        (TeamAct::Demote, _) if who.role == ProviderRole::ServiceUser => Some(TeamReason::HasRole),
        (TeamAct::Demote, _) => (!another_admin()).then_some(TeamReason::LastAdmin),
        (TeamAct::Remove, _) if who.is_confirmed_admin() && !another_admin() => {
            Some(TeamReason::LastAdmin)
        }
        (TeamAct::Remove, _) => (who.user == Some(me)).then_some(TeamReason::Yourself),
    }
}

/// Whether the provider can go on when one admin is locked out. Nobody can reset a master password, so there should always
/// be two.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Failover {
    /// Two confirmed admins, or more.
    Safe,
    /// Fewer; what mends it is the nearest thing to do.
    Missing(FailoverMend),
}

/// What brings a second confirmed admin, the nearest thing first.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FailoverMend {
    /// One has accepted, and waits to be confirmed.
    Confirm(ProviderUserId),
    /// One was invited, and has not accepted.
    Resend(ProviderUserId),
    /// Nobody is on the way.
    Invite,
}

/// Whether fewer than two confirmed admins are left, and what mends it.
pub fn failover(team: &[ProviderUser]) -> Failover {
    if team
        .iter()
        .filter(|user| user.is_confirmed_admin())
        .nth(1)
        .is_some()
    {
        return Failover::Safe;
    }
    let on_the_way = |status| {
        team.iter()
            .find(|user| user.role == ProviderRole::Admin && user.status == status)
            .map(|user| user.id)
    };
    Failover::Missing(
        on_the_way(ProviderUserStatus::Accepted)
            .map(FailoverMend::Confirm)
            .or_else(|| on_the_way(ProviderUserStatus::Invited).map(FailoverMend::Resend))
            .unwrap_or(FailoverMend::Invite),
    )
}

/// What became of one person when something was done with several.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum TeamOutcome {
    /// It was done, and the list shows it.
    Done,
    /// The cloud refused. The text is the cloud's.
    Refused(String),
    /// The cloud said nothing against it, and the list does not show it.
    NotSeen,
    /// The person was in the provider already: the cloud passes over such an invitation in silence.
    AlreadyThere,
}

/// Whether the list shows that `act` was done with the person of this id.
pub fn is_done(act: TeamAct, id: ProviderUserId, team: &[ProviderUser]) -> bool {
    let found = team.iter().find(|user| user.id == id);
    match act {
        TeamAct::Remove => found.is_none(),
        TeamAct::Confirm => found.is_some_and(|user| user.status == ProviderUserStatus::Confirmed),
        TeamAct::Promote => found.is_some_and(|user| user.role == ProviderRole::Admin),
        TeamAct::Demote => found.is_some_and(|user| user.role == ProviderRole::ServiceUser),
        // Nothing in the list shows that a mail was sent.
        TeamAct::Resend => found.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use ProviderRole::{Admin, ServiceUser};
    use ProviderUserStatus::{Accepted, Confirmed, Invited};

    fn user(number: u128, role: ProviderRole, status: ProviderUserStatus) -> ProviderUser {
        let id = format!("00000000-0000-0000-0000-{number:012x}");
        ProviderUser {
            id: id.parse().unwrap(),
            user: (status != Invited).then(|| id.parse().unwrap()),
            name: None,
            email: format!("p{number}@example.com"),
            role,
            status,
        }
    }

    fn me(team: &[ProviderUser]) -> UserId {
        team[0].user.unwrap()
    }

    #[test]
    fn each_act_fits_its_state() {
        let team = [
            user(1, Admin, Confirmed),
            user(2, Admin, Confirmed),
            user(3, ServiceUser, Accepted),
            user(4, ServiceUser, Invited),
            user(5, ProviderRole::Unknown(7), ProviderUserStatus::Unknown(9)),
        ];
        use TeamAct::{Confirm, Demote, Promote, Remove, Resend};
        use TeamReason::{AlreadyConfirmed, HasRole, NotAcceptedYet, NotInvited, Yourself};
        for (at, expected) in [
            (
                0,
                [
                    Some(NotInvited),
                    Some(AlreadyConfirmed),
                    Some(HasRole),
                    None,
                    Some(Yourself),
                ],
            ),
            (
                1,
                [
                    Some(NotInvited),
                    Some(AlreadyConfirmed),
                    Some(HasRole),
                    None,
                    None,
                ],
            ),
            (2, [Some(NotInvited), None, None, Some(HasRole), None]),
            (3, [None, Some(NotAcceptedYet), None, Some(HasRole), None]),
            (
                4,
                [
                    Some(NotInvited),
                    Some(TeamReason::Unknown),
                    None,
                    None,
                    None,
                ],
            ),
        ] {
            let found = [Resend, Confirm, Promote, Demote, Remove]
                .map(|act| refusal(act, &team[at], me(&team), &team));
            assert_eq!(found, expected, "row {at}");
        }
    }

    #[test]
    fn the_last_confirmed_admin_stays_one_whoever_else_is_on_the_way() {
        let team = [
            user(1, Admin, Confirmed),
            user(2, Admin, Accepted),
            user(3, Admin, Invited),
        ];
        for act in [TeamAct::Demote, TeamAct::Remove] {
            assert_eq!(
                refusal(act, &team[0], me(&team), &team),
                Some(TeamReason::LastAdmin)
            );
        }
        assert_eq!(refusal(TeamAct::Demote, &team[1], me(&team), &team), None);
    }

    #[test]
    fn failover_names_the_nearest_thing_to_do() {
        let (one, two) = (user(1, Admin, Confirmed), user(2, Admin, Confirmed));
        let (accepted, invited) = (user(3, Admin, Accepted), user(4, Admin, Invited));
        let service = user(5, ServiceUser, Confirmed);
        let missing = |mend| Failover::Missing(mend);
        for (team, expected) in [
            (vec![one.clone(), two], Failover::Safe),
            (
                vec![one.clone(), service.clone()],
                missing(FailoverMend::Invite),
            ),
            (
                vec![one.clone(), invited.clone()],
                missing(FailoverMend::Resend(invited.id)),
            ),
            (
                vec![one, invited, accepted.clone()],
                missing(FailoverMend::Confirm(accepted.id)),
            ),
            (vec![service], missing(FailoverMend::Invite)),
            (vec![], missing(FailoverMend::Invite)),
        ] {
            assert_eq!(failover(&team), expected, "{team:?}");
        }
    }

    #[test]
    fn the_list_tells_what_was_done() {
        let team = [user(1, Admin, Confirmed), user(2, ServiceUser, Invited)];
        let gone = "00000000-0000-0000-0000-00000000dead".parse().unwrap();
        for (act, id, done) in [
            (TeamAct::Remove, gone, true),
            (TeamAct::Remove, team[1].id, false),
            (TeamAct::Confirm, team[0].id, true),
            (TeamAct::Confirm, team[1].id, false),
            (TeamAct::Promote, team[1].id, false),
            (TeamAct::Demote, team[1].id, true),
            (TeamAct::Resend, team[1].id, true),
            (TeamAct::Resend, gone, false),
        ] {
            assert_eq!(is_done(act, id, &team), done, "{act:?} {id}");
        }
    }

    proptest! {
        #[test]
        fn no_act_that_is_let_through_leaves_nobody_in_charge(
            rows in prop::collection::vec((0_i64..3, 0_i64..4), 1..8),
            whom in 0_usize..8,
        ) {
            let mut team: Vec<ProviderUser> = (1..)
                .zip(&rows)
                .map(|(number, (role, status))| {
                    user(number, ProviderRole::from_number(*role), ProviderUserStatus::from_number(*status))
                })
                .collect();
            team[0] = user(1, Admin, Confirmed);
            let me = me(&team);
            let at = whom % team.len();
            for act in [TeamAct::Demote, TeamAct::Remove] {
                if refusal(act, &team[at], me, &team).is_none() {
                    let mut after = team.clone();
                    match act {
                        TeamAct::Remove => drop(after.remove(at)),
                        _ => after[at].role = ServiceUser,
                    }
                    prop_assert!(after.iter().any(ProviderUser::is_confirmed_admin));
                }
            }
        }
    }
}
