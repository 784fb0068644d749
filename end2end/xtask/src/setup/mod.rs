//! What a machine needs before a command can run, fetched once and kept.

mod cargo_tools;
mod chromium;
mod node;

use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_tools::CargoTool;
pub(crate) use chromium::chromium;
pub(crate) use node::Node;

use crate::process::{Stop, answer, run, step};
use crate::workspace::Workspace;

const WASM: &str = "wasm32-unknown-unknown";
/// The splitter that goes with the `wasm_split_helpers` which Leptos brings: both are of one 0.2.
const WASM_SPLIT: &str = "0.2.4";

/// What builds the page and the worker.
pub(crate) struct PageTools {
    /// Writes the JavaScript around a program.
    pub(crate) wasm_bindgen: PathBuf,
    /// Parts the page's program.
    pub(crate) wasm_split: PathBuf,
    /// The optimiser; absent on a machine without Node.
    pub(crate) wasm_opt: Option<PathBuf>,
}

impl PageTools {
    /// Finds or builds the tools.
    pub(crate) fn ready(workspace: &Workspace, node: Option<&Node>) -> Result<Self, Stop> {
        wasm_target()?;
        let bindgen = CargoTool {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: &workspace.locked_version("wasm-bindgen")?,
            features: None,
        };
        let split = CargoTool {
            package: "wasm_split_cli_support",
            program: "wasm-split-cli",
            version: WASM_SPLIT,
            features: Some("build-binary"),
        };
        Ok(Self {
            wasm_bindgen: bindgen.ready(workspace)?,
            wasm_split: split.ready(workspace)?,
            wasm_opt: node.map(|node| node.tool("wasm-opt")),
        })
    }
}

/// The toolchain parts that the lints need, for a toolchain that came without.
pub(crate) fn lint_tools() -> Result<(), Stop> {
    for (component, tool) in [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")] {
        if answer(tool, &["--version"]).is_none() {
            step(&format!("Adding {component} to the toolchain"), || {
                run(Command::new("rustup").args(["component", "add", component]))
            })?;
        }
    }
    Ok(())
}

/// Where a program of this name lies on the search path.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    // Debian keeps servers in sbin, which is not on everybody's path.
    std::env::split_paths(&path)
        .chain([PathBuf::from("/usr/sbin")])
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}

/// The standard library for the browser.
pub(crate) fn wasm_target() -> Result<(), Stop> {
    let libraries = answer("rustc", &["--print", "target-libdir", "--target", WASM]);
    if libraries.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    step("Adding the WebAssembly target to the toolchain", || {
        run(Command::new("rustup").args(["target", "add", WASM]))
    })
}
