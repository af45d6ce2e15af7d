//! What concerns the page itself: files in, profiles, marks, doctor, subscription, links.

use super::meta::{TOKEN, answer, bearer, body, ok};
use super::page;
use frontdesk_channels::messenger::Messenger;
use frontdesk_channels::{Adapter, Address, DeepLink, Fetch, Finding, Media, MediaKind, Method, Signal};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const GRAPH: &str = "https://graph.facebook.com/v25.0";

fn person() -> Address {
    Address::new("PSID").unwrap()
}

#[test]
fn s1_14_a_page_is_shown_by_its_name_and_known_by_its_id() {
    let page = page();
    let shown = [Messenger.shown_setting(), Messenger.account_setting()].map(|name| page.setting(name));
    assert_eq!(shown, ["shop", "PAGE"]);
}

#[test]
fn a_file_is_fetched_from_where_it_is_without_our_token() {
    let handle = "https://cdn.example/a.jpg?sig=1".to_owned();
    let media = Media { handle, kind: MediaKind::Image, name: None, media_type: None };
    let Fetch::Download(request) = Messenger.fetch(&page(), &media, None) else { panic!() };
    assert_eq!((request.url.as_str(), bearer(&request)), ("https://cdn.example/a.jpg?sig=1", None));
}

#[test]
fn s1_22_a_profile_tells_who_somebody_is() {
    let request = Messenger.profile(&page(), &person()).unwrap();
    let fields = "name,first_name,last_name,profile_pic,locale,timezone,gender";
    assert_eq!(request.url, format!("{GRAPH}/PSID?fields={fields}"));
    assert_eq!(bearer(&request), Some(TOKEN));
    let told = json!({"first_name": "Ana", "last_name": "López", "locale": "fr_FR", "timezone": 2, "id": "PSID",
        "profile_pic": "https://cdn.example/p.jpg", "odd": []});
    let profile = Messenger.profile_from(&ok(&told)).unwrap();
    assert_eq!(profile.name.as_deref(), Some("Ana López"));
    assert_eq!(profile.locale.as_deref(), Some("fr-FR"));
    let facts = [
        ("first_name", "Ana"),
        ("id", "PSID"),
        ("last_name", "López"),
        ("locale", "fr_FR"),
        ("profile_pic", "https://cdn.example/p.jpg"),
        ("timezone", "2"),
    ];
    let facts: BTreeMap<String, String> =
        facts.iter().map(|(name, fact)| ((*name).to_owned(), (*fact).to_owned())).collect();
    assert_eq!(profile.facts, facts);
    for nothing in [answer(400, r#"{"error":{"code":100}}"#), answer(200, "<html>"), answer(200, "")] {
        assert_eq!(Messenger.profile_from(&nothing), None);
    }
}

#[test]
fn typing_and_read_marks_are_actions_of_their_own() {
    let action = |signal| Messenger.signal(&page(), &person(), &BTreeMap::new(), signal);
    for (signal, word) in [(Signal::Typing, "typing_on"), (Signal::Read, "mark_seen")] {
        let request = action(signal).unwrap();
        assert_eq!(request.url, format!("{GRAPH}/PAGE/messages"));
        assert_eq!(body(&request), json!({"recipient": {"id": "PSID"}, "sender_action": word}));
    }
    assert!(action(Signal::Taken).is_none());
}

fn judge(name: &str, json: &Value) -> Finding {
    Messenger.judge(&page(), name, &ok(json))
}

#[test]
fn the_doctor_asks_for_token_page_and_subscription() {
    let asked: Vec<(&str, String)> =
        Messenger.checks(&page()).into_iter().map(|check| (check.name, check.request.url)).collect();
    assert_eq!(
        asked,
        [
            ("token", format!("{GRAPH}/debug_token?input_token=an%20access%20token")),
            ("account", format!("{GRAPH}/PAGE?fields=name,username")),
            ("webhook", format!("{GRAPH}/PAGE/subscribed_apps")),
        ]
    );
    let token = json!({"data": {"is_valid": true, "application": "Desk", "scopes": ["pages_messaging"]}});
    assert_eq!(judge("token", &token), Finding::Right("Desk".to_owned()));
    let called = |username: &str| json!({"name": "The Shop", "username": username, "id": "PAGE"});
    assert_eq!(judge("account", &called("Shop")), Finding::Right("The Shop".to_owned()));
    assert!(matches!(judge("account", &called("other")), Finding::Doubtful(_)));
    let app = |fields: &[&str]| json!({"data": [{"id": "1", "name": "Desk", "subscribed_fields": fields}]});
    let all = ["messages", "messaging_postbacks", "standby"];
    assert_eq!(judge("webhook", &app(&all)), Finding::Right("Desk".to_owned()));
    let lacks = "the webhook lacks the fields messaging_postbacks".to_owned();
    assert_eq!(judge("webhook", &app(&["messages"])), Finding::Doubtful(lacks));
    let Finding::Wrong(error) = judge("webhook", &json!({"data": []})) else { panic!() };
    assert_eq!(error.code, "not_subscribed");
    let refused = answer(400, r#"{"error":{"code":190,"message":"dead"}}"#);
    let Finding::Wrong(error) = Messenger.judge(&page(), "account", &refused) else { panic!() };
    assert_eq!((error.code.as_str(), error.text.as_str()), ("190", "dead"));
}

#[test]
fn the_page_is_subscribed_and_gets_its_button() {
    let asked = Messenger.subscribe(&page());
    let fields = "messages,messaging_postbacks,messaging_referrals,message_deliveries,message_reads,message_echoes,\
                  message_edits,message_reactions,standby";
    assert_eq!(asked[0].url, format!("{GRAPH}/PAGE/subscribed_apps?subscribed_fields={fields}"));
    assert_eq!(asked[1].url, format!("{GRAPH}/PAGE/messenger_profile"));
    assert_eq!(body(&asked[1]), json!({"get_started": {"payload": "frontdesk:start"}}));
    assert!(asked.iter().all(|request| request.method == Method::Post && bearer(request) == Some(TOKEN)));
}

#[test]
fn s0_11_a_link_opens_the_page_with_the_code_beside_it() {
    let code = "ABCDEFGHIJKLMNOPQRSTUV2345";
    let link =
        |page: &str| Some(DeepLink { url: format!("https://m.me/{page}?ref={code}"), type_this: None });
    assert_eq!(Messenger.deep_link(&page(), code), link("shop"));
    let mut nameless = page();
    nameless.settings.remove("page_username");
    assert_eq!(Messenger.deep_link(&nameless, code), link("PAGE"));
    nameless.settings.clear();
    assert_eq!(Messenger.deep_link(&nameless, code), None);
}
