//! The sizes of a build, and the budgets that they are held against.

use crate::process::Stop;
use crate::programs::is_later_part;
use crate::seal::SealedFile;

/// Code before the sign-in form works: the page, its scripts and styles, and the first part of the page's program.
const BEFORE_FORM: u64 = 240 * 1024;
/// Everything loaded before sign-in, the first part of the worker too.
const BEFORE_SIGN_IN: u64 = 400 * 1024;

/// A file with its sizes in bytes.
pub(crate) struct Weight {
    source: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// One budget in bytes, and what it was held against.
pub(crate) struct Verdict {
    pub(crate) what: &'static str,
    pub(crate) bytes: u64,
    pub(crate) budget: u64,
}

impl Verdict {
    /// Whether the budget is held.
    pub(crate) fn holds(&self) -> bool {
        self.bytes <= self.budget
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let stands = if self.holds() { "within" } else { "OVER" };
        write!(
            out,
            "{}: {} KB, {stands} the budget of {} KB",
            self.what,
            kilobytes(self.bytes),
            self.budget / 1024
        )
    }
}

impl Weight {
    /// The weight of a file, given what its compressed copies came to.
    pub(crate) fn new(file: &SealedFile, gzip: usize, brotli: usize) -> Self {
        Self {
            source: file.source.clone(),
            raw: file.content.len() as u64,
            gzip: gzip as u64,
            brotli: brotli as u64,
        }
    }

    fn is_worker(&self) -> bool {
        self.source.starts_with("vault")
    }

    /// Whether it is fetched only when somebody signs in.
    fn is_later(&self) -> bool {
        is_later_part(&self.source)
    }

    fn is_code(&self) -> bool {
        [".html", ".js", ".css", ".wasm"]
            .iter()
            .any(|ending| self.source.ends_with(ending))
    }

    /// Whether a browser ever asks for it; the others are read by the host.
    fn is_loaded(&self) -> bool {
        !self.source.starts_with('_')
    }
}

/// Holds the files of a release build against the budgets.
pub(crate) fn verdicts(weights: &[Weight]) -> [Verdict; 2] {
    let sum = |fits: &dyn Fn(&Weight) -> bool| {
        weights
            .iter()
            .filter(|weight| fits(weight))
            .map(|weight| weight.brotli)
            .sum()
    };
    [
        Verdict {
            what: "Code before the sign-in form works",
            bytes: sum(&|weight| weight.is_code() && !weight.is_worker() && !weight.is_later()),
            budget: BEFORE_FORM,
        },
        Verdict {
            what: "Everything loaded before sign-in, the worker too",
            bytes: sum(&|weight| weight.is_loaded() && !weight.is_later()),
            budget: BEFORE_SIGN_IN,
        },
    ]
}

/// Fails with a sentence for each budget that is not held.
pub(crate) fn hold(verdicts: &[Verdict]) -> Result<(), Stop> {
    let over: Vec<String> = verdicts
        .iter()
        .filter(|verdict| !verdict.holds())
        .map(|verdict| format!("{verdict}."))
        .collect();
    if over.is_empty() {
        Ok(())
    } else {
        Err(Stop(over.join("\n")))
    }
}

/// The sizes as a table in KB, the largest first.
pub(crate) fn table(weights: &[Weight]) -> String {
    let mut sorted: Vec<&Weight> = weights.iter().filter(|weight| weight.is_loaded()).collect();
    sorted.sort_by_key(|weight| std::cmp::Reverse(weight.brotli));
    let mut table = format!(
        "  {:<22}{:>10}{:>10}{:>10}   KB\n",
        "", "raw", "gzip 9", "brotli 11"
    );
    for weight in sorted {
        table.push_str(&format!(
            "  {:<22}{:>10}{:>10}{:>10}\n",
            weight.source,
            kilobytes(weight.raw),
            kilobytes(weight.gzip),
            kilobytes(weight.brotli)
        ));
    }
    table
}

fn kilobytes(bytes: u64) -> String {
    // One decimal without floating point: tenths of a kilobyte, rounded.
    let tenths = (bytes * 10 + 512) / 1024;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(source: &str, kilobytes: u64) -> Weight {
        Weight {
            source: source.to_owned(),
            raw: 0,
            gzip: 0,
            brotli: kilobytes * 1024,
        }
    }

    #[test]
    fn the_worker_counts_for_the_second_budget_and_what_comes_later_for_none() {
        let weights = [
            weight("portal_bg.wasm", 200),
            weight("boot.js", 10),
            weight("vault_bg.wasm", 150),
            weight("screens.wasm", 800),
            weight("opening.wasm", 700),
            weight("_headers", 900),
        ];
        let [form, all] = verdicts(&weights);
        assert_eq!((form.bytes, all.bytes), (210 * 1024, 360 * 1024));
        assert!(hold(&[form, all]).is_ok());
    }

    #[test]
    fn a_sum_over_its_budget_is_named() {
        assert!(hold(&verdicts(&[weight("portal_bg.wasm", 240)])).is_ok());
        let Stop(sentence) = hold(&verdicts(&[weight("portal_bg.wasm", 241)])).unwrap_err();
        assert_eq!(
            sentence,
            "Code before the sign-in form works: 241.0 KB, OVER the budget of 240 KB."
        );
    }
}
