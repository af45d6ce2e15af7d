//! A widget's conversation goes on on the phone, and comes back (S0).

mod merging;
mod shop;

use crate::bench::WIDGET;
use crate::delivery::{Line, PHONE};
use crate::provider::{Fake, came, did, providers, said, sender};
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::identities;
use frontdesk_actors::intake::Taken;
use frontdesk_actors::links::LinkError;
use frontdesk_actors::visitors::{Visitor, VisitorSession};
use frontdesk_channels::{Address, Deed, Did, EventId, Inbound, Repeat};
use frontdesk_model::access::By;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::SessionState;
use frontdesk_model::conversation::command::{Action, Command, Meta, Saying, Via};
use frontdesk_model::conversation::event::{Event, EventKind};
use frontdesk_model::conversation::instead::Instead;
use frontdesk_model::conversation::rejection::Rejection;
use frontdesk_model::end_user::EndUser;
use frontdesk_model::flow::{Capabilities, simplified};
use frontdesk_model::link::{LIFE, Stage};
use frontdesk_model::message::{Content, MessageText};
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_storage::{MemoryStore, RecordKind};
use shop::{ANA, OTHER_PHONE, PICTURES, Shop};
use std::sync::Arc;

#[actix_rt::test]
async fn s0_13_s0_14_only_the_yes_moves_the_conversation_to_the_phone() {
    let shop = Shop::served().await;
    let before = shop.said().await;
    shop.comes(PHONE, ANA).await;
    assert_eq!(
        shop.line.wire.heard(),
        [format!("{ANA}: Continue your conversation with Frontdesk here?\n1. Yes\n2. No")],
        "the question, and nothing of the conversation"
    );
    assert!(matches!(shop.stage(PHONE).await, Some(Stage::Pending { .. })));
    assert_eq!(shop.said().await, before, "and nothing of the phone in the widget");
    shop.replies("Still on the website").await;
    assert_eq!(shop.line.wire.heard().len(), 1);
    shop.hears(PHONE, ANA, "Yes").await;
    assert!(
        matches!(shop.stage(PHONE).await, Some(Stage::Linked { name, .. }) if name == "+15551234567 on the phone")
    );
    shop.line.wire.forget();
    shop.replies("On its way").await;
    assert_eq!(shop.line.wire.heard(), [format!("{ANA}: On its way")]);
    shop.hears(PHONE, ANA, "Thank you").await;
    let said = shop.said().await;
    let newest: Vec<&str> = said.iter().rev().take(3).rev().map(String::as_str).collect();
    assert_eq!(newest, ["Still on the website", "On its way", "Thank you"], "S0-6, S0-24");
    assert_eq!(shop.line.bench.assignee(&shop.visitor).await, Some(shop.line.bench.ana), "S0-21");
}

#[actix_rt::test]
async fn s0_16_s0_18_s0_19_s0_25_t_7_each_channel_sees_its_own_part_only() {
    let shop = Shop::served().await;
    shop.replies("To the website").await;
    shop.links(PHONE, ANA).await;
    shop.replies("To the phone").await;
    shop.says("I am back").await;
    shop.replies("Welcome back").await;
    assert_eq!(shop.line.wire.heard(), [format!("{ANA}: To the phone")], "S0-18");
    shop.links(OTHER_PHONE, "+15559").await;
    shop.replies("To the other phone").await;
    assert_eq!(shop.line.wire.heard(), ["+15559: To the other phone"], "S0-19");
    shop.line.wire.forget();
    shop.hears(PHONE, ANA, "Here again").await;
    shop.replies("There you are").await;
    assert_eq!(shop.line.wire.heard(), [format!("{ANA}: There you are")], "S0-8, S0-23");
    assert_eq!(shop.facts().await.state.links.len(), 2, "S0-15");
}

