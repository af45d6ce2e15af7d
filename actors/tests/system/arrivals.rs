//! Webhooks: durable before they are answered, taken in once, and after a restart all the same.

use crate::bench::{Bench, MORNING};
use crate::delivery::{Line, PHONE};
use crate::provider::{Fake, did, providers, said, sender};
use frontdesk_actors::dead_letters;
use frontdesk_actors::door::{Call, Refusal, Reply};
use frontdesk_actors::identities;
use frontdesk_actors::intake::Taken;
use frontdesk_channels::{Address, Deed, Inbound, Receipt, Repeat, Said, Subject};
use frontdesk_model::conversation::event::{EventKind, Notice};
use frontdesk_model::flow::simplified;
use frontdesk_model::id::{ConversationId, IntegrationId};
use frontdesk_model::message::{Author, Delivery};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::{Commit, CommitError, Envelope, MemoryStore, Store};
use std::fmt::Write as _;
use std::sync::Arc;

fn call(body: &str) -> Call {
    Call { asks: false, query: String::new(), headers: Vec::new(), body: body.to_owned().into() }
}

/// Delivers a webhook and waits until everything in it was taken in.
async fn deliver(line: &Line, body: &str) -> Reply {
    let reply = line.bench.system.door.call(PHONE, call(body)).await;
    line.bench.settle().await;
    reply
}

async fn words(line: &Line, conversation: ConversationId) -> Vec<String> {
    let said = |kind: &EventKind| match kind {
        EventKind::MessageAdded { author: Author::EndUser(_), content, .. } => {
            Some(content.as_ref().map_or("(erased)".to_owned(), simplified))
        }
        _ => None,
    };
    line.log(conversation).await.iter().filter_map(|event| said(&event.kind)).collect()
}

async fn notices(line: &Line, conversation: ConversationId) -> Vec<(Notice, bool, String)> {
    let noticed = |kind: &EventKind| match kind {
        EventKind::Noticed { notice, of, value, .. } => Some((*notice, of.is_some(), value.clone())),
        _ => None,
    };
    line.log(conversation).await.iter().filter_map(|event| noticed(&event.kind)).collect()
}

#[actix_rt::test]
async fn a_webhook_becomes_messages_in_the_order_in_which_they_were_written() {
    let line = Line::new().await;
    let body = "1 +1555 one\n2 +1556 other\n3 +1555 two\n4 +1555 three";
    assert!(matches!(deliver(&line, body).await, Reply::Yes { .. }));
    assert_eq!(words(&line, line.conversation("+1555").await).await, ["one", "two", "three"]);
    assert_eq!(words(&line, line.conversation("+1556").await).await, ["other"]);
    assert!(line.bench.system.door.is_idle().await);
}

#[actix_rt::test]
async fn one_bad_item_of_a_hundred_costs_no_other_and_five_deliveries_are_one() {
    let line = Line::new().await;
    let mut body = String::new();
    for number in 0..100 {
        match number {
            40 => body.push_str("torn\n"),
            _ => writeln!(body, "{number} +1555 message {number}").expect("a text"),
        }
    }
    for _ in 0..5 {
        assert!(matches!(deliver(&line, &body).await, Reply::Yes { .. }));
    }
    let said = words(&line, line.conversation("+1555").await).await;
    assert_eq!(said.len(), 99, "{said:?}");
    assert!(said.windows(2).all(|pair| pair[0] != pair[1]));
    assert_eq!(
        line.bench.system.intake.signs.of(PHONE).unread,
        5,
        "the admin sees that something was not read"
    );
}

#[actix_rt::test]
async fn what_is_forged_is_refused_and_counted() {
    let line = Line::new().await;
    assert_eq!(deliver(&line, "forged 1 +1555 hello").await, Reply::No(Refusal::WrongSignature));
    let signs = line.bench.system.intake.signs.of(PHONE);
    assert_eq!((signs.taken, signs.refused), (0, 1));
    assert_eq!(signs.last_refused.expect("noted").1, Refusal::WrongSignature);
    let stranger = IntegrationId::from_bytes([3; 12]);
    assert_eq!(line.bench.system.door.call(stranger, call("1 +1555 hello")).await, Reply::Nobody);
}

#[actix_rt::test]
async fn what_is_not_durable_is_not_answered() {
    let store = Arc::new(MemoryStore::new());
    let line = Line::on(store.clone(), Fake::new(Repeat::Unsafe), Arc::default()).await;
    store.fail_next(CommitError::Busy);
    assert_eq!(deliver(&line, "1 +1555 hello").await, Reply::Later);
    assert!(matches!(deliver(&line, "1 +1555 hello").await, Reply::Yes { .. }), "delivered again");
    assert_eq!(words(&line, line.conversation("+1555").await).await, ["hello"]);
}

