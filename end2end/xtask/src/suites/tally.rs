//! Counting what passed, what failed, and what was left out and why.

use std::fmt;

/// The counts of a suite, or of all.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
    /// Why something was skipped, or what failed, as sentences.
    pub(crate) notes: Vec<String>,
}

impl Tally {
    /// A suite that could not run: one failure.
    pub(crate) fn broken(why: String) -> Self {
        println!("{why}");
        let first = why.lines().next().unwrap_or_default().to_owned();
        Self {
            failed: 1,
            notes: vec![format!("failed: {first}")],
            ..Self::default()
        }
    }

    /// Counts one check by its outcome.
    pub(crate) fn check(&mut self, what: &str, outcome: Result<(), impl fmt::Display>) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(why) => {
                println!("{why}");
                self.failed += 1;
                self.notes.push(format!("failed: {what}"));
            }
        }
    }

    /// Takes in the counts of a suite; its notes keep its name.
    pub(crate) fn add(&mut self, suite: &str, tally: Self) {
        self.passed += tally.passed;
        self.failed += tally.failed;
        self.skipped += tally.skipped;
        self.notes.extend(
            tally
                .notes
                .into_iter()
                .map(|note| format!("{suite}, {note}")),
        );
    }

    /// The notes, one on a line.
    pub(crate) fn reasons(&self) -> String {
        self.notes.iter().map(|note| format!("{note}\n")).collect()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_add_up_and_a_broken_one_is_a_failure_with_its_name() {
        let mut total = Tally::default();
        let mut lints = Tally::default();
        lints.check("format", Ok::<(), String>(()));
        total.add("lints", lints);
        total.add(
            "browser",
            Tally::broken("The page could not be built.\nmore".to_owned()),
        );
        total.add(
            "deployment",
            Tally {
                skipped: 2,
                notes: vec!["skipped: no nginx".to_owned()],
                ..Tally::default()
            },
        );
        assert_eq!(total.to_string(), "1 passed, 1 failed, 2 skipped");
        assert_eq!(
            total.reasons(),
            "browser, failed: The page could not be built.\ndeployment, skipped: no nginx\n"
        );
    }
}
