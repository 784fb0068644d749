//! Writes the seed's rows.

use std::collections::HashMap;

use bitwarden_crypto::CryptoError;
use rusqlite::{Transaction, params};
use uuid::Uuid;

use super::{
    SeedError,
    clients::{
        INDEPENDENT, MEMBERS, OrganizationSpec, Owner, PLANS, PROVIDERS, ProviderSpec, START,
    },
    keys::{self, KdfChoice, Pool, SECURITY_VERSION, SharedKey},
    people::{PASSWORD, PEOPLE, Person},
};
use crate::identity::password::Verifier;

const DAY: i64 = 86_400_000;

/// First and last names of the people in the background, who cannot sign in.
const FIRST: &[&str] = &[
    "Jan", "Fatima", "Piet", "Sophie", "Mehmet", "Emma", "Daniël", "Yara", "Willem", "Aisha",
    "Henk", "Zoë", "Ravi", "Greet", "Luuk", "Naïma",
];
const LAST: &[&str] = &[
    "de Boer",
    "El Amrani",
    "van Leeuwen",
    "Yılmaz",
    "Kooistra",
    "Tuinman",
    "Zijlstra",
    "Ramdin",
    "de Groot",
    "Appelman",
    "Blom",
    "van 't Hoff",
    "Schaap",
];

/// An organisation that has been written, with what is needed to write more about it.
pub(super) struct Sown {
    pub(super) id: String,
    pub(super) key: SharedKey,
}

pub(super) struct Sower<'a> {
    pub(super) rows: &'a Transaction<'a>,
    pub(super) pool: Pool,
    namespace: Uuid,
    people: HashMap<&'static str, (String, usize)>,
    organizations: HashMap<&'static str, Sown>,
    pub(super) provider_keys: HashMap<&'static str, SharedKey>,
}

impl<'a> Sower<'a> {
    pub(super) fn new(rows: &'a Transaction<'a>, number: u64) -> Result<Self, SeedError> {
        Ok(Self {
            rows,
            pool: Pool::make()?,
            namespace: super::namespace(number),
            people: HashMap::new(),
            organizations: HashMap::new(),
            provider_keys: HashMap::new(),
        })
    }

    /// The id that belongs to a path; the same for the same seed number.
    pub(super) fn id(&self, path: &str) -> String {
        super::id_of(&self.namespace, path)
    }

    pub(super) fn plans(&self) -> Result<(), SeedError> {
        let mut insert = self.rows.prepare(
            "INSERT INTO plans (type, tier, name, annual, legacy_year, disabled, base_price, seat_price, portal_seat_price, \
             base_seats, max_seats, max_collections, display_order) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)",
        )?;
        for (
            kind,
            tier,
            name,
            annual,
            legacy,
            disabled,
            base,
            seat,
            portal,
            seats,
            most,
            collections,
            order,
        ) in PLANS
        {
            insert.execute(params![
                kind,
                tier,
                name,
                annual,
                legacy,
                disabled,
                base,
                seat,
                portal,
                seats,
                most,
                collections,
                order
            ])?;
        }
        Ok(())
    }

