//! Node, and the npm packages that the suites and the optimiser come from.

use std::path::PathBuf;
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::process::{Stop, answer, quietly, step};
use crate::workspace::{Workspace, read, write};

const OLDEST_NODE: u32 = 20;

/// A machine's Node with the packages of end2end/ in place.
pub(crate) struct Node {
    modules: PathBuf,
}

impl Node {
    /// Installs the packages when the lock file, or Node, is not the one that they were installed for. A machine without
    /// a fitting Node is told so in words.
    pub(crate) fn ready(workspace: &Workspace) -> Result<Self, Stop> {
        let version = version()?;
        let folder = workspace.end2end();
        let modules = folder.join("node_modules");
        let stamp = modules.join(".installed-for");
        let lock = read(&folder.join("package-lock.json"))?;
        let wanted = format!(
            "{:x?}\n{version}\n",
            Sha256::digest(lock.as_bytes()).as_slice()
        );
        if std::fs::read_to_string(&stamp).is_ok_and(|had| had == wanted) {
            return Ok(Self { modules });
        }
        step(
            "Installing the npm packages of end2end/ (some 200 MB)",
            || {
                // No package of these needs a script of its own to be installed.
                quietly(
                    Command::new("npm")
                        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                        .current_dir(&folder),
                )?;
                write(&stamp, &wanted)
            },
        )?;
        Ok(Self { modules })
    }

    /// A program that one of the packages brought.
    pub(crate) fn tool(&self, name: &str) -> PathBuf {
        self.modules.join(".bin").join(name)
    }
}

fn version() -> Result<String, Stop> {
    let Some(version) = answer("node", &["--version"]) else {
        return Err(Stop(format!(
            "Node {OLDEST_NODE} or newer is not on this machine"
        )));
    };
    let major = version.trim_start_matches('v').split('.').next();
    match major.and_then(|number| number.parse::<u32>().ok()) {
        Some(number) if number >= OLDEST_NODE => Ok(version),
        _ => Err(Stop(format!(
            "Node {OLDEST_NODE} or newer is needed, and this machine has {version}"
        ))),
    }
}
