//! The release build, and each of its size budgets as one test.

use super::{Bench, Tally};
use crate::budget::{self, Standing};
use crate::process::Stop;

pub(super) fn run(bench: &mut Bench<'_>) -> Result<Tally, Stop> {
    let weights = bench.release()?;
    print!("{}", budget::table(weights));
    let mut tally = Tally::default();
    for verdict in budget::verdicts(weights) {
        println!("  {verdict}");
        match verdict.standing() {
            Standing::Within => tally.passed += 1,
            // A known miss is neither a pass nor news.
            Standing::Over => {
                tally.skipped += 1;
                tally.notes.push(format!("not held yet: {verdict}"));
            }
            Standing::Grown => {
                tally.failed += 1;
                tally.notes.push(format!("failed: {verdict}"));
            }
        }
    }
    Ok(tally)
}