#[actix_rt::test]
async fn t_7_continue_here_moves_replies_back_and_coming_to_the_page_does_not() {
    let shop = Shop::served().await;
    shop.links(PHONE, ANA).await;
    shop.visitor_reads().await;
    shop.replies("Still to the phone").await;
    assert_eq!(shop.line.wire.heard(), [format!("{ANA}: Still to the phone")]);
    shop.line.wire.forget();
    let (id, links) = (shop.line.bench.command_id(), &shop.line.bench.system.links);
    let back = links.come_back(id, &shop.visitor).await.expect("it is theirs");
    assert_eq!(links.come_back(id, &shop.visitor).await.expect("once more").seq, back.seq);
    shop.replies("To the website").await;
    assert_eq!(shop.line.wire.heard(), Vec::<String>::new());
    assert_eq!(shop.said().await.last().map(String::as_str), Some("To the website"));
    shop.hears(PHONE, ANA, "On the phone again").await;
    shop.replies("And so am I").await;
    assert_eq!(shop.line.wire.heard(), [format!("{ANA}: And so am I")], "it stays linked");
    let eve = Visitor { end_user: shop.line.bench.visitor().await.end_user, ..shop.visitor.clone() };
    let refused = links.come_back(shop.line.bench.command_id(), &eve).await;
    assert!(matches!(refused, Err(ExecuteError::Rejected(Rejection::Forbidden))), "{refused:?}");
}

#[actix_rt::test]
async fn s1_53_t_5_what_came_too_late_for_the_phone_goes_to_the_widget_when_the_agent_says_so() {
    let shop = Shop::served().await;
    shop.links(PHONE, ANA).await;
    tokio::time::advance(std::time::Duration::from_secs(24 * 3_600)).await;
    shop.line.bench.settle().await;
    shop.replies("Sorry for the delay").await;
    assert_eq!(shop.line.wire.heard(), Vec::<String>::new(), "the window is kept");
    let late = shop.log_of(shop.conversation()).await.into_iter().rev().find_map(|event| match event.kind {
        EventKind::MessageAdded { message, .. } => Some(message),
        _ => None,
    });
    let (bench, message) = (&shop.line.bench, late.expect("it was written"));
    let before = shop.facts().await.state.replies_go_to();
    let parts = vec![Content::Text { text: MessageText::new("Sorry for the delay").expect("a text") }];
    let sends = || Action::ReplyInWidget {
        parts: parts.clone(),
        instead: Instead::Failed { message },
        submit_as: None,
    };
    bench.does(bench.ana, &shop.visitor, sends()).await.expect("it failed for good");
    bench.settle().await;
    let again = bench.does(bench.ana, &shop.visitor, sends()).await;
    assert!(matches!(again, Err(ExecuteError::Rejected(Rejection::NotRetryable))), "{again:?}");
    let by = |event: &Event| match &event.kind {
        EventKind::MessageAdded { channel, via, .. } => Some((*channel, *via)),
        _ => None,
    };
    let log = shop.log_of(shop.conversation()).await;
    assert_eq!(log.iter().filter_map(by).next_back(), Some((ChannelKind::Widget, Some(WIDGET))));
    assert_eq!(shop.line.wire.heard(), Vec::<String>::new(), "and nothing went to the phone");
    assert_eq!(shop.facts().await.state.replies_go_to(), before, "T-5");
}

#[actix_rt::test]
async fn s0_5_what_a_channel_carried_is_noted_with_each_message() {
    let shop = Shop::served().await;
    shop.links(PHONE, ANA).await;
    shop.hears(PHONE, ANA, "From the phone").await;
    shop.says("From the website").await;
    let by = |event: &Event| match &event.kind {
        EventKind::MessageAdded { content: Some(content), channel, via, .. } => {
            Some((simplified(content), *channel, *via))
        }
        _ => None,
    };
    let log = shop.log_of(shop.conversation()).await;
    let newest: Vec<_> = log.iter().filter_map(by).rev().take(2).collect();
    assert_eq!(newest[0], ("From the website".to_owned(), ChannelKind::Widget, Some(WIDGET)));
    assert_eq!(newest[1], ("From the phone".to_owned(), ChannelKind::Whatsapp, Some(PHONE)));
}

#[actix_rt::test]
async fn s0_13_a_no_discards_the_link_and_a_code_works_once() {
    let shop = Shop::served().await;
    let code = shop.code_for(PHONE).await;
    shop.take(PHONE, came("1", ANA, "Hi", &code)).await;
    shop.hears(PHONE, ANA, "no").await;
    assert_eq!(shop.stage(PHONE).await, None);
    assert!(shop.line.wire.heard().last().is_some_and(|text| text.contains("Nothing was connected")));
    shop.line.wire.forget();
    shop.take(PHONE, came("2", ANA, "Hi", &code)).await;
    assert_eq!(shop.stage(PHONE).await, None, "the code was used");
    assert!(
        !shop.line.wire.heard().iter().any(|text| text.contains("Continue")),
        "it is a text like any other"
    );
    assert!(!shop.line.wire.heard().is_empty(), "which the bot there answers");
}

