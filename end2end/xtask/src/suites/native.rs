//! The tests that run on the machine itself, by nextest where it is installed.

use std::process::Stdio;

use serde_json::Value;

use super::{Bench, Tally};
use crate::process::{Stop, answer, cargo};

pub(super) fn run(bench: &mut Bench<'_>) -> Result<Tally, Stop> {
    let nextest = answer("cargo-nextest", &["nextest", "--version"]).is_some();
    let mut command = cargo();
    if nextest {
        command
            .args([
                "nextest",
                "run",
                "--workspace",
                "--no-fail-fast",
                "--no-tests",
                "pass",
            ])
            .args([
                "--cargo-quiet",
                "--status-level",
                "fail",
                "--final-status-level",
                "fail",
            ])
            .args(["--message-format", "libtest-json"])
            .env("NEXTEST_EXPERIMENTAL_LIBTEST_JSON", "1");
    } else {
        command.args(["test", "--quiet", "--workspace", "--no-fail-fast"]);
    }
    let output = command
        .current_dir(&bench.workspace.root)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Stop(format!("cargo could not be started: {error}.")))?;
    let out = String::from_utf8_lossy(&output.stdout);
    let mut tally = if nextest {
        count_events(&out)
    } else {
        print!("{out}");
        count_summaries(&out)
    };
    if tally.skipped > 0 {
        tally.notes.push(format!(
            "skipped: {} tests marked `ignore` in their source",
            tally.skipped
        ));
    }
    if !output.status.success() && tally.failed == 0 {
        return Err(Stop(
            "The native tests could not be built or run; what cargo said stands above.".to_owned(),
        ));
    }
    Ok(tally)
}

/// Adds up the events that nextest prints as JSON lines.
fn count_events(lines: &str) -> Tally {
    let mut tally = Tally::default();
    for event in lines
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
    {
        let is = |key: &str, value: &str| event.get(key).and_then(Value::as_str) == Some(value);
        if !is("type", "test") {
            continue;
        }
        if is("event", "ok") {
            tally.passed += 1;
        } else if is("event", "failed") {
            tally.failed += 1;
            let name = event
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or("a test without a name");
            tally.notes.push(format!("failed: {name}"));
        } else if is("event", "ignored") {
            tally.skipped += 1;
        }
    }
    tally
}

/// Adds up the summary lines of plain `cargo test`.
fn count_summaries(out: &str) -> Tally {
    let mut tally = Tally::default();
    for line in out.lines() {
        if let Some(name) = line
            .strip_suffix(" stdout ----")
            .and_then(|line| line.strip_prefix("---- "))
        {
            tally.notes.push(format!("failed: {name}"));
        }
        let Some(counts) = line
            .strip_prefix("test result: ")
            .and_then(|rest| rest.split_once(". "))
        else {
            continue;
        };
        for part in counts.1.split("; ") {
            let Some((number, word)) = part.split_once(' ') else {
                continue;
            };
            let number = number.parse().unwrap_or(0);
            match word {
                "passed" => tally.passed += number,
                "failed" => tally.failed += number,
                "ignored" => tally.skipped += number,
                _ => {}
            }
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_events_of_nextest_are_counted() {
        let lines = r#"{"type":"suite","event":"started","test_count":3}
{"type":"test","event":"started","name":"a::b$one"}
{"type":"test","event":"ok","name":"a::b$one","exec_time":0.1}
{"type":"test","event":"failed","name":"a::b$two"}
{"type":"test","event":"ignored","name":"a::b$three"}
not JSON
{"type":"suite","event":"failed","passed":1,"failed":1,"ignored":1}"#;
        let tally = count_events(lines);
        assert_eq!(tally.to_string(), "1 passed, 1 failed, 1 skipped");
        assert_eq!(tally.notes, ["failed: a::b$two"]);
    }

    #[test]
    fn the_summaries_of_cargo_test_are_counted() {
        let out = "running 3 tests\n---- domain::two stdout ----\ntest result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\ntest result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        let tally = count_summaries(out);
        assert_eq!(tally.to_string(), "6 passed, 1 failed, 1 skipped");
        assert_eq!(tally.notes, ["failed: domain::two"]);
    }
}