#[actix_rt::test]
async fn a_webhook_that_was_durable_when_the_server_died_is_taken_in_after_the_start() {
    let store = Arc::new(MemoryStore::new());
    let wire = Arc::default();
    let line = Line::on(store.clone(), Fake::new(Repeat::Unsafe), Arc::clone(&wire)).await;
    deliver(&line, "1 +1555 before").await;
    let left = Envelope { integration: PHONE, at: MORNING, raw: "1 +1555 before\n2 +1555 after".into() };
    store.commit(Commit { envelopes: vec![left], ..Commit::default() }).await.expect("it is durable");
    let again = Bench::start(store, MORNING, providers(Fake::new(Repeat::Unsafe), &wire)).await;
    again.settle().await;
    assert_eq!(words(&line, line.conversation("+1555").await).await, ["before", "after"]);
}

#[actix_rt::test]
async fn what_is_refused_is_a_dead_letter_with_its_reason_and_nobodys_conversation() {
    let line = Line::new().await;
    deliver(&line, "9 +1555 to everybody\n10 +1555 found").await;
    assert_eq!(words(&line, line.conversation("+1555").await).await, ["found"]);
    let letters = dead_letters::of(&line.bench.system.shared, PHONE, 10).await.expect("read");
    let [dead_letters::DeadLetter { what: dead_letters::Letter::Incoming { why, raw, .. }, .. }] =
        &letters[..]
    else {
        panic!("one letter: {letters:?}")
    };
    assert_eq!((why.as_str(), raw.as_str()), ("said to everybody", "9 +1555 to everybody"));
}

#[actix_rt::test]
async fn an_item_for_an_account_that_nobody_connected_becomes_a_dead_letter() {
    let line = Line::new().await;
    deliver(&line, "@elsewhere 9 +1555 lost?\n10 +1555 found").await;
    let shared = &line.bench.system.shared;
    assert_eq!(words(&line, line.conversation("+1555").await).await, ["found"]);
    let letters = dead_letters::of(shared, PHONE, 10).await.expect("read");
    assert_eq!(letters.len(), 1);
    let dead_letters::Letter::Incoming { why, raw, .. } = &letters[0].what else { panic!("it came in") };
    assert_eq!(why, "it is for an account that is not connected here");
    assert_eq!(raw, "@elsewhere 9 +1555 lost?");
    dead_letters::forget(shared, PHONE, letters[0].id).await.expect("forgotten");
    assert_eq!(dead_letters::of(shared, PHONE, 10).await.expect("read"), []);
}

fn numbered(event: &str, from: &str, text: &str, id: &str) -> Inbound {
    match said(event, from, text) {
        Inbound::Said(said) => Inbound::Said(Said { id: Some(id.to_owned()), ..said }),
        other => other,
    }
}

#[actix_rt::test]
async fn what_people_do_without_writing_is_noted_with_the_message_that_it_is_about() {
    let line = Line::new().await;
    let intake = &line.bench.system.intake;
    intake.take(PHONE, numbered("1", "+1555", "I am at home", "m1")).await.expect("taken in");
    let conversation = line.conversation("+1555").await;
    let react = |event: &str, emoji: Option<&str>| {
        did(event, "+1555", Deed::Reacted { of: "m1".to_owned(), emoji: emoji.map(str::to_owned) })
    };
    intake.take(PHONE, react("2", Some("👍"))).await.expect("noted");
    assert_eq!(intake.take(PHONE, react("2", Some("👍"))).await.expect("known"), Taken::Before);
    intake.take(PHONE, react("3", None)).await.expect("noted");
    let edited = Deed::Edited {
        of: "m1".to_owned(),
        text: frontdesk_model::message::MessageText::new("I left").expect("a text"),
    };
    intake.take(PHONE, did("4", "+1555", edited)).await.expect("noted");
    intake.take(PHONE, did("5", "+1555", Deed::Unsent { of: "m1".to_owned() })).await.expect("noted");
    assert_eq!(
        notices(&line, conversation).await,
        [
            (Notice::Reacted, true, "👍".to_owned()),
            (Notice::ReactionRemoved, true, String::new()),
            (Notice::Edited, true, "I left".to_owned()),
            (Notice::Unsent, true, String::new()),
        ]
    );
    assert_eq!(words(&line, conversation).await, ["(erased)"], "what was taken back is gone");
}

#[actix_rt::test]
async fn nothing_is_sent_to_whoever_stopped_until_they_write_again() {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    line.bench.system.intake.take(PHONE, did("s", "+1555", Deed::Stopped)).await.expect("noted");
    line.replies(conversation, "Are you there?").await;
    line.bench.settle().await;
    assert_eq!(line.wire.heard(), Vec::<String>::new());
    assert!(matches!(line.delivery(conversation).await, Delivery::Failed { code, .. } if code == "stopped"));
    let letters = dead_letters::of(&line.bench.system.shared, PHONE, 10).await.expect("read");
    assert!(matches!(&letters[0].what, dead_letters::Letter::Outgoing { code, .. } if code == "stopped"));
    line.hears("+1555", "I am").await;
    line.replies(conversation, "Good").await;
    line.bench.settle().await;
    assert_eq!(line.wire.heard(), ["+1555: Good"]);
}

