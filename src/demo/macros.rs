//! The shop's macros: one that answers, one that asks, one that passes on.

use frontdesk_model::agent::Priority;
use frontdesk_model::id::{GroupId, MacroId};
use frontdesk_model::macros::{Macro, MacroReply};
use frontdesk_model::message::MessageText;
use frontdesk_model::shortcut::Scope;
use frontdesk_model::ticket::{AssignTo, Tag, TicketChanges, TicketStatus};

/// Their numbers are drawn by whoever keeps them.
pub(super) fn macros(support: GroupId, billing: GroupId) -> anyhow::Result<Vec<Macro>> {
    let unnumbered = |name: &str, description: &str| -> anyhow::Result<Macro> {
        Ok(Macro {
            id: MacroId::new(1)?,
            name: name.to_owned(),
            description: description.to_owned(),
            scope: Scope::Global,
            active: true,
            reply: None,
            status: None,
            changes: TicketChanges::default(),
        })
    };
    let says = |text: &str, internal| -> anyhow::Result<Option<MacroReply>> {
        Ok(Some(MacroReply { text: MessageText::new(text)?, internal }))
    };
    Ok(vec![
        Macro {
            reply: says(
                "Dear {{first_name || customer}}, your parcel is on its way and arrives within two working days. \
                 Write to us here at any time. {{agent_first_name}}",
                false,
            )?,
            status: Some(TicketStatus::Solved),
            changes: TicketChanges {
                add_tags: [Tag::new("parcel_sent")?].into(),
                ..TicketChanges::default()
            },
            ..unnumbered("Parcel on its way", "The parcel has left: answers, and solves the ticket.")?
        },
        Macro {
            reply: says(
                "Could you send us a photo of the damage, {{first_name || please}}? Then we replace it at once.",
                false,
            )?,
            status: Some(TicketStatus::Pending),
            scope: Scope::Group { group: support },
            changes: TicketChanges {
                priority: Some(Priority::High),
                add_tags: [Tag::new("damaged")?].into(),
                ..TicketChanges::default()
            },
            ..unnumbered("Ask for a photo", "Something arrived broken: asks for a photo and waits for it.")?
        },
        Macro {
            reply: says("Order {{Order number || not known}}: please check the payment.", true)?,
            changes: TicketChanges {
                assign: Some(AssignTo::Group { group: billing }),
                add_tags: [Tag::new("payment")?].into(),
                ..TicketChanges::default()
            },
            ..unnumbered("To Billing", "A question about money: leaves a note and passes the ticket on.")?
        },
    ])
}
