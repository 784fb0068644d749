//! The sizes of a build, and the budgets that they are held against.

use crate::process::Stop;
use crate::seal::SealedFile;

/// Code before the sign-in form works: the page, its scripts and styles, and the page's program.
const BEFORE_FORM: Limit = Limit {
    budget: 240 * 1024,
    ceiling: 384 * 1024,
};
/// Everything loaded before sign-in, the worker too.
const BEFORE_SIGN_IN: Limit = Limit {
    budget: 400 * 1024,
    ceiling: 655 * 1024,
};

/// What a sum of sizes should be, and what it may not grow past until it is.
#[derive(Clone, Copy)]
struct Limit {
    budget: u64,
    ceiling: u64,
}

/// How a sum of sizes stands to its budget.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Standing {
    /// Within the budget.
    Within,
    /// Over the budget, as it has been; not over the ceiling.
    Over,
    /// Over the ceiling: it has grown.
    Grown,
}

/// A file with its sizes in bytes.
pub(crate) struct Weight {
    source: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// One budget, and what it was held against.
pub(crate) struct Verdict {
    pub(crate) what: &'static str,
    pub(crate) bytes: u64,
    limit: Limit,
}

impl Verdict {
    /// The budget in bytes.
    pub(crate) fn budget(&self) -> u64 {
        self.limit.budget
    }

    pub(crate) fn standing(&self) -> Standing {
        if self.bytes <= self.limit.budget {
            Standing::Within
        } else if self.bytes <= self.limit.ceiling {
            Standing::Over
        } else {
            Standing::Grown
        }
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (budget, ceiling) = (self.limit.budget / 1024, self.limit.ceiling / 1024);
        write!(out, "{}: {} KB, ", self.what, kilobytes(self.bytes))?;
        match self.standing() {
            Standing::Within => write!(out, "within the budget of {budget} KB"),
            Standing::Over => write!(
                out,
                "OVER the budget of {budget} KB, below the ceiling of {ceiling} KB"
            ),
            Standing::Grown => write!(
                out,
                "OVER the budget of {budget} KB and over the ceiling of {ceiling} KB"
            ),
        }
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
            bytes: sum(&|weight| weight.is_code() && !weight.is_worker()),
            limit: BEFORE_FORM,
        },
        Verdict {
            what: "Everything loaded before sign-in, the worker too",
            bytes: sum(&Weight::is_loaded),
            limit: BEFORE_SIGN_IN,
        },
    ]
}

/// Fails with a sentence for each sum that has grown past its ceiling.
pub(crate) fn hold(verdicts: &[Verdict]) -> Result<(), Stop> {
    let over: Vec<String> = verdicts
        .iter()
        .filter(|verdict| verdict.standing() == Standing::Grown)
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
    fn the_worker_counts_for_the_second_budget_only() {
        let weights = [
            weight("portal_bg.wasm", 200),
            weight("boot.js", 10),
            weight("vault_bg.wasm", 150),
            weight("_headers", 900),
        ];
        let [form, all] = verdicts(&weights);
        assert_eq!((form.bytes, all.bytes), (210 * 1024, 360 * 1024));
        assert!(hold(&[form, all]).is_ok());
    }

    #[test]
    fn a_sum_over_its_budget_is_named_and_may_not_grow() {
        let standing = |kilobytes| verdicts(&[weight("portal_bg.wasm", kilobytes)])[0].standing();
        assert_eq!(standing(240), Standing::Within);
        assert_eq!(standing(241), Standing::Over);
        let grown = verdicts(&[weight("portal_bg.wasm", 385)]);
        let Stop(sentence) = hold(&grown).unwrap_err();
        assert_eq!(
            sentence,
            "Code before the sign-in form works: 385.0 KB, OVER the budget of 240 KB and over the ceiling of 384 KB."
        );
    }
}
