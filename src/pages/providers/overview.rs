//! What needs doing for a provider today, each with the way to where it is done.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::api::{self, Api};
use crate::components::{Blank, Fact, Facts, Glyph, Heading, Icon, Notice, SkeletonRows, Tone};
use crate::domain::client::Client;
use crate::domain::client_list::totals;
use crate::domain::event::log::Log;
use crate::domain::event::range::Range;
use crate::domain::forecast::forecast;
use crate::domain::ids::{ProviderId, ProviderUserId};
use crate::domain::invoice::Invoice;
use crate::domain::money::Money;
use crate::domain::permission::Action;
use crate::domain::provider::Provider;
use crate::domain::provider_user::{FailoverMend, ProviderUser, ProviderUserStatus};
use crate::domain::subscription::Subscription;
use crate::domain::time::Timestamp;
use crate::domain::today::{Facts as Known, Owed, Task, Unused, Urgency, invitations, today};
use crate::domain::warning::{Resolution, TaxIdWarning, suspension};
use crate::i18n::{explain, format, words};
use crate::pages::providers::screen::{of_provider, refusal};
use crate::pages::reading::{Phase, millis, read};
use crate::routes::Path;
use crate::session::Session;
use crate::session::directory::Cached;

/// How far back the log is looked through for when somebody was invited: a year, which the cloud answers at once.
const LOOK_BACK: i64 = 365 * 86_400_000;
/// How many pages of it are read at most. What is older than that has certainly been seen by somebody.
const PAGES: usize = 4;

/// `/providers/:provider/overview`
#[component]
pub fn ProviderOverview() -> impl IntoView {
    of_provider(words().overview.title, |provider| {
        view! { <Overview provider/> }.into_any()
    })
}

/// What is read for the screen, as far as this person may. What may not be read is not asked for.
#[derive(Clone, Copy)]
struct Sources {
    clients: Signal<Cached<Vec<Client>>>,
    team: Option<Signal<Cached<Vec<ProviderUser>>>>,
    subscription: Option<Signal<Cached<Subscription>>>,
    invoices: Option<Signal<Cached<Vec<Invoice>>>>,
    invited: Option<Signal<Cached<Invited>>>,
}

type Invited = BTreeMap<ProviderUserId, Timestamp>;

impl Sources {
    fn new(provider: &Provider) -> Self {
        let session = Session::current();
        let directory = session.directory();
        let id = provider.id;
        let may = |action| refusal(provider, action).is_none();
        let team = may(Action::ManageTeam).then(|| directory.team(id).users());
        let subscription = may(Action::SeeSubscription).then(|| {
            let (cached, _) = read(move || {
                let api = session.api();
                async move { api.provider_subscription(id).await }
            });
            cached
        });
        let invoices = may(Action::ManageBilling).then(|| {
            let (cached, _) = read(move || {
                let api = session.api();
                async move { api.provider_invoices(id).await }
            });
            cached
        });
        // The list of the team does not say when somebody was invited; the log does, where anybody waits.
        let waiting = team.map(|team| {
            Memo::new(move |_| {
                team.with(|cached| {
                    let team = cached.value.as_ref().map(|(team, _)| team.as_slice());
                    let team = team.unwrap_or_default().iter();
                    team.filter(|user| user.status == ProviderUserStatus::Invited)
                        .map(|user| user.id)
                        .collect::<Vec<_>>()
                })
            })
        });
        let invited = waiting.filter(|_| provider.events).map(|waiting| {
            let (cached, _) = read(move || when_invited(session.api(), id, waiting.get()));
            cached
        });
        Self {
            clients: directory.clients(id),
            team,
            subscription,
            invoices,
            invited,
        }
    }

