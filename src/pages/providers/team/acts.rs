//! What is done with people from this screen, one thing at a time: a second press while one is under way does nothing.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Selection, Toasts};
use crate::domain::ids::{ProviderId, ProviderUserId, UserId};
use crate::domain::provider::ProviderRole;
use crate::domain::provider_user::{ProviderUser, TeamAct, TeamOutcome, TeamReason, refusal};
use crate::domain::team_list::TeamList;
use crate::i18n::{Messages, words};
use crate::session::Session;
use crate::session::team::{Confirmable, Outcomes, Team, Trouble};

/// What a person wants to do, in the dialog.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Wanted {
    /// Invite people.
    Invite,
    /// Confirm these.
    Confirm(Vec<ProviderUserId>),
    /// Remove these.
    Remove(Vec<ProviderUserId>),
    /// Change somebody's role.
    Role(ProviderUserId),
    /// See what became of each.
    Report,
}

/// The acts of this screen. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    pub(super) provider: ProviderId,
    pub(super) team: Team,
    pub(super) list: Memo<TeamList>,
    /// `person`: whose row is open.
    pub(super) open: RwSignal<String>,
    pub(super) selection: Selection<ProviderUserId>,
    /// What was typed into the invitation, kept while its dialog is closed.
    pub(super) typed: RwSignal<String>,
    /// The role to invite for: 0 admin, 1 service user, as the choices stand.
    pub(super) invited_role: RwSignal<usize>,
    /// What became of each, by what the person is called.
    pub(super) report: RwSignal<Vec<(String, TeamOutcome)>>,
    wanted: RwSignal<Option<Wanted>>,
    /// What the dialog showed when that was begun which is under way.
    begun: StoredValue<Option<Wanted>>,
    /// What is to be told when another dialog than that closes.
    kept: StoredValue<Option<Kept>>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    toasts: Toasts,
    /// The reader's language, for what is said when a call has come back.
    pub(super) words: &'static Messages,
    me: Option<UserId>,
}

/// What was wrong with the last try, and what it left behind.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Problem {
    /// What was wrong.
    pub(super) trouble: Trouble,
    /// What was done all the same, in a sentence.
    pub(super) also: Option<String>,
}

/// What ended while another dialog was open.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Kept {
    /// With a report.
    Report,
    /// With a problem.
    Problem(Problem),
}

/// The roles that one can be invited for or changed to, as the choices stand.
pub(super) const ROLES: [ProviderRole; 2] = [ProviderRole::Admin, ProviderRole::ServiceUser];

impl Acts {
    pub(super) fn new(
        provider: ProviderId,
        team: Team,
        list: Memo<TeamList>,
        open: RwSignal<String>,
    ) -> Self {
        let profile = Session::current().directory().profile();
        let me =
            profile.with_untracked(|cached| cached.value.as_ref().map(|(profile, _)| profile.id));
        Self {
            provider,
            team,
            list,
            open,
            selection: Selection::default(),
            typed: RwSignal::new(String::new()),
            invited_role: RwSignal::new(1),
            report: RwSignal::new(Vec::new()),
            wanted: RwSignal::new(None),
            begun: StoredValue::new(None),
            kept: StoredValue::new(None),
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            toasts: Toasts::current(),
            words: words(),
            me,
        }
    }

    /// What the dialog shows.
    pub(super) fn wanted(self) -> Signal<Option<Wanted>> {
        self.wanted.into()
    }

    /// Whether something is under way.
    pub(super) fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// What was wrong with the last try.
    pub(super) fn problem(self) -> Signal<Option<Problem>> {
        self.problem.into()
    }

    /// Opens the dialog, in the place of an open row.
    pub(super) fn want(self, wanted: Wanted) {
        self.problem.set(None);
        self.open.set(String::new());
        self.wanted.set(Some(wanted));
    }

    /// The dialog was closed. What it kept from being told is told now.
    pub(super) fn dismiss(self) {
        if self.wanted.with_untracked(Option::is_none) {
            return;
        }
        let (report, problem) = match self.kept.get_value() {
            None => (None, None),
            Some(Kept::Report) => (Some(Wanted::Report), None),
            Some(Kept::Problem(problem)) => (None, Some(problem)),
        };
        self.kept.set_value(None);
        self.wanted.set(report);
        self.problem.set(problem);
    }

