//! Tokens, files, people, signals and the doctor.

use super::{answer, json_of, now, refused, wechat};
use frontdesk_channels::wechat::Wechat;
use frontdesk_channels::{
    Adapter, Address, Fetch, Finding, HttpResponse, Media, MediaKind, Method, RetryClass, Signal, Token,
};
use frontdesk_model::time::Span;
use serde_json::json;
use std::collections::BTreeMap;

#[test]
fn a_stable_token_is_got_by_id_and_secret() {
    let request = Wechat.renew(&wechat()).unwrap();
    assert_eq!(request.method, Method::Post);
    assert_eq!(request.url, "https://api.weixin.qq.com/cgi-bin/stable_token", "no token to get a token");
    let expected =
        json!({ "grant_type": "client_credential", "appid": "wx1234567890abcdef", "secret": "secret" });
    assert_eq!(json_of(&request), expected);
    let given = answer(200, r#"{"access_token":"T2","expires_in":7200}"#);
    let token = Wechat.renewed(&wechat(), &given, now()).unwrap();
    let expected =
        Token { value: "T2".to_owned(), refresh: None, expires_at: now().plus(Span::seconds(7_200)) };
    assert_eq!(token, expected);
}

#[test]
fn a_refused_token_says_whether_asking_again_helps() {
    let class = |response: &HttpResponse| Wechat.renewed(&wechat(), response, now()).unwrap_err().class;
    for code in [40_013, 40_125, 40_164, 41_004, 89_503, 99_999] {
        assert_eq!(class(&refused(code, "no")), RetryClass::Auth, "{code}");
    }
    assert_eq!(class(&refused(-1, "busy")), RetryClass::Transient);
    assert_eq!(class(&refused(45_009, "too often")), RetryClass::Quota { after: None });
    for half in ["", "{}", r#"{"access_token":""#, r#"{"access_token":"","expires_in":1}"#] {
        assert_eq!(class(&answer(200, half)), RetryClass::Transient, "{half}");
    }
    assert_eq!(class(&answer(500, "")), RetryClass::Transient);
}

fn media(handle: &str) -> Media {
    Media { handle: handle.to_owned(), kind: MediaKind::Image, name: None, media_type: None }
}

#[test]
fn a_file_is_looked_at_before_it_is_taken_for_one() {
    let url = "https://api.weixin.qq.com/cgi-bin/media/get?access_token=T%2F1&media_id=m%201";
    let Fetch::Ask(request) = Wechat.fetch(&wechat(), &media("m 1"), None) else { panic!("a question") };
    assert_eq!(request.url, url);
    let range = request.headers.iter().find(|header| header.name == "range");
    assert_eq!(
        range.map(|header| header.value.as_str()),
        Some("bytes=0-1023"),
        "it is downloaded afterwards"
    );
    let told = |response: &HttpResponse| Wechat.fetch(&wechat(), &media("m 1"), Some(response));
    let Fetch::Download(request) = told(&answer(200, "\u{1}\u{2}PNG")) else { panic!("a picture") };
    assert_eq!(request.url, url);
    let video = answer(200, r#"{"video_url":"https://mp.example.org/v.mp4"}"#);
    assert!(
        matches!(told(&video), Fetch::Download(request) if request.url == "https://mp.example.org/v.mp4")
    );
    let class = |response: &HttpResponse| match told(response) {
        Fetch::Failed(error) => error.class,
        other => panic!("{other:?}"),
    };
    assert_eq!(class(&refused(40_007, "invalid media_id")), RetryClass::Content);
    assert_eq!(class(&refused(42_001, "access_token expired")), RetryClass::Auth);
    assert_eq!(class(&answer(200, r#"{"something":"else"}"#)), RetryClass::Transient);
    assert_eq!(class(&answer(502, "bad gateway")), RetryClass::Transient);
}

#[test]
fn a_picture_without_an_id_is_fetched_by_its_address() {
    let found = Wechat.fetch(&wechat(), &media("http://mmbiz.example.org/p.jpg"), None);
    assert!(matches!(found, Fetch::Download(request) if request.url == "http://mmbiz.example.org/p.jpg"));
}

#[test]
fn s1_22_wechat_tells_little_of_who_somebody_is() {
    let request = Wechat.profile(&wechat(), &Address::new("oABC").unwrap()).unwrap();
    let url = "https://api.weixin.qq.com/cgi-bin/user/info?access_token=T%2F1&openid=oABC&lang=en";
    assert_eq!(request.url, url);
    let body = r#"{"subscribe":1,"openid":"oABC","nickname":"","language":"zh_CN","subscribe_time":1767225600,
        "unionid":"u1","remark":"Ana of Porto","tagid_list":[128,2],"subscribe_scene":"ADD_SCENE_QR_CODE","qr_scene":0}"#;
    let profile = Wechat.profile_from(&answer(200, body)).unwrap();
    assert_eq!((profile.name.as_deref(), profile.locale.as_deref()), (Some("Ana of Porto"), Some("zh-CN")));
    assert_eq!(profile.facts["unionid"], "u1");
    assert_eq!(profile.facts["tagid_list"], "128, 2");
    assert!(!profile.facts.contains_key("nickname"));
    assert_eq!(Wechat.profile_from(&refused(40_003, "invalid openid")), None);
    assert_eq!(Wechat.profile_from(&answer(200, "")), None);
}

#[test]
fn s3_23_typing_is_shown_and_reading_cannot_be() {
    let ana = Address::new("oABC").unwrap();
    let signal = |signal| Wechat.signal(&wechat(), &ana, &BTreeMap::new(), signal);
    let request = signal(Signal::Typing).unwrap();
    let url = "https://api.weixin.qq.com/cgi-bin/message/custom/typing?access_token=T%2F1";
    assert_eq!(request.url, url);
    assert_eq!(json_of(&request), json!({ "touser": "oABC", "command": "Typing" }));
    assert_eq!((signal(Signal::Read), signal(Signal::Taken)), (None, None));
}

fn judged(name: &str, response: &HttpResponse) -> Finding {
    Wechat.judge(&wechat(), name, response)
}

fn code(finding: Finding) -> String {
    match finding {
        Finding::Wrong(error) => error.code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_doctor_says_what_works_and_what_does_not() {
    let right = |text: &str| Finding::Right(text.to_owned());
    let names: Vec<&str> = Wechat.checks(&wechat()).iter().map(|check| check.name).collect();
    assert_eq!(names, ["token", "account", "sending", "webhook"]);
    assert_eq!(judged("token", &answer(200, r#"{"ip_list":["203.0.113.7"]}"#)), right(""));
    assert_eq!(code(judged("token", &refused(40_164, "invalid ip 198.51.100.1, not in whitelist"))), "40164");
    let account = |id: &str| answer(200, &format!(r#"{{"appid":"{id}","nickname":"Acme 商店"}}"#));
    assert_eq!(judged("account", &account("wx1234567890abcdef")), right("Acme 商店"));
    assert_eq!(code(judged("account", &account("wxother"))), "app_id");
    assert!(matches!(judged("account", &refused(48_001, "api unauthorized")), Finding::Doubtful(_)));
    assert_eq!(code(judged("sending", &refused(48_001, "api unauthorized"))), "48001");
}

#[test]
fn the_doctor_counts_the_days_messages_and_pings() {
    let quota = |left| {
        answer(200, &format!(r#"{{"errcode":0,"quota":{{"daily_limit":500000,"used":1,"remain":{left}}}}}"#))
    };
    let Finding::Right(text) = judged("sending", &quota(499_999)) else { panic!("there are some left") };
    assert_eq!(text, "499999 of 500000 messages left today");
    assert!(matches!(judged("sending", &quota(0)), Finding::Doubtful(_)));
    let ping = |loss| {
        answer(
            200,
            &format!(
                r#"{{"dns":[],"ping":[{{"ip":"203.0.113.7","package_loss":"{loss}","time":"1.5ms"}}]}}"#
            ),
        )
    };
    assert_eq!(judged("webhook", &ping("0%")), Finding::Right(String::new()));
    assert!(matches!(judged("webhook", &ping("100%")), Finding::Doubtful(_)));
}
