//! Who an end user is, by a token that their company signed (behaviour 2.23): `/desk/v1/admin/signing-keys` and
//! `POST /desk/v1/widget/{integration}/session`.

use crate::app::{ADA, As, Browser, MARIE, TestApp, ok, refused};
use crate::client::{Client, End};
use frontdesk_actors::visitors;
use frontdesk_model::conversation::command::Saying;
use frontdesk_model::id::ConversationId;
use frontdesk_model::message::{Content, MessageText};
use frontdesk_model::time::Span;
use frontdesk_web::auth::token_hash;
use frontdesk_web::wire::admin::{Listing, Revised};
use frontdesk_web::wire::error::{ErrorBody, ErrorCode};
use frontdesk_web::wire::rest::{Customer, WidgetSession};
use frontdesk_web::wire::security::{MadeSigningKey, SigningKey};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

const KEYS: &str = "/desk/v1/admin/signing-keys";
const RSA: &str = include_str!("keys/rsa.pem");
const RSA_PUBLIC: &str = include_str!("keys/rsa.pub.pem");
const RSA_SHORT: &str = include_str!("keys/rsa1024.pub.pem");
const ED: &str = include_str!("keys/ed25519.pem");
const ED_PUBLIC: &str = include_str!("keys/ed25519.pub.pem");

/// A company's side: a key of each algorithm.
struct Company {
    app: TestApp,
    ada: Browser,
    hs: (String, String),
    rs: String,
    ed: String,
}

async fn add(app: &TestApp, ada: &Browser, algorithm: &str, public_key: Option<&str>) -> Response {
    let body =
        json!({ "name": format!(" {algorithm} key "), "algorithm": algorithm, "public_key": public_key });
    app.post(KEYS, &body).by(ada).send().await.unwrap()
}

impl Company {
    async fn start() -> Self {
        let app = TestApp::start().await;
        let ada = app.sign_in(ADA).await;
        let hs: Revised<MadeSigningKey> = ok(add(&app, &ada, "hs256", None).await).await;
        let rs: Revised<MadeSigningKey> = ok(add(&app, &ada, "rs256", Some(RSA_PUBLIC)).await).await;
        let ed: Revised<MadeSigningKey> = ok(add(&app, &ada, "ed_dsa", Some(ED_PUBLIC)).await).await;
        assert_eq!((rs.entry.secret, ed.entry.secret), (None, None));
        let secret = hs.entry.secret.unwrap();
        assert_eq!(secret.len(), 64);
        let hs = (hs.entry.key.id.to_string(), secret);
        Self { app, ada, hs, rs: rs.entry.key.id.to_string(), ed: ed.entry.key.id.to_string() }
    }

    fn now(&self) -> u64 {
        self.app.state.system.shared.clock.now().millis() / 1_000
    }

    fn claims(&self, external_id: &str) -> Value {
        json!({ "external_id": external_id, "scope": "user", "exp": self.now() + 300, "name": "Ana Duarte" })
    }

    fn signed(&self, claims: &Value) -> String {
        sign(Algorithm::HS256, Some(&self.hs.0), &EncodingKey::from_secret(self.hs.1.as_bytes()), claims)
    }

    async fn open(&self, token: Option<&str>, identity: &str) -> Response {
        let path = format!("/desk/v1/widget/{}/session", self.app.widget);
        self.app.post(&path, &json!({ "token": token, "identity": identity })).send().await.unwrap()
    }

    async fn identified(&self, token: Option<&str>, external_id: &str) -> String {
        let session: WidgetSession =
            ok(self.open(token, &self.signed(&self.claims(external_id))).await).await;
        assert!(session.verified);
        session.token
    }

    /// The end user's number and the conversation behind a token.
    async fn who(&self, token: &str) -> (u64, ConversationId) {
        let found = visitors::find(&self.app.state.system.shared, &token_hash(token)).await.unwrap().unwrap();
        (found.end_user.id.get(), found.session.conversation)
    }

    async fn write(&self, token: &str, words: &str) -> ConversationId {
        let text = MessageText::new(words).unwrap();
        self.app.say(token, Saying::Content(Content::Text { text })).await
    }

    async fn customer(&self, id: u64) -> Customer {
        ok(self.app.get(&format!("/desk/v1/end-users/{id}")).by(&self.ada).send().await.unwrap()).await
    }

