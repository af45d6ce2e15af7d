//! What can be written after `frontdesk` on a command line. Secrets cannot: other users of the machine see it.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Self-hosted customer messaging.
#[derive(Debug, Parser)]
#[command(name = "frontdesk", version, about, args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// What `serve` takes, for `frontdesk` without a command.
    #[command(flatten)]
    pub(crate) config: ConfigFile,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serves from the configuration (the default).
    Serve(ConfigFile),
    /// Serves with sample agents, groups, a bot and tickets, to try Frontdesk out.
    Demo(Demo),
    /// Makes the first login. The server must not be running.
    CreateAdmin(CreateAdmin),
    /// Reads the configuration, says what is wrong with it, and ends.
    CheckConfig(ConfigFile),
    /// Reads the whole journal and every attachment, and says what is damaged; also while the server runs.
    /// When it does not, the index is compared as well.
    Verify(ConfigFile),
    /// Copies all data into an empty folder; also while the server runs.
    Backup(Backup),
    /// Brings a backup back into an empty data folder.
    Restore(Restore),
    /// Throws the index away and builds it anew from the journal. The server must not be running.
    Rebuild(ConfigFile),
    /// Prints the log of one conversation, one event a line; by its id also while the server runs.
    Events(Events),
}

#[derive(Args, Clone, Debug, Default)]
pub(crate) struct ConfigFile {
    /// The configuration file; without it ./config.toml where it exists, else the defaults.
    #[arg(long, env = "FRONTDESK_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Demo {
    /// Where the sample data is kept; it survives a restart.
    #[arg(long, value_name = "DIR", default_value = "data/demo")]
    pub(crate) data: PathBuf,
    /// Address and port to serve on; port 0 takes any free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,
    /// Deletes the sample data first. Only a folder that `frontdesk demo` made is ever deleted.
    #[arg(long)]
    pub(crate) reset: bool,
    /// Prints one line of JSON on stdout once it is ready, and nothing else there.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct CreateAdmin {
    /// What the admin signs in with.
    #[arg(long)]
    pub(crate) email: String,
    /// What end users and colleagues read; without it what stands before the @.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// A file whose first line is the password. Without it FRONTDESK_ADMIN_PASSWORD counts, then a prompt asks.
    #[arg(long, env = "FRONTDESK_ADMIN_PASSWORD_FILE", value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) config: ConfigFile,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Backup {
    /// A folder that is empty or does not exist yet.
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    #[command(flatten)]
    pub(crate) config: ConfigFile,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Restore {
    /// What `frontdesk backup` made.
    #[arg(long, value_name = "DIR")]
    pub(crate) from: PathBuf,
    #[command(flatten)]
    pub(crate) config: ConfigFile,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Events {
    /// The conversation's id (24 characters), or a ticket's number.
    pub(crate) conversation: String,
    /// Prints what people wrote as well: personal data.
    #[arg(long)]
    pub(crate) contents: bool,
    #[command(flatten)]
    pub(crate) config: ConfigFile,
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
    fn a_password_cannot_stand_on_the_command_line() {
        let given = ["frontdesk", "create-admin", "--email", "a@example.org", "--password", "secret"];
        assert!(Arguments::try_parse_from(given).is_err());
    }

    #[test]
    fn without_a_command_the_configuration_file_can_be_named() {
        let given = Arguments::try_parse_from(["frontdesk", "--config", "other.toml"]).unwrap();
        assert!(given.command.is_none());
        assert_eq!(given.config.config, Some(PathBuf::from("other.toml")));
    }
}
