//! Scenarios as they are written: a TOML file that names what is done and holds every parameter of it.

use crate::bench::Bench;
use crate::scenarios::{
    accept_race, crash, fan_out, flood, growth, idle_sockets, resume_storm, route_freed, slow_reader, steady,
    webhooks,
};
use crate::server::Limits;
use anyhow::{Context, Result, bail};
use frontdesk_sandbox::SandboxConfig;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::Path;

/// The scenarios that come with this program: name and text.
pub(crate) const BUILT_IN: &[(&str, &str)] = &[
    ("steady", include_str!("../scenarios/steady.toml")),
    ("steady_rate", include_str!("../scenarios/steady_rate.toml")),
    ("accept_race", include_str!("../scenarios/accept_race.toml")),
    ("accept_race_full", include_str!("../scenarios/accept_race_full.toml")),
    ("crash", include_str!("../scenarios/crash.toml")),
    ("idle_sockets", include_str!("../scenarios/idle_sockets.toml")),
    ("resume_storm", include_str!("../scenarios/resume_storm.toml")),
    ("growth", include_str!("../scenarios/growth.toml")),
    ("growth_full", include_str!("../scenarios/growth_full.toml")),
    ("fan_out", include_str!("../scenarios/fan_out.toml")),
    ("route_freed", include_str!("../scenarios/route_freed.toml")),
    ("slow_reader", include_str!("../scenarios/slow_reader.toml")),
    ("webhooks", include_str!("../scenarios/webhooks.toml")),
    ("flood", include_str!("../scenarios/flood.toml")),
];

/// What can be done, with its parameters.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Steady(steady::Parameters),
    AcceptRace(accept_race::Parameters),
    Crash(crash::Parameters),
    IdleSockets(idle_sockets::Parameters),
    ResumeStorm(resume_storm::Parameters),
    Growth(growth::Parameters),
    FanOut(fan_out::Parameters),
    RouteFreed(route_freed::Parameters),
    SlowReader(slow_reader::Parameters),
    Webhooks(webhooks::Parameters),
    Flood(flood::Parameters),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scenario {
    pub(crate) name: String,
    /// One sentence for people.
    pub(crate) about: String,
    /// Whether it takes longer than a minute, and so is left out of `all`.
    pub(crate) long: bool,
    pub(crate) kind: Kind,
    /// As they count, with everything that was set on the command line.
    pub(crate) parameters: toml::Table,
}

/// What stands at the top of every scenario.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    scenario: String,
    about: String,
    #[serde(default)]
    long: bool,
    parameters: toml::Table,
}

/// A built-in scenario by its name, or one from a file.
///
/// # Errors
/// When there is no such scenario, or it has unknown, missing or unfitting keys.
pub(crate) fn find(named: &str, set: &[(String, String)]) -> Result<Scenario> {
    if let Some((name, text)) = BUILT_IN.iter().find(|(name, _)| *name == named) {
        return parse(name, text, set);
    }
    let path = Path::new(named);
    let text = std::fs::read_to_string(path).with_context(|| {
        let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        format!("{named} is neither a file nor one of {}", names.join(", "))
    })?;
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("scenario");
    parse(name, &text, set)
}

fn parse(name: &str, text: &str, set: &[(String, String)]) -> Result<Scenario> {
    let mut file: File =
        toml::from_str(text).with_context(|| format!("the scenario {name} cannot be read"))?;
    for (key, value) in set {
        // What is no TOML value is meant as a text.
        let parsed = format!("value = {value}").parse::<toml::Table>().ok();
        let value =
            parsed.and_then(|mut table| table.remove("value")).unwrap_or_else(|| value.as_str().into());
        file.parameters.insert(key.clone(), value);
    }
    let kind = kind(&file.scenario, &file.parameters)
        .with_context(|| format!("the scenario {name} does not fit"))?;
    let File { about, long, parameters, .. } = file;
    Ok(Scenario { name: name.to_owned(), about, long, kind, parameters })
}

