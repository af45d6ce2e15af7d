//! What can be written on the command line.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Load for Frontdesk: speed, races, crashes and growth, with reports.
#[derive(Debug, Parser)]
#[command(name = "frontdesk-loadtests", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Runs one scenario.
    Run {
        /// A scenario that comes along (see `list`), or a TOML file.
        scenario: String,
        /// Another value for a parameter of the scenario, such as pairs=20.
        #[arg(long = "set", value_name = "KEY=VALUE", value_parser = key_and_value)]
        set: Vec<(String, String)>,
        #[command(flatten)]
        how: How,
    },
    /// Names the scenarios that come along.
    List,
    /// Runs every scenario that takes less than about a minute, each on a server of its own.
    All {
        #[command(flatten)]
        how: How,
    },
}

#[derive(Args, Clone, Debug)]
pub(crate) struct How {
    /// The frontdesk binary: it is started on a folder of its own, measured from outside, killed where the scenario
    /// says so.
    #[arg(long, value_name = "BINARY", required_unless_present = "server", conflicts_with = "server")]
    pub(crate) spawn: Option<PathBuf>,
    /// A server that runs already, such as http://127.0.0.1:8080; only on the loopback address. Its limits count.
    #[arg(long, value_name = "URL")]
    pub(crate) server: Option<String>,
    /// The admin's e-mail of that server; the password is taken from LOADTESTS_PASSWORD. The demo's without.
    #[arg(long, value_name = "ADDRESS", requires = "server", default_value = "alex@example.com")]
    pub(crate) email: String,
    /// The widget's integration of that server; without it the server must be a demo.
    #[arg(long, value_name = "ID", requires = "server")]
    pub(crate) integration: Option<String>,
    /// Where the reports go.
    #[arg(long, value_name = "DIR", default_value = "target/loadtests")]
    pub(crate) out: PathBuf,
    /// Ends with 1 when a goal is not reached as well; without it only when something is wrong.
    #[arg(long)]
    pub(crate) require: bool,
}

fn key_and_value(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("write KEY=VALUE")?;
    Ok((key.trim().to_owned(), value.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_server_has_to_come_from_somewhere_and_only_from_one_place() {
        let parse = |more: &[&str]| {
            Arguments::try_parse_from([&["frontdesk-loadtests", "run", "steady"], more].concat())
        };
        assert!(parse(&[]).is_err());
        assert!(parse(&["--spawn", "x", "--server", "http://127.0.0.1:1"]).is_err());
        assert!(parse(&["--spawn", "x", "--set", "pairs"]).is_err());
        let Command::Run { set, .. } = parse(&["--spawn", "x", "--set", "pairs = 3"]).expect("fits").command
        else {
            panic!("another command")
        };
        assert_eq!(set, [("pairs".to_owned(), "3".to_owned())]);
    }
}
