//! What can be asked for on the command line.

use crate::process::Stop;

/// Shown by `cargo xtask help`, and after words that are not understood.
pub(crate) const USAGE: &str = "\
cargo xtask serve    set up, build, and run the portal with its sandbox cloud
    --port N              the address is http://127.0.0.1:N (8080)
    --scale CxM           seed C clients with M members each instead of the demo
    --server-version V    the version the sandbox says it is, and behaves as
    --seed N              another set of demo data
    --release             the optimised build, as it is deployed (slower to make)
cargo xtask test     set up, then every suite; what CI runs
    --only SUITE          one suite by its name, see below
cargo xtask build    the release in dist/, with its sizes held against the budgets
cargo xtask bench    the performance figures, as a table and as JSON lines
    --runs N              cold loads per figure (7)

Suites: lints, native, size, types, browser, interop, deployment
";

/// A command with its options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Serve(ServeOptions),
    Test { only: Option<String> },
    Build,
    Bench { runs: u32 },
}

/// What `serve` was asked for; what it does not use itself goes on to the sandbox.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServeOptions {
    /// The loopback port of the portal and the sandbox.
    pub(crate) port: u16,
    /// Build with the release profile.
    pub(crate) release: bool,
    /// `--scale`, `--server-version` and `--seed` with their values, for the sandbox.
    pub(crate) sandbox: Vec<String>,
}

/// Reads the words after `cargo xtask`.
pub(crate) fn parse(words: &[String]) -> Result<Command, Stop> {
    let mut rest = words.iter().map(String::as_str);
    let command = rest.next().unwrap_or("help");
    let mut options = Options { rest };
    let parsed = match command {
        "help" | "--help" | "-h" => Command::Help,
        "serve" => Command::Serve(parse_serve(&mut options)?),
        "test" => {
            let mut only = None;
            while let Some(name) = options.next() {
                match name {
                    "--only" => only = Some(options.value(name)?.to_owned()),
                    other => return Err(unknown(other)),
                }
            }
            Command::Test { only }
        }
        "build" => match options.next() {
            None => Command::Build,
            Some(other) => return Err(unknown(other)),
        },
        "bench" => {
            let mut runs = 7;
            while let Some(name) = options.next() {
                match name {
                    "--runs" => runs = options.number(name)?,
                    other => return Err(unknown(other)),
                }
            }
            Command::Bench { runs }
        }
        other => return Err(unknown(other)),
    };
    Ok(parsed)
}

fn parse_serve<'a>(
    options: &mut Options<'a, impl Iterator<Item = &'a str>>,
) -> Result<ServeOptions, Stop> {
    let mut serve = ServeOptions {
        port: 8080,
        release: false,
        sandbox: Vec::new(),
    };
    while let Some(name) = options.next() {
        match name {
            "--port" => serve.port = options.number(name)?,
            "--release" => serve.release = true,
            "--scale" | "--server-version" | "--seed" => {
                let value = options.value(name)?;
                serve.sandbox.extend([name.to_owned(), value.to_owned()]);
            }
            other => return Err(unknown(other)),
        }
    }
    Ok(serve)
}

struct Options<'a, Words: Iterator<Item = &'a str>> {
    rest: Words,
}

impl<'a, Words: Iterator<Item = &'a str>> Options<'a, Words> {
    fn next(&mut self) -> Option<&'a str> {
        self.rest.next()
    }

    fn value(&mut self, name: &str) -> Result<&'a str, Stop> {
        self.rest
            .next()
            .ok_or_else(|| Stop(format!("{name} needs a value.\n\n{USAGE}")))
    }

    fn number<Number: std::str::FromStr>(&mut self, name: &str) -> Result<Number, Stop> {
        let value = self.value(name)?;
        value.parse().map_err(|_| {
            Stop(format!(
                "{name} needs a number, and {value:?} is none that fits."
            ))
        })
    }
}

fn unknown(word: &str) -> Stop {
    Stop(format!(
        "{word:?} is not something to ask for here.\n\n{USAGE}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, Stop> {
        parse(
            &line
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn serve_takes_a_port_and_hands_the_rest_to_the_sandbox() {
        let Command::Serve(options) = parsed("serve --scale 50x4 --port 8101 --seed 3").unwrap()
        else {
            panic!("another command");
        };
        assert_eq!(options.port, 8101);
        assert_eq!(options.sandbox, ["--scale", "50x4", "--seed", "3"]);
        assert!(!options.release);
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (line, named) in [
            ("dance", "dance"),
            ("build --fast", "--fast"),
            ("serve --port", "--port"),
            ("serve --port 99999", "99999"),
            ("test --only", "--only"),
        ] {
            let Stop(sentence) = parsed(line).unwrap_err();
            assert!(sentence.contains(named), "{line}: {sentence}");
        }
    }
}
