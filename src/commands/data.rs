//! What the commands that work on the data folder have in common: the folder has to be there.

use crate::arguments::ConfigFile;
use crate::failure::Failure;
use crate::settings::{LogFormat, Plan};
use crate::{settings, telemetry};
use anyhow::anyhow;
use frontdesk_storage::Progress;
use std::io::Write;

/// The plan of a server whose data is to be looked at. A folder that is not there is never made here: a wrong
/// `--config` must not look like an empty server.
pub(super) fn plan(config: &ConfigFile) -> Result<Plan, Failure> {
    let settings::Loaded { plan, .. } = settings::load(config)?;
    telemetry::begin(LogFormat::Text, "warn");
    if plan.data.is_dir() {
        return Ok(plan);
    }
    let problem = format!(
        "`data`: there is no folder {}; name the configuration of the server that is meant with --config",
        plan.data.display()
    );
    Err(Failure::usage(problem))
}

/// Writes a line of the command's answer.
pub(super) fn answer(line: &str) -> Result<(), Failure> {
    writeln!(std::io::stdout(), "{line}")
        .map_err(|error| Failure::Failed(anyhow!("the answer cannot be written: {error}")))
}

/// Tells on stderr how far a long walk over the journal is.
pub(super) fn tell(progress: &Progress) {
    let line = match progress {
        Progress::IndexSetAside { why, .. } => format!("the index is built anew: {why}"),
        Progress::Applying { offset } => format!("at commit {offset}"),
        _ => return,
    };
    // Progress is a courtesy: nobody has to read it.
    let _ = writeln!(std::io::stderr(), "{line}");
}
