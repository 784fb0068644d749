//! Where things are: the checkout, its target folder, and the tool cache outside of it.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::process::{Stop, cargo, hear};

/// The places that the commands work in.
pub(crate) struct Workspace {
    /// The top of the checkout.
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    pub(crate) target: PathBuf,
    /// Where tools are kept, shared by all checkouts of one person.
    pub(crate) cache: PathBuf,
}

impl Workspace {
    /// Asks cargo for the workspace that this program belongs to.
    pub(crate) fn find() -> Result<Self, Stop> {
        let heard = hear(cargo().args(["metadata", "--format-version", "1", "--no-deps"]))?;
        if !heard.success {
            return Err(Stop(format!(
                "cargo cannot read the workspace:\n{}",
                heard.tail(10)
            )));
        }
        let metadata: Value = serde_json::from_str(&heard.out)
            .map_err(|error| Stop(format!("`cargo metadata` is unreadable: {error}.")))?;
        let path = |key: &str| {
            metadata
                .get(key)
                .and_then(Value::as_str)
                .map(PathBuf::from)
                .ok_or_else(|| Stop(format!("`cargo metadata` does not tell its {key}.")))
        };
        Ok(Self {
            root: path("workspace_root")?,
            target: path("target_directory")?,
            cache: cache_folder(|name| std::env::var_os(name).map(PathBuf::from))?,
        })
    }

    /// The folder of everything that runs the application for real.
    pub(crate) fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// The static files, ready for a CDN.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// What the suites leave behind for a person to look at.
    pub(crate) fn artifacts(&self) -> PathBuf {
        self.root.join("artifacts")
    }

    /// The version that Cargo.lock holds a package at.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String, Stop> {
        let path = self.root.join("Cargo.lock");
        let lock = read(&path)?;
        version_in(&lock, package)
            .ok_or_else(|| Stop(format!("Cargo.lock does not name {package}.")))
    }
}

/// The text of a file, or a sentence.
pub(crate) fn read(path: &Path) -> Result<String, Stop> {
    std::fs::read_to_string(path).map_err(|error| Stop::file("read", path, &error))
}

/// Writes a file, or gives a sentence.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<(), Stop> {
    std::fs::write(path, content).map_err(|error| Stop::file("write", path, &error))
}

/// Makes a folder and those above it, or gives a sentence.
pub(crate) fn make_folder(path: &Path) -> Result<(), Stop> {
    std::fs::create_dir_all(path).map_err(|error| Stop::file("make the folder", path, &error))
}

/// Removes a folder with all that is in it; one that is not there is fine.
pub(crate) fn remove_folder(path: &Path) -> Result<(), Stop> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Stop::file("remove", path, &error))
        }
        _ => Ok(()),
    }
}

/// All files in a folder and those below it.
pub(crate) fn files_in(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let unreadable = |error: std::io::Error| Stop::file("list", folder, &error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            files.extend(files_in(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn cache_folder(variable: impl Fn(&str) -> Option<PathBuf>) -> Result<PathBuf, Stop> {
    variable("PORTICO_CACHE")
        .or_else(|| variable("XDG_CACHE_HOME").map(|cache| cache.join("portico")))
        .or_else(|| variable("HOME").map(|home| home.join(".cache/portico")))
        .ok_or_else(|| {
            Stop("No place for the tool cache: set PORTICO_CACHE to a folder.".to_owned())
        })
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_tells_a_version() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm-pack"), None);
    }

    #[test]
    fn the_cache_is_where_a_person_says_or_where_caches_are() {
        let of = |pairs: &'static [(&str, &str)]| {
            cache_folder(|name| {
                pairs
                    .iter()
                    .find(|(key, _)| *key == name)
                    .map(|(_, value)| value.into())
            })
            .ok()
        };
        assert_eq!(
            of(&[("PORTICO_CACHE", "/p"), ("HOME", "/h")]),
            Some("/p".into())
        );
        assert_eq!(
            of(&[("XDG_CACHE_HOME", "/x"), ("HOME", "/h")]),
            Some("/x/portico".into())
        );
        assert_eq!(of(&[("HOME", "/h")]), Some("/h/.cache/portico".into()));
        assert_eq!(of(&[]), None);
    }
}
