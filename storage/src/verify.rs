//! Looking at everything: each frame and content of the journal, each attachment, and each row of the index
//! against one that is built anew.

mod index;
mod order;

use crate::attachments::{AttachmentError, Attachments, ContentHash};
use crate::commit::Offset;
use crate::config::{Progress, StoreConfig};
use crate::error::OpenError;
use crate::offline::Offline;
use order::Order;
use std::path::Path;

/// What was looked at, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many commits, up to the newest offset.
    pub commits: Offset,
    pub events: u64,
    /// Contents of all kinds that are whole.
    pub contents: u64,
    /// Contents that were erased.
    pub erased: u64,
    pub attachments: u64,
    /// How many rows of the index agree with the journal; `None` when it was not compared, because a server uses
    /// the data or the journal is damaged.
    pub index_rows: Option<u64>,
    /// Each with file and place; empty when all is well.
    pub problems: Vec<String>,
}

/// Looks at everything in a data folder. The journal and the attachments are only read, also beside a running
/// server; the index is compared when no server uses it, which opens it (and so heals it). Blocks.
///
/// # Errors
/// When the folder cannot be read at all. Damage is no error but a line in the report.
pub fn verify(config: &StoreConfig, progress: impl Fn(Progress)) -> Result<Report, OpenError> {
    let mut report = Report::default();
    check_journal(&config.dir, &mut report, &progress)?;
    check_attachments(&config.dir, &mut report);
    if report.problems.is_empty() {
        match index::compare(config, &progress) {
            Ok((rows, problems)) => {
                report.index_rows = Some(rows);
                report.problems.extend(problems);
            }
            Err(OpenError::InUse { .. }) => {}
            Err(error) => report.problems.push(error.to_string()),
        }
    }
    Ok(report)
}

fn check_journal(dir: &Path, report: &mut Report, progress: &impl Fn(Progress)) -> Result<(), OpenError> {
    let journal = Offline::open(dir)?;
    let mut order = Order::default();
    let walked = journal.each(|raw| {
        let frame = &raw.frame;
        report.commits = frame.offset;
        report.events +=
            frame.entry.commit.append.as_ref().map_or(0, |append| crate::codec::wide(append.events.len()));
        let erased = crate::codec::wide(frame.blanked.len());
        report.erased += erased;
        report.contents += crate::codec::wide(frame.blobs().count()).saturating_sub(erased);
        if let Err(what) = order.follow(frame) {
            let file = journal.segments.path(raw.place.segment);
            report.problems.push(format!("{} at byte {}: {what}", file.display(), raw.place.position));
        }
        if frame.offset.is_multiple_of(PROGRESS_EVERY) {
            progress(Progress::Applying { offset: frame.offset });
        }
        Ok(())
    });
    match walked {
        Err(damage @ OpenError::Damaged { .. }) => report.problems.push(damage.to_string()),
        other => other?,
    }
    Ok(())
}

/// After how many commits the progress is told.
const PROGRESS_EVERY: u64 = 100_000;

fn check_attachments(dir: &Path, report: &mut Report) {
    let Some(attachments) = Attachments::existing(dir) else { return };
    let mut check = |hash: ContentHash| -> Result<(), AttachmentError> {
        report.attachments += 1;
        if !attachments.is_whole(hash)? {
            let file = attachments.path(hash);
            report.problems.push(format!("{}: the content is not what the name says", file.display()));
        }
        Ok(())
    };
    let checked = attachments.list().and_then(|hashes| hashes.into_iter().try_for_each(&mut check));
    if let Err(error) = checked {
        report.problems.push(format!("{}: {error}", dir.display()));
    }
}
