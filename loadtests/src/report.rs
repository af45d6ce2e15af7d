//! What is left of a run: one JSON file for programs, one HTML page for people.

mod chart;
mod page;

use crate::clock;
use crate::findings::Findings;
use crate::machine::Machine;
use crate::meter::Second;
use anyhow::Context;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) scenario: String,
    pub(crate) about: String,
    /// When it ended; RFC 3339, UTC.
    pub(crate) date: String,
    pub(crate) command: String,
    pub(crate) machine: Machine,
    pub(crate) parameters: toml::Table,
    /// Whether everything that must be true is.
    pub(crate) correct: bool,
    #[serde(flatten)]
    pub(crate) findings: Findings,
    /// What failed, and how often.
    pub(crate) errors: BTreeMap<String, u64>,
    pub(crate) timeline: Vec<Second>,
}

/// What a report is made of besides what the run found.
#[derive(Clone, Debug)]
pub(crate) struct Occasion {
    pub(crate) scenario: String,
    pub(crate) about: String,
    pub(crate) command: String,
    pub(crate) parameters: toml::Table,
}

impl Report {
    #[must_use]
    pub(crate) fn new(
        occasion: Occasion,
        findings: Findings,
        errors: BTreeMap<String, u64>,
        timeline: Vec<Second>,
    ) -> Self {
        let Occasion { scenario, about, command, parameters } = occasion;
        Self {
            scenario,
            about,
            date: clock::date_time(clock::unix_millis()),
            command,
            machine: Machine::look(),
            parameters,
            correct: findings.are_correct(),
            findings,
            errors,
            timeline,
        }
    }

    /// Writes `<scenario>.json` and `<scenario>.html` into the folder, and gives their paths.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(crate) fn write(&self, folder: &Path) -> anyhow::Result<[PathBuf; 2]> {
        std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let (json, html) =
            (folder.join(format!("{}.json", self.scenario)), folder.join(format!("{}.html", self.scenario)));
        let text = serde_json::to_string_pretty(self)?;
        std::fs::write(&json, text).with_context(|| format!("{} cannot be written", json.display()))?;
        std::fs::write(&html, page::render(self))
            .with_context(|| format!("{} cannot be written", html.display()))?;
        Ok([json, html])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Bound;
    use crate::statistics::Latencies;
    use std::time::Duration;

    pub(super) fn sample() -> Report {
        let mut findings = Findings::default();
        findings.figure("throughput", 41_234.5, "messages/s");
        findings.floor("fdatasync_p50", 0.12, "ms");
        findings.verdict("P1", "messages a second", 41_234.5, Bound::AtLeast(40_000.0), "1/s");
        findings.verdict("P1", "p99", 12.0, Bound::AtMost(10.0), "ms");
        findings.assert_none("messages lost", 0);
        let mut latencies = Latencies::default();
        (1..1_000).for_each(|micros| latencies.record(Duration::from_micros(micros)));
        findings.distribution("send to screen", &latencies);
        let occasion = Occasion {
            scenario: "steady".to_owned(),
            about: "Visitors & <agents>".to_owned(),
            command: "frontdesk-loadtests run steady".to_owned(),
            parameters: "pairs = 100".parse().expect("TOML"),
        };
        let second = |at| Second { at, rate: 40_000.0 + at, server_cores: 1.0, ..Second::default() };
        let timeline = (1..10).map(|at| second(f64::from(at))).collect();
        Report::new(occasion, findings, BTreeMap::new(), timeline)
    }

    #[test]
    fn the_json_holds_everything_with_its_name() {
        let json = serde_json::to_value(sample()).expect("JSON");
        assert_eq!(json["correct"], true);
        assert_eq!(json["parameters"]["pairs"], 100);
        assert_eq!(json["figures"][0]["unit"], "messages/s");
        assert_eq!(json["verdicts"][0]["goal"], "P1");
        assert_eq!(
            json["verdicts"][0]["bound"],
            serde_json::json!({ "side": "at_least", "bound": 40_000.0 })
        );
        assert_eq!(json["verdicts"][1]["reached"], false);
        assert_eq!(json["distributions"][0]["count"], 999);
        assert!(json["machine"]["cores"].as_u64().is_some_and(|cores| cores > 0));
        assert_eq!(json["timeline"].as_array().map(Vec::len), Some(9));
    }

    #[test]
    fn both_files_are_written_into_a_folder_that_is_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let [json, html] = sample().write(&folder.path().join("a/b")).expect("written");
        assert!(json.ends_with("a/b/steady.json") && json.exists());
        assert!(std::fs::read_to_string(html).expect("read").starts_with("<!doctype html>"));
    }
}