    /// Whether something is still on its way, tracked.
    fn is_reading(self) -> bool {
        fn waits<T: Send + Sync + 'static>(cached: Signal<Cached<T>>) -> bool {
            cached.with(|cached| Phase::of(cached) == Phase::Waiting)
        }
        waits(self.clients)
            || self.team.is_some_and(waits)
            || self.subscription.is_some_and(waits)
            || self.invoices.is_some_and(waits)
    }

    /// What could not be read, and why, tracked.
    fn failures(self) -> Vec<(&'static str, api::Error)> {
        fn failed<T: Send + Sync + 'static>(cached: Signal<Cached<T>>) -> Option<api::Error> {
            cached.with(|cached| match Phase::of(cached) {
                Phase::Failed(error) => Some(error),
                Phase::Waiting | Phase::Here => None,
            })
        }
        let words = words();
        [
            (words.clients.title, failed(self.clients)),
            (words.team.title, self.team.and_then(failed)),
            (
                words.billing.subscription,
                self.subscription.and_then(failed),
            ),
            (words.billing.invoices, self.invoices.and_then(failed)),
        ]
        .into_iter()
        .filter_map(|(name, error)| error.map(|error| (name, error)))
        .collect()
    }
}

/// When each of these was invited, as far as the log tells: it is read until all are found, or for a few pages.
async fn when_invited(
    api: Api,
    provider: ProviderId,
    waiting: Vec<ProviderUserId>,
) -> Result<Invited, api::Error> {
    let end = api.now();
    let start = Timestamp::from_millis(end.millis() - LOOK_BACK);
    let mut log = Log::new(Range { start, end });
    let mut found = Invited::new();
    for _ in 0..PAGES {
        if waiting.iter().all(|user| found.contains_key(user)) {
            break;
        }
        let Some(ask) = log.next() else { break };
        log.take(api.provider_events(provider, &ask).await?);
        found = invitations(log.events());
    }
    Ok(found)
}

/// What was read last.
fn value<T: Clone + Send + Sync + 'static>(cached: Option<Signal<Cached<T>>>) -> Option<T> {
    cached?.with(|cached| cached.value.as_ref().map(|(value, _)| value.clone()))
}

#[component]
fn Overview(provider: Provider) -> impl IntoView {
    let words = &words().overview;
    let session = Session::current();
    let sources = Sources::new(&provider);
    let id = provider.id;
    let warnings = session.directory().warnings(id);
    let payment_page = session.region().map(|region| region.payment_page(id));
    let (role, standing) = (provider.role, provider.standing);
    let tasks = Memo::new(move |_| {
        let warnings = value(Some(warnings));
        let (clients, team) = (value(Some(sources.clients)), value(sources.team));
        let (subscription, invoices) = (value(sources.subscription), value(sources.invoices));
        let known = Known {
            suspended: suspension(standing, role, warnings.as_ref()),
            tax_id: warnings.and_then(|warnings| warnings.tax_id),
            clients: clients.as_deref(),
            team: team.as_deref(),
            invited: value(sources.invited).unwrap_or_default(),
            subscription: subscription.as_ref(),
            invoices: invoices.as_deref(),
        };
        today(&known, Timestamp::from_millis(format::now_millis()))
    });
    let reading = Memo::new(move |_| sources.is_reading());
    let body = move || {
        let tasks = tasks.get();
        match (tasks.is_empty(), reading.get()) {
            (true, true) => view! { <SkeletonRows rows=4/> }.into_any(),
            (true, false) => view! {
                <div class="sheet"><Blank icon=Glyph::Ok title=words.nothing text=words.nothing_why/></div>
            }
            .into_any(),
            (false, reading) => {
                let page = payment_page.clone();
                view! {
                    {groups(id, tasks, page.as_deref())}
                    {reading.then(|| view! { <p class="quiet" role="status">{words.reading}</p> })}
                }
                .into_any()
            }
        }
    };
    let failures = move || {
        sources
            .failures()
            .into_iter()
            .map(|(what, error)| {
                let title = (words.unread)(what);
                let text = explain::api(&error).whole();
                view! { <Notice tone=Tone::Warn title text/> }
            })
            .collect_view()
    };
    view! {
        <div class="page-head">
            <div>
                <Heading text=words.title/>
                <p class="quiet">{(words.lead)(&provider.name)}</p>
            </div>
        </div>
        {failures}
        <div class="two">
            <div class="stack">{body}</div>
            {move || glance(sources)}
        </div>
    }
}

