//! The rows: one SQLite database behind one lock, with a pristine copy to go back to.

use std::{
    fmt,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, OpenFlags, backup::Backup};

/// Changes with every change of `schema.sql`.
pub const SCHEMA_VERSION: i32 = 2;
/// "Prtc": tells a sandbox database from any other SQLite file.
const APPLICATION_ID: i32 = 0x5072_7463;

/// The database of a running sandbox.
pub struct Database {
    live: Mutex<Connection>,
}

/// Why a database cannot be used, as one sentence.
#[derive(Debug)]
pub enum OpenError {
    /// The file was written by a sandbox of another version.
    OtherVersion(i32),
    /// The file is no sandbox database.
    NotOurs,
    /// SQLite's own reason.
    Sqlite(rusqlite::Error),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::OtherVersion(found) => write!(
                f,
                "it was made by another version of the sandbox (schema {found}, this one reads {SCHEMA_VERSION}); \
                 delete it or name another file"
            ),
            OpenError::NotOurs => f.write_str("it is not a database of the sandbox"),
            OpenError::Sqlite(reason) => write!(f, "{reason}"),
        }
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(reason: rusqlite::Error) -> Self {
        OpenError::Sqlite(reason)
    }
}

impl Database {
    /// An empty database in memory, with the schema.
    pub fn in_memory() -> Result<Self, OpenError> {
        let live = Connection::open_in_memory()?;
        create(&live)?;
        Ok(Self::over(live))
    }

    /// Opens or creates `file`; true says that it held rows already.
    pub fn at(file: &Path) -> Result<(Self, bool), OpenError> {
        let kept = file.metadata().is_ok_and(|about| about.len() > 0);
        let live = Connection::open(file)?;
        if kept {
            check(&live)?;
        } else {
            create(&live)?;
        }
        Ok((Self::over(live), kept))
    }

    fn over(live: Connection) -> Self {
        Self {
            live: Mutex::new(live),
        }
    }

    /// The rows. One request at a time holds them, and none holds them while it waits for something else.
    pub fn rows(&self) -> MutexGuard<'_, Connection> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Replaces every row by those of `file`.
    pub fn copy_from(&self, file: &Path) -> Result<(), OpenError> {
        let source = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        check(&source)?;
        let mut live = self.rows();
        copy(&source, &mut live)
    }

    /// Writes every row to `file`.
    pub fn copy_to(&self, file: &Path) -> Result<(), OpenError> {
        copy(&self.rows(), &mut Connection::open(file)?)
    }
}

fn copy(from: &Connection, to: &mut Connection) -> Result<(), OpenError> {
    let backup = Backup::new(from, to)?;
    Ok(backup.run_to_completion(10_000, std::time::Duration::ZERO, None)?)
}

fn create(rows: &Connection) -> Result<(), OpenError> {
    rows.execute_batch(include_str!("schema.sql"))?;
    rows.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    rows.pragma_update(None, "application_id", APPLICATION_ID)?;
    rows.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

fn check(rows: &Connection) -> Result<(), OpenError> {
    let number = |name| rows.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    match number("application_id") {
        Ok(APPLICATION_ID) => {}
        Ok(_) => return Err(OpenError::NotOurs),
        Err(rusqlite::Error::SqliteFailure(reason, _))
            if reason.code == rusqlite::ErrorCode::NotADatabase =>
        {
            return Err(OpenError::NotOurs);
        }
        Err(reason) => return Err(reason.into()),
    }
    match number("user_version")? {
        SCHEMA_VERSION => Ok(rows.pragma_update(None, "foreign_keys", true)?),
        other => Err(OpenError::OtherVersion(other)),
    }
}
