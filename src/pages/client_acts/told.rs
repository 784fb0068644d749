//! What of clients is said in words.

use crate::domain::client_table::RowProblem;
use crate::domain::email::NotAnAddress;
use crate::domain::money::Money;
use crate::domain::new_client::{MOST_SEATS, NotAName, NotSeats, Problems};
use crate::domain::permission::Reason;
use crate::domain::plan::{Cadence, PlanType};
use crate::domain::seat_change::{Preview, Refusal, Together};
use crate::i18n::explain::{self, Explanation};
use crate::i18n::{format, names, words};
use crate::session::client_acts::{ActError, Half};

/// Why an act was not done.
pub(in crate::pages) fn act(error: &ActError) -> Explanation {
    let words = &words().client_acts;
    let said = |what: &str, advice: &str| Explanation {
        what: what.to_owned(),
        advice: advice.to_owned(),
    };
    match error {
        ActError::Api(error) => explain::api(error),
        ActError::Vault(error) => explain::vault(error),
        ActError::Unknown(error) => Explanation {
            what: words.unknown.to_owned(),
            advice: format!("{} {}", explain::api(error).what, words.unknown_do),
        },
        ActError::NotThere => said(words.not_there, words.not_there_do),
        ActError::Half(half) => {
            let what = match half {
                Half::NotManaged => words.half_not_managed,
                Half::NoCollection => words.half_no_collection,
                Half::KeyDoesNotOpen => words.half_key,
            };
            said(what, words.half_do)
        }
        ActError::ServiceUserBuys => said(words.service_refused, words.service_refused_do),
        ActError::BelowUsed(used) => said(&below_used(*used), ""),
        ActError::Changed(now) => {
            let seats = now.seats.map_or_else(
                || self::words().common.unlimited.to_owned(),
                |seats| format::number(seats.into()),
            );
            said(&(words.changed)(&now.name, &seats), words.changed_do)
        }
        ActError::MadeOtherwise(made) => {
            let seats = made.seats.map_or_else(
                || self::words().common.unlimited.to_owned(),
                |seats| format::number(seats.into()),
            );
            said(
                &(words.made_otherwise)(&made.name, &seats),
                words.made_otherwise_do,
            )
        }
        ActError::Gone => said(words.gone, words.gone_do),
        ActError::Password(error) => said(words.wrong_password, &explain::api(error).advice),
        ActError::Earlier => said(words.earlier, words.earlier_do),
    }
}

/// That `said` cannot be said, and why, for one who has gone elsewhere meanwhile.
pub(super) fn missed(said: &str, error: &ActError) -> String {
    (words().client_acts.missed)(said, &act(error).whole())
}

/// Why this person may not do something.
pub(in crate::pages) fn reason(reason: Reason) -> &'static str {
    let words = &words().client_acts;
    match reason {
        Reason::ProviderAdminOnly => words.admin_only,
        Reason::ProviderPending => words.provider_pending,
        Reason::NotBillable => words.not_billable,
        Reason::ProviderSuspended => words.provider_suspended,
        Reason::OrganizationAdminOnly
        | Reason::UnknownRole
        | Reason::NotInPlan
        | Reason::ItemsClosedToProviders
        | Reason::DoesNotApply => words.role_unknown,
    }
}

/// What is wrong with a name.
pub(in crate::pages) fn name(problem: NotAName) -> String {
    let words = &words().client_acts;
    match problem {
        NotAName::Empty => words.name_missing.to_owned(),
        NotAName::TooLong(beyond) => (words.name_too_long)(beyond),
        NotAName::Unprintable => words.name_unprintable.to_owned(),
    }
}

/// What is wrong with an owner's address.
pub(in crate::pages) fn owner(problem: NotAnAddress) -> String {
    let words = &words().client_acts;
    match problem {
        NotAnAddress::Empty => words.owner_missing,
        NotAnAddress::TooLong => words.owner_too_long,
        NotAnAddress::Malformed => words.owner_invalid,
    }
    .to_owned()
}

/// What is wrong with a number of seats.
pub(in crate::pages) fn seats(problem: NotSeats) -> String {
    let words = &words().client_acts;
    match problem {
        NotSeats::Empty => words.seats_missing.to_owned(),
        NotSeats::NotANumber => words.seats_not_a_number.to_owned(),
        NotSeats::Fewer(least) => (words.seats_too_few)(least),
        NotSeats::TooMany => (words.seats_too_many)(&format::number(MOST_SEATS.into())),
    }
}

/// What is wrong with a row of a table.
pub(in crate::pages) fn row(problem: RowProblem) -> String {
    let new = &words().client_new;
    match problem {
        RowProblem::SameAs(line) => (new.same_as)(line),
        RowProblem::Exists => new.exists.to_owned(),
        RowProblem::Fields(Problems {
            name,
            owner,
            plan,
            seats,
        }) => [
            name.map(self::name),
            owner.map(self::owner),
            plan.map(|_| words().client_acts.plan_missing.to_owned()),
            seats.map(self::seats),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" "),
    }
}

/// What a plan is called, with its period where it is not the usual one.
pub(in crate::pages) fn plan(plan: PlanType) -> String {
    let tier = plan
        .tier()
        .map_or(words().common.unknown, names::tier)
        .to_owned();
    match plan {
        PlanType::EnterpriseAnnually => format!("{tier}, {}", words().client_new.annually),
        _ => tier,
    }
}

/// An amount for a period.
pub(in crate::pages) fn per(cadence: Cadence, money: Money) -> String {
    let words = &words().client_acts;
    let money = format::money(money);
    match cadence {
        Cadence::Monthly => (words.per_month)(&money),
        Cadence::Annual => (words.per_year)(&money),
        Cadence::Unknown => (words.per_period)(&money),
    }
}

/// What a change of seats leads to.
pub(in crate::pages) fn preview(preview: Preview, cadence: Cadence) -> String {
    let words = &words().client_acts;
    let count = format::number(preview.purchase.unsigned_abs());
    match (preview.purchase, preview.cost) {
        (0, _) => (words.within)(&format::number(preview.left.into())),
        (bought @ 1.., Some(cost)) => (words.buys)(&count, bought, &per(cadence, cost)),
        (bought @ 1.., None) => (words.buys_unpriced)(&count, bought),
        (freed, cost) => (words.frees)(
            &count,
            freed.saturating_neg(),
            &per(cadence, -cost.unwrap_or_default()),
        ),
    }
}

/// What several changes lead to, line by line.
pub(in crate::pages) fn together(together: &Together) -> String {
    let several = together.lines.len() + together.unpriced.min(1) > 1;
    let mut said: Vec<String> = together
        .lines
        .iter()
        .map(|line| {
            let said = preview(line.preview, line.cadence);
            if several {
                format!("{}: {said}", line.plan)
            } else {
                said
            }
        })
        .collect();
    if together.unpriced > 0 {
        said.push(words().client_acts.cost_no_line.to_owned());
    }
    said.join(" ")
}

/// Why a change of seats is refused.
pub(in crate::pages) fn refusal(refusal: Refusal) -> String {
    match refusal {
        Refusal::BelowUsed(used) => below_used(used),
        Refusal::ServiceUserBuys(count) => buys_refused(count),
    }
}

/// That seats would be bought by one who may not.
pub(in crate::pages) fn buys_refused(count: i64) -> String {
    (words().client_acts.service_user_buys)(&format::number(count.unsigned_abs()), count)
}

fn below_used(used: u32) -> String {
    (words().client_acts.below_used)(&format::number(used.into()))
}