fn groups(provider: ProviderId, tasks: Vec<Task>, payment_page: Option<&str>) -> AnyView {
    let words = &words().overview;
    let groups = [
        (Urgency::Now, words.now),
        (Urgency::Soon, words.soon),
        (Urgency::Sometime, words.sometime),
    ];
    groups
        .into_iter()
        .filter_map(|(urgency, title)| {
            let lines: Vec<AnyView> = tasks
                .iter()
                .filter(|task| task.urgency() == urgency)
                .map(|task| line(provider, task, payment_page))
                .collect();
            (!lines.is_empty()).then(|| {
                view! {
                    <section class="stack">
                        <h2>{title}</h2>
                        <ul class="choices tasks">{lines}</ul>
                    </section>
                }
            })
        })
        .collect_view()
        .into_any()
}

/// One thing to do: a link to where it is done, with the filter set.
fn line(provider: ProviderId, task: &Task, payment_page: Option<&str>) -> AnyView {
    let (tone, icon) = match task.urgency() {
        Urgency::Now => (Tone::Bad, Glyph::Stop),
        Urgency::Soon => (Tone::Warn, Glyph::Warn),
        Urgency::Sometime => (Tone::Info, Glyph::Info),
    };
    let Told { what, why, to } = told(provider, task, payment_page);
    let inside = view! {
        <span class="status" data-tone=tone.name()><Icon of=icon/></span>
        <span><b>{what}</b><small>{why}</small></span>
    };
    match to {
        Some(href) => {
            let outside = href.starts_with("https:");
            view! {
                <li>
                    <a
                        href=href
                        target=outside.then_some("_blank")
                        rel=outside.then_some("noopener noreferrer")
                    >
                        {inside}
                        <Icon of=if outside { Glyph::Globe } else { Glyph::Chevron }/>
                    </a>
                </li>
            }
            .into_any()
        }
        None => view! { <li><div>{inside}</div></li> }.into_any(),
    }
}

/// A thing to do in words, and where it is done.
struct Told {
    what: String,
    why: String,
    to: Option<String>,
}

