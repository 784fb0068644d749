//! `cargo xtask serve`: the portal and its sandbox cloud on one loopback port.

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Command;

use crate::args::ServeOptions;
use crate::dist::{Build, build};
use crate::process::{Stop, cargo, run, step};
use crate::setup::{Node, PageTools};
use crate::workspace::Workspace;

/// Sets up, builds both sides, and runs the sandbox until it is stopped.
pub(crate) fn run_sandbox(workspace: &Workspace, options: &ServeOptions) -> Result<(), Stop> {
    free(options.port)?;
    let kind = if options.release {
        Build::Release
    } else {
        Build::Quick
    };
    // Only the optimiser needs Node, and only the release needs the optimiser.
    let node = match kind {
        Build::Quick => None,
        Build::Release => match Node::ready(workspace) {
            Ok(node) => Some(node),
            Err(Stop(why)) => {
                println!(
                    "wasm-opt is left out: {why}. The portal works as well, and is some 30 % larger."
                );
                None
            }
        },
    };
    let tools = PageTools::ready(workspace, node.as_ref())?;
    build(workspace, &tools, kind)?;
    let sandbox = sandbox(workspace)?;
    free(options.port)?;
    println!();
    run(Command::new(sandbox)
        .arg("--dist")
        .arg(workspace.dist())
        .args(["--port", &options.port.to_string()])
        .args(&options.sandbox))
}

/// Builds the sandbox cloud, and tells where it is.
pub(crate) fn sandbox(workspace: &Workspace) -> Result<PathBuf, Stop> {
    step("Building the sandbox cloud", || {
        run(cargo()
            .args(["build", "--quiet", "--package", "sandbox"])
            .current_dir(&workspace.root))
    })?;
    Ok(workspace
        .target
        .join("debug/sandbox")
        .with_extension(std::env::consts::EXE_EXTENSION))
}

/// Says before the long build, not after it, that the port is taken.
fn free(port: u16) -> Result<(), Stop> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => Err(Stop(format!(
            "Port {port} cannot be used ({error}). Choose another with --port."
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_said() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let Stop(sentence) = free(port).unwrap_err();
        assert!(sentence.contains(&port.to_string()), "{sentence}");
    }
}