#[actix_rt::test]
async fn s0_13_a_question_that_nobody_answers_is_over_after_ten_minutes() {
    let shop = Shop::served().await;
    shop.comes(PHONE, ANA).await;
    shop.line.bench.pass(LIFE).await;
    assert_eq!(shop.stage(PHONE).await, None, "the widget knows");
    shop.hears(PHONE, ANA, "Yes").await;
    assert_eq!(shop.stage(PHONE).await, None, "and a late yes is a word like any other");
    assert_ne!(shop.identity(PHONE, ANA).await.conversation, shop.conversation());
}

#[actix_rt::test]
async fn a_code_lasts_ten_minutes_and_old_ones_do_not_pile_up() {
    let shop = Shop::served().await;
    let code = shop.code_for(PHONE).await;
    shop.line.bench.pass(LIFE).await;
    shop.take(PHONE, came("1", ANA, "Hi", &code)).await;
    assert_eq!(shop.stage(PHONE).await, None);
    for _ in 0..20 {
        shop.code_for(PHONE).await;
        shop.line.bench.pass(LIFE).await;
    }
    assert!(shop.codes().await < 15, "{}", shop.codes().await);
    assert!(matches!(shop.stage(PHONE).await, None | Some(Stage::Asked { .. })));
}

#[actix_rt::test]
async fn a_code_opens_on_its_own_account_only() {
    let shop = Shop::served().await;
    let code = shop.code_for(PHONE).await;
    shop.take(OTHER_PHONE, came("1", ANA, "Hi", &code)).await;
    assert!(!shop.line.wire.heard().iter().any(|text| text.contains("Continue your")));
    assert_eq!(shop.codes().await, 1, "and is not used up by that");
    let stored = shop.line.bench.store.records(RecordKind::LinkCode, &[], 1).await.expect("stored");
    let text = format!("{:?}{:?}", stored[0].key, stored[0].body);
    assert!(!text.contains(&code), "only its hash is stored");
}

#[actix_rt::test]
async fn s0_13_a_link_without_a_word_asks_as_well() {
    let shop = Shop::served().await;
    let link = Some(shop.code_for(PHONE).await);
    let event = EventId::new("opened").expect("an id");
    let did = Did { event, from: sender(ANA), at: Timestamp::ZERO, deed: Deed::Opened { link } };
    shop.take(PHONE, Inbound::Did(did.clone())).await;
    assert!(shop.line.wire.heard()[0].contains("Continue your conversation"));
    assert_eq!(shop.take(PHONE, Inbound::Did(did)).await, Taken::Before);
    shop.hears(PHONE, ANA, "ναι").await;
    assert!(matches!(shop.stage(PHONE).await, Some(Stage::Linked { .. })));
}

#[actix_rt::test]
async fn s0_20_disconnecting_gives_each_side_a_conversation_of_its_own() {
    let shop = Shop::served().await;
    shop.links(PHONE, ANA).await;
    shop.hears(PHONE, ANA, "From the phone").await;
    shop.disconnects(PHONE).await;
    shop.disconnects(PHONE).await;
    shop.replies("To the website").await;
    assert_eq!(shop.line.wire.heard(), Vec::<String>::new());
    shop.hears(PHONE, ANA, "Hello?").await;
    let own = shop.identity(PHONE, ANA).await;
    assert_ne!(own.conversation, shop.conversation());
    assert_eq!(own.end_user, shop.visitor.end_user.id, "the person stays who they are");
    assert!(!shop.said().await.contains(&"Hello?".to_owned()));
    assert!(!shop.line.wire.heard().is_empty(), "the bot there answers");
    shop.links(PHONE, ANA).await;
    shop.replies("Once more").await;
    assert_eq!(shop.line.wire.heard(), [format!("{ANA}: Once more")], "and it can be linked again");
}

