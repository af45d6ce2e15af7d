//! What becomes of who somebody was before, and of their tickets (behaviour 2.20).

use super::shop::{ANA, OTHER_PHONE, PICTURES, Shop};
use crate::delivery::PHONE;
use frontdesk_actors::identities;
use frontdesk_model::id::{ConversationId, UserId};
use frontdesk_storage::RowTable;

#[actix_rt::test]
async fn s1_21_behaviour_2_20_a_known_person_is_merged_and_an_older_ticket_is_closed() {
    let shop = Shop::served().await;
    let bench = &shop.line.bench;
    shop.hears(PHONE, ANA, "agent").await;
    let old = shop.identity(PHONE, ANA).await;
    assert_ne!(old.end_user, shop.visitor.end_user.id, "T-4: separate on first contact");
    shop.links(PHONE, ANA).await;
    let now = shop.identity(PHONE, ANA).await;
    assert_eq!((now.end_user, now.conversation), (shop.visitor.end_user.id, shop.conversation()));
    let before = bench.system.registry.look(old.conversation).await.expect("read").expect("begun");
    assert!(before.state.ticket.is_none() && before.state.closed_ticket.is_some());
    assert_eq!(before.state.origin.map(|origin| origin.end_user), Some(shop.visitor.end_user.id));
    let of = |id: UserId| id.get().to_be_bytes();
    let listed = async |table, user| {
        bench.store.rows(table, &of(user), &[], 100).await.expect("the store is there").len()
    };
    assert_eq!(
        listed(RowTable::EndUserTickets, shop.visitor.end_user.id).await,
        2,
        "both are listed under one"
    );
    for table in [RowTable::EndUserTickets, RowTable::EndUserConversations, RowTable::EndUserIdentities] {
        assert_eq!(listed(table, old.end_user).await, 0, "and none under the other");
    }
    let closed = bench.system.closed_tickets(None, 10).await.expect("read").0;
    assert_eq!(closed.iter().map(|row| row.end_user).collect::<Vec<_>>(), [shop.visitor.end_user.id]);
    let all = identities::of_end_user(&bench.system.shared, shop.visitor.end_user.id).await.expect("read");
    assert_eq!(all.len(), 1, "S0-26");
}

/// Whether the ticket of a conversation is open, closed or never was.
async fn ticket(shop: &Shop, conversation: ConversationId) -> &'static str {
    let facts = shop.line.bench.system.registry.look(conversation).await.expect("read").expect("begun");
    match (&facts.state.ticket, &facts.state.closed_ticket) {
        (Some(_), _) => "open",
        (None, Some(_)) => "closed",
        (None, None) => "none",
    }
}

async fn owner(shop: &Shop, conversation: ConversationId) -> Option<UserId> {
    let facts = shop.line.bench.system.registry.look(conversation).await.expect("read").expect("begun");
    facts.state.origin.map(|origin| origin.end_user)
}

/// Somebody whom an agent knows by two of the company's numbers, each with a ticket; the one that is newer last.
async fn known_by_two_numbers(shop: &Shop) -> [ConversationId; 2] {
    shop.hears(OTHER_PHONE, ANA, "agent").await;
    shop.hears(PHONE, ANA, "agent").await;
    let (older, newer) = (shop.identity(OTHER_PHONE, ANA).await, shop.identity(PHONE, ANA).await);
    let (bench, ana) = (&shop.line.bench, shop.line.bench.ana);
    let (system, from, into) = (&bench.system, older.end_user, newer.end_user);
    let merged =
        frontdesk_actors::merge::merge(&system.shared, &system.registry, Some(ana), from, into).await;
    merged.expect("an agent may");
    shop.line.wire.forget();
    [older.conversation, newer.conversation]
}

#[actix_rt::test]
async fn behaviour_2_20_all_older_tickets_of_who_is_merged_are_closed_where_the_widget_has_one() {
    let shop = Shop::served().await;
    let [older, newer] = known_by_two_numbers(&shop).await;
    shop.links(PHONE, ANA).await;
    for (conversation, stands) in [(older, "closed"), (newer, "closed"), (shop.conversation(), "open")] {
        assert_eq!(ticket(&shop, conversation).await, stands);
        assert_eq!(owner(&shop, conversation).await, Some(shop.visitor.end_user.id));
    }
}

#[actix_rt::test]
async fn behaviour_2_20_without_one_in_the_widget_the_newest_goes_on() {
    let shop = Shop::new().await;
    let [older, newer] = known_by_two_numbers(&shop).await;
    shop.links(PHONE, ANA).await;
    for (conversation, stands) in [(older, "closed"), (newer, "open"), (shop.conversation(), "none")] {
        assert_eq!(ticket(&shop, conversation).await, stands);
    }
}

#[actix_rt::test]
async fn behaviour_2_20_on_instagram_a_new_ticket_is_made_and_nothing_is_merged() {
    let shop = Shop::new().await;
    shop.hears(PICTURES, ANA, "agent").await;
    let before = shop.identity(PICTURES, ANA).await;
    shop.line.wire.forget();
    shop.links(PICTURES, ANA).await;
    assert_eq!(ticket(&shop, before.conversation).await, "open", "the older one is another matter");
    assert_eq!(owner(&shop, before.conversation).await, Some(before.end_user), "and somebody else's");
    assert_eq!(ticket(&shop, shop.conversation()).await, "open", "a new one");
    assert!(shop.facts().await.state.assignee().is_none(), "which waits for whoever takes it");
    let now = shop.identity(PICTURES, ANA).await;
    assert_eq!((now.end_user, now.conversation), (shop.visitor.end_user.id, shop.conversation()));
    shop.hears(PICTURES, ANA, "Are you there?").await;
    assert_eq!(shop.said().await.last().map(String::as_str), Some("Are you there?"), "S0-8");
}

#[actix_rt::test]
async fn behaviour_2_20_on_instagram_the_ticket_that_is_there_is_the_new_one() {
    let shop = Shop::served().await;
    shop.hears(PICTURES, ANA, "agent").await;
    let before = shop.identity(PICTURES, ANA).await;
    let mine = shop.facts().await.state.ticket.as_ref().map(|ticket| ticket.id);
    shop.links(PICTURES, ANA).await;
    assert_eq!(shop.facts().await.state.ticket.as_ref().map(|ticket| ticket.id), mine);
    assert_eq!(shop.line.bench.assignee(&shop.visitor).await, Some(shop.line.bench.ana));
    assert_eq!(ticket(&shop, before.conversation).await, "open");
}

#[actix_rt::test]
async fn on_instagram_whoever_never_had_a_ticket_is_merged_and_the_bot_goes_on() {
    let shop = Shop::new().await;
    shop.hears(PICTURES, ANA, "Hello").await;
    let before = shop.identity(PICTURES, ANA).await;
    shop.links(PICTURES, ANA).await;
    assert_eq!(owner(&shop, before.conversation).await, Some(shop.visitor.end_user.id));
    assert_eq!(ticket(&shop, shop.conversation()).await, "none");
}
