//! Two end users who are one person (S1-20, S1-21; behaviour 2.20).

use crate::bench::Bench;
use crate::delivery::{Line, PHONE};
use crate::provider::said;
use frontdesk_actors::conversation::load_end_user;
use frontdesk_actors::identities::{self, Identity};
use frontdesk_actors::merge::{MergeError, merge};
use frontdesk_channels::Address;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::event::EventKind;
use frontdesk_model::end_user::EndUser;
use frontdesk_model::id::{IntegrationId, UserId};
use frontdesk_model::search::Query;
use frontdesk_storage::RowTable;

const OTHER_PHONE: IntegrationId = IntegrationId::from_bytes([9; 12]);

/// Ana wrote to two of the company's numbers: two accounts, each with a ticket.
async fn twice() -> (Line, Identity, Identity) {
    let line = Line::new().await;
    line.bench.integration(OTHER_PHONE, ChannelKind::Whatsapp).await;
    line.served("+1555").await;
    let taken = line.bench.system.intake.take(OTHER_PHONE, said("other", "+1555", "agent")).await;
    taken.expect("taken in");
    line.bench.settle().await;
    let (one, other) = (known(&line.bench, PHONE).await, known(&line.bench, OTHER_PHONE).await);
    assert_ne!(one.end_user, other.end_user, "S1-20");
    (line, one, other)
}

async fn known(bench: &Bench, integration: IntegrationId) -> Identity {
    let address = Address::new("+1555").expect("an address");
    let found = identities::find(&bench.system.shared, integration, &address).await;
    found.expect("read").expect("known").identity
}

async fn joined(bench: &Bench, from: UserId, into: UserId) -> Result<EndUser, MergeError> {
    merge(&bench.system.shared, &bench.system.registry, Some(bench.ana), from, into).await
}

async fn listed(bench: &Bench, table: RowTable, of: UserId) -> usize {
    let rows = bench.store.rows(table, &of.get().to_be_bytes(), &[], 100).await;
    rows.expect("read").len()
}

#[actix_rt::test]
async fn s1_21_everything_goes_over_to_who_stays() {
    let (line, old, new) = twice().await;
    let bench = &line.bench;
    let stays = joined(bench, new.end_user, old.end_user).await.expect("merged");
    assert_eq!(stays.id, old.end_user);
    for (table, count) in
        [(RowTable::EndUserIdentities, 2), (RowTable::EndUserConversations, 2), (RowTable::EndUserTickets, 2)]
    {
        assert_eq!(listed(bench, table, old.end_user).await, count, "{table:?}");
        assert_eq!(listed(bench, table, new.end_user).await, 0, "{table:?}");
    }
    assert_eq!(known(bench, OTHER_PHONE).await.end_user, old.end_user);
    let log = line.log(new.conversation).await;
    let told = log
        .iter()
        .any(|event| event.kind == EventKind::Identified { end_user: old.end_user, before: new.end_user });
    assert!(told, "the conversation's own log says whose it is");
}

#[actix_rt::test]
async fn whoever_is_asked_for_under_the_old_number_is_found() {
    let (line, old, new) = twice().await;
    let bench = &line.bench;
    joined(bench, new.end_user, old.end_user).await.expect("merged");
    let found = load_end_user(&bench.system.shared, new.end_user).await.expect("read").expect("found");
    assert_eq!(found.id, old.end_user);
    // What they write next goes on where it was, and makes nobody new.
    bench.system.intake.take(OTHER_PHONE, said("later", "+1555", "Still there?")).await.expect("taken in");
    bench.settle().await;
    assert_eq!(known(bench, OTHER_PHONE).await.conversation, new.conversation);
    let people = &bench.system.shared.people;
    people.refresh(&bench.system.shared).await.expect("read");
    let ids: Vec<UserId> = people
        .find(&Query::parse("1555").expect("a query"), 10)
        .iter()
        .map(|person| person.end_user.id)
        .collect();
    assert_eq!(ids, [old.end_user], "S1-59: one person under one number");
}

#[actix_rt::test]
async fn once_more_does_no_harm_and_nonsense_is_refused() {
    let (line, old, new) = twice().await;
    let bench = &line.bench;
    let nobody = UserId::new(999_999).expect("a number");
    assert!(matches!(joined(bench, old.end_user, old.end_user).await, Err(MergeError::Same)));
    assert!(matches!(joined(bench, nobody, old.end_user).await, Err(MergeError::Unknown)));
    assert!(matches!(joined(bench, old.end_user, nobody).await, Err(MergeError::Unknown)));
    joined(bench, new.end_user, old.end_user).await.expect("merged");
    let events = line.log(new.conversation).await.len();
    joined(bench, new.end_user, old.end_user).await.expect("done already");
    assert_eq!(line.log(new.conversation).await.len(), events);
    // The other way round there is nobody left to merge into.
    assert!(matches!(joined(bench, old.end_user, new.end_user).await, Err(MergeError::Unknown)));
}
