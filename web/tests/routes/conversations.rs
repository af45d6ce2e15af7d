//! `/desk/v1/tickets`, `/desk/v1/conversations`, `/desk/v1/end-users`, `/desk/v1/commands`.

use crate::app::{As, MARIE, TestApp, YANNIS, ok, refused};
use frontdesk_model::conversation::command::Action;
use frontdesk_web::rate_limit::Kind;
use frontdesk_web::wire::agent::{Conversation, Item};
use frontdesk_web::wire::error::{ErrorBody, ErrorCode};
use frontdesk_web::wire::rest::{Customer, Items, TicketPlace, Tickets};
use frontdesk_web::wire::shared::{Done, TicketStatus};
use serde_json::{Value, json};

fn seqs(items: &[Item]) -> Vec<u64> {
    let seq = |item: &Item| match item {
        Item::Message(message) => message.seq,
        Item::Activity { seq, .. } => *seq,
    };
    items.iter().map(seq).collect()
}

#[actix_web::test]
async fn a_conversation_is_read_page_by_page() {
    let app = TestApp::start().await;
    let (_, id) = app.waiting_visitor().await;
    let marie = app.sign_in(MARIE).await;
    let path = format!("/desk/v1/conversations/{id}");
    let whole: Conversation = ok(app.get(&path).by(&marie).send().await.unwrap()).await;
    assert_eq!(whole.head.conversation, id);
    assert!(whole.head.ticket.is_some());
    assert!(!whole.more && whole.items.len() > 3);

    let newest: Conversation = ok(app.get(&format!("{path}?limit=2")).by(&marie).send().await.unwrap()).await;
    assert_eq!(newest.items.len(), 2);
    assert!(newest.more);
    let mut read = seqs(&newest.items);
    loop {
        let older = format!("{path}/items?before={}&limit=2", read[0]);
        let page: Items = ok(app.get(&older).by(&marie).send().await.unwrap()).await;
        read.splice(0..0, seqs(&page.items));
        if !page.more {
            break;
        }
    }
    assert_eq!(read, seqs(&whole.items), "the pages are the whole");
}

#[actix_web::test]
async fn what_does_not_exist_and_what_is_asked_wrongly_is_refused() {
    let app = TestApp::start().await;
    let (_, id) = app.waiting_visitor().await;
    let marie = app.sign_in(MARIE).await;
    let nobodys = "0123456789abcdef01234567";
    for (path, code) in [
        (format!("/desk/v1/conversations/{nobodys}"), ErrorCode::NotFound),
        (format!("/desk/v1/conversations/{nobodys}/items?before=9"), ErrorCode::NotFound),
        ("/desk/v1/conversations/none".to_owned(), ErrorCode::NotFound),
        ("/desk/v1/tickets/999".to_owned(), ErrorCode::NotFound),
        ("/desk/v1/tickets/0".to_owned(), ErrorCode::NotFound),
        ("/desk/v1/end-users/999".to_owned(), ErrorCode::NotFound),
        ("/desk/v1/end-users/18446744073709551615".to_owned(), ErrorCode::NotFound),
        (format!("/desk/v1/conversations/{id}/items"), ErrorCode::InvalidField),
        (format!("/desk/v1/conversations/{id}/items?before=9&limit=0"), ErrorCode::InvalidField),
        (format!("/desk/v1/conversations/{id}/items?before=9&limit=201"), ErrorCode::InvalidField),
        (format!("/desk/v1/conversations/{id}/items?before=-1"), ErrorCode::InvalidField),
        (format!("/desk/v1/conversations/{id}?secrets=1"), ErrorCode::InvalidField),
        ("/desk/v1/tickets".to_owned(), ErrorCode::InvalidField),
        ("/desk/v1/tickets?list=all".to_owned(), ErrorCode::InvalidField),
    ] {
        let response = app.get(&path).by(&marie).send().await.unwrap();
        assert_eq!(refused(response).await, code, "{path}");
    }
}