    async fn items(&self, conversation: ConversationId) -> Vec<Value> {
        let path = format!("/desk/v1/conversations/{conversation}");
        let snapshot: Value = ok(self.app.get(&path).by(&self.ada).send().await.unwrap()).await;
        snapshot["items"].as_array().unwrap().clone()
    }
}

fn sign(algorithm: Algorithm, kid: Option<&str>, key: &EncodingKey, claims: &Value) -> String {
    let header = Header { kid: kid.map(str::to_owned), ..Header::new(algorithm) };
    encode(&header, claims, key).unwrap()
}

async fn refusal(response: Response) -> (ErrorCode, Option<String>) {
    let body: ErrorBody = response.json().await.unwrap();
    (body.code, body.field)
}

#[actix_web::test]
async fn keys_are_few_their_secret_is_shown_once_and_a_revoked_one_proves_nothing() {
    let company = Company::start().await;
    let Company { app, ada, hs, .. } = &company;
    let listed = app.get(KEYS).by(ada).send().await.unwrap().text().await.unwrap();
    assert!(!listed.contains(&hs.1) && listed.contains("BEGIN PUBLIC KEY"), "{listed}");
    for (algorithm, key) in [
        ("rs256", None),
        ("hs256", Some(RSA_PUBLIC)),
        ("rs256", Some(ED_PUBLIC)),
        ("ed_dsa", Some(RSA_PUBLIC)),
        ("rs256", Some(RSA)),
        ("ed_dsa", Some(ED)),
        ("rs256", Some(RSA_SHORT)),
        ("rs256", Some("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")),
        ("ed_dsa", Some("")),
    ] {
        let (code, field) = refusal(add(app, ada, algorithm, key).await).await;
        assert_eq!(
            (code, field.as_deref()),
            (ErrorCode::InvalidField, Some("public_key")),
            "{algorithm} {key:?}"
        );
    }
    for _ in 3..10 {
        let _: Revised<MadeSigningKey> = ok(add(app, ada, "hs256", None).await).await;
    }
    assert_eq!(refused(add(app, ada, "hs256", None).await).await, ErrorCode::LimitReached);
    let marie = app.sign_in(MARIE).await;
    assert_eq!(refused(add(app, &marie, "hs256", None).await).await, ErrorCode::Forbidden);

    let before = company.signed(&company.claims("a-1"));
    let path = format!("{KEYS}/{}", hs.0);
    let revoked = app.request(Method::DELETE, &path).by(ada).send().await.unwrap();
    assert_eq!(revoked.status(), StatusCode::NO_CONTENT);
    assert_eq!(refused(company.open(None, &before).await).await, ErrorCode::IdentityUnknownKey);
    let again = app.request(Method::DELETE, &path).by(ada).send().await.unwrap();
    assert_eq!(refused(again).await, ErrorCode::NotFound);
    let left: Listing<SigningKey> = ok(app.get(KEYS).by(ada).send().await.unwrap()).await;
    assert_eq!(left.entries.len(), 9);
    let audit = app.get("/desk/v1/admin/audit").by(ada).send().await.unwrap().text().await.unwrap();
    assert!(audit.contains("signing_key") && !audit.contains(&hs.1), "{audit}");
}

#[actix_web::test]
async fn each_algorithm_proves_who_somebody_is() {
    let company = Company::start().await;
    let rsa = EncodingKey::from_rsa_pem(RSA.as_bytes()).unwrap();
    let ed = EncodingKey::from_ed_pem(ED.as_bytes()).unwrap();
    let claims = company.claims("user-1");
    let mut people = Vec::new();
    for token in [
        company.signed(&claims),
        sign(Algorithm::RS256, Some(&company.rs), &rsa, &claims),
        sign(Algorithm::EdDSA, Some(&company.ed), &ed, &claims),
    ] {
        let session: WidgetSession = ok(company.open(None, &token).await).await;
        people.push(company.who(&session.token).await);
    }
    assert!(people.windows(2).all(|pair| pair[0] == pair[1]), "one person, one conversation: {people:?}");
}

