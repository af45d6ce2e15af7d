//! Tokens, doctor and subscription, which differ between the two ways in.

use super::meta::{NOW, TOKEN, answer, bearer, ok};
use super::{account, alone};
use frontdesk_channels::instagram::Instagram;
use frontdesk_channels::{Account, Adapter, Finding, RetryClass, Token};
use frontdesk_model::time::Span;
use serde_json::json;

fn with_token(value: &str) -> Account {
    let token = Token { value: value.to_owned(), refresh: None, expires_at: NOW };
    Account { token: Some(token), ..alone() }
}

#[test]
fn a_token_of_instagrams_own_is_renewed_and_one_of_a_page_lasts() {
    assert!(Instagram.renew(&account()).is_none());
    let url = "https://graph.instagram.com/refresh_access_token?grant_type=ig_refresh_token&access_token=";
    assert_eq!(Instagram.renew(&alone()).unwrap().url, format!("{url}an%20access%20token"));
    assert_eq!(Instagram.renew(&with_token("newer")).unwrap().url, format!("{url}newer"));
    let mut elsewhere = alone();
    elsewhere.hosts.insert("instagram".to_owned(), "http://localhost:9/ig".to_owned());
    assert!(
        Instagram.renew(&elsewhere).unwrap().url.starts_with("http://localhost:9/ig/refresh_access_token?")
    );
    let given = ok(&json!({"access_token": "newest", "token_type": "bearer", "expires_in": 5_184_000}));
    let token = Instagram.renewed(&alone(), &given, NOW).unwrap();
    assert_eq!((token.value.as_str(), token.expires_at), ("newest", NOW.plus(Span::days(60))));
}

#[test]
fn a_token_that_is_too_young_to_renew_goes_on() {
    let young = answer(400, r#"{"error":{"code":100,"message":"The token is too young"}}"#);
    let token = Instagram.renewed(&alone(), &young, NOW).unwrap();
    assert_eq!((token.value.as_str(), token.expires_at), (TOKEN, NOW.plus(Span::days(1))));
    let dead = answer(400, r#"{"error":{"code":190,"message":"Session has expired"}}"#);
    assert_eq!(Instagram.renewed(&alone(), &dead, NOW).unwrap_err().class, RetryClass::Auth);
    for passing in [answer(500, ""), answer(200, "<html>"), answer(200, "{}")] {
        assert_eq!(Instagram.renewed(&alone(), &passing, NOW).unwrap_err().class, RetryClass::Transient);
    }
}

#[test]
fn the_renewed_token_is_used() {
    let checks = Instagram.checks(&with_token("newer"));
    assert!(checks.iter().all(|check| bearer(&check.request) == Some("newer")));
}

#[test]
fn the_doctor_asks_what_each_way_in_can_answer() {
    let asked = |account: &Account| -> Vec<(&str, String)> {
        Instagram.checks(account).into_iter().map(|check| (check.name, check.request.url)).collect()
    };
    let graph = "https://graph.facebook.com/v25.0";
    assert_eq!(
        asked(&account()),
        [
            ("token", format!("{graph}/debug_token?input_token=an%20access%20token")),
            ("account", format!("{graph}/IGID?fields=name,username")),
            ("webhook", format!("{graph}/PAGE/subscribed_apps")),
        ]
    );
    let me = "https://graph.instagram.com/v25.0/me";
    assert_eq!(
        asked(&alone()),
        [
            ("account", format!("{me}?fields=user_id,username,account_type")),
            ("webhook", format!("{me}/subscribed_apps")),
        ]
    );
    let judge = |id: &str, username: &str| {
        Instagram.judge(&alone(), "account", &ok(&json!({"user_id": id, "username": username})))
    };
    assert_eq!(judge("17841", "shop"), Finding::Right("shop".to_owned()));
    assert!(matches!(judge("17841", "other"), Finding::Doubtful(_)));
    let Finding::Wrong(error) = judge("5", "shop") else { panic!() };
    assert_eq!(error.code, "other_account");
}

#[test]
fn s1_14_an_account_is_shown_by_its_name_and_known_by_its_id() {
    let account = account();
    let shown = [Instagram.shown_setting(), Instagram.account_setting()].map(|name| account.setting(name));
    assert_eq!(shown, ["@shop", "IGID"]);
}

#[test]
fn both_ways_subscribe() {
    let urls = |account: &Account| -> Vec<String> {
        Instagram.subscribe(account).into_iter().map(|request| request.url).collect()
    };
    assert!(urls(&account())[0].starts_with("https://graph.facebook.com/v25.0/PAGE/subscribed_apps?"));
    let fields = "messages,messaging_postbacks,messaging_referral,messaging_seen,message_reactions,message_edit,standby";
    let url = format!("https://graph.instagram.com/v25.0/me/subscribed_apps?subscribed_fields={fields}");
    assert_eq!(urls(&alone()), [url]);
}
