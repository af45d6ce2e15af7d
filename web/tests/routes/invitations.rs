//! `/desk/v1/admin/invitations` and `/desk/v1/invitations/{token}`.

use crate::app::{ADA, As, Browser, MARIE, PASSWORD, TestApp, ok, refused};
use frontdesk_model::time::Span;
use frontdesk_web::wire::admin::{Agent, Listing, Revised};
use frontdesk_web::wire::error::ErrorCode;
use frontdesk_web::wire::invitations::{Invitation, MadeInvitation, OpenInvitation};
use frontdesk_web::wire::rest::Me;
use futures_util::future::join_all;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

const PATH: &str = "/desk/v1/admin/invitations";
const ZOE: &str = "zoe@example.org";

async fn invite(app: &TestApp, admin: &Browser, email: &str) -> Response {
    let body = json!({ "email": email, "name": "Zoé", "role": "agent", "groups": [1], "capacity": 5 });
    app.post(PATH, &body).by(admin).send().await.unwrap()
}

/// The token of an answer's link.
fn token(made: &Revised<MadeInvitation>) -> String {
    made.entry.link.split_once('#').expect("the token is where no server is told of it").1.to_owned()
}

async fn accept(app: &TestApp, token: &str) -> Response {
    let body = json!({ "name": " Zoé D. ", "password": PASSWORD });
    app.post(&format!("/desk/v1/invitations/{token}"), &body).send().await.unwrap()
}

async fn open(app: &TestApp, token: &str) -> Response {
    app.get(&format!("/desk/v1/invitations/{token}")).send().await.unwrap()
}

#[actix_web::test]
async fn whoever_was_invited_joins_and_is_signed_in() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let made: Revised<MadeInvitation> = ok(invite(&app, &ada, " Zoe@Example.org ").await).await;
    assert!(made.entry.link.starts_with(&format!("{}/workspace/invitation#", app.url)));
    let token = token(&made);
    let opened: OpenInvitation = ok(open(&app, &token).await).await;
    assert_eq!((opened.email.as_str(), opened.account.as_str()), (ZOE, "Frontdesk"));
    let listed = app.get(PATH).by(&ada).send().await.unwrap().text().await.unwrap();
    assert!(!listed.contains(&token[24..]) && !listed.contains("hash"), "{listed}");

    let joined = accept(&app, &token).await;
    let cookie = joined.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let me: Me = ok(joined).await;
    assert_eq!(me.agent.name, "Zoé D.");
    let zoe = Browser { cookie: cookie.split(';').next().unwrap().to_owned(), csrf: me.csrf };
    assert!(app.get("/desk/v1/me").by(&zoe).send().await.unwrap().status().is_success());
    app.sign_in(ZOE).await;

    assert_eq!(refused(open(&app, &token).await).await, ErrorCode::InvitationGone, "a link works once");
    assert_eq!(refused(accept(&app, &token).await).await, ErrorCode::InvitationGone);
    let left: Listing<Invitation> = ok(app.get(PATH).by(&ada).send().await.unwrap()).await;
    assert_eq!(left.entries, []);
    let audit = app.get("/desk/v1/admin/audit").by(&ada).send().await.unwrap().text().await.unwrap();
    assert!(
        audit.contains("accepted") && !audit.contains(&token[24..]) && !audit.contains("hash"),
        "{audit}"
    );
}

#[actix_web::test]
async fn of_two_who_accept_at_once_one_joins() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let token = token(&ok(invite(&app, &ada, ZOE).await).await);
    let answers = join_all((0..4).map(|_| accept(&app, &token))).await;
    let joined = answers.iter().filter(|answer| answer.status() == StatusCode::OK).count();
    assert_eq!(joined, 1);
    for answer in answers.into_iter().filter(|answer| answer.status() != StatusCode::OK) {
        let code = refused(answer).await;
        assert!(matches!(code, ErrorCode::InvitationGone | ErrorCode::EmailTaken), "{code:?}");
    }
    let agents: Listing<Agent> = ok(app.get("/desk/v1/admin/agents").by(&ada).send().await.unwrap()).await;
    assert_eq!(agents.entries.len(), 4);
}