    pub(super) fn people(&mut self) -> Result<(), SeedError> {
        let ids: Vec<String> = PEOPLE.iter().map(|person| self.id(person.email)).collect();
        let pool = &self.pool;
        let next = std::sync::atomic::AtomicUsize::new(0);
        let workers = std::thread::available_parallelism().map_or(2, |n| n.get());
        let mut made = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..workers)
                .map(|_| {
                    scope.spawn(|| {
                        let mut mine = Vec::new();
                        loop {
                            let n = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                            let Some((person, id)) = PEOPLE.get(n).zip(ids.get(n)) else {
                                return Ok(mine);
                            };
                            let account = keys::account(
                                id,
                                person.email,
                                PASSWORD,
                                person.kdf,
                                person.encryption,
                                pool.draw(n),
                            )?;
                            let verifier = Verifier::of(&account.authentication_hash);
                            mine.push((n, account, verifier));
                        }
                    })
                })
                .collect();
            workers
                .into_iter()
                .map(keys::join)
                .collect::<Result<Vec<Vec<_>>, CryptoError>>()
        })?
        .into_iter()
        .flatten()
        .collect::<Vec<_>>();
        made.sort_by_key(|(n, ..)| *n);
        for ((n, account, verifier), id) in made.into_iter().zip(ids) {
            let Some(person) = PEOPLE.get(n) else {
                continue;
            };
            self.person(n, person, &id, &account, &verifier)?;
            self.people.insert(person.email, (id, n));
        }
        Ok(())
    }

    fn person(
        &self,
        n: usize,
        person: &Person,
        id: &str,
        keys: &keys::AccountKeys,
        verifier: &Verifier,
    ) -> Result<(), SeedError> {
        let (kind, iterations, memory, parallelism) = match person.kdf {
            KdfChoice::Pbkdf2(iterations) => (0, iterations, None, None),
            KdfChoice::Argon2id(iterations, memory, lanes) => {
                (1, iterations, Some(memory), Some(lanes))
            }
        };
        let v2 = keys.v2.as_ref();
        let created = START + n as i64 * DAY;
        self.rows.execute(
            "INSERT INTO users (id, email, name, region, premium, kdf_type, kdf_iterations, kdf_memory, kdf_parallelism, salt, \
             password_salt, password_verifier, password_hint, user_key, public_key, private_key, signed_public_key, signing_key, \
             verifying_key, security_state, security_version, security_stamp, verify_devices, force_password_reset, \
             key_connector_url, recovery_code, created_at, revised_at) \
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?2,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25,?26,?26)",
            params![
                id, person.email, person.name, person.region, person.premium, kind, iterations, memory, parallelism,
                verifier.salt, verifier.hash, person.hint, keys.user_key, keys.public_key, keys.private_key,
                v2.map(|v2| &v2.signed_public_key), v2.map(|v2| &v2.signing_key), v2.map(|v2| &v2.verifying_key),
                v2.map(|v2| &v2.security_state), v2.map(|_| SECURITY_VERSION as i64),
                self.id(&format!("stamp/{}", person.email)), person.verify_devices, person.force_password_reset,
                person.key_connector_url, person.recovery_code, created,
            ],
        )?;
        for (provider, detail) in person.two_factor {
            self.rows.execute(
                "INSERT INTO two_factor (user_id, provider, detail) VALUES (?1,?2,?3)",
                params![id, provider, detail],
            )?;
        }
        if person.verify_devices {
            self.rows.execute(
                "INSERT INTO devices (id, user_id, identifier, name, type, created_at) VALUES (?1,?2,?3,'firefox',10,?4)",
                params![self.id("device/known"), id, self.id("device/known/identifier"), created],
            )?;
        }
        self.rows.execute(
            "INSERT INTO demo_accounts (user_id, password, role, case_name, note, position) VALUES (?1,?2,?3,?4,?5,?6)",
            params![id, PASSWORD, person.role.word(), person.case, person.note, n as i64],
        )?;
        Ok(())
    }

    pub(super) fn providers(&mut self) -> Result<(), SeedError> {
        for spec in PROVIDERS {
            let id = self.id(&format!("provider/{}", spec.slug));
            self.provider(spec, &id)?;
            let key = SharedKey::make();
            for (email, admin) in spec.team {
                let Some((user, n)) = self.people.get(email) else {
                    continue;
                };
                // A pending provider has no key yet (contract 3.2).
                let wrapped = if spec.status == 0 {
                    None
                } else {
                    Some(key.for_person(self.pool.draw(*n))?)
                };
                self.rows.execute(
                    "INSERT INTO provider_users (id, provider_id, user_id, key, status, type, created_at) VALUES (?1,?2,?3,?4,2,?5,?6)",
                    params![self.id(&format!("team/{}/{email}", spec.slug)), id, user, wrapped, i32::from(!admin), START],
                )?;
            }
            for client in spec.clients {
                self.organization(client, spec.region, spec.billing_email, Some((&id, &key)))?;
            }
            self.provider_keys.insert(spec.slug, key);
        }
        Ok(())
    }

    fn provider(&self, spec: &ProviderSpec, id: &str) -> Result<(), SeedError> {
        let american = spec.region == "US";
        let (payment, name, digits, expiration, unverified) = match spec.payment {
            Some((payment, name, digits, expiration, unverified)) => {
                (Some(payment), Some(name), digits, expiration, unverified)
            }
            None => (None, None, None, None, false),
        };
        // The dates of its subscription follow from today: `recent.rs`.
        self.rows.execute(
            "INSERT INTO providers (id, region, name, business_name, billing_email, country, postal_code, line1, city, tax_id, \
             tax_id_type, tax_id_state, type, status, enabled, use_events, subscription_status, discount_percentage, collection_method, \
             credit, payment_type, payment_name, payment_last4, payment_expiration, payment_unverified, created_at) \
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,'charge_automatically',?19,?20,?21,?22,?23,?24,?25)",
            params![
                id, spec.region, spec.name, format!("{} B.V.", spec.name), spec.billing_email,
                if american { "US" } else { "NL" }, if american { "55401" } else { "1141 AB" },
                if american { "12 Lake Street" } else { "Havenstraat 3" }, if american { "Minneapolis" } else { "Monnickendam" },
                spec.tax.map(|(id, _)| id), spec.tax.map(|_| "eu_vat"), spec.tax.map(|(_, state)| state), spec.kind, spec.status,
                spec.enabled, spec.use_events, if spec.enabled { "active" } else { "unpaid" }, spec.discount, spec.credit, payment,
                name, digits, expiration, unverified, START,
            ],
        )?;
        for (plan, minimum, price) in spec.plans {
            self.rows.execute(
                "INSERT INTO provider_plans (provider_id, plan_type, seat_minimum, unit_price) VALUES (?1,?2,?3,?4)",
                params![id, plan, minimum, price],
            )?;
        }
        Ok(())
    }

    pub(super) fn independent(&mut self) -> Result<(), SeedError> {
        for (region, spec) in INDEPENDENT {
            self.organization(spec, region, &format!("info@{}", spec.domain), None)?;
        }
        for (slug, email, kind) in MEMBERS {
            let (Some(sown), Some((user, n))) =
                (self.organizations.get(slug), self.people.get(email))
            else {
                continue;
            };
            self.rows.execute(
                "INSERT INTO organization_users (id, organization_id, user_id, key, status, type, created_at) VALUES (?1,?2,?3,?4,2,?5,?6)",
                params![self.id(&format!("member/{slug}/{email}")), sown.id, user, sown.key.for_person(self.pool.draw(*n))?, kind, START],
            )?;
            if *kind == 2 {
                self.rows.execute(
                    "INSERT INTO collection_users SELECT c.id, ?1, 0, 0, 0 FROM collections c WHERE c.organization_id = ?2",
                    params![self.id(&format!("member/{slug}/{email}")), sown.id],
                )?;
            }
        }
        Ok(())
    }

    fn organization(
        &mut self,
        spec: &OrganizationSpec,
        region: &str,
        billing: &str,
        provider: Option<(&str, &SharedKey)>,
    ) -> Result<(), SeedError> {
        let slug = spec.slug;
        let id = self.id(&format!("organization/{slug}"));
        let key = SharedKey::make();
        let pair = self.pool.draw(slug.len());
        let (public, private) = if spec.has_keys {
            (Some(pair.public_text()), Some(key.wrap_private(pair)?))
        } else {
            (None, None)
        };
        self.rows.execute(
            "INSERT INTO organizations (id, region, name, business_name, billing_email, identifier, plan_type, status, enabled, seats, \
             max_storage_gb, use_secrets_manager, subscription_status, public_key, private_key, require_sso, allow_admin_access, \
             created_at, revised_at) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,1,?11,?12,?13,?14,?15,?16,?17,?17)",
            params![
                id, region, spec.name, spec.name, billing, spec.require_sso.then_some(slug), spec.plan,
                if provider.is_some() { 2 } else { 1 }, spec.enabled, spec.seats, spec.secrets_manager,
                provider.is_none().then_some(spec.subscription), public, private, spec.require_sso, spec.admin_access, spec.created,
            ],
        )?;
        if let Some((provider_id, provider_key)) = provider {
            self.rows.execute(
                "INSERT INTO provider_organizations (id, provider_id, organization_id, key, created_at, revised_at) VALUES (?1,?2,?3,?4,?5,?5)",
                params![self.id(&format!("link/{slug}")), provider_id, id, key.under(provider_key)?, spec.created],
            )?;
        }
        self.collections(spec, &id, &key)?;
        self.members(spec, region, &id, &key)?;
        self.organizations.insert(slug, Sown { id, key });
        Ok(())
    }

    fn collections(
        &self,
        spec: &OrganizationSpec,
        organization: &str,
        key: &SharedKey,
    ) -> Result<(), SeedError> {
        let insert = |path: &str, name: String| {
            self.rows.execute(
                "INSERT INTO collections (id, organization_id, name) VALUES (?1,?2,?3)",
                params![
                    self.id(&format!("collection/{}/{path}", spec.slug)),
                    organization,
                    name
                ],
            )
        };
        for name in spec.collections {
            insert(name, key.name(name)?)?;
        }
        if spec.broken_collection {
            // Sealed with a key that nobody has: what a half-failed key rotation leaves behind.
            insert("broken", SharedKey::make().name("Onleesbaar")?)?;
        }
        Ok(())
    }

    fn members(
        &self,
        spec: &OrganizationSpec,
        region: &str,
        organization: &str,
        key: &SharedKey,
    ) -> Result<(), SeedError> {
        let slug = spec.slug;
        let default = spec
            .collections
            .first()
            .map(|name| self.id(&format!("collection/{slug}/{name}")));
        let owner = self.id(&format!("member/{slug}/owner"));
        let joined = spec.created + DAY;
        let mut confirmed = spec.confirmed;
        match spec.owner {
            Owner::Invited => self.member(
                &owner,
                organization,
                None,
                Some(&format!("directie@{}", spec.domain)),
                None,
                0,
                0,
                joined,
            )?,
            Owner::Confirmed(Some(email)) => {
                if let Some((user, n)) = self.people.get(email) {
                    let wrapped = key.for_person(self.pool.draw(*n))?;
                    self.member(
                        &owner,
                        organization,
                        Some(user),
                        None,
                        Some(&wrapped),
                        2,
                        0,
                        joined,
                    )?;
                }
            }
            Owner::Confirmed(None) => {
                confirmed = confirmed.saturating_sub(1);
                self.background(&owner, spec, region, organization, key, 0, (2, 0), joined)?;
            }
        }
        if let Some(default) = default {
            self.rows.execute(
                "INSERT INTO collection_users VALUES (?1,?2,0,0,1)",
                params![default, owner],
            )?;
        }
        // The demo people of MEMBERS take a confirmed seat each.
        confirmed -= MEMBERS
            .iter()
            .filter(|(of, ..)| *of == slug)
            .count()
            .min(confirmed);
        let states = [
            (confirmed, 2),
            (spec.accepted, 1),
            (spec.invited, 0),
            (spec.revoked, -1),
        ];
        let mut number = 0;
        for (count, status) in states {
            for _ in 0..count {
                number += 1;
                let id = self.id(&format!("member/{slug}/{number}"));
                let kind = if status == 2 && number == 1 { 1 } else { 2 };
                if status == 0 {
                    let email = format!("{}@{}", mailbox_name(number), spec.domain);
                    self.member(&id, organization, None, Some(&email), None, 0, kind, joined)?;
                } else {
                    self.background(
                        &id,
                        spec,
                        region,
                        organization,
                        key,
                        number,
                        (status, kind),
                        joined,
                    )?;
                }
            }
        }
        Ok(())
    }

    /// A member with an account that nobody signs in to.
    #[expect(clippy::too_many_arguments, reason = "a row has as many columns")]
    fn background(
        &self,
        id: &str,
        spec: &OrganizationSpec,
        region: &str,
        organization: &str,
        key: &SharedKey,
        number: usize,
        (status, kind): (i32, i32),
        joined: i64,
    ) -> Result<(), SeedError> {
        let n = number + spec.slug.len();
        let email = format!("{}@{}", mailbox_name(number), spec.domain);
        let name = person_name(n);
        let user = self.background_account(&email, &name, region, n, joined)?;
        let wrapped = if status == 1 {
            None
        } else {
            Some(key.for_person(self.pool.draw(n))?)
        };
        self.member(
            id,
            organization,
            Some(&user),
            None,
            wrapped.as_deref(),
            status,
            kind,
            joined,
        )
    }

    /// An account without a password: a row to be a member with.
    pub(super) fn background_account(
        &self,
        email: &str,
        name: &str,
        region: &str,
        n: usize,
        created: i64,
    ) -> Result<String, SeedError> {
        let user = self.id(email);
        self.rows.prepare_cached(
            "INSERT INTO users (id, email, name, region, kdf_type, kdf_iterations, salt, public_key, security_stamp, created_at, revised_at) \
             VALUES (?1,?2,?3,?4,0,600000,?2,?5,?1,?6,?6)",
        )?
        .execute(params![user, email, name, region, self.pool.draw(n).public_text(), created])?;
        Ok(user)
    }

    #[expect(clippy::too_many_arguments, reason = "a row has as many columns")]
    pub(super) fn member(
        &self,
        id: &str,
        organization: &str,
        user: Option<&str>,
        email: Option<&str>,
        key: Option<&str>,
        status: i32,
        kind: i32,
        joined: i64,
    ) -> Result<(), SeedError> {
        self.rows.prepare_cached(
            "INSERT INTO organization_users (id, organization_id, user_id, email, key, status, type, created_at) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
        )?
        .execute(params![id, organization, user, email, key, status, kind, joined])?;
        Ok(())
    }
}

/// A name for the `n`th person in the background.
pub(super) fn person_name(n: usize) -> String {
    format!(
        "{} {}",
        FIRST[n % FIRST.len()],
        LAST[(n * 7 + n / FIRST.len()) % LAST.len()]
    )
}

fn mailbox_name(number: usize) -> String {
    if number == 0 {
        "directie".to_owned()
    } else {
        format!("medewerker{number}")
    }
}
