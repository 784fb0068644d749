//! `cargo xtask bench`: the figures of the product as a table and as JSON lines.
//!
//! Each file of end2end/bench/figures/ measures some of them: it prints one JSON object per figure to its standard output
//! (`figure`, `value`, `unit`, `budget`) and what a person watches meanwhile to its standard error.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::budget;
use crate::dist::{Build, build};
use crate::process::Stop;
use crate::serve;
use crate::setup::{self, Node, PageTools};
use crate::workspace::Workspace;

/// Sets up, builds the release, measures, and fails when a figure is over its budget.
pub(crate) fn run(workspace: &Workspace, runs: u32) -> Result<(), Stop> {
    let node = Node::ready(workspace)
        .map_err(|Stop(why)| Stop(format!("The figures cannot be measured: {why}.")))?;
    let chromium = setup::chromium(workspace, &node)?;
    let tools = PageTools::ready(workspace, Some(&node))?;
    let weights = build(workspace, &tools, Build::Release)?;
    let sandbox = serve::sandbox(workspace)?;

    let mut figures: Vec<Value> = budget::verdicts(&weights)
        .iter()
        .map(|verdict| {
            json!({"figure": verdict.what, "value": verdict.bytes.div_ceil(1024), "unit": "KB", "budget": verdict.budget / 1024})
        })
        .collect();
    let mut broken = Vec::new();
    for script in scripts(workspace)? {
        let name = script
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        println!("\n== {name}");
        let output = Command::new("node")
            .arg(&script)
            .env("PORTICO_SANDBOX", &sandbox)
            .env("PORTICO_DIST", workspace.dist())
            .env("PORTICO_CHROMIUM", &chromium)
            .env("PORTICO_RUNS", runs.to_string())
            .current_dir(workspace.end2end())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| Stop(format!("node could not be started: {error}.")))?;
        let out = String::from_utf8_lossy(&output.stdout);
        figures.extend(
            out.lines()
                .filter_map(|line| serde_json::from_str(line).ok()),
        );
        if !output.status.success() {
            broken.push(name);
        }
    }
    println!("\n{}", table(&figures));
    for figure in &figures {
        println!("{figure}");
    }
    let over = figures.iter().filter(|figure| is_over(figure)).count();
    match (over, broken.is_empty()) {
        (0, true) => Ok(()),
        (_, false) => Err(Stop(format!(
            "Not measured, see above: {}.",
            broken.join(", ")
        ))),
        (over, true) => Err(Stop(format!(
            "{over} of {} figures are over their budget.",
            figures.len()
        ))),
    }
}

fn scripts(workspace: &Workspace) -> Result<Vec<PathBuf>, Stop> {
    let folder = workspace.end2end().join("bench/figures");
    let entries =
        std::fs::read_dir(&folder).map_err(|error| Stop::file("list", &folder, &error))?;
    let mut scripts: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "mjs"))
        .collect();
    scripts.sort();
    Ok(scripts)
}

fn is_over(figure: &Value) -> bool {
    let number = |key: &str| figure.get(key).and_then(Value::as_f64);
    matches!((number("value"), number("budget")), (Some(value), Some(budget)) if value > budget)
}

fn table(figures: &[Value]) -> String {
    let text = |figure: &Value, key: &str| match figure.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let mut table = format!("{:<70}{:>10}{:>10}\n", "", "measured", "budget");
    for figure in figures {
        let mark = if is_over(figure) { "  OVER" } else { "" };
        table.push_str(&format!(
            "{:<70}{:>10}{:>10} {}{mark}\n",
            text(figure, "figure"),
            text(figure, "value"),
            text(figure, "budget"),
            text(figure, "unit")
        ));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_over_only_when_it_has_a_budget() {
        assert!(is_over(&json!({"value": 101, "budget": 100})));
        assert!(!is_over(&json!({"value": 100, "budget": 100})));
        assert!(!is_over(&json!({"value": 100, "budget": null})));
        assert!(
            table(&[json!({"figure": "a", "value": 2.5, "unit": "ms", "budget": 1})])
                .contains("OVER")
        );
    }
}