#[actix_web::test]
async fn rel_s11_nothing_that_is_not_signed_by_the_key_it_names_is_believed() {
    let company = Company::start().await;
    let claims = company.claims("user-1");
    let good = company.signed(&claims);
    let secret = |text: &str| EncodingKey::from_secret(text.as_bytes());
    let rsa = EncodingKey::from_rsa_pem(RSA.as_bytes()).unwrap();
    let (kid, key) = (&company.hs.0, secret(&company.hs.1));
    let parts: Vec<&str> = good.split('.').collect();
    let other = company.signed(&company.claims("user-2"));
    // {"alg":"none","kid":"…"} and {"alg":"HS256"} with claims of somebody else.
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";
    let swapped = format!("{}.{}.{}", parts[0], other.split('.').nth(1).unwrap(), parts[2]);
    for (what, token, code) in [
        (
            "another secret",
            sign(Algorithm::HS256, Some(kid), &secret("x"), &claims),
            ErrorCode::IdentitySignature,
        ),
        (
            "a public key used as a secret",
            sign(Algorithm::HS256, Some(&company.rs), &secret(RSA_PUBLIC), &claims),
            ErrorCode::IdentityAlgorithm,
        ),
        ("another algorithm", sign(Algorithm::HS512, Some(kid), &key, &claims), ErrorCode::IdentityAlgorithm),
        (
            "the key of another",
            sign(Algorithm::RS256, Some(kid), &rsa, &claims),
            ErrorCode::IdentityAlgorithm,
        ),
        (
            "a key for another use",
            sign(Algorithm::RS256, Some(&company.ed), &rsa, &claims),
            ErrorCode::IdentityAlgorithm,
        ),
        ("no key named", sign(Algorithm::HS256, None, &key, &claims), ErrorCode::IdentityUnknownKey),
        ("no such key", sign(Algorithm::HS256, Some("x"), &key, &claims), ErrorCode::IdentityUnknownKey),
        ("no algorithm", format!("{none}.{}.", parts[1]), ErrorCode::IdentityAlgorithm),
        ("claims of another", swapped, ErrorCode::IdentitySignature),
        ("no signature", format!("{}.{}.", parts[0], parts[1]), ErrorCode::IdentitySignature),
        ("no token", "hello".to_owned(), ErrorCode::IdentityMalformed),
        ("nothing", String::new(), ErrorCode::IdentityMalformed),
        ("dots", "..".to_owned(), ErrorCode::IdentityMalformed),
        ("too long", format!("{good}{}", "A".repeat(9_000)), ErrorCode::IdentityMalformed),
    ] {
        assert_eq!(refused(company.open(None, &token).await).await, code, "{what}");
    }
    // Each of its characters matters.
    for place in (0..good.len()).step_by(7) {
        let mut forged = good.clone().into_bytes();
        forged[place] = if forged[place] == b'A' { b'B' } else { b'A' };
        company.app.clock.advance(Span::seconds(2));
        let response = company.open(None, std::str::from_utf8(&forged).unwrap()).await;
        assert!(!response.status().is_success(), "{place}");
    }
}

#[actix_web::test]
async fn each_claim_that_is_wrong_is_named() {
    let company = Company::start().await;
    let now = company.now();
    for (claim, value) in [
        ("external_id", Value::Null),
        ("external_id", json!("")),
        ("external_id", json!("x".repeat(256))),
        ("external_id", json!("a\nb")),
        ("external_id", json!(7)),
        ("scope", json!("admin")),
        ("scope", Value::Null),
        ("exp", json!("tomorrow")),
        ("nbf", json!(now + 61)),
        ("name", json!(7)),
        ("email", json!("nobody")),
        ("email_verified", json!("yes")),
    ] {
        let mut claims = company.claims("user-1");
        claims[claim] = value.clone();
        let refused = refusal(company.open(None, &company.signed(&claims)).await).await;
        assert_eq!(refused, (ErrorCode::IdentityClaims, Some(claim.to_owned())), "{claim}: {value}");
    }
    let mut endless = company.claims("user-1");
    endless.as_object_mut().unwrap().remove("exp");
    let refused_for = refusal(company.open(None, &company.signed(&endless)).await).await;
    assert_eq!(refused_for, (ErrorCode::IdentityClaims, Some("exp".to_owned())), "it has to end");
    for (exp, good) in [(now - 59, true), (now - 60, false), (now, true)] {
        let mut claims = company.claims("user-1");
        claims["exp"] = json!(exp);
        let response = company.open(None, &company.signed(&claims)).await;
        assert_eq!(response.status().is_success(), good, "clocks differ by less than a minute: {exp}");
        if !good {
            assert_eq!(refused(response).await, ErrorCode::IdentityExpired);
        }
    }
    let mut longest = company.claims(&"é".repeat(255));
    longest["exp"] = json!(now + 1);
    longest["nbf"] = json!(now + 60);
    assert!(company.open(None, &company.signed(&longest)).await.status().is_success());
    for _ in 0..40 {
        let _ = company.open(None, "hello").await;
    }
    assert_eq!(refused(company.open(None, "hello").await).await, ErrorCode::TooManyRequests);
}