fn told(provider: ProviderId, task: &Task, payment_page: Option<&str>) -> Told {
    let all_words = words();
    let (words, billing) = (&all_words.overview, &all_words.billing);
    let here = |what: String, why: &str, path: Path, query: &str| Told {
        what,
        why: why.to_owned(),
        to: Some(format!("{path}{query}")),
    };
    let (clients, team) = (Path::Clients(provider), Path::Team(provider));
    match task {
        Task::Suspended(resolution) => {
            let (why, to) = match resolution {
                Resolution::AddPaymentMethod => {
                    (words.suspended_method, payment_page.map(str::to_owned))
                }
                Resolution::ContactAdministrator => (words.suspended_colleague, None),
                Resolution::ContactSupport | Resolution::Other(_) => {
                    (words.suspended_support, Some(SUPPORT.to_owned()))
                }
            };
            Told {
                what: words.suspended.to_owned(),
                why: why.to_owned(),
                to,
            }
        }
        Task::Overdue(owed) => {
            let what = (words.overdue)(owed.invoices, &format::money(owed.total));
            let path = Path::Invoices(provider);
            here(what, &due(owed, words.due_since), path, "")
        }
        Task::Open(owed) => {
            let what = (words.open)(owed.invoices, &format::money(owed.total));
            let path = Path::Invoices(provider);
            here(what, &due(owed, words.due_by), path, "")
        }
        Task::TaxId(warning) => {
            let (what, why) = match warning {
                TaxIdWarning::Missing => (billing.tax_missing, billing.tax_missing_what),
                TaxIdWarning::Pending => (billing.tax_pending, billing.tax_pending_what),
                TaxIdWarning::Failed => (billing.tax_failed, billing.tax_failed_what),
                TaxIdWarning::Other(word) => {
                    let what = (billing.tax_other)(word);
                    return here(what, "", Path::Payment(provider), "");
                }
            };
            here(what.to_owned(), why, Path::Payment(provider), "")
        }
        Task::Confirm(count) => here(
            (words.confirm)(*count),
            words.confirm_why,
            team,
            "?show=unconfirmed",
        ),
        Task::Failover(mend) => {
            let (why, query) = match mend {
                FailoverMend::Confirm(_) => (words.failover_confirm, "?show=unconfirmed"),
                FailoverMend::Resend(_) => (words.failover_resend, "?show=invited"),
                FailoverMend::Invite => (words.failover_invite, ""),
            };
            here(words.failover.to_owned(), why, team, query)
        }
        Task::StaleInvitations(count) => here(
            (words.stale)(*count),
            words.stale_why,
            team,
            "?show=invited",
        ),
        Task::SuspendedClients(count) => here(
            (words.suspended_clients)(*count),
            words.suspended_clients_why,
            clients,
            "?filter=suspended",
        ),
        Task::FullClients(count) => here(
            (words.full)(*count),
            words.full_why,
            clients,
            "?filter=full",
        ),
        Task::WaitingClients(count) => here(
            (words.waiting)(*count),
            words.waiting_why,
            clients,
            "?filter=waiting",
        ),
        Task::Unassigned(unused) => {
            let what = cost(words.unassigned, unused);
            let path = Path::Subscription(provider);
            here(what, words.unassigned_why, path, "")
        }
        Task::Idle(unused) => here(
            cost(words.idle, unused),
            words.idle_why,
            clients,
            "?sort=-left",
        ),
    }
}

/// Where the vendor's people are reached.
const SUPPORT: &str = "https://bitwarden.com/contact/";

fn due(owed: &Owed, word: fn(&str) -> String) -> String {
    owed.first_due
        .map(|at| word(&format::day(millis(at))))
        .unwrap_or_default()
}

fn cost(word: fn(&str) -> String, unused: &Unused) -> String {
    let seats = word(&format::number(unused.seats.into()));
    match unused.monthly {
        Some(cost) => {
            let monthly = (words().overview.monthly)(&format::money(cost));
            format!("{seats} ({monthly})")
        }
        None => seats,
    }
}

/// The figures that one asks for most.
fn glance(sources: Sources) -> AnyView {
    let words = &words().overview;
    let clients = value(Some(sources.clients)).map(|clients| {
        let sums = totals(&clients);
        let seats = (words.seats_of)(&format::number(sums.occupied), &format::number(sums.seats));
        view! {
            <Fact name=words.clients>{format::number(sums.clients as u64)}</Fact>
            <Fact name=words.seats>{seats}</Fact>
        }
    });
    let team = value(sources.team).map(|team| {
        let confirmed = team
            .iter()
            .filter(|user| user.status == ProviderUserStatus::Confirmed);
        let people = format::number(confirmed.count() as u64);
        let admins = team.iter().filter(|user| user.is_confirmed_admin()).count();
        let told = (words.team_of)(&people, &format::number(admins as u64));
        view! { <Fact name=words.team>{told}</Fact> }
    });
    let next = value(sources.subscription).and_then(|subscription| {
        let forecasts = forecast(&subscription);
        let due: Money = forecasts.iter().map(|next| next.due).sum();
        (!forecasts.is_empty())
            .then(|| view! { <Fact name=words.next_invoice>{format::money(due)}</Fact> })
    });
    view! {
        <section class="sheet">
            <header><h2>{words.facts}</h2></header>
            <div class="pad"><Facts>{clients} {team} {next}</Facts></div>
        </section>
    }
    .into_any()
}