#[actix_rt::test]
async fn s0_7_it_works_before_the_first_word_and_while_the_bot_talks() {
    let shop = Shop::new().await;
    shop.links(PHONE, ANA).await;
    assert_eq!(shop.facts().await.state.session_state(), SessionState::Bot);
    shop.hears(PHONE, ANA, "agent").await;
    let facts = shop.facts().await;
    assert!(facts.state.ticket.is_some(), "the bot handed it over from there");
    assert!(!shop.line.wire.heard().is_empty(), "and spoke there");
}

#[actix_rt::test]
async fn what_was_written_with_the_code_is_the_first_message_after_the_yes() {
    let shop = Shop::served().await;
    let code = shop.code_for(PHONE).await;
    shop.take(PHONE, came("1", ANA, "Where is order 48213?", &code)).await;
    assert!(!shop.said().await.contains(&"Where is order 48213?".to_owned()));
    shop.hears(PHONE, ANA, "Yes").await;
    assert_eq!(shop.said().await.last().map(String::as_str), Some("Where is order 48213?"));
}

#[actix_rt::test]
async fn a_browser_that_proved_nothing_sees_what_was_begun_in_it_and_nothing_that_a_merge_brings() {
    let shop = Shop::served().await;
    let bench = &shop.line.bench;
    let other = bench.visitor().await;
    bench.says(&other, "Nobody's business").await;
    bench.settle().await;
    let (system, from, into) = (&bench.system, shop.visitor.end_user.id, other.end_user.id);
    let merged =
        frontdesk_actors::merge::merge(&system.shared, &system.registry, Some(bench.ana), from, into).await;
    let end_user = merged.expect("an agent may");
    let mine = Visitor { end_user: end_user.clone(), ..shop.visitor.clone() };
    let theirs = Visitor { end_user, ..other.clone() };
    let proved = VisitorSession { known: Some([7; 32]), ..other.session.clone() };
    let proved = Visitor { session: proved, ..theirs.clone() };
    let look = async |of: &Visitor| {
        system.registry.look(of.session.conversation).await.expect("read").expect("begun").state.clone()
    };
    let (one, two) = (look(&mine).await, look(&theirs).await);
    assert_eq!(one.origin.map(|origin| origin.end_user), Some(into), "they are one person now");
    assert_eq!((mine.may_see(&one), mine.may_see(&two)), (true, false), "its own is kept");
    assert_eq!((theirs.may_see(&one), theirs.may_see(&two)), (false, true), "and nobody else's is gained");
    assert_eq!((proved.may_see(&one), proved.may_see(&two)), (true, true), "whoever proves it sees all");
}

#[actix_rt::test]
async fn behaviour_2_23_what_an_unproved_browser_writes_as_a_proved_person_is_not_marked() {
    let shop = Shop::served().await;
    let bench = &shop.line.bench;
    let known = EndUser { verified: true, ..bench.visitor().await.end_user };
    let over = frontdesk_actors::conversation::HandOver {
        id: bench.command_id(),
        end_user: known.clone(),
        action: Action::Identify { end_user: known.id },
    };
    bench.system.registry.hand_over(shop.conversation(), over).await.expect("it is theirs");
    let via = |proved| Via {
        integration: WIDGET,
        channel: ChannelKind::Widget,
        end_user: known.id,
        capabilities: Capabilities::FULL,
        message: None,
        written_at: None,
        proved,
    };
    let mut marked = Vec::new();
    for proved in [true, false] {
        let saying = Saying::Content(Content::Text { text: MessageText::new("It is me").expect("a text") });
        let action = Action::Receive { via: via(proved), saying, meta: Meta::default() };
        let command = Command { id: bench.command_id(), by: By::EndUser { id: known.id }, action };
        bench.system.registry.execute(shop.conversation(), command).await.expect("it is theirs");
        let log = shop.log_of(shop.conversation()).await;
        marked.extend(log.iter().rev().find_map(|event| match event.kind {
            EventKind::MessageAdded { verified, .. } => Some(verified),
            _ => None,
        }));
    }
    assert_eq!(marked, [true, false]);
}

