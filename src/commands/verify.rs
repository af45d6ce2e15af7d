//! `frontdesk verify`: whether everything on disk is as it was written.

use super::data;
use crate::arguments::ConfigFile;
use crate::failure::Failure;
use anyhow::anyhow;
use frontdesk_storage::verify::verify;

pub(crate) fn run(config: &ConfigFile) -> Result<(), Failure> {
    let plan = data::plan(config)?;
    let report = verify(&plan.store(), |progress| data::tell(&progress))?;
    data::answer(&format!(
        "{} commits, {} events, {} contents, {} erased contents, {} attachments",
        report.commits, report.events, report.contents, report.erased, report.attachments
    ))?;
    match report.index_rows {
        Some(rows) => data::answer(&format!("{rows} rows of the index agree with the journal"))?,
        None => {
            data::answer("the index was not compared: a server uses the data, or the journal is damaged")?
        }
    }
    for problem in &report.problems {
        data::answer(problem)?;
    }
    match report.problems.len() {
        0 => data::answer("all is well"),
        problems => Err(Failure::Failed(anyhow!(
            "{problems} problems in {}; restore the latest backup into an empty folder, and keep this one",
            plan.data.display()
        ))),
    }
}
