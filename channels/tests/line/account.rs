//! Tokens, files, people, signals, links and the doctor.

use super::{BOT, answer, header, json_of, line, now, with};
use frontdesk_channels::line::Line;
use frontdesk_channels::{
    Account, Adapter, Address, Body, Fetch, Finding, HttpResponse, Media, MediaKind, Method, RetryClass,
    Signal, Token,
};
use frontdesk_model::time::Span;
use serde_json::json;
use std::collections::BTreeMap;

fn without_token() -> Account {
    let mut account = line();
    account.secrets.0.remove("channel_access_token");
    account
}

#[test]
fn a_lasting_token_is_used_and_else_a_short_one_is_got() {
    assert_eq!(Line.renew(&line()), None);
    let mut account = without_token();
    let request = Line.renew(&account).unwrap();
    assert_eq!((request.method, request.url.as_str()), (Method::Post, "https://api.line.me/oauth2/v3/token"));
    assert_eq!(header(&request, "content-type"), Some("application/x-www-form-urlencoded"));
    let Body::Bytes(body) = &request.body else { panic!("a form is expected") };
    let form = "grant_type=client_credentials&client_id=1655551234&client_secret=a%20channel%20secret";
    assert_eq!(body.as_ref(), form.as_bytes());
    let given = answer(200, r#"{"token_type":"Bearer","access_token":"short","expires_in":899}"#);
    let token = Line.renewed(&account, &given, now()).unwrap();
    let expected =
        Token { value: "short".to_owned(), refresh: None, expires_at: now().plus(Span::seconds(899)) };
    assert_eq!(token, expected);
    account.token = Some(token);
    let request = Line.profile(&account, &Address::new("U9ana").unwrap()).unwrap();
    assert_eq!(header(&request, "authorization"), Some("Bearer short"));
}

#[test]
fn a_refused_token_says_whether_asking_again_helps() {
    let refused = |response: &HttpResponse| Line.renewed(&without_token(), response, now()).unwrap_err();
    let wrong =
        refused(&answer(400, r#"{"error":"invalid_client","error_description":"invalid client_id"}"#));
    let shown = (wrong.class, wrong.code.as_str(), wrong.text.as_str());
    assert_eq!(shown, (RetryClass::Auth, "invalid_client", "invalid client_id"));
    assert_eq!(refused(&answer(401, "")).class, RetryClass::Auth);
    assert_eq!(refused(&answer(200, r#"{"access_token":"#)).class, RetryClass::Transient);
    assert_eq!(refused(&answer(500, "")).class, RetryClass::Transient);
    assert_eq!(refused(&answer(429, "")).class, RetryClass::ThrottledAccount { after: None });
}

fn media(handle: &str, kind: MediaKind) -> Media {
    Media { handle: handle.to_owned(), kind, name: None, media_type: None }
}

#[test]
fn files_are_fetched_from_the_other_host_once_they_are_ready() {
    let content = "https://api-data.line.me/v2/bot/message/501/content";
    for kind in [MediaKind::Image, MediaKind::File] {
        let Fetch::Download(request) = Line.fetch(&line(), &media("501", kind), None) else {
            panic!("it is there at once")
        };
        assert_eq!(
            (request.url.as_str(), header(&request, "authorization")),
            (content, Some("Bearer lasting"))
        );
    }
    let video = media("501", MediaKind::Video);
    let Fetch::Ask(request) = Line.fetch(&line(), &video, None) else { panic!("is it ready?") };
    assert_eq!(request.url, format!("{content}/transcoding"));
    let told = |status, body: &str| Line.fetch(&line(), &video, Some(&answer(status, body)));
    assert!(
        matches!(told(200, r#"{"status":"succeeded"}"#), Fetch::Download(request) if request.url == content)
    );
    let class = |fetch| match fetch {
        Fetch::Failed(error) => error.class,
        other => panic!("{other:?}"),
    };
    assert_eq!(class(told(200, r#"{"status":"processing"}"#)), RetryClass::Transient);
    assert_eq!(class(told(200, r#"{"status":"failed"}"#)), RetryClass::Content);
    assert_eq!(class(told(404, r#"{"message":"Not found"}"#)), RetryClass::Content);
    assert_eq!(class(told(401, "")), RetryClass::Auth);
}

#[test]
fn a_file_that_lies_elsewhere_is_fetched_without_our_token() {
    let elsewhere = media("https://files.example.org/v.mp4", MediaKind::Video);
    let Fetch::Download(request) = Line.fetch(&line(), &elsewhere, None) else { panic!("it lies there") };
    assert_eq!((request.url.as_str(), request.headers.len()), ("https://files.example.org/v.mp4", 0));
}

#[test]
fn s1_22_line_tells_who_somebody_is() {
    let request = Line.profile(&line(), &Address::new("U9/ana").unwrap()).unwrap();
    assert_eq!(request.url, "https://api.line.me/v2/bot/profile/U9%2Fana");
    let body = r#"{"displayName":"Ana 🌸","userId":"U9ana","language":"pt-BR","pictureUrl":"https://p.example.org/a","statusMessage":""}"#;
    let profile = Line.profile_from(&answer(200, body)).unwrap();
    assert_eq!((profile.name.as_deref(), profile.locale.as_deref()), (Some("Ana 🌸"), Some("pt-BR")));
    let facts: Vec<(&str, &str)> = profile.facts.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let expected = [
        ("displayName", "Ana 🌸"),
        ("language", "pt-BR"),
        ("pictureUrl", "https://p.example.org/a"),
        ("userId", "U9ana"),
    ];
    assert_eq!(facts, expected);
    assert_eq!(Line.profile_from(&answer(404, r#"{"message":"Not found"}"#)), None);
}

#[test]
fn s3_23_typing_and_reading_are_shown() {
    let ana = Address::new("U9ana").unwrap();
    let memo = BTreeMap::from([("mark_as_read_token".to_owned(), "mr1".to_owned())]);
    let typing = Line.signal(&line(), &ana, &BTreeMap::new(), Signal::Typing).unwrap();
    assert_eq!(typing.url, "https://api.line.me/v2/bot/chat/loading/start");
    assert_eq!(json_of(&typing), json!({ "chatId": "U9ana", "loadingSeconds": 20 }));
    let read = Line.signal(&line(), &ana, &memo, Signal::Read).unwrap();
    assert_eq!(read.url, "https://api.line.me/v2/bot/chat/markAsRead");
    assert_eq!(json_of(&read), json!({ "markAsReadToken": "mr1" }));
    assert_eq!(Line.signal(&line(), &ana, &BTreeMap::new(), Signal::Read), None);
    assert_eq!(Line.signal(&line(), &ana, &memo, Signal::Taken), None);
}

#[test]
fn s0_11_a_link_opens_the_talk_with_the_code_in_it() {
    let link = Line.deep_link(&line(), "ABCDEFGHIJKLMNOPQRSTUV2345").unwrap();
    let url = "https://line.me/R/oaMessage/%40acme/?%5Bref%3AABCDEFGHIJKLMNOPQRSTUV2345%5D";
    assert_eq!((link.url.as_str(), link.type_this), (url, None));
    assert_eq!(Line.deep_link(&with("basic_id", ""), "ABCDEFGHIJKLMNOPQRSTUV2345"), None);
}

#[test]
fn the_webhook_is_set_by_the_server() {
    let request = Line.subscribe(&line()).remove(0);
    assert_eq!(
        (request.method, request.url.as_str()),
        (Method::Put, "https://api.line.me/v2/bot/channel/webhook/endpoint")
    );
    assert_eq!(json_of(&request), json!({ "endpoint": line().webhook_url() }));
}

fn judged(account: &Account, name: &str, status: u16, body: &str) -> Result<String, String> {
    match Line.judge(account, name, &answer(status, body)) {
        Finding::Right(text) => Ok(text),
        Finding::Doubtful(text) => panic!("{text}"),
        Finding::Wrong(error) => Err(error.code),
    }
}

#[test]
fn the_doctor_says_whose_token_it_is() {
    let body = format!(
        r#"{{"userId":"{BOT}","basicId":"@acme","displayName":"Acme","chatMode":"bot","markAsReadMode":"manual"}}"#
    );
    assert_eq!(judged(&line(), "token", 200, &body), Ok(format!("Acme (@acme, {BOT})")));
    assert_eq!(judged(&with("bot_user_id", ""), "token", 200, &body).map(|_| ()), Ok(()));
    assert_eq!(judged(&with("bot_user_id", "Uother"), "token", 200, &body), Err("bot_user_id".to_owned()));
    assert_eq!(judged(&with("basic_id", "other"), "token", 200, &body), Err("basic_id".to_owned()));
    let premium = body.replace("\"basicId\":\"@acme\"", "\"basicId\":\"@123abcde\",\"premiumId\":\"@acme\"");
    assert!(judged(&line(), "token", 200, &premium).is_ok());
    assert_eq!(judged(&line(), "token", 401, ""), Err("401".to_owned()));
}

#[test]
fn the_doctor_says_whether_webhooks_arrive() {
    let url = line().webhook_url();
    let endpoint = |url: &str, active| format!(r#"{{"endpoint":"{url}","active":{active}}}"#);
    assert_eq!(judged(&line(), "webhook", 200, &endpoint(&url, true)), Ok(url.clone()));
    assert_eq!(judged(&line(), "webhook", 200, &endpoint(&url, false)), Err("webhook_off".to_owned()));
    let elsewhere = endpoint("https://example.org", true);
    assert_eq!(judged(&line(), "webhook", 200, &elsewhere), Err("other_webhook".to_owned()));
    assert_eq!(judged(&line(), "webhook", 404, ""), Err("no_webhook".to_owned()));
    let right = r#"{"success":true,"timestamp":"2026-01-01T00:00:00Z","statusCode":200,"reason":"OK","detail":"200"}"#;
    assert_eq!(judged(&line(), "webhook_test", 200, right), Ok(String::new()));
    let wrong =
        r#"{"success":false,"statusCode":0,"reason":"COULD_NOT_CONNECT","detail":"TLS handshake failure"}"#;
    assert_eq!(judged(&line(), "webhook_test", 200, wrong), Err("COULD_NOT_CONNECT".to_owned()));
}

#[test]
fn the_doctor_counts_the_months_messages() {
    let limited = r#"{"type":"limited","value":500}"#;
    assert_eq!(judged(&line(), "quota", 200, limited), Ok("500 messages a month".to_owned()));
    assert_eq!(judged(&line(), "quota", 200, r#"{"type":"none"}"#), Ok("no monthly limit".to_owned()));
    assert_eq!(
        judged(&line(), "quota_used", 200, r#"{"totalUsage":37}"#),
        Ok("37 messages this month".to_owned())
    );
    let names: Vec<&str> = Line.checks(&line()).iter().map(|check| check.name).collect();
    assert_eq!(names, ["token", "webhook", "webhook_test", "quota", "quota_used"]);
    let bearer =
        |check: &frontdesk_channels::Check| header(&check.request, "authorization").map(str::to_owned);
    assert!(Line.checks(&line()).iter().all(|check| bearer(check).as_deref() == Some("Bearer lasting")));
}