#[actix_web::test]
async fn whoever_signs_in_amid_a_conversation_is_verified_from_there_on() {
    let company = Company::start().await;
    let app = &company.app;
    let (anonymous, conversation) = app.waiting_visitor().await;
    let (number, _) = company.who(&anonymous).await;
    let (mut widget, _) = Client::widget(app, &anonymous, None).await;
    let mut claims = company.claims("user-1");
    claims["email"] = json!("ana@example.org");
    let session: WidgetSession = ok(company.open(Some(&anonymous), &company.signed(&claims)).await).await;
    assert_ne!(session.token, anonymous, "the token is another one");
    assert_eq!(widget.end().await.1, End::Closed { code: 4401 }, "what was opened with the old one ends");
    let resumed = app
        .get(&format!("/desk/v1/widget/conversations/{conversation}/items?before=1000"))
        .bearing(&anonymous);
    assert_eq!(refused(resumed.send().await.unwrap()).await, ErrorCode::NotSignedIn);
    assert_eq!(company.who(&session.token).await, (number, conversation), "it is the same person");
    let customer = company.customer(number).await;
    assert_eq!((customer.name.as_str(), customer.verified), ("Ana Duarte", true));
    assert_eq!(customer.email, None, "an address that nobody checked is not taken for theirs");

    company.write(&session.token, "It is me").await;
    let items = company.items(conversation).await;
    let said = |words: &str| items.iter().find(|item| item["content"]["text"] == words).unwrap();
    assert_eq!(said("It is me")["verified"], true);
    assert!(said("Where is my order?")["verified"].is_null(), "what was said before proves nothing");
    let noted = items.iter().any(|item| item["activity"]["what"] == "identified");
    assert!(noted, "agents see where it happened");

    claims["email_verified"] = json!(true);
    claims["name"] = json!("Ana D.");
    let kept: WidgetSession = ok(company.open(Some(&session.token), &company.signed(&claims)).await).await;
    assert_eq!(kept.token, session.token, "who is known already keeps the session");
    let customer = company.customer(number).await;
    assert_eq!((customer.name.as_str(), customer.email.as_deref()), ("Ana D.", Some("ana@example.org")));
    let plain: WidgetSession = ok(app
        .post(&format!("/desk/v1/widget/{}/session", app.widget), &json!({ "token": session.token }))
        .send()
        .await
        .unwrap())
    .await;
    assert!(plain.verified && plain.token == session.token, "and needs no new proof with each page");
}

