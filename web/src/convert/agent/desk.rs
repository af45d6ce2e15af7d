//! What stands around the conversations: rows, counts, colleagues, offers, shortcuts.

use crate::convert::content::{channel, status};
use crate::wire::agent as wire;
use frontdesk_actors::push::{AgentCard, Counts, NamedRow, OfferCard, OfferGone, WhyGone};
use frontdesk_model::access::{By, Role};
use frontdesk_model::directory::Directory;
use frontdesk_model::id::UserId;
use frontdesk_model::routing::Mode;
use frontdesk_model::shortcut::{Scope, Shortcut, Unusable};
use frontdesk_model::view::TicketRow;

#[must_use]
pub fn row(named: &NamedRow) -> wire::TicketRow {
    row_of(&named.row, &named.requester, &named.subject)
}

#[must_use]
pub fn row_of(row: &TicketRow, requester: &str, subject: &str) -> wire::TicketRow {
    wire::TicketRow {
        ticket: row.ticket,
        conversation: row.conversation,
        status: status(row.status),
        channel: channel(row.channel),
        requester: requester.to_owned(),
        subject: subject.to_owned(),
        group: row.group,
        assignee: row.assignee,
        priority: row.priority.into(),
        tags: row.tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
        created_at: row.created_at,
        updated_at: row.updated_at,
        waiting_since: row.waiting.then_some(row.eligible_at),
        replied: row.replied,
        unread: row.unread,
        active: row.active,
    }
}

#[must_use]
pub const fn counts(counts: Counts) -> wire::Counts {
    wire::Counts {
        unassigned: counts.unassigned,
        mine: counts.mine,
        mine_all: counts.mine_all,
        groups: counts.groups,
        open: counts.open,
        solved: counts.solved,
        social_mine: counts.social_mine,
        social_unassigned: counts.social_unassigned,
        social_new: counts.social_new,
    }
}

#[must_use]
pub fn colleague(card: &AgentCard) -> wire::Colleague {
    wire::Colleague {
        id: card.id,
        name: card.name.clone(),
        role: role(card.role),
        status: card.status.into(),
        present: card.present,
        groups: card.groups.iter().copied().collect(),
        load: card.load,
        capacity: card.capacity,
    }
}

#[must_use]
pub const fn role(role: Role) -> wire::Role {
    match role {
        Role::Agent => wire::Role::Agent,
        Role::Admin => wire::Role::Admin,
    }
}

#[must_use]
pub fn offer(card: &OfferCard) -> wire::Offer {
    wire::Offer {
        id: card.id,
        conversation: card.conversation,
        ticket: card.ticket,
        requester: card.requester.to_string(),
        channel: channel(card.channel),
        group: card.group,
        offered_at: card.offered_at,
        expires_at: card.expires_at,
    }
}

#[must_use]
pub fn offer_gone(gone: &OfferGone, directory: &Directory) -> wire::OfferGone {
    let (why, winner) = match gone.why {
        WhyGone::Accepted => (wire::OfferEnd::Accepted, None),
        WhyGone::Declined => (wire::OfferEnd::Declined, None),
        WhyGone::Missed => (wire::OfferEnd::Missed, None),
        WhyGone::Taken { by } => (wire::OfferEnd::Taken, Some(directory.agent_name(by).to_owned())),
        WhyGone::Withdrawn => (wire::OfferEnd::Withdrawn, None),
    };
    wire::OfferGone { id: gone.id, why, winner }
}

#[must_use]
pub const fn routing_mode(mode: Mode) -> wire::RoutingMode {
    match mode {
        Mode::Offer => wire::RoutingMode::Offer,
        Mode::Broadcast => wire::RoutingMode::Broadcast,
        Mode::AutoAccept => wire::RoutingMode::AutoAccept,
    }
}

/// On whose behalf an agent's commands are done.
#[must_use]
pub const fn by(id: UserId, role: Role) -> By {
    By::Agent { id, role }
}

#[must_use]
pub const fn shortcut_scope(scope: Scope) -> wire::ShortcutScope {
    match scope {
        Scope::Personal { agent } => wire::ShortcutScope::Personal { agent },
        Scope::Group { group } => wire::ShortcutScope::Group { group },
        Scope::Global => wire::ShortcutScope::Global,
    }
}

#[must_use]
pub fn shortcut(shortcut: &Shortcut) -> wire::Shortcut {
    wire::Shortcut {
        id: shortcut.id,
        name: shortcut.name.as_str().to_owned(),
        text: shortcut.text.as_str().to_owned(),
        scope: shortcut_scope(shortcut.scope),
        options: shortcut.options.iter().map(|option| option.as_str().to_owned()).collect(),
        unusable: shortcut.unusable().map(|why| match why {
            Unusable::Options => wire::ShortcutUnusable::Options,
            Unusable::DynamicContent => wire::ShortcutUnusable::DynamicContent,
        }),
    }
}
