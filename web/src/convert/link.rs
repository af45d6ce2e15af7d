//! Ties to social channels, as agents see them.

use super::agent::account_name;
use super::content::channel;
use crate::wire::agent as wire;
use crate::wire::shared;
use frontdesk_model::conversation::Conversation;
use frontdesk_model::conversation::event::EventKind;
use frontdesk_model::directory::Directory;
use frontdesk_model::id::IntegrationId;
use frontdesk_model::link::Stage;

/// The line of an event; `None` for one that is about something else.
pub(super) fn activity(kind: &EventKind, directory: &Directory) -> Option<wire::Activity> {
    let (news, integration, name) = match kind {
        EventKind::LinkAsked { integration, .. } => (wire::LinkNews::Asked, *integration, ""),
        EventKind::LinkPending { integration, .. } => (wire::LinkNews::Pending, *integration, ""),
        EventKind::Linked { integration, name, .. } => (wire::LinkNews::Linked, *integration, name.as_str()),
        EventKind::LinkDeclined { integration } => (wire::LinkNews::Declined, *integration, ""),
        EventKind::LinkExpired { integration } => (wire::LinkNews::Expired, *integration, ""),
        EventKind::Unlinked { integration, .. } => (wire::LinkNews::Unlinked, *integration, ""),
        EventKind::CameBack { integration, .. } => (wire::LinkNews::Back, *integration, ""),
        EventKind::CameByLink { integration, .. } => (wire::LinkNews::Came, *integration, ""),
        EventKind::WentElsewhere { conversation } => {
            return Some(wire::Activity::WentElsewhere { conversation: *conversation });
        }
        _ => return None,
    };
    let account = account_name(integration, directory);
    Some(wire::Activity::Link {
        news,
        channel: kind_of(integration, directory),
        account,
        name: name.to_owned(),
    })
}

fn kind_of(integration: IntegrationId, directory: &Directory) -> shared::ChannelKind {
    let found = directory.integrations.get(&integration);
    found.map_or(shared::ChannelKind::Widget, |found| channel(found.kind))
}

/// The channels that it goes on in.
pub(super) fn links(state: &Conversation, directory: &Directory) -> Vec<wire::HeadLink> {
    let linked = state.links.iter().filter_map(|(integration, link)| match &link.stage {
        Stage::Linked { name, .. } => Some(wire::HeadLink {
            integration: *integration,
            channel: channel(link.channel),
            account: account_name(*integration, directory),
            name: name.clone(),
            since: link.since,
        }),
        Stage::Asked { .. } | Stage::Pending { .. } => None,
    });
    linked.collect()
}
