//! `frontdesk rebuild`: the index anew from the journal, for when something seems to be missing from lists.

use super::data;
use crate::arguments::ConfigFile;
use crate::failure::Failure;

pub(crate) fn run(config: &ConfigFile) -> Result<(), Failure> {
    let plan = data::plan(config)?;
    let offset = frontdesk_storage::rebuild(&plan.store(), |progress| data::tell(&progress))?;
    data::answer(&format!("the index is built anew from {offset} commits"))
}
