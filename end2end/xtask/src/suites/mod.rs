//! `cargo xtask test`: every suite one after the other, and one line over all of them at the end.

mod lints;
mod native;
mod playwright;
mod size;
mod tally;
mod types;

use std::path::PathBuf;
use std::time::Instant;

use crate::budget::Weight;
use crate::dist::{Build, build};
use crate::process::{Stop, took};
use crate::serve;
use crate::setup::{self, Node, PageTools};
use crate::workspace::Workspace;

use tally::Tally;

type Suite = fn(&mut Bench<'_>) -> Result<Tally, Stop>;

/// In the order in which a person would want to hear of a failure.
const SUITES: [(&str, Suite); 7] = [
    ("lints", lints::run),
    ("native", native::run),
    ("types", types::run),
    ("size", size::run),
    ("browser", playwright::browser),
    ("interop", playwright::interop),
    ("deployment", playwright::deployment),
];

/// Runs all suites, or the one that is named. A suite that fails does not keep the others from running.
pub(crate) fn run(workspace: &Workspace, only: Option<&str>) -> Result<(), Stop> {
    if let Some(name) = only
        && !SUITES.iter().any(|(known, _)| *known == name)
    {
        let names: Vec<&str> = SUITES.iter().map(|(name, _)| *name).collect();
        return Err(Stop(format!(
            "There is no suite {name:?}. There are {}.",
            names.join(", ")
        )));
    }
    let start = Instant::now();
    let mut bench = Bench::new(workspace);
    let mut total = Tally::default();
    for (name, suite) in SUITES
        .iter()
        .filter(|(name, _)| only.is_none_or(|only| only == *name))
    {
        println!("\n== {name}");
        let begun = Instant::now();
        let tally = suite(&mut bench).unwrap_or_else(|Stop(why)| Tally::broken(why));
        println!("   {name}: {tally} in {}", took(begun.elapsed()));
        total.add(name, tally);
    }
    println!("\n{}", total.reasons());
    println!("All suites took {}.", took(start.elapsed()));
    println!("{total}");
    match total.failed {
        0 => Ok(()),
        1 => Err(Stop("One test failed.".to_owned())),
        failed => Err(Stop(format!("{failed} tests failed."))),
    }
}

/// What suites share: each part is made when a suite first asks, once, and its failure is told to all who ask.
pub(crate) struct Bench<'a> {
    pub(crate) workspace: &'a Workspace,
    node: Once<Node>,
    chromium: Once<PathBuf>,
    release: Once<Vec<Weight>>,
    sandbox: Once<PathBuf>,
}

type Once<T> = Option<Result<T, String>>;

impl<'a> Bench<'a> {
    fn new(workspace: &'a Workspace) -> Self {
        Self {
            workspace,
            node: None,
            chromium: None,
            release: None,
            sandbox: None,
        }
    }

    /// Node with its packages.
    pub(crate) fn node(&mut self) -> Result<&Node, Stop> {
        once(&mut self.node, || Node::ready(self.workspace))
    }

    /// The browser.
    pub(crate) fn chromium(&mut self) -> Result<&PathBuf, Stop> {
        let workspace = self.workspace;
        let node = once(&mut self.node, || Node::ready(workspace))?;
        once(&mut self.chromium, || setup::chromium(workspace, node))
    }

    /// The release in `dist/`.
    pub(crate) fn release(&mut self) -> Result<&[Weight], Stop> {
        let workspace = self.workspace;
        let node = once(&mut self.node, || Node::ready(workspace))?;
        let weights = once(&mut self.release, || {
            let tools = PageTools::ready(workspace, Some(node))?;
            build(workspace, &tools, Build::Release)
        })?;
        Ok(weights)
    }

    /// The sandbox's program.
    pub(crate) fn sandbox(&mut self) -> Result<&PathBuf, Stop> {
        once(&mut self.sandbox, || serve::sandbox(self.workspace))
    }
}

fn once<T>(slot: &mut Once<T>, make: impl FnOnce() -> Result<T, Stop>) -> Result<&T, Stop> {
    let made = slot.get_or_insert_with(|| make().map_err(|Stop(why)| why));
    made.as_ref().map_err(|why| Stop(why.clone()))
}