#[actix_web::test]
async fn an_address_is_invited_once_and_not_when_it_signs_in_already() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    assert_eq!(refused(invite(&app, &ada, "Marie@example.org").await).await, ErrorCode::EmailTaken);
    let made: Revised<MadeInvitation> = ok(invite(&app, &ada, ZOE).await).await;
    assert_eq!(refused(invite(&app, &ada, ZOE).await).await, ErrorCode::AlreadyInvited);
    // Meanwhile an admin makes the agent by hand.
    let body = json!({
        "name": "Zoé", "email": ZOE, "password": PASSWORD, "role": "agent", "groups": [], "capacity": 5,
    });
    let _: Value = ok(app.post("/desk/v1/admin/agents", &body).by(&ada).send().await.unwrap()).await;
    assert_eq!(refused(accept(&app, &token(&made)).await).await, ErrorCode::EmailTaken);
    for (field, value) in
        [("email", json!("zoe")), ("name", json!("")), ("groups", json!([77])), ("capacity", json!(501))]
    {
        let mut body =
            json!({ "email": "x@example.org", "name": "X", "role": "agent", "groups": [], "capacity": 5 });
        body[field] = value;
        let refusal: Value = app.post(PATH, &body).by(&ada).send().await.unwrap().json().await.unwrap();
        assert_eq!(refusal["field"], field);
    }
    let marie = app.sign_in(MARIE).await;
    assert_eq!(refused(invite(&app, &marie, "x@example.org").await).await, ErrorCode::Forbidden);
}

#[actix_web::test]
async fn a_link_ends_by_time_by_a_newer_one_and_by_its_removal() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let first: Revised<MadeInvitation> = ok(invite(&app, &ada, ZOE).await).await;
    app.clock.advance(Span::days(7));
    assert_eq!(refused(accept(&app, &token(&first)).await).await, ErrorCode::InvitationGone);
    let ada = app.sign_in(ADA).await;
    let path = format!("{PATH}/{}", first.entry.invitation.id);
    let renewed: Revised<MadeInvitation> =
        ok(app.post(&format!("{path}/renew"), &json!({})).by(&ada).send().await.unwrap()).await;
    assert_eq!((renewed.revision, &renewed.entry.invitation.id), (2, &first.entry.invitation.id));
    assert_eq!(refused(open(&app, &token(&first)).await).await, ErrorCode::InvitationGone);
    let _: OpenInvitation = ok(open(&app, &token(&renewed)).await).await;
    let removed = app.request(Method::DELETE, &path).by(&ada).send().await.unwrap();
    assert_eq!(removed.status(), StatusCode::NO_CONTENT);
    assert_eq!(refused(accept(&app, &token(&renewed)).await).await, ErrorCode::InvitationGone);
    let again = app.request(Method::DELETE, &path).by(&ada).send().await.unwrap();
    assert_eq!(refused(again).await, ErrorCode::NotFound);
}

#[actix_web::test]
async fn guesses_are_refused_alike_and_slowed_down() {
    let app = TestApp::start().await;
    let ada = app.sign_in(ADA).await;
    let token = token(&ok(invite(&app, &ada, ZOE).await).await);
    let short = json!({ "name": "Zoé", "password": "short" });
    let response = app.post(&format!("/desk/v1/invitations/{token}"), &short).send().await.unwrap();
    let refusal: Value = response.json().await.unwrap();
    assert_eq!(refusal["field"], "password", "and the link still works");
    let mut other = token.clone();
    other.replace_range(87.., if token.ends_with('0') { "1" } else { "0" });
    for guess in [&other, &token[..87], &token[..24], "0", "%00", &"f".repeat(88), &"é".repeat(40)] {
        assert_eq!(refused(open(&app, guess).await).await, ErrorCode::InvitationGone, "{guess}");
    }
    let mut limited = false;
    for _ in 0..60 {
        limited |= refused(open(&app, &other).await).await == ErrorCode::TooManyRequests;
    }
    assert!(limited);
    app.clock.advance(Span::minutes(15));
    let _: OpenInvitation = ok(open(&app, &token).await).await;
}
