//! Searching tickets and people, and lists in any order.

use crate::app::{As, MARIE, TestApp, YANNIS, ok, refused};
use frontdesk_model::conversation::command::Action;
use frontdesk_model::ticket::{Tag, TicketStatus};
use frontdesk_model::time::Span;
use frontdesk_web::wire::error::ErrorCode;
use frontdesk_web::wire::rest::{Found, People, Tickets};

#[actix_web::test]
async fn tickets_are_found_by_number_name_subject_and_tag() {
    let app = TestApp::start().await;
    let (_, first) = app.waiting_visitor().await;
    let (_, second) = app.waiting_visitor().await;
    let marie = app.sign_in(MARIE).await;
    app.act(app.marie, first, Action::Take).await;
    let tags = Action::ChangeTags { add: vec![Tag::new("vip").unwrap()], remove: Vec::new() };
    app.act(app.marie, first, tags).await;
    let search = async |words: &str| -> Found {
        let path = format!("/desk/v1/search?q={}", words.replace('#', "%23").replace(' ', "+"));
        ok(app.get(&path).by(&marie).send().await.unwrap()).await
    };
    let places = |found: &Found| found.tickets.iter().map(|row| row.conversation).collect::<Vec<_>>();
    let by_tag = search("vip").await;
    assert_eq!(places(&by_tag), [first]);
    let row = by_tag.tickets[0].clone();
    assert!(!row.subject.is_empty(), "a row says what the ticket is about");
    let word = row.subject.split_whitespace().next().unwrap().to_uppercase();
    assert!(places(&search(&word).await).contains(&first), "by {word}");
    let by_name = search(&row.requester).await;
    assert!(places(&by_name).contains(&first));
    assert!(by_name.people.iter().any(|person| person.name == row.requester), "the person as well");
    assert_eq!(places(&search(&format!("#{}", row.ticket)).await)[0], first);
    app.act(app.marie, first, Action::Submit { status: TicketStatus::Closed }).await;
    let closed = search(&row.ticket.to_string()).await;
    assert_eq!(places(&closed)[0], first, "a closed one is found by its number");
    assert_eq!(places(&search("vip").await), [], "and by nothing else");
    assert!(places(&search("widget").await).contains(&second));
    assert_eq!(places(&search(" ").await), []);
}

#[actix_web::test]
async fn who_only_opened_the_widget_is_nobody_to_look_for() {
    let app = TestApp::start().await;
    let marie = app.sign_in(MARIE).await;
    let people = async |path: &str| -> People { ok(app.get(path).by(&marie).send().await.unwrap()).await };
    let _silent = app.visit().await;
    assert_eq!(people("/desk/v1/end-users").await.total, 0);
    app.waiting_visitor().await;
    let all = people("/desk/v1/end-users").await;
    assert_eq!((all.total, all.people.len()), (1, 1));
    assert_eq!(people(&format!("/desk/v1/end-users?q={}", all.people[0].id)).await.people, all.people);
    assert_eq!(people("/desk/v1/end-users?offset=1").await.people, []);
    assert_eq!(people("/desk/v1/end-users?q=nobodybythatname").await.total, 0);
}

#[actix_web::test]
async fn lists_are_sorted_and_read_in_windows() {
    let app = TestApp::start().await;
    let mut waiting = Vec::new();
    for _ in 0..3 {
        waiting.push(app.waiting_visitor().await.1);
        app.clock.advance(Span::seconds(1));
    }
    let yannis = app.sign_in(YANNIS).await;
    let list = async |query: &str| -> Tickets {
        ok(app.get(&format!("/desk/v1/tickets?list={query}")).by(&yannis).send().await.unwrap()).await
    };
    let places = |tickets: &Tickets| tickets.rows.iter().map(|row| row.conversation).collect::<Vec<_>>();
    let oldest = list("unsolved&sort=waiting&order=asc").await;
    assert_eq!((places(&oldest), oldest.total), (waiting.clone(), Some(3)));
    let window = list("open&sort=ticket&order=asc&offset=1&limit=1").await;
    assert_eq!((places(&window), window.total, window.more), (vec![waiting[1]], Some(3), true));
    assert_eq!(places(&list("open&offset=9").await), []);
    let second = list("open&q=2").await;
    assert_eq!((places(&second), second.total), (vec![waiting[1]], Some(1)), "by its number");
    app.act(app.marie, waiting[0], Action::Take).await;
    app.act(app.marie, waiting[0], Action::Submit { status: TicketStatus::Solved }).await;
    app.act(app.marie, waiting[1], Action::Take).await;
    app.act(app.marie, waiting[1], Action::Submit { status: TicketStatus::Closed }).await;
    let done = list("done").await;
    assert_eq!((places(&done), done.total), (vec![waiting[0], waiting[1]], Some(2)));
    assert_eq!(places(&list("done&offset=1&limit=1").await), [waiting[1]]);
    assert_eq!(places(&list("unsolved").await), [waiting[2]]);
    for query in ["open&before=9&offset=1", "open&sort=colour", "open&limit=201", "social"] {
        let path = format!("/desk/v1/tickets?list={query}");
        let response = app.get(&path).by(&yannis).send().await.unwrap();
        assert_eq!(refused(response).await, ErrorCode::InvalidField, "{query}");
    }
}

#[actix_web::test]
async fn s1_28_s1_29_without_its_tag_a_ticket_leaves_the_social_lists() {
    let app = TestApp::start().await;
    let (_, id) = app.waiting_visitor().await;
    let marie = app.sign_in(MARIE).await;
    let list = async |name: &str| -> Vec<_> {
        let path = format!("/desk/v1/tickets?list={name}");
        let tickets: Tickets = ok(app.get(&path).by(&marie).send().await.unwrap()).await;
        tickets.rows.iter().map(|row| row.conversation).collect()
    };
    let tag = || vec![Tag::new("messaging_support").unwrap()];
    assert_eq!(list("social_unassigned").await, []);
    app.act(app.marie, id, Action::ChangeTags { add: tag(), remove: Vec::new() }).await;
    assert_eq!(list("social_unassigned").await, [id]);
    app.act(app.marie, id, Action::Take).await;
    assert_eq!((list("social_unassigned").await, list("social_mine").await), (vec![], vec![id]));
    app.act(app.marie, id, Action::ChangeTags { add: Vec::new(), remove: tag() }).await;
    assert_eq!(list("social_mine").await, []);
    app.act(app.marie, id, Action::ChangeTags { add: tag(), remove: Vec::new() }).await;
    assert_eq!(list("social_mine").await, [id]);
    app.act(app.marie, id, Action::Submit { status: TicketStatus::Pending }).await;
    assert_eq!(list("social_mine").await, [], "S1-35");
}