    /// The next invitation is for an admin.
    pub(super) fn invite_as_admin(self) {
        self.invited_role.set(0);
    }

    /// Who has this id, tracked.
    pub(super) fn find(self, id: ProviderUserId) -> Option<ProviderUser> {
        self.list.with(|list| list.find(id).cloned())
    }

    /// Why this may not be done with this person, if it may not, tracked.
    pub(super) fn refusal(self, act: TeamAct, who: &ProviderUser) -> Option<TeamReason> {
        let Some(me) = self.me else {
            return Some(TeamReason::Unknown);
        };
        self.list.with(|list| refusal(act, who, me, list.all()))
    }

    /// Whether it is the person at the screen.
    pub(super) fn is_me(self, who: &ProviderUser) -> bool {
        who.user.is_some() && who.user == self.me
    }

    pub(super) fn resend(self, ids: Vec<ProviderUserId>) {
        let team = self.team;
        self.run(
            self.words.team.resent,
            async move { team.resend(ids).await },
        );
    }

    pub(super) fn confirm(self, people: Vec<Confirmable>) {
        let team = self.team;
        self.run(self.words.team.confirmed_all, async move {
            team.confirm(people).await
        });
    }

    pub(super) fn remove(self, ids: Vec<ProviderUserId>) {
        let team = self.team;
        self.run(
            self.words.team.removed,
            async move { team.remove(ids).await },
        );
    }

    pub(super) fn change_role(self, who: ProviderUser, role: ProviderRole) {
        let team = self.team;
        self.run(self.words.team.role_changed, async move {
            team.change_role(who, role).await
        });
    }

    /// Begins something of one's own. `false` while something else is under way.
    pub(super) fn begin(self) -> bool {
        if self.busy.get_untracked() {
            return false;
        }
        self.problem.set(None);
        self.begun.set_value(self.wanted.get_untracked());
        self.kept.set_value(None);
        self.busy.set(true);
        true
    }

    /// It ended: with a sentence to be told, or with a problem that stays in the dialog. The screen may be gone by then, and
    /// another dialog open, which stays as it is.
    pub(super) fn end(self, result: Result<String, Problem>) {
        if self.busy.try_set(false).is_some() {
            return;
        }
        match result {
            Ok(told) => {
                self.toasts.say(told);
                if !self.is_elsewhere() {
                    self.wanted.set(None);
                }
            }
            Err(problem) if self.is_elsewhere() => {
                self.kept.set_value(Some(Kept::Problem(problem)));
            }
            Err(problem) => self.problem.set(Some(problem)),
        }
    }

    /// It ended, and not all of it as it was meant: what became of each is shown.
    pub(super) fn end_with_report(self, report: Vec<(String, TeamOutcome)>) {
        let _ = self.busy.try_set(false);
        if self.report.try_set(report).is_some() {
            return;
        }
        if self.is_elsewhere() {
            self.kept.set_value(Some(Kept::Report));
        } else {
            self.wanted.set(Some(Wanted::Report));
        }
    }

    /// Whether the dialog shows something else by now than what was begun in it.
    fn is_elsewhere(self) -> bool {
        self.wanted.with_untracked(|wanted| {
            wanted.is_some() && self.begun.with_value(|begun| begun != wanted)
        })
    }

    fn run(
        self,
        done: fn(usize) -> String,
        work: impl Future<Output = Result<Outcomes, Trouble>> + 'static,
    ) {
        if !self.begin() {
            return;
        }
        // Who is removed is not in the list afterwards.
        let before = self.list.get_untracked();
        spawn_local(async move {
            match work.await {
                Ok(outcomes)
                    if outcomes
                        .iter()
                        .all(|(_, outcome)| *outcome == TeamOutcome::Done) =>
                {
                    if outcomes.len() > 1 && self.busy.try_get_untracked().is_some() {
                        self.selection.clear();
                    }
                    self.end(Ok(done(outcomes.len())));
                }
                Ok(outcomes) => {
                    let called = |id: ProviderUserId| {
                        before
                            .find(id)
                            .map_or_else(|| id.to_string(), |user| user.called().to_owned())
                    };
                    let report = outcomes
                        .into_iter()
                        .map(|(id, outcome)| (called(id), outcome));
                    self.end_with_report(report.collect());
                }
                Err(trouble) => self.end(Err(Problem {
                    trouble,
                    also: None,
                })),
            }
        });
    }
}