#[actix_web::test]
async fn what_a_known_person_began_without_signing_in_goes_over_to_them() {
    let company = Company::start().await;
    let app = &company.app;
    let (first, home) = app.waiting_visitor().await;
    let first = company.identified(Some(&first), "user-1").await;
    let (person, _) = company.who(&first).await;

    let (anonymous, begun) = app.waiting_visitor().await;
    let (nobody, _) = company.who(&anonymous).await;
    assert_ne!(nobody, person);
    let closed = frontdesk_model::conversation::command::Action::Submit {
        status: frontdesk_model::ticket::TicketStatus::Closed,
    };
    app.act(app.marie, begun, closed).await;
    company.write(&anonymous, "And another thing").await;
    app.say(&anonymous, Saying::TalkToHuman { label: "A person".to_owned() }).await;
    let before = company.items(begun).await;

    let (mut widget, welcome) = Client::widget(app, &anonymous, None).await;
    let id = widget.draw();
    let say = json!({ "type": "text", "text": "Just before" });
    assert_eq!(widget.say_as(&id, say.clone()).await["type"], "done");
    assert!(welcome["conversation"].is_object());
    let rotated = company.identified(Some(&anonymous), "user-1").await;
    assert_eq!(widget.end().await.1, End::Closed { code: 4401 });
    assert_eq!(company.who(&rotated).await, (person, begun), "what they were reading goes on");

    let after = company.items(begun).await;
    assert!(after.len() > before.len(), "nothing is lost");
    let identified = after.iter().find(|item| item["activity"]["what"] == "identified").unwrap();
    assert_eq!(identified["activity"]["was_known"], true);
    let (mut widget, _) = Client::widget(app, &rotated, None).await;
    assert_eq!(widget.say_as(&id, say).await["type"], "done");
    let twice = company.items(begun).await;
    assert_eq!(twice.len(), after.len(), "what was sent before and not acknowledged is there once");

    let theirs = company.customer(person).await;
    let conversations: Vec<ConversationId> =
        theirs.tickets.iter().map(|ticket| ticket.conversation).collect();
    assert_eq!(conversations, [begun, begun, home], "the tickets of both, the newest first");
    assert_eq!(company.customer(nobody).await.tickets, []);
    for conversation in [begun, home] {
        let path = format!("/desk/v1/widget/conversations/{conversation}/items?before=1000");
        assert!(app.get(&path).bearing(&rotated).send().await.unwrap().status().is_success());
    }
    let rows: Value = ok(app.get("/desk/v1/tickets?list=open").by(&company.ada).send().await.unwrap()).await;
    assert!(!rows.to_string().contains(&format!("Visitor {nobody}")), "{rows}");

    // The other browser goes on where they wrote last.
    assert_eq!(company.identified(Some(&first), "user-1").await, first);
    assert_eq!(company.who(&first).await, (person, begun));
}

#[actix_web::test]
async fn whoever_signs_in_before_the_first_word_finds_their_conversation() {
    let company = Company::start().await;
    let (first, home) = company.app.waiting_visitor().await;
    company.identified(Some(&first), "user-1").await;
    let silent = company.app.visit().await;
    let token = company.identified(Some(&silent), "user-1").await;
    assert_eq!(company.who(&token).await.1, home);
    let fresh = company.identified(None, "user-1").await;
    assert_eq!(company.who(&fresh).await.1, home);
    let (_, welcome) = Client::widget(&company.app, &fresh, None).await;
    assert!(welcome["conversation"]["items"].to_string().contains("Where is my order?"));
}

#[actix_web::test]
async fn two_people_at_one_browser_share_nothing_and_signing_out_ends_it() {
    let company = Company::start().await;
    let app = &company.app;
    let (anonymous, conversation) = app.waiting_visitor().await;
    let ana = company.identified(Some(&anonymous), "user-1").await;
    let ben = company.identified(Some(&ana), "user-2").await;
    assert_ne!(company.who(&ben).await.1, conversation);
    let path = format!("/desk/v1/widget/conversations/{conversation}/items?before=1000");
    assert_eq!(refused(app.get(&path).bearing(&ben).send().await.unwrap()).await, ErrorCode::NotFound);
    assert_eq!(refused(app.get(&path).bearing(&ana).send().await.unwrap()).await, ErrorCode::NotSignedIn);

    let (mut widget, _) = Client::widget(app, &ben, None).await;
    let out = app.request(Method::POST, "/desk/v1/widget/logout").bearing(&ben).send().await.unwrap();
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
    assert_eq!(widget.end().await.1, End::Closed { code: 4401 });
    let session: WidgetSession = ok(app
        .post(&format!("/desk/v1/widget/{}/session", app.widget), &json!({ "token": ben }))
        .send()
        .await
        .unwrap())
    .await;
    assert!(!session.verified && session.token != ben, "whoever comes next is nobody known");
    let back = company.identified(None, "user-1").await;
    assert_eq!(company.who(&back).await.1, conversation, "and their conversation is still there");
}

#[actix_web::test]
async fn two_browsers_that_sign_in_at_once_are_one_person() {
    let company = Company::start().await;
    let anonymous = [company.app.visit().await, company.app.visit().await, company.app.visit().await];
    for token in &anonymous {
        company.write(token, "Hello").await;
    }
    let claims = company.signed(&company.claims("user-1"));
    let opened = anonymous.iter().map(|token| company.open(Some(token), &claims));
    let mut people = Vec::new();
    for response in futures_util::future::join_all(opened).await {
        let session: WidgetSession = ok(response).await;
        people.push(company.who(&session.token).await.0);
    }
    assert!(people.windows(2).all(|pair| pair[0] == pair[1]), "{people:?}");
}
