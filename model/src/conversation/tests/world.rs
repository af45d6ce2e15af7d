//! Who and what exists in these tests.

use crate::access::{By, Role};
use crate::channel::ChannelKind;
use crate::conversation::command::Via;
use crate::directory::{Agent, Directory, Field, Group, Integration, Settings, WidgetLook};
use crate::end_user::EndUser;
use crate::flow::{Capabilities, DefaultResponse, Flow, default_response::default_response, validate};
use crate::id::{FieldId, FlowId, GroupId, IntegrationId, UserId};
use crate::time::Timestamp;
use std::sync::Arc;

const fn user(number: u64) -> UserId {
    match UserId::new(number) {
        Ok(id) => id,
        Err(_) => panic!("not a number"),
    }
}

const fn group(number: u64) -> GroupId {
    match GroupId::new(number) {
        Ok(id) => id,
        Err(_) => panic!("not a number"),
    }
}

const fn field(number: u64) -> FieldId {
    match FieldId::new(number) {
        Ok(id) => id,
        Err(_) => panic!("not a number"),
    }
}

/// The admin.
pub(super) const ADA: UserId = user(1);
pub(super) const BEA: UserId = user(2);
pub(super) const CYD: UserId = user(3);
pub(super) const DAN: UserId = user(4);
/// Was deactivated.
pub(super) const OLD: UserId = user(5);
/// Nobody knows this number.
pub(super) const NOBODY: UserId = user(99);
/// The visitor.
pub(super) const ANA: UserId = user(101);
/// Another end user.
pub(super) const EVE: UserId = user(102);

pub(super) const SALES: GroupId = group(1);
pub(super) const SUPPORT: GroupId = group(2);
pub(super) const NO_GROUP: GroupId = group(99);

/// Free text that end users may fill.
pub(super) const TOPIC: FieldId = field(1);
/// `Small` or `Large`; end users may fill it.
pub(super) const SIZE: FieldId = field(2);
/// For agents only.
pub(super) const SECRET: FieldId = field(3);
pub(super) const NO_FIELD: FieldId = field(99);

/// A widget with a flow, and the group that hand-offs go to.
pub(super) const SHOP: IntegrationId = IntegrationId::from_bytes([1; 12]);
/// A widget without a flow.
pub(super) const PLAIN: IntegrationId = IntegrationId::from_bytes([2; 12]);
/// A number on WhatsApp with the flow.
pub(super) const PHONE: IntegrationId = IntegrationId::from_bytes([3; 12]);
/// A live chat with the flow.
pub(super) const LIVE: IntegrationId = IntegrationId::from_bytes([4; 12]);

/// Version 1 and version 2 differ in the greeting.
pub(super) fn flow(version: u32) -> Flow {
    let hello = if version == 1 { "Hello!" } else { "Welcome!" };
    let flow: Flow =
        serde_json::from_str(&FLOW.replace("HELLO", hello).replace("VERSION", &version.to_string())).unwrap();
    assert_eq!(validate(&flow), Ok(()));
    flow
}

const FLOW: &str = r#"{
  "id": 7, "version": VERSION, "name": "Shop", "start": "menu", "greeting": "HELLO",
  "fallback": "Sorry?", "talk_to_human": true, "escalation": {"tags": ["asked"]},
  "steps": {
    "menu": {"type": "present_options", "text": "What is it about?", "options": [
      {"id": "order", "label": "My order", "next": "details"},
      {"id": "hours", "label": "Opening hours", "next": "hours"}]},
    "details": {"type": "ask_details", "text": "Who are you?", "next": "to_support", "fields": [
      {"name": "name", "label": "Name", "input": {"type": "text"}, "target": {"to": "profile_name"}},
      {"name": "topic", "label": "Topic", "input": {"type": "text"}, "target": {"to": "field", "field": 1}}]},
    "to_support": {"type": "transfer_to_agent", "text": "One moment, {{name}}.", "tags": ["orders"],
      "fields": [{"field": 2, "value": "Large"}], "group": 2},
    "hours": {"type": "send_message", "text": "We are open from 9 to 17."}
  }
}"#;

pub(super) fn directory() -> Directory {
    let agents = [
        (ADA, "Ada", Role::Admin, vec![SALES, SUPPORT], true),
        (BEA, "Bea", Role::Agent, vec![SALES], true),
        (CYD, "Cyd", Role::Agent, vec![SALES], true),
        (DAN, "Dan", Role::Agent, vec![SUPPORT], true),
        (OLD, "Old", Role::Agent, vec![SALES], false),
    ]
    .map(|(id, name, role, groups, active)| {
        let groups = groups.into_iter().collect();
        (id, Agent { id, name: name.to_owned(), role, groups, capacity: 3, active })
    });
    let groups =
        [(SALES, "Sales"), (SUPPORT, "Support")].map(|(id, name)| (id, Group { id, name: name.to_owned() }));
    let fields = [
        (TOPIC, "Topic", vec![], true),
        (SIZE, "Size", vec!["Small".to_owned(), "Large".to_owned()], true),
        (SECRET, "Secret", vec![], false),
    ]
    .map(|(id, label, options, end_user_editable)| {
        (id, Field { id, label: label.to_owned(), options, end_user_editable })
    });
    let one = flow(1);
    let default = default_response(&DefaultResponse::default(), FlowId::new(1).unwrap(), 1).unwrap();
    let shop = one.id;
    let integrations = [
        (SHOP, ChannelKind::Widget, Some(shop), Some(SALES)),
        (PLAIN, ChannelKind::Widget, None, None),
        (PHONE, ChannelKind::Whatsapp, Some(shop), Some(SALES)),
        (LIVE, ChannelKind::Chat, Some(shop), Some(SALES)),
    ]
    .map(|(id, kind, flow, group)| {
        let (name, widget) = (kind.word().to_owned(), WidgetLook::default());
        (id, Integration { id, kind, name, flow, group, widget })
    });
    Directory {
        shortcuts: std::collections::BTreeMap::new(),
        account: Default::default(),
        settings: Settings::default(),
        agents: agents.into(),
        groups: groups.into(),
        fields: fields.into(),
        integrations: integrations.into(),
        flows: [((shop, 1), Arc::new(one))].into(),
        default_flow: Some(Arc::new(default)),
        ..Directory::default()
    }
}

/// The visitor, who has not said her name.
pub(super) fn visitor() -> EndUser {
    EndUser {
        id: ANA,
        name: "Visitor".to_owned(),
        email: None,
        locale: None,
        time_zone: None,
        verified: false,
        created_at: Timestamp::ZERO,
    }
}

pub(super) fn via(integration: IntegrationId, end_user: UserId) -> Via {
    let (channel, capabilities) = match integration {
        PHONE => (ChannelKind::Whatsapp, Capabilities::TEXT),
        LIVE => (ChannelKind::Chat, Capabilities::FULL),
        _ => (ChannelKind::Widget, Capabilities::FULL),
    };
    Via { integration, channel, end_user, capabilities, message: None, written_at: None, proved: true }
}

/// The user as the one who acts.
pub(super) fn acting(id: UserId) -> By {
    match id {
        ANA | EVE => By::EndUser { id },
        ADA => By::Agent { id, role: Role::Admin },
        _ => By::Agent { id, role: Role::Agent },
    }
}

pub(super) fn name(id: UserId) -> String {
    match id {
        ADA => "ada".to_owned(),
        BEA => "bea".to_owned(),
        CYD => "cyd".to_owned(),
        DAN => "dan".to_owned(),
        ANA => "ana".to_owned(),
        EVE => "eve".to_owned(),
        other => format!("user {other}"),
    }
}
