//! The TypeScript of the browser suites, checked by the compiler at its strictest. Counts as one test.

use std::process::Command;

use super::{Bench, Tally};
use crate::process::{Stop, hear, step};

pub(super) fn run(bench: &mut Bench<'_>) -> Result<Tally, Stop> {
    let what = "The types of end2end/";
    let tsc = bench.node()?.tool("tsc");
    let folder = bench.workspace.end2end();
    let outcome = step(what, || {
        let heard = hear(Command::new(tsc).arg("--noEmit").current_dir(folder))?;
        if heard.success {
            Ok(())
        } else {
            Err(Stop(heard.out + &heard.err))
        }
    });
    let mut tally = Tally::default();
    tally.check(what, outcome.map_err(|Stop(why)| why));
    Ok(tally)
}
