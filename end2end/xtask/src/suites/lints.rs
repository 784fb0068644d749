//! Format and lints, for the machine and for the browser. Each counts as one test.

use super::{Bench, Tally};
use crate::process::{Heard, Stop, cargo, hear, step};
use crate::setup;

const CHECKS: [(&str, &[&str]); 3] = [
    ("The format of all Rust files", &["fmt", "--all", "--check"]),
    (
        "Lints, native",
        &[
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ],
    ),
    (
        "Lints, WebAssembly",
        &[
            "clippy",
            "--quiet",
            "--package",
            "portico",
            "--target",
            "wasm32-unknown-unknown",
            "--",
            "--deny",
            "warnings",
        ],
    ),
];

pub(super) fn run(bench: &mut Bench<'_>) -> Result<Tally, Stop> {
    setup::lint_tools()?;
    setup::wasm_target()?;
    let mut tally = Tally::default();
    for (what, words) in CHECKS {
        let outcome = step(what, || {
            let heard = hear(cargo().args(words).current_dir(&bench.workspace.root))?;
            if heard.success {
                Ok(())
            } else {
                Err(Stop(said(&heard)))
            }
        });
        tally.check(what, outcome.map_err(|Stop(why)| why));
    }
    Ok(tally)
}

fn said(heard: &Heard) -> String {
    format!("{}{}", heard.out, heard.err)
}
