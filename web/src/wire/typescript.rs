//! Writes the wire types as one TypeScript module.

use super::{agent, error, rest, shared, widget};
use ts_rs::{Config, TS};

/// The text of `web/ui/packages/protocol/src/wire.ts`.
#[must_use]
pub fn module() -> String {
    let config = Config::default();
    let mut text = String::from(
        "// Generated from web/src/wire by `UPDATE_WIRE=1 cargo test -p frontdesk-web --test wire`. Do not edit.\n",
    );
    macro_rules! write_all {
        ($($path:path),* $(,)?) => {$(
            text.push_str("\nexport ");
            text.push_str(&<$path as TS>::decl(&config));
            text.push('\n');
        )*};
    }
    write_all!(
        shared::File,
        shared::Choice,
        shared::FormField,
        shared::FormInput,
        shared::FormAnswer,
        shared::LabelledAnswer,
        shared::Card,
        shared::CardButton,
        shared::Content,
        shared::Author,
        shared::Delivery,
        shared::ChannelKind,
        shared::Marks,
        shared::TicketStatus,
        shared::Status,
        shared::Urgency,
        shared::FieldValue,
        shared::ClosingReason,
        shared::Done,
        error::ErrorCode,
        error::ErrorBody,
        agent::Watched,
        agent::ClientFrame,
        agent::TransferTarget,
        agent::Command,
        agent::ServerFrame,
        agent::Desk,
        agent::Policy,
        agent::RoutingMode,
        agent::Counts,
        agent::Colleague,
        agent::Role,
        agent::Group,
        agent::FieldDefinition,
        agent::TicketRow,
        agent::Offer,
        agent::OfferGone,
        agent::OfferEnd,
        agent::Conversation,
        agent::ConversationFrame,
        agent::DeliveryChange,
        agent::Item,
        agent::Message,
        agent::Named,
        agent::Activity,
        agent::AssignedHow,
        agent::UnassignedWhy,
        agent::Head,
        agent::EndUser,
        agent::Control,
        agent::Session,
        agent::Ticket,
        agent::ComposerChoice,
        agent::ComposerMode,
        agent::ComposerRefusal,
        widget::ClientFrame,
        widget::Say,
        widget::Meta,
        widget::MetaField,
        widget::ServerFrame,
        widget::WidgetSettings,
        widget::Conversation,
        widget::ConversationFrame,
        widget::Item,
        widget::Note,
        widget::Message,
        widget::Answering,
        widget::Head,
        rest::SignIn,
        rest::Me,
        rest::Tickets,
        rest::Items,
        rest::WidgetItems,
        rest::Customer,
        rest::EarlierTicket,
        rest::OpenWidgetSession,
        rest::WidgetSession,
        rest::TicketPlace,
        rest::RunCommand,
        rest::DemoInfo,
        rest::DemoLogin,
    );
    text
}
