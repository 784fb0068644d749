//! From the Rust sources to WebAssembly and the JavaScript beside it.
//!
//! Each program comes in two parts: what signing in begins with, and the rest, which is fetched when somebody signs in.
//! `#[wasm_split]` marks where they part; the splitter goes by the linker's relocations, before wasm-bindgen.

use std::path::Path;
use std::process::Command;

use crate::dist::Build;
use crate::glue;
use crate::process::{Stop, cargo, quietly, run};
use crate::setup::PageTools;
use crate::wasm_names;
use crate::workspace::{Workspace, make_folder, read, remove_folder, write};

const TARGET: &str = "wasm32-unknown-unknown";

/// A program, and its part that is fetched later: the name that `#[wasm_split]` gives it.
struct Program {
    name: &'static str,
    part: &'static str,
}

const PROGRAMS: [Program; 2] = [
    Program {
        name: "portal",
        part: "screens",
    },
    Program {
        name: "vault",
        part: "opening",
    },
];

/// The WebAssembly that the compiler emits by itself; the optimiser must know, or it refuses the file.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Compiles the programs, and puts what a browser loads of them into `stage`: a script and a `_bg.wasm` for each, and the
/// part that is fetched later as a `.wasm` of its name.
pub(crate) fn build(
    workspace: &Workspace,
    tools: &PageTools,
    kind: Build,
    stage: &Path,
) -> Result<(), Stop> {
    for program in PROGRAMS {
        program.compile(workspace, kind)?;
        program.bind(workspace, tools, kind, stage)?;
    }
    Ok(())
}

/// Lets the optimiser make each program smaller.
pub(crate) fn optimise(wasm_opt: &Path, stage: &Path) -> Result<(), Stop> {
    for Program { name, part } in PROGRAMS {
        for file in [format!("{name}_bg.wasm"), format!("{part}.wasm")] {
            let path = stage.join(file);
            quietly(
                Command::new(wasm_opt)
                    .arg("-Oz")
                    .args(FEATURES)
                    .arg(&path)
                    .arg("-o")
                    .arg(&path),
            )?;
        }
    }
    Ok(())
}

/// Whether a file of the site is a part that is fetched later.
pub(crate) fn is_later_part(file: &str) -> bool {
    PROGRAMS
        .iter()
        .any(|program| file.strip_suffix(".wasm") == Some(program.part))
}

impl Program {
    fn compile(&self, workspace: &Workspace, kind: Build) -> Result<(), Stop> {
        run(cargo()
            .args(["rustc", "--package", "portico", "--bin", self.name])
            .args(["--target", TARGET, "--profile", kind.profile()])
            // What the splitter goes by.
            .args(["--", "-C", "link-arg=--emit-relocs"])
            .current_dir(&workspace.root))
    }

    fn bind(
        &self,
        workspace: &Workspace,
        tools: &PageTools,
        kind: Build,
        stage: &Path,
    ) -> Result<(), Stop> {
        let Self { name, part } = self;
        let compiled = workspace.target.join(TARGET).join(kind.profile());
        let parts = workspace.target.join("portico").join("parts");
        remove_folder(&parts)?;
        make_folder(&parts)?;
        quietly(
            Command::new(&tools.wasm_split)
                .arg(compiled.join(format!("{name}.wasm")))
                .arg(&parts)
                .args(["--target", "web", "--out-name", name]),
        )?;
        quietly(
            Command::new(&tools.wasm_bindgen)
                .args(["--target", "web", "--no-typescript", "--out-name", name])
                // The later part reaches the first through what the linker exports.
                .args(["--keep-lld-exports", "--no-demangle"])
                .arg("--out-dir")
                .arg(stage)
                .arg(parts.join(format!("{name}.wasm"))),
        )?;
        let later = parts.join(format!("split_{part}.wasm"));
        std::fs::copy(&later, stage.join(format!("{part}.wasm")))
            .map_err(|error| Stop::file("copy", &later, &error))?;

        let (script, wasm) = (
            stage.join(format!("{name}.js")),
            stage.join(format!("{name}_bg.wasm")),
        );
        let bytes = std::fs::read(&wasm).map_err(|error| Stop::file("read", &wasm, &error))?;
        let (bytes, names) = wasm_names::shorten(&bytes).ok_or_else(|| {
            Stop(format!(
                "{} is not WebAssembly as it is expected.",
                wasm.display()
            ))
        })?;
        write(&wasm, bytes)?;
        let loader = glue::loader(&read(&parts.join("__wasm_split.js"))?, part)?;
        let text = glue::join(&read(&script)?, &loader)?;
        write(&script, glue::shorten(&text, &names))
    }
}
