//! The browser that the suites drive.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Node, on_path};
use crate::process::{Stop, answer, quietly, step};
use crate::workspace::Workspace;

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

/// Finds Chromium, or installs it: the distribution's package where that is possible, else Playwright's own.
pub(crate) fn chromium(workspace: &Workspace, node: &Node) -> Result<PathBuf, Stop> {
    if let Some(chosen) = std::env::var_os("PORTICO_CHROMIUM").map(PathBuf::from) {
        return if chosen.is_file() {
            Ok(chosen)
        } else {
            Err(Stop(format!(
                "PORTICO_CHROMIUM names {}, which is no file.",
                chosen.display()
            )))
        };
    }
    if let Some(found) = system().or_else(|| playwrights(workspace)) {
        return Ok(found);
    }
    if on_path("apt-get").is_some() && answer("id", &["-u"]).as_deref() == Some("0") {
        let installed = step(
            "Installing Chromium and a set of fonts with apt-get",
            || {
                apt(&["update"])?;
                apt(&[
                    "install",
                    "-y",
                    "--no-install-recommends",
                    "chromium",
                    "fonts-noto-core",
                ])
            },
        );
        if let (Ok(()), Some(found)) = (installed, system()) {
            return Ok(found);
        }
    }
    let installed = step("Installing Playwright's Chromium", || {
        quietly(
            Command::new(node.tool("playwright"))
                .args(["install", "chromium"])
                .current_dir(workspace.end2end()),
        )
    });
    match (installed, playwrights(workspace)) {
        (Ok(()), Some(found)) => Ok(found),
        (Err(Stop(why)), _) => Err(Stop(format!(
            "no Chromium here, and none could be installed: {why}"
        ))),
        (Ok(()), None) => Err(Stop(
            "no Chromium here, and Playwright's was installed but is not found".to_owned(),
        )),
    }
}

fn system() -> Option<PathBuf> {
    let mac = Path::new("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    NAMES
        .iter()
        .find_map(|name| on_path(name))
        .or_else(|| mac.is_file().then(|| mac.to_owned()))
}

fn playwrights(workspace: &Workspace) -> Option<PathBuf> {
    let ask = "import('@playwright/test').then(p => console.log(p.chromium.executablePath()))";
    let heard = crate::process::hear(
        Command::new("node")
            .args(["--input-type=module", "--eval", ask])
            .current_dir(workspace.end2end()),
    )
    .ok()?;
    let path = PathBuf::from(heard.out.trim());
    path.is_file().then_some(path)
}

fn apt(words: &[&str]) -> Result<(), Stop> {
    quietly(
        Command::new("apt-get")
            .args(words)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}
