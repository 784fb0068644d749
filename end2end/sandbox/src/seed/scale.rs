//! `--scale CLIENTSxMEMBERS`: many more clients for the demo provider, with real keys and names, drawn from the same
//! handful of RSA pairs and organisation keys: wrapping a key for a person costs so much that 15 000 of them would be felt.

use std::collections::HashMap;

use rusqlite::params;

use super::{
    SeedError,
    clients::START,
    keys::{Pool, SharedKey},
    sow::{Sower, person_name},
};

const TRADES: &[&str] = &[
    "Bakkerij",
    "Garage",
    "Apotheek",
    "Kwekerij",
    "Drukkerij",
    "Slagerij",
    "Notariaat",
    "Praktijk",
    "Bureau",
    "Rederij",
    "Hoveniers",
    "Makelaardij",
];
const PLACES: &[&str] = &[
    "Edam",
    "Volendam",
    "Purmerend",
    "Marken",
    "Ilpendam",
    "Broek",
    "Oosthuizen",
    "Hoorn",
    "Alkmaar",
    "Zaandam",
    "Heiloo",
    "Castricum",
    "Bergen",
];

/// How many organisation keys are shared out.
const KEYS: usize = 32;

pub(super) fn sow(sower: &mut Sower<'_>, clients: usize, members: usize) -> Result<(), SeedError> {
    let provider = sower.id("provider/waterland");
    let Some(provider_key) = sower.provider_keys.get("waterland") else {
        return Ok(());
    };
    let keys: Vec<SharedKey> = (0..KEYS).map(|_| SharedKey::make()).collect();
    let mut wrapped_for: HashMap<(usize, usize), String> = HashMap::new();
    for n in 0..clients {
        let id = sower.id(&format!("scale/{n}"));
        let key = &keys[n % KEYS];
        let pair = sower.pool.draw(n);
        let created = START + (n as i64 % 900) * 86_400_000;
        let name = format!(
            "{} {} {}",
            TRADES[n % TRADES.len()],
            PLACES[(n / TRADES.len()) % PLACES.len()],
            n + 1
        );
        let seats = members + n % 5;
        sower.rows.prepare_cached(
            "INSERT INTO organizations (id, region, name, business_name, billing_email, plan_type, status, enabled, seats, max_storage_gb, \
             public_key, private_key, created_at, revised_at) \
             VALUES (?1,'EU',?2,?2,'facturen@waterlandbeheer.nl',?3,2,?4,?5,1,?6,?7,?8,?8)",
        )?
        .execute(params![id, name, if n % 3 == 0 { 19 } else { 17 }, n % 50 != 49, seats as i64, pair.public_text(), key.wrap_private(pair)?, created])?;
        sower.rows.prepare_cached(
            "INSERT INTO provider_organizations (id, provider_id, organization_id, key, created_at, revised_at) VALUES (?1,?2,?3,?4,?5,?5)",
        )?
        .execute(params![sower.id(&format!("scale/link/{n}")), provider, id, key.under(provider_key)?, created])?;
        for name in ["Algemeen", "Algemeen/Beheer"] {
            sower
                .rows
                .prepare_cached(
                    "INSERT INTO collections (id, organization_id, name) VALUES (?1,?2,?3)",
                )?
                .execute(params![
                    sower.id(&format!("scale/{n}/{name}")),
                    id,
                    key.name(name)?
                ])?;
        }
        for m in 0..members {
            let email = format!("lid{m}@klant{n}.example");
            let user =
                sower.background_account(&email, &person_name(n + m), "EU", n + m, created)?;
            let drawer = (n + m) % Pool::SIZE;
            let wrapped = match wrapped_for.get(&(n % KEYS, drawer)) {
                Some(wrapped) => wrapped.clone(),
                None => {
                    let wrapped = key.for_person(sower.pool.draw(drawer))?;
                    wrapped_for.insert((n % KEYS, drawer), wrapped.clone());
                    wrapped
                }
            };
            let kind = if m == 0 { 0 } else { 2 };
            sower.member(
                &sower.id(&format!("scale/member/{n}/{m}")),
                &id,
                Some(&user),
                None,
                Some(&wrapped),
                2,
                kind,
                created,
            )?;
        }
    }
    Ok(())
}
