//! Build tools that come from the package index, built once into the tool cache.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::process::{Stop, answer, cargo, step, took};
use crate::workspace::{Workspace, make_folder, read, remove_folder};

/// How often a long build says that it is still there.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// A program of the package index.
pub(super) struct CargoTool<'a> {
    pub(super) package: &'a str,
    pub(super) program: &'a str,
    pub(super) version: &'a str,
    /// What is switched on beside nothing.
    pub(super) features: Option<&'a str>,
}

impl CargoTool<'_> {
    /// Where the program is. It is built when neither the search path nor the cache has this version.
    pub(super) fn ready(&self, workspace: &Workspace) -> Result<PathBuf, Stop> {
        let Self {
            package, version, ..
        } = self;
        let root = workspace.cache.join(format!("{package}-{version}"));
        let program = root
            .join("bin")
            .join(self.program)
            .with_extension(std::env::consts::EXE_EXTENSION);
        if program.is_file() {
            return Ok(program);
        }
        if answer(self.program, &["--version"])
            .is_some_and(|said| said.split_whitespace().nth(1) == Some(version))
        {
            return Ok(self.program.into());
        }
        let what = format!(
            "Building {package} {version} into {} (once; a few minutes)",
            root.display()
        );
        step(&what, || {
            make_folder(&workspace.cache)?;
            // Built beside its place and moved there whole: a build that was broken off leaves nothing that looks ready.
            let partial = workspace.cache.join(format!(
                "{package}-{version}.partial-{}",
                std::process::id()
            ));
            let log = workspace.cache.join(format!("{package}-{version}.log"));
            let built = self.install(&partial, &log);
            // Another checkout may have built the same meanwhile; what it put in place may already be running.
            let is_there = program.is_file();
            if built.is_ok() && !is_there {
                remove_folder(&root)?;
                std::fs::rename(&partial, &root)
                    .map_err(|error| Stop::file("move into place", &partial, &error))?;
            }
            remove_folder(&partial)?;
            if is_there { Ok(()) } else { built }
        })?;
        Ok(program)
    }

    fn install(&self, root: &Path, log: &Path) -> Result<(), Stop> {
        if self.attempt(root, log, true)? {
            return Ok(());
        }
        // An index that lags behind, or keeps young versions back, may lack one that the tool's own lock file names.
        if read(log)?.contains("failed to select a version") {
            println!(
                "  the index lacks a version of its lock file; building with the newest that fit instead"
            );
            if self.attempt(root, log, false)? {
                return Ok(());
            }
        }
        let said = read(log)?;
        let all: Vec<&str> = said.lines().collect();
        let tail = all.iter().skip(all.len().saturating_sub(12));
        let tail: String = tail.map(|line| format!("  | {line}\n")).collect();
        let network = if [
            "failed to download",
            "failed to query",
            "download of",
            "failed to fetch",
        ]
        .iter()
        .any(|word| said.contains(word))
        {
            " It comes from the Rust package index, which could not be reached; the first time needs a network."
        } else {
            ""
        };
        Err(Stop(format!(
            "{} {} could not be built.{network} All that cargo said is in {}; it ended with:\n{tail}",
            self.package,
            self.version,
            log.display()
        )))
    }

    /// Runs `cargo install` once, with what it says in a log; tells whether it went well.
    fn attempt(&self, root: &Path, log: &Path, locked: bool) -> Result<bool, Stop> {
        let mut command = cargo();
        command
            .args(["install", self.package, "--version", self.version])
            .arg("--no-default-features")
            .args(
                self.features
                    .map(|features| format!("--features={features}")),
            )
            .arg("--root")
            .arg(root)
            .args(locked.then_some("--locked"))
            // The tools run for seconds: their own speed is worth less than the minutes that optimising them takes.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("CARGO_BUILD_TARGET_DIR")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        follow(&mut command, log)
    }
}

fn follow(command: &mut Command, log: &Path) -> Result<bool, Stop> {
    let unreadable = |error: std::io::Error| Stop::file("write", log, &error);
    let mut file = File::create(log).map_err(unreadable)?;
    let mut child = command
        .spawn()
        .map_err(|error| Stop(format!("cargo could not be started: {error}.")))?;
    let start = Instant::now();
    let mut spoken = start;
    let mut crates = 0_u32;
    if let Some(said) = child.stderr.take() {
        for line in BufReader::new(said).lines() {
            let line = line.map_err(unreadable)?;
            writeln!(file, "{line}").map_err(unreadable)?;
            crates += u32::from(line.trim_start().starts_with("Compiling"));
            if spoken.elapsed() > SIGN_OF_LIFE {
                spoken = Instant::now();
                println!("  {crates} crates begun after {}", took(start.elapsed()));
            }
        }
    }
    let status = child.wait().map_err(unreadable)?;
    Ok(status.success())
}
