//! The project's commands. `cargo xtask` without a word prints what there is.
//!
//! Each command first sets up what it needs on this machine ([`setup`]), says what it does and how long each step took, and
//! ends a failure with a sentence.

mod args;
mod bench;
mod budget;
mod compress;
mod dist;
mod glue;
mod html;
mod process;
mod programs;
mod seal;
mod serve;
mod setup;
mod site;
mod suites;
mod wasm_names;
mod workspace;

use std::process::ExitCode;

use args::{Command, USAGE};
use process::Stop;
use workspace::Workspace;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop(sentence)) => {
            eprintln!("\n{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Stop> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let command = args::parse(&words)?;
    let workspace = Workspace::find()?;
    match command {
        Command::Help => {
            print!("{USAGE}");
            Ok(())
        }
        Command::Serve(options) => serve::run_sandbox(&workspace, &options),
        Command::Test { only } => suites::run(&workspace, only.as_deref()),
        Command::Build => dist::build_release(&workspace),
        Command::Bench { runs } => bench::run(&workspace, runs),
    }
}
