//! Who may do what.

use super::scene::{Do, Scene, refused};
use super::verbs::*;
use super::world::*;
use crate::access::{By, Role};
use crate::agent::Priority;
use crate::conversation::command::{Action, Alarm, Meta, Saying};
use crate::conversation::event::{Target, UnassignedWhy};
use crate::conversation::rejection::Rejection;
use crate::id::{MessageId, OfferId, UserId};
use crate::message::Delivery;
use crate::ticket::{TicketChanges, TicketStatus};
use std::collections::BTreeSet;

fn said(end_user: UserId) -> Action {
    Action::Receive { via: via(SHOP, end_user), saying: Saying::Content(text("Hi")), meta: Meta::default() }
}

/// Each action with those who may ask for it: the end user, an agent, the server.
fn actions() -> Vec<(Action, [bool; 3])> {
    const END_USER: [bool; 3] = [true, false, true];
    const AGENT: [bool; 3] = [false, true, false];
    const SYSTEM: [bool; 3] = [false, false, true];
    const STAFF: [bool; 3] = [false, true, true];
    let parts = vec![text("Hello")];
    let offer = OfferId::from_bytes([8; 12]);
    let target = Target::Group { group: SUPPORT };
    let why = UnassignedWhy::AgentGone;
    let (message, delivery) = (MessageId::from_bytes([8; 12]), Delivery::Read);
    vec![
        (said(ANA), END_USER),
        (Action::MarkDelivered { seq: 1 }, END_USER),
        (Action::Leave, END_USER),
        (Action::MarkRead { seq: 1 }, [true; 3]),
        (Action::Reply { parts: parts.clone(), submit_as: None }, AGENT),
        (Action::Note { parts: parts.clone() }, AGENT),
        (Action::SubmitWith { parts, instead: None, status: None, changes: TicketChanges::default() }, AGENT),
        (Action::Accept { offer }, AGENT),
        (Action::Decline { offer }, AGENT),
        (Action::Take, AGENT),
        (Action::Submit { status: TicketStatus::Open }, AGENT),
        (Action::Transfer { target, note: None, confirmed: true, available: true }, AGENT),
        (Action::EndSession, AGENT),
        (Action::ChangeTags { add: tags("vip"), remove: Vec::new() }, STAFF),
        (Action::SetField { field: TOPIC, value: "Parcel".to_owned() }, STAFF),
        (Action::SetPriority { priority: Priority::High }, STAFF),
        (Action::Withdraw { agent: BEA }, STAFF),
        (Action::Release { agent: BEA, why }, STAFF),
        (Action::Offer { agents: vec![BEA], expires_at: None }, SYSTEM),
        (Action::AutoAssign { agent: BEA }, SYSTEM),
        (Action::ReportDelivery { message, delivery }, SYSTEM),
        (Action::ReportSent { message, degraded: BTreeSet::new() }, SYSTEM),
        (Action::Wake(Alarm::OfferExpiry), SYSTEM),
    ]
}

#[test]
fn each_action_is_for_its_kind_of_actor() {
    for (action, allowed) in actions() {
        for (by, allowed) in [acting(ANA), acting(BEA), By::System].into_iter().zip(allowed) {
            let result = Scene::after([waiting()]).tell(by, action.clone());
            let forbidden = result == Err(Rejection::Forbidden);
            assert_eq!(forbidden, !allowed, "{action:?} by {by:?}: {result:?}");
        }
    }
}

#[test]
fn nobody_can_do_anything_in_the_conversation_of_another_end_user() {
    for (action, _) in actions() {
        refused([waiting()], Do::command(acting(EVE), action), Rejection::Forbidden);
    }
    // Neither in her own name nor in that of the one whose conversation it is.
    refused([waiting()], Do::command(acting(EVE), said(EVE)), Rejection::Forbidden);
    refused([], Do::command(acting(EVE), said(ANA)), Rejection::Forbidden);
    // What a channel brings goes to the conversation of its end user.
    refused([waiting()], system(said(EVE)), Rejection::Forbidden);
}

#[test]
fn an_agent_gives_away_only_what_is_the_agents_own_unless_an_admin() {
    let release = || Action::Release { agent: BEA, why: UnassignedWhy::AgentGone };
    refused([served_by(BEA)], Do::command(acting(CYD), release()), Rejection::Forbidden);
    let withdraw = Action::Withdraw { agent: BEA };
    refused([served_by(BEA)], Do::command(acting(CYD), withdraw), Rejection::Forbidden);
    for by in [acting(BEA), acting(ADA), By::System] {
        let mut scene = Scene::after([served_by(BEA)]);
        scene.tell(by, release()).unwrap();
        assert_eq!(scene.state.assignee(), None, "{by:?}");
    }
}

#[test]
fn what_has_not_begun_is_not_found() {
    for (action, _) in actions().into_iter().filter(|(action, _)| !matches!(action, Action::Receive { .. })) {
        for by in [By::System, By::Agent { id: BEA, role: Role::Agent }, By::EndUser { id: ANA }] {
            if action.is_for(by) {
                refused([], Do::command(by, action.clone()), Rejection::NotFound);
            }
        }
    }
}
