//! The one thread that applies durable commits to the index and acknowledges them, in the order of the journal.

use super::core::Core;
use crate::journal::Durable;
use crate::sled::apply::Applying;
use crate::store::{CommitError, Committed};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;

pub(super) fn run(core: &Arc<Core>, groups: &Receiver<Vec<Durable>>) {
    while let Ok(group) = groups.recv() {
        apply(core, group);
    }
}

fn apply(core: &Core, group: Vec<Durable>) {
    let epoch = core.epoch;
    let applied = core.index.apply(|index| {
        let frames = group.iter().map(|Durable { entry, offset, place, .. }| Applying {
            epoch,
            offset: *offset,
            place: *place,
            entry,
            blanked: &[],
        });
        let mut last = None;
        for frame in frames {
            frame.apply(index)?;
            last = Some(frame);
        }
        last.iter().for_each(|frame| frame.reached(index));
        Ok(())
    });
    let broken = applied.err().or_else(|| core.index.broken().cloned());
    if let Some(error) = broken {
        core.failure.set(&error.to_string());
        for member in group {
            drop(member.reply.send(Err(CommitError::Failed(error.to_string()))));
        }
        return;
    }
    if let Some(last) = group.last() {
        core.applied.store(last.offset, Ordering::Release);
    }
    for member in group {
        for (counter, number) in &member.entry.commit.numbers {
            core.numbers.raise(*counter, *number);
        }
        // Whoever gave up waiting does not need the answer.
        drop(member.reply.send(Ok(Committed { offset: member.offset })));
    }
}
