//! The demo seed: a plausible provider with its people and clients, with real keys. Ids and names follow from the seed
//! number alone, keys are random, and dates are fixed but for those that count from today (`recent.rs`).

pub(crate) mod clients;
mod history;
mod invoices;
mod keys;
pub(crate) mod people;
mod recent;
mod scale;
mod sow;

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use bitwarden_crypto::CryptoError;
use rusqlite::Connection;
use uuid::Uuid;

use crate::database::{Database, OpenError};

/// What to sow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seed {
    /// Ids follow from this number.
    pub number: u64,
    /// Extra clients for the demo provider, and members in each.
    pub scale: Option<(usize, usize)>,
}

/// Why nothing could be sown.
#[derive(Debug)]
pub enum SeedError {
    /// A key could not be made.
    Crypto(CryptoError),
    /// A row could not be written.
    Rows(rusqlite::Error),
    /// The seeded rows could not be copied.
    Copy(OpenError),
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SeedError::Crypto(reason) => write!(f, "a key could not be made: {reason}"),
            SeedError::Rows(reason) => write!(f, "a row could not be written: {reason}"),
            SeedError::Copy(reason) => write!(f, "the seed could not be copied: {reason}"),
        }
    }
}

impl From<CryptoError> for SeedError {
    fn from(reason: CryptoError) -> Self {
        SeedError::Crypto(reason)
    }
}
impl From<rusqlite::Error> for SeedError {
    fn from(reason: rusqlite::Error) -> Self {
        SeedError::Rows(reason)
    }
}
impl From<OpenError> for SeedError {
    fn from(reason: OpenError) -> Self {
        SeedError::Copy(reason)
    }
}

/// Fills `database` with the seed, replacing what is there. The keys of a seed cost seconds, so the sown rows are kept
/// in the temporary folder and copied from there the next time; the kept file belongs to this very program file.
pub fn fill(database: &Database, seed: Seed) -> Result<(), SeedError> {
    fill_fixed(database, seed)?;
    let mut rows = database.rows();
    let transaction = rows.transaction()?;
    recent::sow(&transaction, seed.number, crate::clock::real())?;
    Ok(transaction.commit()?)
}

fn fill_fixed(database: &Database, seed: Seed) -> Result<(), SeedError> {
    let kept = kept_file(seed);
    if let Some(kept) = &kept
        && kept.is_file()
        && database.copy_from(kept).is_ok()
    {
        return Ok(());
    }
    let fresh = Database::in_memory()?;
    sow_all(&mut fresh.rows(), seed)?;
    let parting = std::env::temp_dir().join(format!("portico-sandbox-{}.sqlite", Uuid::new_v4()));
    fresh.copy_to(&parting)?;
    let copied = database.copy_from(&parting);
    // Without a place to keep it, the next start sows again; nothing else is lost.
    match kept {
        Some(kept) if fs::rename(&parting, &kept).is_ok() => {}
        _ => drop(fs::remove_file(&parting)),
    }
    Ok(copied?)
}

/// The root of a seed's ids.
fn namespace(number: u64) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, &number.to_be_bytes())
}

/// The id that belongs to a path; the same for the same seed number.
fn id_of(namespace: &Uuid, path: &str) -> String {
    Uuid::new_v5(namespace, path.as_bytes()).to_string()
}

fn sow_all(rows: &mut Connection, seed: Seed) -> Result<(), SeedError> {
    let transaction = rows.transaction()?;
    let mut sower = sow::Sower::new(&transaction, seed.number)?;
    sower.plans()?;
    sower.people()?;
    sower.providers()?;
    sower.independent()?;
    if let Some((clients, members)) = seed.scale {
        scale::sow(&mut sower, clients, members)?;
    }
    drop(sower);
    Ok(transaction.commit()?)
}

const FOLDER: &str = "portico-sandbox-seeds";
const KEPT_FOR: Duration = Duration::from_secs(3 * 24 * 3600);

fn kept_file(seed: Seed) -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?.metadata().ok()?;
    let built = program
        .modified()
        .ok()?
        .duration_since(SystemTime::UNIX_EPOCH)
        .ok()?
        .as_millis();
    let folder = std::env::temp_dir().join(FOLDER);
    fs::create_dir_all(&folder).ok()?;
    forget_old(&folder);
    let (clients, members) = seed.scale.unwrap_or_default();
    Some(folder.join(format!(
        "{built}-{}-{}-{clients}x{members}.sqlite",
        program.len(),
        seed.number
    )))
}

fn forget_old(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let age = entry
            .metadata()
            .and_then(|about| about.modified())
            .ok()
            .and_then(|at| at.elapsed().ok());
        if age.is_some_and(|age| age > KEPT_FOR) {
            drop(fs::remove_file(entry.path()));
        }
    }
}