#[actix_rt::test]
async fn somebody_under_a_new_number_is_the_same_person() {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    let to = Address::new("+1999").expect("an address");
    line.bench.system.intake.take(PHONE, did("m", "+1555", Deed::Moved { to })).await.expect("noted");
    line.replies(conversation, "Hello there").await;
    line.bench.settle().await;
    assert_eq!(line.wire.heard(), ["+1999: Hello there"]);
    line.hears("+1999", "Hi again").await;
    assert_eq!(line.conversation("+1999").await, conversation);
    line.hears("+1555", "Still under the old one").await;
    assert_eq!(line.conversation("+1555").await, conversation);
    let shared = &line.bench.system.shared;
    let old = Address::new("+1555").expect("an address");
    let known = identities::find(shared, PHONE, &old).await.expect("read").expect("known");
    assert_eq!(known.key.as_str(), "+1999", "there is one record of them");
    assert_eq!(
        identities::of_end_user(shared, known.identity.end_user).await.expect("read"),
        [known.identity]
    );
}

#[actix_rt::test]
async fn a_new_number_that_is_somebodys_takes_nothing_from_them() {
    let line = Line::new().await;
    let (one, other) = (line.served("+1555").await, line.served("+1999").await);
    let to = Address::new("+1999").expect("an address");
    let moved = line.bench.system.intake.take(PHONE, did("m", "+1555", Deed::Moved { to })).await;
    assert_eq!(moved.expect("no failure"), Taken::Noted);
    assert_eq!((line.conversation("+1555").await, line.conversation("+1999").await), (one, other));
}

/// Somebody whom the provider calls by an id of its own, which comes with their number.
async fn hears_by_id(line: &Line, text: &str) {
    let mut from = sender("US.77");
    from.aliases = vec![Address::new("+1555").expect("an address")];
    let inbound = match said("x", "US.77", text) {
        Inbound::Said(said) => Inbound::Said(Said { from, ..said }),
        other => other,
    };
    line.bench.system.intake.take(PHONE, inbound).await.expect("taken in");
}

#[actix_rt::test]
async fn who_is_known_by_an_id_is_found_by_the_number_that_came_with_it() {
    let line = Line::new().await;
    hears_by_id(&line, "by the id").await;
    line.hears("+1555", "by the number alone").await;
    assert_eq!(line.conversation("+1555").await, line.conversation("US.77").await);
    let all = words(&line, line.conversation("US.77").await).await;
    assert_eq!(all, ["by the id", "by the number alone"]);
}

#[actix_rt::test]
async fn an_alias_that_is_known_leads_to_the_same_person() {
    let line = Line::new().await;
    line.hears("+1555", "by number").await;
    hears_by_id(&line, "by the id of today").await;
    assert_eq!(line.conversation("US.77").await, line.conversation("+1555").await);
    let all = words(&line, line.conversation("+1555").await).await;
    assert_eq!(all, ["by number", "by the id of today"]);
}

#[actix_rt::test]
async fn a_watermark_is_a_receipt_for_everything_before_it() {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    line.replies(conversation, "One").await;
    line.replies(conversation, "Two").await;
    line.bench.settle().await;
    let of = Subject::UpTo {
        to: Address::new("+1555").expect("an address"),
        at: Timestamp::from_millis(u64::MAX / 2),
    };
    let read =
        Inbound::Receipt(Receipt { event: crate::provider::event_id("w"), of, delivery: Delivery::Read });
    line.bench.system.intake.take(PHONE, read.clone()).await.expect("taken in");
    line.bench.system.intake.take(PHONE, read).await.expect("taken in once");
    for (text, deliveries) in line.deliveries(conversation).await {
        assert_eq!(deliveries, [Delivery::Queued, Delivery::Sent, Delivery::Read], "{text}");
    }
}

#[actix_rt::test]
async fn s1_22_what_the_provider_tells_of_a_person_is_kept_and_found() {
    let line = Line::new().await;
    let mut from = sender("US.77");
    from.phone = Some("+15551234567".to_owned());
    from.facts.insert("username".to_owned(), "ana.duarte".to_owned());
    let inbound = match said("x", "US.77", "hello") {
        Inbound::Said(said) => Inbound::Said(Said { from, ..said }),
        other => other,
    };
    line.bench.system.intake.take(PHONE, inbound).await.expect("taken in");
    let shared = &line.bench.system.shared;
    let address = Address::new("US.77").expect("an address");
    let known = identities::find(shared, PHONE, &address).await.expect("read").expect("known");
    let listed = identities::of_end_user(shared, known.identity.end_user).await.expect("read");
    assert_eq!(listed, [known.identity]);
    assert_eq!(listed[0].phone.as_deref(), Some("+15551234567"));
    shared.people.refresh(shared).await.expect("read");
    for query in ["+15551234567", "ana.duarte"] {
        let found = shared.people.find(&frontdesk_model::search::Query::parse(query).expect("a query"), 5);
        assert_eq!(found.len(), 1, "S1-59, S1-61: {query}");
    }
}