fn kind(word: &str, parameters: &toml::Table) -> Result<Kind> {
    fn read<T: DeserializeOwned>(parameters: &toml::Table) -> Result<T> {
        Ok(T::deserialize(parameters.clone())?)
    }
    Ok(match word {
        "steady" => Kind::Steady(read(parameters)?),
        "accept_race" => Kind::AcceptRace(read(parameters)?),
        "crash" => Kind::Crash(read(parameters)?),
        "idle_sockets" => Kind::IdleSockets(read(parameters)?),
        "resume_storm" => Kind::ResumeStorm(read(parameters)?),
        "growth" => Kind::Growth(read(parameters)?),
        "fan_out" => Kind::FanOut(read(parameters)?),
        "route_freed" => Kind::RouteFreed(read(parameters)?),
        "slow_reader" => Kind::SlowReader(read(parameters)?),
        "webhooks" => Kind::Webhooks(read(parameters)?),
        "flood" => Kind::Flood(read(parameters)?),
        other => bail!("there is no kind of scenario called {other:?}"),
    })
}

impl Kind {
    /// Which limits the server is to have.
    #[must_use]
    pub(crate) const fn limits(&self) -> Limits {
        match self {
            Self::Flood(_) => Limits::Usual,
            _ => Limits::Lifted,
        }
    }

    /// The simulated provider that the server is to find, where the scenario has people write by one.
    #[must_use]
    pub(crate) fn phones(&self) -> Option<SandboxConfig> {
        match self {
            Self::Webhooks(parameters) => Some(webhooks::phones(parameters)),
            _ => None,
        }
    }

    /// # Errors
    /// When the run cannot be finished; what it found wrong is in the findings.
    pub(crate) async fn run(&self, bench: &mut Bench) -> Result<()> {
        match self {
            Self::Steady(parameters) => Box::pin(steady::run(parameters, bench)).await,
            Self::AcceptRace(parameters) => Box::pin(accept_race::run(parameters, bench)).await,
            Self::Crash(parameters) => Box::pin(crash::run(parameters, bench)).await,
            Self::IdleSockets(parameters) => Box::pin(idle_sockets::run(parameters, bench)).await,
            Self::ResumeStorm(parameters) => Box::pin(resume_storm::run(parameters, bench)).await,
            Self::Growth(parameters) => Box::pin(growth::run(parameters, bench)).await,
            Self::FanOut(parameters) => Box::pin(fan_out::run(parameters, bench)).await,
            Self::RouteFreed(parameters) => Box::pin(route_freed::run(parameters, bench)).await,
            Self::SlowReader(parameters) => Box::pin(slow_reader::run(parameters, bench)).await,
            Self::Webhooks(parameters) => Box::pin(webhooks::run(parameters, bench)).await,
            Self::Flood(parameters) => Box::pin(flood::run(parameters, bench)).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(key: &str, value: &str) -> Vec<(String, String)> {
        vec![(key.to_owned(), value.to_owned())]
    }

    #[test]
    fn every_scenario_that_comes_along_can_be_read() {
        for (name, _) in BUILT_IN {
            let scenario = find(name, &[]).expect(name);
            assert!(!scenario.about.is_empty() && scenario.about.ends_with('.'), "{name}");
        }
    }

    #[test]
    fn every_scenario_file_is_built_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let files = std::fs::read_dir(folder).expect("the folder").map(|file| file.expect("a file").path());
        let mut names: Vec<String> =
            files.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect();
        names.sort_unstable();
        let mut built_in: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        built_in.sort_unstable();
        assert_eq!(names, built_in);
    }

    #[test]
    fn unknown_keys_are_refused_by_their_names() {
        let told = format!("{:#}", find("steady", &set("pears", "3")).expect_err("refused"));
        assert!(told.contains("pears") && told.contains("pairs"), "{told}");
        let text = "scenario = \"flood\"\nabout = \"x\"\nspeed = 3\n[parameters]\n";
        let told = format!("{:#}", parse("x", text, &[]).expect_err("refused"));
        assert!(told.contains("speed"), "{told}");
    }

    #[test]
    fn missing_and_unfitting_values_are_refused() {
        assert!(find("steady", &set("pairs", "0")).is_err());
        assert!(find("steady", &set("pairs", "many")).is_err());
        assert!(parse("x", "scenario = \"steady\"\nabout = \"x\"\n[parameters]\n", &[]).is_err());
        assert!(parse("x", "scenario = \"nothing\"\nabout = \"x\"\n[parameters]\n", &[]).is_err());
        assert!(find("no such scenario", &[]).is_err());
    }

    #[test]
    fn what_is_set_on_the_command_line_counts() {
        let scenario = find("steady", &set("pairs", "7")).expect("read");
        let Kind::Steady(parameters) = scenario.kind else { panic!("another kind") };
        assert_eq!(parameters.pairs.get(), 7);
        assert_eq!(scenario.parameters["pairs"].as_integer(), Some(7));
    }
}
