//! The release build, and each of its size budgets as one test.

use super::{Bench, Tally};
use crate::budget;
use crate::process::Stop;

pub(super) fn run(bench: &mut Bench<'_>) -> Result<Tally, Stop> {
    let weights = bench.release()?;
    print!("{}", budget::table(weights));
    let mut tally = Tally::default();
    for verdict in budget::verdicts(weights) {
        println!("  {verdict}");
        if verdict.holds() {
            tally.passed += 1;
        } else {
            tally.failed += 1;
            tally.notes.push(format!("failed: {verdict}"));
        }
    }
    Ok(tally)
}
