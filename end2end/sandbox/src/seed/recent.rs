//! What counts from today: the provider's invitations, its subscription's dates, its invoices and its event log. It costs no
//! key, so it is sown at every start.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{clients::PROVIDERS, history, id_of, invoices, namespace};
use crate::{
    clock::{DAY, HOUR, Instant, MINUTE},
    links::{self, Invitation},
    place::Place,
};

/// How far off the end of every provider's period is, counted from this morning.
pub(super) const NEXT_INVOICE: Instant = 12 * DAY;

/// Where recent rows go, and what day it is.
pub(super) struct Recent<'a> {
    pub(super) rows: &'a Connection,
    pub(super) namespace: Uuid,
    pub(super) now: Instant,
}

impl Recent<'_> {
    pub(super) fn id(&self, path: &str) -> String {
        id_of(&self.namespace, path)
    }
}

/// People who have not arrived yet: e-mail, ProviderUserStatusType, ProviderUserType, how long ago they were invited; in that order.
pub(super) const ARRIVING: &[(&str, i32, i32, Instant)] = &[
    ("b.oosterhuis@waterlandbeheer.nl", 0, 1, 83 * DAY),
    ("teun@waterlandbeheer.nl", 0, 0, 19 * DAY),
    ("ties@waterlandbeheer.nl", 1, 1, 6 * DAY),
    ("maud@waterlandbeheer.nl", 1, 0, 4 * DAY),
    ("roos@waterlandbeheer.nl", 0, 1, 2 * DAY),
    ("jasper.kruijt@helpdesk-noord.nl", 0, 1, 3 * HOUR),
];

pub(super) fn sow(rows: &Connection, number: u64, now: Instant) -> rusqlite::Result<()> {
    let recent = Recent {
        rows,
        namespace: namespace(number),
        now,
    };
    recent.subscriptions()?;
    recent.arriving()?;
    recent.pending()?;
    history::sow(&recent)?;
    invoices::sow(&recent)
}

impl Recent<'_> {
    fn subscriptions(&self) -> rusqlite::Result<()> {
        let today = self.now - self.now.rem_euclid(DAY);
        for spec in PROVIDERS {
            let suspended = (!spec.enabled).then_some(today - 16 * DAY);
            self.rows.execute(
                "UPDATE providers SET period_ends_at = ?2, suspended_at = ?3, cancels_at = ?4 WHERE id = ?1",
                params![
                    self.id(&format!("provider/{}", spec.slug)),
                    (spec.status == 2).then_some(today + NEXT_INVOICE),
                    suspended,
                    suspended.map(|at| at + 45 * DAY),
                ],
            )?;
        }
        Ok(())
    }

    fn arriving(&self) -> rusqlite::Result<()> {
        let provider = self.id("provider/waterland");
        for (email, status, kind, ago) in ARRIVING {
            let id = self.id(&format!("team/waterland/{email}"));
            let at = self.now - ago;
            let invited = *status == 0;
            self.rows.execute(
                "INSERT INTO provider_users (id, provider_id, user_id, email, status, type, created_at) VALUES (?1,?2,?3,?4,?5,?6,?7)",
                params![id, provider, (!invited).then(|| self.id(email)), invited.then_some(email), status, kind, at],
            )?;
            if invited {
                let invitation = Invitation {
                    vault: Place::Eu.vault_origin(),
                    name: "Waterland Beheer",
                    id: &provider,
                    user: &id,
                    email,
                };
                links::invite_to_provider(self.rows, &invitation, at)?;
            }
        }
        Ok(())
    }

    fn pending(&self) -> rusqlite::Result<()> {
        links::ask_to_set_up(
            self.rows,
            Place::Eu.vault_origin(),
            &self.id("provider/veenland"),
            "femke@veenland-it.nl",
            self.now - 20 * MINUTE,
        )
    }
}
