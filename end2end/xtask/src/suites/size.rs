//! The release build, and each of its size budgets as one test.

use super::{Bench, Tally};
use crate::budget;
use crate::process::Stop;

pub(super) fn run(bench: &mut Bench<'_>) -> Result<Tally, Stop> {
    let weights = bench.release()?;
    print!("{}", budget::table(weights));
    let mut tally = Tally::default();
    for verdict in budget::verdicts(weights) {
        let sentence = verdict.to_string();
        if verdict.holds() {
            println!("  {sentence}");
        }
        tally.check(
            &sentence,
            if verdict.holds() {
                Ok(())
            } else {
                Err(&sentence)
            },
        );
    }
    Ok(tally)
}
