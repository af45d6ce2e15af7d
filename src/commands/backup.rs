//! `frontdesk backup` and `frontdesk restore`: a copy of all data, and the way back.

use super::data;
use crate::arguments::{Backup, Restore};
use crate::failure::Failure;
use crate::settings::LogFormat;
use crate::{settings, telemetry};
use anyhow::anyhow;
use frontdesk_storage::Progress;
use frontdesk_storage::backup::{self, BackupError};

pub(crate) fn save(wanted: &Backup) -> Result<(), Failure> {
    let plan = data::plan(&wanted.config)?;
    let progress = |offset| data::tell(&Progress::Applying { offset });
    let made = backup::backup(&plan.data, &wanted.to, progress).map_err(|error| failed(error, "--to"))?;
    data::answer(&format!(
        "{} commits and {} attachments are in {} ({} bytes)",
        made.offset,
        made.attachments,
        wanted.to.display(),
        made.bytes
    ))
}

pub(crate) fn restore(wanted: &Restore) -> Result<(), Failure> {
    let settings::Loaded { plan, .. } = settings::load(&wanted.config)?;
    telemetry::begin(LogFormat::Text, "warn");
    let made = backup::restore(&wanted.from, &plan.data).map_err(|error| failed(error, "data"))?;
    data::answer(&format!(
        "{} commits and {} attachments are back in {}; the index is built when the server starts",
        made.offset,
        made.attachments,
        plan.data.display()
    ))
}

/// `key`: the argument or setting that names the folder to be filled.
fn failed(error: BackupError, key: &str) -> Failure {
    match error {
        BackupError::NotEmpty { .. } => Failure::usage(format!("`{key}`: {error}")),
        BackupError::NotABackup { .. } => Failure::usage(format!("`--from`: {error}")),
        BackupError::Journal(error) => error.into(),
        // Its text names its source.
        BackupError::Io { .. } => Failure::Failed(anyhow!("{error}")),
    }
}
