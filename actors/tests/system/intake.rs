//! What providers deliver: twice, at the same time, out of order.

use crate::bench::Bench;
use crate::delivery::{Line, PHONE};
use crate::provider::{Fake, providers, said};
use frontdesk_actors::conversation::{ExecuteError, load_end_user};
use frontdesk_actors::identities;
use frontdesk_actors::intake::{IntakeError, Taken};
use frontdesk_channels::{Address, EventId, Inbound, Repeat, Said, What};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::event::EventKind;
use frontdesk_model::flow::simplified;
use frontdesk_model::id::{ConversationId, IntegrationId, MessageId};
use frontdesk_model::message::{Author, MessageText};
use frontdesk_storage::{Counter, MemoryStore};
use futures_util::future::join_all;
use std::sync::Arc;

const OTHER_PHONE: IntegrationId = IntegrationId::from_bytes([9; 12]);

/// What the end user said, as the log has it.
async fn words(line: &Line, conversation: ConversationId) -> Vec<String> {
    let said = |kind: &EventKind| match kind {
        EventKind::MessageAdded { author: Author::EndUser(_), content: Some(content), .. } => {
            Some(simplified(content))
        }
        _ => None,
    };
    line.log(conversation).await.iter().filter_map(|event| said(&event.kind)).collect()
}

#[actix_rt::test]
async fn s1_20_a_first_contact_makes_an_account_for_each_company_number() {
    let line = Line::new().await;
    line.bench.integration(OTHER_PHONE, ChannelKind::Whatsapp).await;
    let intake = &line.bench.system.intake;
    intake.take(PHONE, said("1", "+1555", "Hi")).await.expect("taken in");
    intake.take(OTHER_PHONE, said("1", "+1555", "Hi")).await.expect("the ids of one account are its own");
    let shared = &line.bench.system.shared;
    let address = Address::new("+1555").expect("an address");
    let one = identities::find(shared, PHONE, &address).await.expect("read").expect("known").identity;
    let other = identities::find(shared, OTHER_PHONE, &address).await.expect("read").expect("known").identity;
    assert_ne!((one.end_user, one.conversation), (other.end_user, other.conversation));
    let end_user = load_end_user(shared, one.end_user).await.expect("read").expect("an account");
    assert_eq!((end_user.name.as_str(), end_user.verified), ("+1555 on the phone", false));
}

#[actix_rt::test]
async fn what_comes_twice_has_one_effect() {
    let line = Line::new().await;
    let intake = &line.bench.system.intake;
    let first = intake.take(PHONE, said("1", "+1555", "Hi")).await.expect("taken in");
    assert!(matches!(first, Taken::Recorded { .. }));
    for _ in 0..3 {
        assert_eq!(intake.take(PHONE, said("1", "+1555", "Hi")).await.expect("no failure"), Taken::Before);
    }
    assert_eq!(words(&line, line.conversation("+1555").await).await, ["Hi"]);
}

#[actix_rt::test]
async fn what_comes_at_the_same_time_makes_one_end_user_and_one_conversation() {
    let line = Line::new().await;
    let intake = &line.bench.system.intake;
    let items: Vec<Inbound> = ["1", "2", "1", "3", "2", "1"]
        .map(|event| said(event, "+1555", &format!("message {event}")))
        .into_iter()
        .collect();
    let taken = join_all(items.into_iter().map(|item| intake.take(PHONE, item))).await;
    let recorded = taken.iter().filter(|taken| matches!(taken, Ok(Taken::Recorded { .. }))).count();
    let before = taken.iter().filter(|taken| matches!(taken, Ok(Taken::Before))).count();
    assert_eq!((recorded, before), (3, 3), "{taken:?}");
    let mut all = words(&line, line.conversation("+1555").await).await;
    all.sort();
    assert_eq!(all, ["message 1", "message 2", "message 3"]);
}

#[actix_rt::test]
async fn what_comes_late_is_taken_in_where_it_comes() {
    let line = Line::new().await;
    let intake = &line.bench.system.intake;
    for event in ["2", "1", "2"] {
        intake.take(PHONE, said(event, "+1555", &format!("message {event}"))).await.expect("no failure");
    }
    let all = words(&line, line.conversation("+1555").await).await;
    assert_eq!(all, ["message 2", "message 1"]);
}

#[actix_rt::test]
async fn after_a_restart_the_same_item_is_still_known() {
    let store = Arc::new(MemoryStore::new());
    let wire = Arc::default();
    let line = Line::on(store.clone(), Fake::new(Repeat::Unsafe), Arc::clone(&wire)).await;
    line.hears("+1555", "Hi").await;
    let number = line.bench.store.next_number(Counter::User);
    let again = Bench::start(store, crate::bench::MORNING, providers(Fake::new(Repeat::Unsafe), &wire)).await;
    let taken = again.system.intake.take(PHONE, said("event-1", "+1555", "Hi")).await;
    assert_eq!(taken.expect("no failure"), Taken::Before);
    let next = again.store.next_number(Counter::User);
    assert_eq!(next, number + 1, "no account was made for it");
}

#[actix_rt::test]
async fn a_button_of_a_question_that_is_over_reads_as_its_label() {
    let line = Line::new().await;
    let (message, label) =
        (MessageId::from_bytes([1; 12]), MessageText::new("Opening hours").expect("a text"));
    let what = What::Chosen { message, option: "hours".to_owned(), label };
    let event = EventId::new("1").expect("an id");
    let inbound = match said("1", "+1555", "Opening hours") {
        Inbound::Said(said) => Inbound::Said(Said { event, what, ..said }),
        other => other,
    };
    let intake = &line.bench.system.intake;
    assert!(matches!(intake.take(PHONE, inbound.clone()).await, Ok(Taken::Recorded { .. })));
    assert_eq!(intake.take(PHONE, inbound).await.expect("no failure"), Taken::Before);
    assert_eq!(words(&line, line.conversation("+1555").await).await, ["Opening hours"]);
}

#[actix_rt::test]
async fn what_no_adapter_is_there_for_is_not_taken_in() {
    let line = Line::new().await;
    let stranger = IntegrationId::from_bytes([3; 12]);
    for integration in [stranger, crate::bench::WIDGET] {
        let taken = line.bench.system.intake.take(integration, said("1", "+1555", "Hi")).await;
        assert!(matches!(taken, Err(IntakeError::UnknownIntegration)));
    }
}

#[actix_rt::test]
async fn what_the_store_does_not_take_may_be_given_again() {
    let store = Arc::new(MemoryStore::new());
    let line = Line::on(store.clone(), Fake::new(Repeat::Unsafe), Arc::default()).await;
    line.hears("+1555", "Hi").await;
    store.fail_next(frontdesk_storage::CommitError::Busy);
    let intake = &line.bench.system.intake;
    let refused = intake.take(PHONE, said("2", "+1555", "Still there?")).await;
    assert!(matches!(refused, Err(IntakeError::Execute(ExecuteError::Busy))));
    let taken = intake.take(PHONE, said("2", "+1555", "Still there?")).await;
    assert!(matches!(taken, Ok(Taken::Recorded { .. })));
    assert_eq!(words(&line, line.conversation("+1555").await).await, ["Hi", "Still there?"]);
}
