//! Live chat beside messaging: one Accept for all, and an end when the visitor leaves.

use crate::bench::Bench;
use crate::delivery::Line;
use frontdesk_actors::hub::SocketId;
use frontdesk_actors::visitors::Visitor;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::command::Action;
use frontdesk_model::conversation::event::{EventKind, SessionEnd};
use frontdesk_model::conversation::{Session, SessionState};
use frontdesk_model::directory::Settings;
use frontdesk_model::id::IntegrationId;
use frontdesk_model::message::Author;
use frontdesk_model::time::Span;
use std::sync::Arc;

const CHAT: IntegrationId = IntegrationId::from_bytes([6; 12]);

async fn with_chat() -> Bench {
    let bench = Bench::new().await;
    bench.integration(CHAT, ChannelKind::Chat).await;
    bench
}

/// The visitor's page is open.
fn opens(bench: &Bench, visitor: &Visitor) -> SocketId {
    let socket = SocketId::next();
    bench.system.chats.came(&visitor.session, socket);
    socket
}

fn closes(bench: &Bench, visitor: &Visitor, socket: SocketId) {
    bench.system.chats.left(visitor.session.conversation, socket);
}

async fn session(bench: &Bench, visitor: &Visitor) -> Session {
    bench.facts(visitor).await.state.session
}

fn ended(session: Session) -> bool {
    matches!(session, Session::Ended { why: SessionEnd::EndUser, .. })
}

#[actix_rt::test]
async fn s3_10_one_accept_serves_chats_social_messages_and_widget_messages() {
    let line = Line::new().await;
    let bench = &line.bench;
    bench.integration(CHAT, ChannelKind::Chat).await;
    let agents = [bench.online(bench.ana).await, bench.online(bench.bea).await];
    let (widget, chat) = (bench.visitor().await, bench.visitor_on(CHAT).await);
    opens(bench, &chat);
    bench.asks_for_human(&widget).await;
    bench.asks_for_human(&chat).await;
    line.hears("+1555", "agent").await;
    bench.settle().await;
    let social = line.conversation("+1555").await;
    line.wire.forget();

    let waiting = [
        (widget.session.conversation, ChannelKind::Widget),
        (chat.session.conversation, ChannelKind::Chat),
        (social, ChannelKind::Whatsapp),
    ];
    for (conversation, channel) in waiting {
        let found = agents.iter().find_map(|agent| {
            let offers = agent.offers();
            let offer = offers.iter().find(|offer| offer.conversation == conversation)?;
            assert_eq!(offer.channel, channel);
            Some((agent.agent, offer.id))
        });
        let (agent, offer) = found.expect("it is offered like the others");
        let by = frontdesk_model::access::By::Agent { id: agent, role: frontdesk_model::access::Role::Agent };
        for action in [Action::Accept { offer }, reply("How can I help?")] {
            let id = bench.command_id();
            let command = frontdesk_model::conversation::command::Command { id, by, action };
            bench
                .system
                .registry
                .execute(conversation, command)
                .await
                .expect("the same button, the same words");
        }
        let facts = bench.system.registry.look(conversation).await.expect("read").expect("begun");
        assert_eq!(
            (facts.state.assignee(), facts.state.session_state()),
            (Some(agent), SessionState::Active)
        );
    }
    bench.settle().await;
    assert_eq!(line.wire.heard(), ["+1555: How can I help?"], "and each answer takes its own way");
}

fn reply(text: &str) -> Action {
    let text = frontdesk_model::message::MessageText::new(text).expect("a text");
    let parts = vec![frontdesk_model::message::Content::Text { text }];
    Action::Reply { parts, submit_as: None }
}

#[actix_rt::test]
async fn a_chat_ends_a_minute_after_its_last_page_is_closed_and_the_agent_sees_it() {
    let bench = with_chat().await;
    let ana = bench.online(bench.ana).await;
    let visitor = bench.visitor_on(CHAT).await;
    let (first, second) = (opens(&bench, &visitor), opens(&bench, &visitor));
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    bench.accepts(&ana, &visitor).await.expect("accepted");
    bench.system.shared.hub.watch(visitor.session.conversation, ana.socket.clone());

    closes(&bench, &visitor, first);
    bench.pass(Span::minutes(10)).await;
    assert!(!ended(session(&bench, &visitor).await), "another page is open");
    closes(&bench, &visitor, second);
    bench.pass(Span::seconds(55)).await;
    assert!(!ended(session(&bench, &visitor).await), "the grace");
    bench.pass(Span::seconds(15)).await;
    assert!(ended(session(&bench, &visitor).await));
    let shown = ana.heard.borrow().iter().any(|push| match push {
        frontdesk_actors::push::Push::Conversation(published) => published
            .events
            .iter()
            .any(|event| matches!(event.kind, EventKind::SessionEnded { why: SessionEnd::EndUser })),
        _ => false,
    });
    assert!(shown);
    assert_eq!(bench.assignee(&visitor).await, Some(bench.ana), "the ticket stays with its agent");
    bench.pass(Span::minutes(5)).await;
    let ends = bench.log(&visitor).await;
    let ends = ends.iter().filter(|event| matches!(event.kind, EventKind::SessionEnded { .. })).count();
    assert_eq!(ends, 1);
}

