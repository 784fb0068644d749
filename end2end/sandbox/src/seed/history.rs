//! The demo provider's event log: a year of it, with people who left, numbers that nobody knows, and all sorts of devices.

use rusqlite::params;

use super::recent::{ARRIVING, Recent};
use crate::{
    clock::{DAY, HOUR, Instant, MINUTE},
    events,
};

/// Who worked here, in the order in which they take turns. The last two left.
const PEOPLE: &[&str] = &[
    "anouk@waterlandbeheer.nl",
    "bram@waterlandbeheer.nl",
    "sem@waterlandbeheer.nl",
    "fleur@waterlandbeheer.nl",
    "joris@waterlandbeheer.nl",
    "iris@polder-it.nl",
    "dirk@waterlandbeheer.nl",
    "petra@waterlandbeheer.nl",
];
const STAYED: usize = 6;

/// DeviceType and address. A few acts came without either.
const ORIGINS: &[(Option<i64>, Option<&str>)] = &[
    (Some(9), Some("203.0.113.24")),
    (Some(10), Some("203.0.113.24")),
    (Some(12), Some("198.51.100.7")),
    (Some(17), Some("2001:db8:4a2::17")),
    (Some(6), Some("203.0.113.24")),
    (Some(0), Some("192.0.2.61")),
    (Some(1), Some("192.0.2.188")),
    (Some(25), Some("198.51.100.90")),
    (Some(8), Some("2001:db8:4a2::9")),
    (None, None),
    // A device of a kind that came after this was written.
    (Some(97), Some("203.0.113.24")),
];

/// What the clients' links are called in the seed.
const CLIENTS: &[&str] = &[
    "dijkstra-kuiper",
    "bakkerij",
    "kompas",
    "zaanbouw",
    "huisartsen",
    "notariaat",
    "lijn",
    "logistiek",
    "zorggroep",
    // Unlinked since.
    "reisbureau",
];

/// One entry: type, who (a place in `PEOPLE`), and the thing it was done to.
enum Thing<'a> {
    Own,
    Team(&'a str),
    Client(&'a str),
}

struct History<'a, 'b> {
    recent: &'a Recent<'b>,
    provider: String,
    turn: usize,
}

pub(super) fn sow(recent: &Recent<'_>) -> rusqlite::Result<()> {
    let mut history = History {
        provider: recent.id("provider/waterland"),
        recent,
        turn: 0,
    };
    history.routine()?;
    history.arrivals()?;
    history.milestones()
}

impl History<'_, '_> {
    fn write(
        &mut self,
        kind: i32,
        who: &str,
        ago: Instant,
        thing: &Thing<'_>,
    ) -> rusqlite::Result<()> {
        self.turn += 1;
        let (device, address) = ORIGINS[(self.turn * 7 + who.len()) % ORIGINS.len()];
        let actor = self.recent.id(who);
        let (user, member, link) = match thing {
            Thing::Own => (Some(actor.clone()), None, None),
            Thing::Team(email) => (
                None,
                Some(self.recent.id(&format!("team/waterland/{email}"))),
                None,
            ),
            Thing::Client(slug) => (None, None, Some(self.recent.id(&format!("link/{slug}")))),
        };
        self.recent.rows.prepare_cached(
            "INSERT INTO events (type, at, user_id, acting_user_id, provider_id, provider_user_id, provider_organization_id, \
             device_type, ip_address) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)",
        )?
        .execute(params![kind, self.recent.now - ago, user, actor, self.provider, member, link, device, address])?;
        Ok(())
    }

    /// Every other day somebody signs in and now and then opens a client; the two who left did so until half a year ago.
    fn routine(&mut self) -> rusqlite::Result<()> {
        for n in 0..182_i64 {
            let ago = n * 2 * DAY + (n * 37 % 540) * MINUTE + HOUR;
            let turn = usize::try_from(n).unwrap_or_default();
            let pool = if n > 90 { PEOPLE.len() } else { STAYED };
            let who = PEOPLE[turn * 5 % pool];
            if n % 11 == 3 {
                self.write(events::FAILED_PASSWORD, who, ago + 2 * MINUTE, &Thing::Own)?;
            }
            if n % 29 == 7 {
                self.write(events::FAILED_TWO_FACTOR, who, ago + MINUTE, &Thing::Own)?;
            }
            self.write(events::LOGGED_IN, who, ago, &Thing::Own)?;
            if n % 3 == 0 {
                let client = Thing::Client(CLIENTS[turn % (CLIENTS.len() - 1)]);
                self.write(
                    events::PROVIDER_ACCESSED_VAULT,
                    who,
                    ago - 9 * MINUTE,
                    &client,
                )?;
            }
        }
        Ok(())
    }

    fn arrivals(&mut self) -> rusqlite::Result<()> {
        for (email, _, _, ago) in ARRIVING {
            self.write(events::TEAM_INVITED, PEOPLE[0], *ago, &Thing::Team(email))?;
        }
        Ok(())
    }

    fn milestones(&mut self) -> rusqlite::Result<()> {
        let (anouk, bram, petra) = (PEOPLE[0], PEOPLE[1], PEOPLE[7]);
        let (dirk, sem) = (PEOPLE[6], PEOPLE[2]);
        let told = [
            (events::TEAM_INVITED, petra, 359, Thing::Team(sem)),
            (events::TEAM_CONFIRMED, anouk, 357, Thing::Team(sem)),
            (
                events::CLIENT_CREATED,
                petra,
                340,
                Thing::Client("reisbureau"),
            ),
            (events::TEAM_UPDATED, anouk, 290, Thing::Team(dirk)),
            (
                events::CLIENT_CREATED,
                anouk,
                251,
                Thing::Client("zorggroep"),
            ),
            (
                events::CLIENT_REMOVED,
                petra,
                214,
                Thing::Client("reisbureau"),
            ),
            (events::TEAM_REMOVED, anouk, 186, Thing::Team(petra)),
            (events::TEAM_REMOVED, anouk, 185, Thing::Team(dirk)),
            (events::CLIENT_ADDED, bram, 152, Thing::Client("logistiek")),
            (events::RECOVERED_TWO_FACTOR, bram, 97, Thing::Own),
            // Numbers that no list of today explains.
            (1899, anouk, 64, Thing::Team(sem)),
            (events::TEAM_UPDATED, bram, 41, Thing::Team(sem)),
            (events::CLIENT_CREATED, bram, 24, Thing::Client("de-brug")),
            (2777, bram, 11, Thing::Client("lijn")),
        ];
        for (kind, who, days, thing) in told {
            self.write(kind, who, days * DAY + 5 * HOUR, &thing)?;
        }
        Ok(())
    }
}