/// Somebody who had blocked us, and has not written for a day, opens the talk; answers with what they hear then.
async fn heard_after_opening(fake: Fake) -> Vec<String> {
    let line = Line::with(fake).await;
    let conversation = line.served("+1555").await;
    let take = async |inbound| line.bench.system.intake.take(PHONE, inbound).await.expect("it is taken in");
    take(did("stop", "+1555", Deed::Stopped)).await;
    tokio::time::advance(std::time::Duration::from_secs(24 * 3_600)).await;
    line.bench.settle().await;
    let opened = || did("open", "+1555", Deed::Opened { link: None });
    take(opened()).await;
    assert_eq!(take(opened()).await, Taken::Before);
    let address = Address::new("+1555").expect("an address");
    let known = identities::find(&line.bench.system.shared, PHONE, &address).await.expect("read");
    assert_eq!(known.expect("they wrote").identity.stopped_at, None, "they can be reached again");
    line.replies(conversation, "Welcome back").await;
    line.bench.settle().await;
    line.wire.heard()
}

#[actix_rt::test]
async fn whoever_opens_the_talk_again_can_be_answered_where_that_is_contact() {
    let heard = heard_after_opening(Fake::new(Repeat::Unsafe).where_opening_is_contact()).await;
    assert_eq!(heard, ["+1555: Welcome back"]);
}

#[actix_rt::test]
async fn where_opening_the_talk_is_no_contact_the_window_stays_closed() {
    assert_eq!(heard_after_opening(Fake::new(Repeat::Unsafe)).await, Vec::<String>::new());
}

#[actix_rt::test]
async fn a_phone_that_goes_on_in_another_widget_leaves_the_first() {
    let shop = Shop::served().await;
    shop.links(PHONE, ANA).await;
    shop.hears(PHONE, ANA, "The first of two").await;
    let other = Shop { visitor: shop.line.bench.visitor().await, ..shop };
    let code = {
        let links = &other.line.bench.system.links;
        let begun = links.begin(&other.visitor, other.conversation(), PHONE).await.expect("offered");
        begun.url.rsplit('/').next().expect("an address").to_owned()
    };
    other.take(PHONE, came("a", ANA, "Hi", &code)).await;
    assert!(!other.line.wire.heard().is_empty(), "they are asked");
    let first = other.identity(PHONE, ANA).await.conversation;
    assert_ne!(first, other.conversation(), "and stay where they are until they answer");
    other.take(PHONE, said("b", ANA, "yes")).await;
    assert_eq!(other.identity(PHONE, ANA).await.conversation, other.conversation());
    let facts = other.line.bench.system.registry.look(first).await.expect("read").expect("begun");
    assert!(facts.state.links.is_empty(), "the first one is told");
    assert_eq!(facts.state.replies_go_to().map(|target| target.integration), Some(WIDGET));
    let owner = facts.state.origin.map(|origin| origin.end_user);
    assert_ne!(
        owner,
        Some(other.visitor.end_user.id),
        "who has a widget of their own keeps what was said there"
    );
}

#[actix_rt::test]
async fn s0_23_signing_in_on_the_website_does_not_cut_the_phone_off() {
    let shop = Shop::served().await;
    shop.links(PHONE, ANA).await;
    let known = shop.line.bench.visitor().await.end_user;
    let action = Action::Identify { end_user: known.id };
    let command = Command { id: shop.line.bench.command_id(), by: By::System, action };
    shop.line.bench.system.registry.execute(shop.conversation(), command).await.expect("it is identified");
    let over = frontdesk_actors::conversation::HandOver {
        id: shop.line.bench.command_id(),
        end_user: known.clone(),
        action: Action::Identify { end_user: known.id },
    };
    shop.line.bench.system.registry.hand_over(shop.conversation(), over).await.expect("it is theirs");
    shop.hears(PHONE, ANA, "Still me").await;
    assert_eq!(shop.said().await.last().map(String::as_str), Some("Still me"));
    assert_eq!(shop.identity(PHONE, ANA).await.end_user, known.id);
}

