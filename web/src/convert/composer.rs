//! The ways of answering that are open, as agents see them.

use crate::wire::agent as wire;
use frontdesk_model::conversation::{Control, Conversation, Session};
use frontdesk_model::end_user::EndUser;

/// The server decides what may be written; notes are always allowed. `too_late`: the reply window is closed where the
/// end user wrote last.
pub(super) fn choices(state: &Conversation, end_user: &EndUser, too_late: bool) -> Vec<wire::ComposerChoice> {
    let refusal = refusal(state, too_late);
    let email = if end_user.email.is_some() {
        wire::ComposerRefusal::NotConnected
    } else {
        wire::ComposerRefusal::NoEmailKnown
    };
    let choice = |mode, reason: Option<wire::ComposerRefusal>| wire::ComposerChoice {
        mode,
        allowed: reason.is_none(),
        reason,
    };
    vec![
        choice(wire::ComposerMode::Reply, refusal),
        choice(wire::ComposerMode::Note, None),
        choice(wire::ComposerMode::Email, Some(email)),
        choice(wire::ComposerMode::Call, Some(wire::ComposerRefusal::NotConnected)),
        choice(wire::ComposerMode::Widget, widget(state, refusal)),
    ]
}

fn refusal(state: &Conversation, too_late: bool) -> Option<wire::ComposerRefusal> {
    match (&state.control, state.session, &state.ticket) {
        (_, _, None) if state.closed_ticket.is_some() => Some(wire::ComposerRefusal::TicketClosed),
        (Control::Bot { .. }, _, _) | (_, _, None) => Some(wire::ComposerRefusal::BotHasControl),
        (_, Session::Ended { .. }, _) => Some(wire::ComposerRefusal::SessionEnded),
        _ if too_late => Some(wire::ComposerRefusal::WindowClosed),
        _ => None,
    }
}

/// A reply to the widget is open exactly where the only thing in the way of one is the channel.
fn widget(state: &Conversation, reply: Option<wire::ComposerRefusal>) -> Option<wire::ComposerRefusal> {
    let began_here = state.origin.is_some_and(|origin| origin.channel.is_ours());
    let elsewhere = state.replies_go_to().is_some_and(|target| !target.channel.is_ours());
    match reply {
        _ if !(began_here && elsewhere) => Some(wire::ComposerRefusal::NotConnected),
        None => Some(wire::ComposerRefusal::CustomerDecides),
        Some(wire::ComposerRefusal::WindowClosed) => None,
        other => other,
    }
}

/// Whether a reply may go to the widget instead of where the end user wrote last.
#[must_use]
pub fn may_go_to_widget(state: &Conversation, too_late: bool) -> bool {
    widget(state, refusal(state, too_late)).is_none()
}