#[actix_rt::test]
async fn coming_back_within_the_grace_keeps_the_chat() {
    let bench = with_chat().await;
    let visitor = bench.visitor_on(CHAT).await;
    bench.asks_for_human(&visitor).await;
    let mut socket = opens(&bench, &visitor);
    for _ in 0..5 {
        closes(&bench, &visitor, socket);
        bench.pass(Span::seconds(50)).await;
        socket = opens(&bench, &visitor);
        bench.pass(Span::seconds(50)).await;
    }
    bench.pass(Span::minutes(5)).await;
    assert!(!ended(session(&bench, &visitor).await));
}

#[actix_rt::test]
async fn a_message_after_the_end_begins_a_session_with_the_bot() {
    let bench = with_chat().await;
    let ana = bench.online(bench.ana).await;
    let visitor = bench.visitor_on(CHAT).await;
    let socket = opens(&bench, &visitor);
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    bench.accepts(&ana, &visitor).await.expect("accepted");
    closes(&bench, &visitor, socket);
    bench.pass(Span::seconds(70)).await;
    let before = bench.log(&visitor).await.len();
    opens(&bench, &visitor);
    bench.says(&visitor, "Hello again").await;
    assert_eq!(bench.facts(&visitor).await.state.session_state(), SessionState::Bot);
    let log = bench.log(&visitor).await;
    let greeted = log[before..]
        .iter()
        .any(|event| matches!(event.kind, EventKind::MessageAdded { author: Author::Bot, .. }));
    assert!(greeted);
}

#[actix_rt::test]
async fn a_visitor_who_leaves_before_anybody_accepted_is_looked_after_by_nobody() {
    let bench = with_chat().await;
    let ana = bench.online(bench.ana).await;
    let visitor = bench.visitor_on(CHAT).await;
    let socket = opens(&bench, &visitor);
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    assert_eq!(ana.offers().len(), 1);
    closes(&bench, &visitor, socket);
    bench.pass(Span::seconds(70)).await;
    assert!(ana.offers().is_empty());
    let other = bench.visitor().await;
    bench.asks_for_human(&other).await;
    bench.settle().await;
    let offered: Vec<_> = ana.offers().iter().map(|offer| offer.conversation).collect();
    assert_eq!(offered, [other.session.conversation]);
}

#[actix_rt::test]
async fn messaging_never_ends_by_leaving() {
    let bench = with_chat().await;
    let visitor = bench.visitor().await;
    let socket = opens(&bench, &visitor);
    bench.asks_for_human(&visitor).await;
    closes(&bench, &visitor, socket);
    bench.pass(Span::minutes(5)).await;
    assert!(!ended(session(&bench, &visitor).await));
}

#[actix_rt::test]
async fn the_grace_is_a_setting() {
    let bench = Bench::with(Settings { chat_grace: Span::seconds(20), ..Settings::default() }).await;
    bench.integration(CHAT, ChannelKind::Chat).await;
    let visitor = bench.visitor_on(CHAT).await;
    let socket = opens(&bench, &visitor);
    bench.asks_for_human(&visitor).await;
    closes(&bench, &visitor, socket);
    bench.pass(Span::seconds(30)).await;
    assert!(ended(session(&bench, &visitor).await));
}

#[actix_rt::test]
async fn after_a_restart_a_chat_whose_visitor_does_not_come_back_ends() {
    let bench = with_chat().await;
    let (stays, goes) = (bench.visitor_on(CHAT).await, bench.visitor_on(CHAT).await);
    for visitor in [&stays, &goes] {
        opens(&bench, visitor);
        bench.asks_for_human(visitor).await;
    }
    bench.settle().await;
    let again = Bench::on(Arc::clone(&bench.store)).await;
    again.pass(Span::seconds(30)).await;
    opens(&again, &stays);
    again.pass(Span::seconds(60)).await;
    assert!(!ended(session(&again, &stays).await));
    assert!(ended(session(&again, &goes).await));
}

#[actix_rt::test]
async fn somebody_who_looks_and_leaves_without_a_word_leaves_nothing() {
    let bench = with_chat().await;
    let visitor = bench.visitor_on(CHAT).await;
    let socket = opens(&bench, &visitor);
    closes(&bench, &visitor, socket);
    bench.pass(Span::seconds(70)).await;
    let looked = bench.system.registry.look(visitor.session.conversation).await.expect("read");
    assert!(looked.is_none());
}
