//! The command line.

use std::{ffi::OsString, fmt, net::IpAddr, path::PathBuf};

use pico_args::Arguments;

use crate::{cloud::Settings, seed::Seed};

/// What `--help` prints.
pub const HELP: &str = "\
The sandbox cloud: identity, API and CDN edge on one port.

  --host ADDRESS           where to listen (127.0.0.1)
  --port N                 and on which port (8080)
  --dist DIR               serve the files of DIR as the CDN edge will
  --db FILE                keep the rows in FILE; without it they live in memory
  --seed N                 ids of the demo follow from N (1)
  --scale CLIENTSxMEMBERS  so many more clients, and members in each
  --server-version V       the version that the cloud reports (2026.8.0)
  --tls                    speak https, with a certificate made at start
  --no-rate-limits         leave the documented rate limits out
  --failure-delay-ms N     how late a wrong password is answered (2000)
";

/// The options.
#[derive(Debug)]
pub struct Options {
    /// Where to listen.
    pub host: IpAddr,
    /// On which port.
    pub port: u16,
    /// The files of the site.
    pub dist: Option<PathBuf>,
    /// Where the rows are kept.
    pub database: Option<PathBuf>,
    /// What to sow.
    pub seed: Seed,
    /// Whether to speak https.
    pub tls: bool,
    /// What may be changed later.
    pub settings: Settings,
}

/// What is wrong with the command line, as a sentence; or that help was asked for.
#[derive(Debug)]
pub enum Misread {
    /// `--help` was asked for.
    Help,
    /// A sentence that says what is wrong.
    Wrong(String),
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Misread::Help => f.write_str(HELP),
            Misread::Wrong(sentence) => f.write_str(sentence),
        }
    }
}

impl From<pico_args::Error> for Misread {
    fn from(reason: pico_args::Error) -> Self {
        Misread::Wrong(format!("{reason}; --help lists the options."))
    }
}

impl Options {
    /// Reads the arguments that follow the program's name.
    pub fn read(arguments: Vec<OsString>) -> Result<Self, Misread> {
        let mut arguments = Arguments::from_vec(arguments);
        if arguments.contains(["-h", "--help"]) {
            return Err(Misread::Help);
        }
        let usual = Settings::default();
        let options = Self {
            host: arguments
                .opt_value_from_str("--host")?
                .unwrap_or(IpAddr::from([127, 0, 0, 1])),
            port: arguments.opt_value_from_str("--port")?.unwrap_or(8080),
            dist: arguments.opt_value_from_str("--dist")?,
            database: arguments.opt_value_from_str("--db")?,
            seed: Seed {
                number: arguments.opt_value_from_str("--seed")?.unwrap_or(1),
                scale: arguments.opt_value_from_fn("--scale", read_scale)?,
            },
            tls: arguments.contains("--tls"),
            settings: Settings {
                rate_limits: !arguments.contains("--no-rate-limits"),
                failure_delay_ms: arguments
                    .opt_value_from_str("--failure-delay-ms")?
                    .unwrap_or(usual.failure_delay_ms),
                server_version: arguments
                    .opt_value_from_str("--server-version")?
                    .unwrap_or(usual.server_version),
            },
        };
        match arguments.finish().as_slice() {
            [] => Ok(options),
            [first, ..] => Err(Misread::Wrong(format!(
                "Unknown option {}; --help lists the options.",
                first.display()
            ))),
        }
    }
}

fn read_scale(text: &str) -> Result<(usize, usize), &'static str> {
    text.split_once('x')
        .and_then(|(clients, members)| Some((clients.parse().ok()?, members.parse().ok()?)))
        .ok_or("the scale is CLIENTSxMEMBERS, such as 5000x3")
}

#[cfg(test)]
mod tests {
    use super::{Misread, Options};

    fn read(words: &str) -> Result<Options, Misread> {
        Options::read(words.split_whitespace().map(Into::into).collect())
    }

    #[test]
    fn options_are_read_and_mistakes_are_sentences() {
        let options = read("--port 8091 --scale 50x3 --no-rate-limits").unwrap();
        assert_eq!(
            (
                options.port,
                options.seed.scale,
                options.settings.rate_limits
            ),
            (8091, Some((50, 3)), false)
        );
        for wrong in ["--port x", "--scale 5", "--frob"] {
            let Err(Misread::Wrong(sentence)) = read(wrong) else {
                panic!("{wrong} was taken")
            };
            assert!(sentence.contains("--help"), "{sentence}");
        }
    }
}
