//! `config.toml` and the environment, read into values that fit; `config.toml` at the root of the repository is the
//! reference of all keys.

mod error;
mod plan;
mod values;

pub(crate) use error::SettingsError;
pub(crate) use plan::{Plan, listen_address};
pub(crate) use values::{LogFormat, Settings};

use crate::arguments::ConfigFile;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use std::path::{Path, PathBuf};

/// Where it is looked when no file is named.
const DEFAULT_FILE: &str = "config.toml";
/// Variables with this prefix are settings, but for those of [`NO_SETTINGS`].
const PREFIX: &str = "FRONTDESK_";
/// What command-line arguments read from the environment.
const NO_SETTINGS: [&str; 3] = ["config", "admin_password", "admin_password_file"];

/// The settings, and the file that they came from.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) plan: Plan,
    /// `None`: no file was named and there is no `config.toml` here, so the defaults count.
    pub(crate) file: Option<PathBuf>,
}

/// # Errors
/// The first thing that is wrong, with its key and what to do.
pub(crate) fn load(given: &ConfigFile) -> Result<Loaded, SettingsError> {
    let file = match &given.config {
        Some(file) => Some(file.clone()),
        None => Some(PathBuf::from(DEFAULT_FILE)).filter(|file| file.exists()),
    };
    let text = file.as_deref().map(read).transpose()?;
    let environment = Env::prefixed(PREFIX).ignore(&NO_SETTINGS).split("__");
    let settings = parse(text.as_deref(), Some(environment))
        .map_err(|error| SettingsError::from_figment(&error, file.as_deref()))?;
    Ok(Loaded { plan: Plan::of(&settings)?, file })
}

fn read(file: &Path) -> Result<String, SettingsError> {
    std::fs::read_to_string(file).map_err(|error| SettingsError::unreadable(file, &error))
}

fn parse(text: Option<&str>, environment: Option<Env>) -> Result<Settings, Box<figment::Error>> {
    let mut figment = Figment::from(Serialized::defaults(Settings::default()));
    if let Some(text) = text {
        figment = figment.merge(Toml::string(text));
    }
    if let Some(environment) = environment {
        figment = figment.merge(environment);
    }
    figment.extract().map_err(Box::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFERENCE: &str = include_str!("../config.toml");

    /// What a file with this text is told.
    fn told(text: &str) -> String {
        match parse(Some(text), None) {
            Err(error) => SettingsError::from_figment(&error, Some(Path::new("config.toml"))).to_string(),
            Ok(settings) => Plan::of(&settings).err().map(|error| error.to_string()).unwrap_or_default(),
        }
    }

    #[test]
    fn the_reference_holds_every_key_at_its_default() {
        let reference: figment::value::Value = Figment::from(Toml::string(REFERENCE)).extract().unwrap();
        let defaults: figment::value::Value =
            Figment::from(Serialized::defaults(Settings::default())).extract().unwrap();
        assert_eq!(
            serde_json::to_value(&reference).unwrap(),
            serde_json::to_value(&defaults).unwrap(),
            "config.toml and Settings::default() differ"
        );
        assert_eq!(parse(Some(REFERENCE), None).unwrap(), Settings::default());
        Plan::of(&Settings::default()).unwrap();
    }

    #[test]
    fn an_unknown_key_is_named_with_the_keys_that_there_are() {
        assert_eq!(
            told("listne = \"127.0.0.1:1\""),
            "config.toml: unknown key `listne`; did you mean `listen`?"
        );
        assert_eq!(
            told("[http]\nthreads = 3"),
            "config.toml: unknown key `http.threads`; known keys here are workers, backlog, max_connections, \
             request_timeout_seconds, keep_alive_seconds, peer_timeout_seconds, allowed_origins, trusted_proxies, \
             metrics_open"
        );
        assert_eq!(
            told("[limits]\nuploads = { burst = 1, per_second = 2 }"),
            "config.toml: unknown key `limits.uploads.per_second`; did you mean `per_seconds`?"
        );
    }

    #[test]
    fn a_bad_value_is_named_with_its_key() {
        for (text, expected) in [
            ("listen = 8080", "config.toml: `listen`: found 8080, expected a text in quotes"),
            (
                "listen = \"localhost:8080\"",
                "`listen`: \"localhost:8080\" is no address with a port; write one such as \"127.0.0.1:8080\"",
            ),
            (
                "[http]\nworkers = -1",
                "config.toml: `http.workers`: found -1, expected a whole number that is not negative",
            ),
            ("[http]\nworkers = 5000", "`http.workers`: 5000 is out of bounds; write 0 to 1024"),
            (
                "[log]\nformat = \"xml\"",
                "config.toml: `log.format`: found \"xml\", expected one of json, text",
            ),
            (
                "[log]\nlevel = \"loud\"",
                "`log.level`: \"loud\" is no level; write error, warn, info, debug or trace",
            ),
            (
                "public_url = \"desk.example.org\"",
                "`public_url`: \"desk.example.org\" is no address of a site; write one such as \
                 \"https://desk.example.org\", without a path",
            ),
            (
                "listen = \"0.0.0.0:80\"",
                "`public_url`: it has to be set when `listen` is not one address (0.0.0.0:80); write what browsers \
                 use, such as \"https://desk.example.org\"",
            ),
            (
                "[desk]\nmax_file_megabytes = 51",
                "`desk.max_file_megabytes`: 51 is out of bounds; write 1 to 50",
            ),
            (
                "[http]\ntrusted_proxies = [\"proxy\"]",
                "`http.trusted_proxies`: \"proxy\" is no network address; write one such as \"10.0.0.7\"",
            ),
            ("data = \"\"", "`data`: it is empty; name a folder"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn text_that_is_no_toml_is_told_in_one_line_with_its_place() {
        let told = told("listen = \"127.0.0.1:8080\n");
        assert!(told.starts_with("config.toml: line 1: "), "{told}");
        assert!(!told.contains('\n'), "{told}");
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let given = ConfigFile { config: Some(PathBuf::from("/nonexistent/frontdesk.toml")) };
        let told = load(&given).unwrap_err().to_string();
        assert!(told.starts_with("/nonexistent/frontdesk.toml cannot be read"), "{told}");
    }
}
