//! The suites that Playwright runs: the application in a browser, the vendor's own client, the servers of the recipes.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{Bench, Tally};
use crate::process::Stop;
use crate::workspace::{make_folder, read};

/// What a person does, in a real browser against the sandbox.
pub(super) fn browser(bench: &mut Bench<'_>) -> Result<Tally, Stop> {
    run(bench, "browser")
}

/// The vendor's command-line client against what the portal made.
pub(super) fn interop(bench: &mut Bench<'_>) -> Result<Tally, Stop> {
    run(bench, "interop")
}

/// The recipes of public/edge in the servers that they are for.
pub(super) fn deployment(bench: &mut Bench<'_>) -> Result<Tally, Stop> {
    run(bench, "deployment")
}

fn run(bench: &mut Bench<'_>, project: &str) -> Result<Tally, Stop> {
    let playwright = bench.node()?.tool("playwright");
    let chromium = bench.chromium()?.clone();
    bench.release()?;
    let sandbox = bench.sandbox()?.clone();
    let artifacts = bench.workspace.artifacts();
    make_folder(&artifacts)?;
    let report = artifacts.join(format!("{project}.json"));
    // A report of an earlier run must not stand in for one that this run fails to write.
    let _ = std::fs::remove_file(&report);

    let status = Command::new(playwright)
        .args(["test", "--pass-with-no-tests", "--reporter=list,json"])
        .arg(format!("--project={project}"))
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .env("PORTICO_SANDBOX", sandbox)
        .env("PORTICO_DIST", bench.workspace.dist())
        .env("PORTICO_CHROMIUM", chromium)
        .env("PORTICO_ARTIFACTS", &artifacts)
        .current_dir(bench.workspace.end2end())
        .status()
        .map_err(|error| Stop(format!("Playwright could not be started: {error}.")))?;
    let tally = count(&report)?;
    if !status.success() && tally.failed == 0 {
        return Err(Stop(
            "Playwright ended with an error outside of any test; what it said stands above."
                .to_owned(),
        ));
    }
    Ok(tally)
}

fn count(report: &Path) -> Result<Tally, Stop> {
    let text = read(report)?;
    let report: Value = serde_json::from_str(&text)
        .map_err(|error| Stop(format!("Playwright's report is unreadable: {error}.")))?;
    Ok(count_report(&report))
}

/// Takes the counts from Playwright's JSON report, with the reasons that skipped tests gave.
fn count_report(report: &Value) -> Tally {
    let stat = |key: &str| {
        report
            .pointer(&format!("/stats/{key}"))
            .and_then(Value::as_u64)
            .unwrap_or(0)
    };
    let mut failed = BTreeSet::new();
    let mut skipped = BTreeSet::new();
    for_each_spec(report, &mut |spec| {
        let title = spec
            .get("title")
            .and_then(Value::as_str)
            .unwrap_or("a test without a title");
        for test in array(spec, "tests") {
            match test.get("status").and_then(Value::as_str) {
                Some("skipped") => {
                    skipped.insert(format!("skipped: {}", reason(test).unwrap_or(title)));
                }
                Some("unexpected" | "flaky") => {
                    failed.insert(format!("failed: {title}"));
                }
                _ => {}
            }
        }
    });
    Tally {
        passed: stat("expected"),
        // A test that passes at the second try only is one to mend.
        failed: stat("unexpected") + stat("flaky"),
        skipped: stat("skipped"),
        notes: failed.into_iter().chain(skipped).collect(),
    }
}

fn reason(test: &Value) -> Option<&str> {
    array(test, "annotations")
        .filter(|note| {
            matches!(
                note.get("type").and_then(Value::as_str),
                Some("skip" | "fixme")
            )
        })
        .find_map(|note| note.get("description").and_then(Value::as_str))
}

fn for_each_spec(node: &Value, see: &mut impl FnMut(&Value)) {
    array(node, "specs").for_each(&mut *see);
    for suite in array(node, "suites") {
        for_each_spec(suite, see);
    }
}

fn array<'a>(node: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    node.get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_report_is_counted_and_reasons_are_kept() {
        let skipped = |why: &str| json!({"status": "skipped", "annotations": [{"type": "skip", "description": why}]});
        let report = json!({
            "stats": {"expected": 4, "skipped": 2, "unexpected": 1, "flaky": 1},
            "suites": [{
                "specs": [{"title": "signs in", "tests": [{"status": "unexpected"}]}],
                "suites": [{"specs": [
                    {"title": "index", "tests": [skipped("nginx is not on this machine")]},
                    {"title": "asset", "tests": [skipped("nginx is not on this machine")]},
                    {"title": "reloads", "tests": [{"status": "flaky"}]},
                ]}],
            }],
        });
        let tally = count_report(&report);
        assert_eq!(tally.to_string(), "4 passed, 2 failed, 2 skipped");
        assert_eq!(
            tally.notes,
            [
                "failed: reloads",
                "failed: signs in",
                "skipped: nginx is not on this machine"
            ]
        );
    }
}
