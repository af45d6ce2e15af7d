//! How far everybody has read.

use super::decide::Log;
use super::event::{EventKind, Mark};
use super::rejection::Rejection;
use crate::access::By;

impl Log<'_> {
    pub(super) fn mark_read(&mut self, seq: u64) -> Result<(), Rejection> {
        match self.by {
            By::EndUser { .. } => self.mark(Mark::EndUserRead, seq),
            // What a colleague looks at stays unread for the one who has the conversation.
            By::Agent { id, .. } if self.state.assignee() == Some(id) => self.mark(Mark::AgentRead, seq),
            By::Agent { .. } | By::System => Ok(()),
        }
    }

    pub(super) fn mark(&mut self, mark: Mark, seq: u64) -> Result<(), Rejection> {
        self.check_end_user()?;
        let marks = &self.state.marks;
        let current = match mark {
            Mark::EndUserDelivered => marks.end_user_delivered,
            Mark::EndUserRead => marks.end_user_read,
            Mark::AgentRead => marks.agent_read,
        };
        let seq = seq.min(self.state.seq);
        if seq > current {
            self.push(EventKind::MarkMoved { mark, seq });
        }
        Ok(())
    }
}
