//! What a machine needs before a command can run, fetched once and kept.

mod cargo_tools;
mod chromium;
mod node;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) use chromium::chromium;
pub(crate) use node::Node;

use crate::process::{Stop, answer, run, step};
use crate::workspace::Workspace;

const WASM: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";

/// What builds the page and the worker.
pub(crate) struct PageTools {
    /// Folders that hold `trunk` and `wasm-bindgen`.
    bins: Vec<PathBuf>,
    /// The optimiser; absent on a machine without Node.
    pub(crate) wasm_opt: Option<PathBuf>,
}

impl PageTools {
    /// Finds or builds the tools.
    pub(crate) fn ready(workspace: &Workspace, node: Option<&Node>) -> Result<Self, Stop> {
        wasm_target()?;
        let bindgen = workspace.locked_version("wasm-bindgen")?;
        let bins = [
            cargo_tools::ready(workspace, "trunk", "trunk", TRUNK)?,
            cargo_tools::ready(workspace, "wasm-bindgen-cli", "wasm-bindgen", &bindgen)?,
        ];
        Ok(Self {
            bins: bins.into_iter().flatten().collect(),
            wasm_opt: node.map(|node| node.tool("wasm-opt")),
        })
    }

    /// Trunk, which finds wasm-bindgen beside it.
    pub(crate) fn trunk(&self) -> Command {
        let mut command = Command::new("trunk");
        command.env("PATH", path_with(&self.bins));
        // `NO_COLOR=1`, as some terminals set it, is not a value that Trunk's command line reads.
        command.env_remove("NO_COLOR");
        command
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

/// The search path with some folders in front.
pub(crate) fn path_with(folders: &[PathBuf]) -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&path));
    std::env::join_paths(all).unwrap_or(path)
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