#[actix_rt::test]
async fn what_comes_twice_or_at_the_same_time_links_once() {
    let shop = Shop::served().await;
    let code = shop.code_for(PHONE).await;
    let intake = &shop.line.bench.system.intake;
    let came = || intake.take(PHONE, came("1", ANA, "Hi", &code));
    let all = futures_util::future::join_all([came(), came(), came()]).await;
    assert_eq!(all.iter().filter(|taken| matches!(taken, Ok(Taken::Recorded { .. }))).count(), 1, "{all:?}");
    shop.line.bench.settle().await;
    assert_eq!(shop.line.wire.heard().len(), 1, "one question");
    let yes = || intake.take(PHONE, said("2", ANA, "Yes"));
    let all = futures_util::future::join_all([yes(), yes(), yes()]).await;
    assert!(all.iter().all(Result::is_ok), "{all:?}");
    assert_eq!(yes().await.expect("no failure"), Taken::Before);
    let linked = |event: &Event| matches!(event.kind, EventKind::Linked { .. });
    let log = shop.log_of(shop.conversation()).await;
    assert_eq!(log.iter().filter(|event| linked(event)).count(), 1);
    assert!(!shop.said().await.contains(&"Yes".to_owned()));
}

#[actix_rt::test]
async fn a_yes_that_was_cut_short_is_finished_when_it_comes_again() {
    let store = Arc::new(MemoryStore::new());
    let shop = Shop::on(Line::on(store.clone(), Fake::new(Repeat::Unsafe), Arc::default()).await).await;
    shop.line.bench.says(&shop.visitor, "Hi").await;
    shop.comes(PHONE, ANA).await;
    let own = shop.identity(PHONE, ANA).await.conversation;
    for failing in 0..6 {
        // One commit more is taken before the store fails.
        store.fail_after(failing, frontdesk_storage::CommitError::Busy);
        let taken = shop.line.bench.system.intake.take(PHONE, said("yes", ANA, "Yes")).await;
        if taken.is_ok() {
            break;
        }
    }
    store.fail_after(1_000, frontdesk_storage::CommitError::Busy);
    shop.line.bench.pass(Span::seconds(3)).await;
    assert!(matches!(shop.stage(PHONE).await, Some(Stage::Linked { .. })));
    let before = shop.line.bench.system.registry.look(own).await.expect("read").expect("begun");
    assert_eq!(before.state.gone_to, Some(shop.conversation()));
    let confirmed = shop.line.wire.heard().iter().filter(|text| text.contains("go on writing here")).count();
    assert_eq!(confirmed, 1);
}

#[actix_rt::test]
async fn s0_4_s0_30_only_what_is_offered_and_connected_can_be_linked() {
    let shop = Shop::new().await;
    let links = &shop.line.bench.system.links;
    let offered = links.offered(WIDGET).await;
    let all: Vec<_> = offered.iter().map(|offered| offered.integration).collect();
    assert_eq!(all, [PHONE, OTHER_PHONE, PICTURES]);
    shop.line.bench.integration(WIDGET, ChannelKind::Widget).await;
    assert!(links.offered(WIDGET).await.is_empty(), "S0-32");
    let begun = links.begin(&shop.visitor, shop.conversation(), PHONE).await;
    assert!(matches!(begun, Err(LinkError::NotOffered)));
}

#[actix_rt::test]
async fn what_is_linked_already_is_not_asked_for_again() {
    let shop = Shop::new().await;
    shop.line.bench.says(&shop.visitor, "Hi").await;
    shop.links(PHONE, ANA).await;
    let begun = shop.line.bench.system.links.begin(&shop.visitor, shop.conversation(), PHONE).await;
    assert!(matches!(begun, Err(LinkError::Execute(ExecuteError::Rejected(_)))));
}

#[actix_rt::test]
async fn s0_3_after_a_restart_a_linked_phone_writes_on() {
    let store = Arc::new(MemoryStore::new());
    let wire = Arc::default();
    let shop = Shop::on(Line::on(store.clone(), Fake::new(Repeat::Unsafe), Arc::clone(&wire)).await).await;
    shop.line.bench.says(&shop.visitor, "Hi").await;
    shop.links(PHONE, ANA).await;
    let later = crate::bench::MORNING.plus(Span::minutes(120));
    let line = Line {
        bench: crate::bench::Bench::start(store, later, providers(Fake::new(Repeat::Unsafe), &wire)).await,
        ..shop.line
    };
    let shop = Shop { line, ..shop };
    shop.hears(PHONE, ANA, "After lunch").await;
    assert_eq!(shop.said().await.iter().filter(|text| *text == "After lunch").count(), 1);
}
