//! `frontdesk check-config`: whether the server would take its configuration.

use crate::arguments::ConfigFile;
use crate::failure::Failure;
use crate::settings;
use anyhow::Context;
use std::io::Write;

pub(crate) fn run(config: &ConfigFile) -> Result<(), Failure> {
    let settings::Loaded { plan, file } = settings::load(config)?;
    let file = file
        .map_or_else(|| "the defaults (no config.toml here)".to_owned(), |file| file.display().to_string());
    writeln!(
        std::io::stdout(),
        "{file}: good; listens on {}, data in {}, {} workers, {} threads for conversations",
        plan.listen,
        plan.data.display(),
        plan.workers,
        plan.arbiters
    )
    .context("the answer cannot be written")?;
    Ok(())
}
