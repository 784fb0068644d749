//! Running other programs, and telling what came of it.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Why a command ends early: a sentence for a person.
#[derive(Debug)]
pub(crate) struct Stop(pub(crate) String);

impl Stop {
    /// The sentence for a file operation that failed.
    pub(crate) fn file(what: &str, path: &Path, error: &std::io::Error) -> Self {
        Self(format!("Could not {what} {}: {error}.", path.display()))
    }
}

/// Prints what is about to be done, does it, and prints how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T, Stop>) -> Result<T, Stop> {
    println!("- {what}");
    let start = Instant::now();
    let result = work();
    let word = if result.is_ok() { "done" } else { "failed" };
    println!("  {word} in {}", took(start.elapsed()));
    result
}

/// A duration as a person says it.
pub(crate) fn took(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

/// Runs a program that talks to the terminal itself; fails when it does.
pub(crate) fn run(command: &mut Command) -> Result<(), Stop> {
    let status = command
        .status()
        .map_err(|error| not_started(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Stop(format!("`{}` ended with {status}.", line(command))))
    }
}

/// What came of a program that was listened to.
pub(crate) struct Heard {
    /// Whether it ended well.
    pub(crate) success: bool,
    /// What it wrote to its standard output.
    pub(crate) out: String,
    /// What it wrote to its standard error.
    pub(crate) err: String,
}

impl Heard {
    /// The last lines of what it said, for a report of a failure.
    pub(crate) fn tail(&self, lines: usize) -> String {
        let said = if self.err.trim().is_empty() {
            &self.out
        } else {
            &self.err
        };
        let all: Vec<&str> = said.trim_end().lines().collect();
        all.iter()
            .skip(all.len().saturating_sub(lines))
            .map(|line| format!("  | {line}\n"))
            .collect()
    }
}

/// Runs a program and keeps what it says.
pub(crate) fn hear(command: &mut Command) -> Result<Heard, Stop> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(command, &error))?;
    Ok(Heard {
        success: output.status.success(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// Runs a program without showing what it says, unless it fails.
pub(crate) fn quietly(command: &mut Command) -> Result<(), Stop> {
    let heard = hear(command)?;
    if heard.success {
        Ok(())
    } else {
        Err(Stop(format!(
            "`{}` failed:\n{}",
            line(command),
            heard.tail(25)
        )))
    }
}

/// The first line that a program answers to a question, if it is there and ends well.
pub(crate) fn answer(program: impl AsRef<OsStr>, words: &[&str]) -> Option<String> {
    let heard = hear(Command::new(program).args(words)).ok()?;
    heard.success.then(|| heard.out.trim().to_owned())
}

/// The cargo that runs this program, so that children use the same toolchain.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn not_started(command: &Command, error: &std::io::Error) -> Stop {
    let program = command.get_program().to_string_lossy();
    match error.kind() {
        ErrorKind::NotFound => Stop(format!("`{program}` is needed and is not on this machine.")),
        _ => Stop(format!("`{program}` could not be started: {error}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named() {
        let Stop(sentence) = quietly(&mut Command::new("portico-no-such-program")).unwrap_err();
        assert_eq!(
            sentence,
            "`portico-no-such-program` is needed and is not on this machine."
        );
    }

    #[test]
    fn durations_read_as_a_person_says_them() {
        assert_eq!(took(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(took(Duration::from_secs(59)), "59 s");
        assert_eq!(took(Duration::from_secs(197)), "3 min 17 s");
    }
}
