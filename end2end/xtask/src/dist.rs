//! From the sources to `dist/`: the programs, the optimiser, the rest of the site, and the seal.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::budget::{self, Weight};
use crate::compress::{Effort, brotli, gzip};
use crate::process::{Stop, step};
use crate::programs;
use crate::seal::{SealedFile, seal};
use crate::setup::{Node, PageTools};
use crate::site;
use crate::workspace::{Workspace, files_in, make_folder, remove_folder, write};

/// How the programs are built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    /// As it is deployed.
    Release,
    /// For a person who waits for it: built in a fraction of the time, larger, and fast enough to feel right.
    Quick,
}

impl Build {
    /// The name of its cargo profile, and of the folders that its files are in.
    pub(crate) fn profile(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Quick => "quick",
        }
    }

    fn effort(self) -> Effort {
        match self {
            Self::Release => Effort::Most,
            Self::Quick => Effort::Quick,
        }
    }
}

/// `cargo xtask build`: sets up, makes the release, prints its sizes and holds the budgets.
pub(crate) fn build_release(workspace: &Workspace) -> Result<(), Stop> {
    let node = Node::ready(workspace);
    let tools = PageTools::ready(workspace, node.as_ref().ok())?;
    let weights = build(workspace, &tools, Build::Release)?;
    let verdicts = budget::verdicts(&weights);
    print!("\n{}\n", budget::table(&weights));
    for verdict in &verdicts {
        println!("{verdict}");
    }
    if let Err(Stop(why)) = node {
        println!("wasm-opt was left out, so the sizes are not those of a release: {why}.");
    }
    budget::hold(&verdicts)
}

/// Makes `dist/`, and tells what each file weighs.
pub(crate) fn build(
    workspace: &Workspace,
    tools: &PageTools,
    build: Build,
) -> Result<Vec<Weight>, Stop> {
    let stage = workspace.target.join("portico").join(build.profile());
    let what = match build {
        Build::Release => "Building the page and its worker for release",
        Build::Quick => "Building the page and its worker",
    };
    remove_folder(&stage)?;
    make_folder(&stage)?;
    step(what, || programs::build(workspace, tools, build, &stage))?;
    if let (Build::Release, Some(wasm_opt)) = (build, &tools.wasm_opt) {
        step("Optimising the programs for size", || {
            programs::optimise(wasm_opt, &stage)
        })?;
    }
    step("Hashing, checksumming and compressing into dist/", || {
        site::gather(workspace, &stage)?;
        let sealed = seal(read_all(&stage)?)?;
        place(&workspace.dist(), &sealed, build.effort())
    })
}

/// Writes the site with its compressed copies. The page comes last and what is stale goes after it, so that a server
/// which is running meanwhile never hands out a page whose files are not there.
fn place(dist: &Path, sealed: &[SealedFile], effort: Effort) -> Result<Vec<Weight>, Stop> {
    let mut weights = Vec::new();
    let mut kept = BTreeSet::new();
    let mut put = |path: String, content: &[u8]| {
        let target = dist.join(&path);
        if let Some(folder) = target.parent() {
            make_folder(folder)?;
        }
        write(&target, content)?;
        kept.insert(target);
        Ok::<(), Stop>(())
    };
    let (page, others): (Vec<_>, Vec<_>) =
        sealed.iter().partition(|file| file.path == "index.html");
    for file in others.into_iter().chain(page) {
        let failed =
            |error: std::io::Error| Stop(format!("Could not compress {}: {error}.", file.source));
        let (mut gzipped, mut brotlied) = (file.content.len(), file.content.len());
        if file.is_compressible() {
            let copies = [
                ("br", brotli(&file.content, effort).map_err(failed)?),
                ("gz", gzip(&file.content, effort).map_err(failed)?),
            ];
            (brotlied, gzipped) = (copies[0].1.len(), copies[1].1.len());
            for (extension, copy) in copies {
                put(format!("{}.{extension}", file.path), &copy)?;
            }
        }
        put(file.path.clone(), &file.content)?;
        weights.push(Weight::new(file, gzipped, brotlied));
    }
    for stale in files_in(dist)?
        .into_iter()
        .filter(|path| !kept.contains(path))
    {
        std::fs::remove_file(&stale).map_err(|error| Stop::file("remove", &stale, &error))?;
    }
    Ok(weights)
}

fn read_all(stage: &Path) -> Result<BTreeMap<String, Vec<u8>>, Stop> {
    let mut files = BTreeMap::new();
    for path in files_in(stage)? {
        let content = std::fs::read(&path).map_err(|error| Stop::file("read", &path, &error))?;
        let name = path.strip_prefix(stage).unwrap_or(&path);
        files.insert(name.to_string_lossy().replace('\\', "/"), content);
    }
    Ok(files)
}