#[actix_web::test]
async fn tickets_are_listed_where_they_belong() {
    let app = TestApp::start().await;
    let (_, first) = app.waiting_visitor().await;
    let (_, second) = app.waiting_visitor().await;
    let (marie, yannis) = (app.sign_in(MARIE).await, app.sign_in(YANNIS).await);
    app.act(app.marie, first, Action::Take).await;
    let list = async |browser, list: &str| -> Vec<_> {
        let path = format!("/desk/v1/tickets?list={list}");
        let tickets: Tickets = ok(app.get(&path).by(browser).send().await.unwrap()).await;
        tickets.rows.iter().map(|row| row.conversation).collect()
    };
    assert_eq!(list(&marie, "mine").await, [first]);
    assert_eq!(list(&yannis, "mine").await, []);
    assert_eq!(list(&yannis, "unassigned").await, [second]);
    assert_eq!(list(&yannis, "open").await, [second, first], "newest first");
    assert_eq!(list(&yannis, "closed").await, []);

    let page: Tickets =
        ok(app.get("/desk/v1/tickets?list=open&limit=1").by(&marie).send().await.unwrap()).await;
    assert!(page.more);
    let older = format!("/desk/v1/tickets?list=open&before={}", page.rows[0].ticket);
    let older: Tickets = ok(app.get(&older).by(&marie).send().await.unwrap()).await;
    assert_eq!(older.rows.iter().map(|row| row.conversation).collect::<Vec<_>>(), [first]);
}

#[actix_web::test]
async fn a_ticket_is_found_by_its_number_open_and_closed() {
    let app = TestApp::start().await;
    let (_, id) = app.waiting_visitor().await;
    let marie = app.sign_in(MARIE).await;
    app.act(app.marie, id, Action::Take).await;
    let find =
        async || -> TicketPlace { ok(app.get("/desk/v1/tickets/1").by(&marie).send().await.unwrap()).await };
    let open = find().await;
    assert_eq!((open.conversation, open.row.status), (id, TicketStatus::Open));
    app.act(app.marie, id, Action::Submit { status: frontdesk_model::ticket::TicketStatus::Closed }).await;
    assert_eq!(find().await.row.status, TicketStatus::Closed);

    let head: Conversation =
        ok(app.get(&format!("/desk/v1/conversations/{id}")).by(&marie).send().await.unwrap()).await;
    let path = format!("/desk/v1/end-users/{}", head.head.end_user.id);
    let customer: Customer = ok(app.get(&path).by(&marie).send().await.unwrap()).await;
    assert_eq!(customer.tickets.len(), 1);
    assert_eq!(customer.tickets[0].subject, "Where is my order?");
    assert_eq!(customer.tickets[0].status, TicketStatus::Closed);
}

#[actix_web::test]
async fn a_command_is_done_once_and_says_who_was_faster() {
    let app = TestApp::start().await;
    let (_, id) = app.waiting_visitor().await;
    let (marie, yannis) = (app.sign_in(MARIE).await, app.sign_in(YANNIS).await);
    let take = json!({ "id": app.draw_command(), "command": { "do": "take", "conversation": id } });
    let send =
        async |browser, body: &Value| app.post("/desk/v1/commands", body).by(browser).send().await.unwrap();
    let done: Done = ok(send(&marie, &take).await).await;
    let again: Done = ok(send(&marie, &take).await).await;
    assert_eq!(done.seq, again.seq, "a second try changes nothing");

    let late = json!({ "id": app.draw_command(), "command": { "do": "take", "conversation": id } });
    let response = send(&yannis, &late).await;
    assert_eq!(response.status().as_u16(), 409);
    let body: ErrorBody = response.json().await.unwrap();
    assert_eq!((body.code, body.winner.as_deref()), (ErrorCode::AlreadyAssigned, Some("Marie")));
}

#[actix_web::test]
async fn a_runaway_script_is_slowed_down() {
    let app = TestApp::with(|config| config.limits.agent_commands.burst = 3).await;
    let (_, id) = app.waiting_visitor().await;
    let marie = app.sign_in(MARIE).await;
    // One was sent over the socket, which takes from the same bucket.
    app.state.limits.take(Kind::AgentCommand, app.marie.get()).unwrap();
    for _ in 0..2 {
        let read =
            json!({ "id": app.draw_command(), "command": { "do": "read", "conversation": id, "seq": 1 } });
        let response = app.post("/desk/v1/commands", &read).by(&marie).send().await.unwrap();
        assert_ne!(response.status().as_u16(), 429);
    }
    let read = json!({ "id": app.draw_command(), "command": { "do": "read", "conversation": id, "seq": 1 } });
    let response = app.post("/desk/v1/commands", &read).by(&marie).send().await.unwrap();
    assert_eq!(refused(response).await, ErrorCode::TooManyRequests);
}

#[actix_web::test]
async fn nothing_is_taken_on_while_the_server_goes_down() {
    let app = TestApp::start().await;
    let marie = app.sign_in(MARIE).await;
    app.state.drain();
    let out = app.post("/desk/v1/sign-out", &json!({})).by(&marie).send().await.unwrap();
    assert!(out.headers().contains_key("retry-after"));
    assert_eq!(refused(out).await, ErrorCode::Draining);
    assert!(app.get("/desk/v1/me").by(&marie).send().await.unwrap().status().is_success());
}
