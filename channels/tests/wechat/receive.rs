use super::{AES_KEY, SEALED, SEALED_SIGNATURE, WORD, WROTE, now, safe, wechat};
use bytes::Bytes;
use frontdesk_channels::signature::sha1_hex;
use frontdesk_channels::wechat::Wechat;
use frontdesk_channels::{Account, Adapter, Hook, HookAnswer, Method, Refusal, Verdict};
use frontdesk_model::time::{Span, Timestamp};

const BODY: &str = "<xml><MsgType>text</MsgType></xml>";

fn signature(word: &str, time: &str, nonce: &str, more: &[&str]) -> String {
    let mut parts = vec![word, time, nonce];
    parts.extend(more);
    parts.sort_unstable();
    sha1_hex(&[parts.concat().as_bytes()])
}

fn verdict(account: &Account, method: Method, query: &str, body: &str, now: Timestamp) -> Verdict {
    let body = Bytes::copy_from_slice(body.as_bytes());
    Wechat.receive(account, &Hook { method, query, headers: &[], body: &body, now })
}

fn query(signature: &str) -> String {
    format!("signature={signature}&timestamp=1767225600&nonce=n1&openid=oABC")
}

#[test]
fn the_handshake_gives_the_word_back() {
    let right = signature(WORD, "1767225600", "n1", &[]);
    let greet = |query: &str| verdict(&wechat(), Method::Get, &format!("{query}&echostr=56%2B78"), "", now());
    assert_eq!(greet(&query(&right)), Verdict::Answer(HookAnswer::text("56+78")));
    let wrong = signature("another", "1767225600", "n1", &[]);
    assert_eq!(greet(&query(&wrong)), Verdict::Refuse(Refusal::WrongSignature));
    assert_eq!(greet("timestamp=1767225600&nonce=n1"), Verdict::Refuse(Refusal::Unsigned));
    let no_echo = verdict(&wechat(), Method::Get, &query(&right), "", now());
    assert_eq!(no_echo, Verdict::Refuse(Refusal::Malformed));
    // The address is tried before the admin has decided on a mode: it is signed the same way in all of them.
    let in_safe_mode = verdict(&safe(), Method::Get, &format!("{}&echostr=7", query(&right)), "", now());
    assert_eq!(in_safe_mode, Verdict::Answer(HookAnswer::text("7")));
}

#[test]
fn a_webhook_in_plain_mode_is_believed_by_its_query() {
    let right = signature(WORD, "1767225600", "n1", &[]);
    let take = |query: &str, now| verdict(&wechat(), Method::Post, query, BODY, now);
    assert_eq!(take(&query(&right), now()), Verdict::Take(HookAnswer::text("success")));
    for at in 0..right.len() {
        let mut flipped = right.clone().into_bytes();
        flipped[at] ^= 1;
        let flipped = query(&String::from_utf8(flipped).unwrap());
        assert_eq!(take(&flipped, now()), Verdict::Refuse(Refusal::WrongSignature), "{at}");
    }
    let other_nonce = query(&right).replace("n1", "n2");
    assert_eq!(take(&other_nonce, now()), Verdict::Refuse(Refusal::WrongSignature));
    for unsigned in ["", "signature=&timestamp=1767225600&nonce=n1", "signature=aa&nonce=n1"] {
        assert_eq!(take(unsigned, now()), Verdict::Refuse(Refusal::Unsigned), "{unsigned}");
    }
    for late in [WROTE.plus(Span::seconds(601)), WROTE.minus(Span::seconds(601))] {
        assert_eq!(take(&query(&right), late), Verdict::Refuse(Refusal::Stale));
    }
    let at_the_end = take(&query(&right), WROTE.plus(Span::minutes(10)));
    assert!(matches!(at_the_end, Verdict::Take(_)));
}

#[test]
fn without_the_token_nothing_is_believed() {
    let mut account = wechat();
    account.secrets.0.remove("token");
    let empty = query(&signature("", "1767225600", "n1", &[]));
    for method in [Method::Get, Method::Post] {
        assert_eq!(verdict(&account, method, &empty, BODY, now()), Verdict::Refuse(Refusal::NoSecret));
    }
    assert_eq!(verdict(&wechat(), Method::Put, "", BODY, now()), Verdict::Refuse(Refusal::Malformed));
}

fn safe_query(signature: &str) -> String {
    let plain = self::signature(WORD, "1767225600", "n1", &[]);
    format!("{}&encrypt_type=aes&msg_signature={signature}", query(&plain))
}

#[test]
fn a_webhook_in_safe_mode_is_believed_by_what_is_encrypted() {
    let take = |query: &str, body: &str| verdict(&safe(), Method::Post, query, body, now());
    let right = safe_query(SEALED_SIGNATURE);
    assert_eq!(take(&right, SEALED), Verdict::Take(HookAnswer::text("success")));
    let at = SEALED.find("<Encrypt><![CDATA[").unwrap() + 30;
    let mut flipped = SEALED.as_bytes().to_vec();
    flipped[at] = if flipped[at] == b'A' { b'B' } else { b'A' };
    let flipped = String::from_utf8(flipped).unwrap();
    assert_eq!(take(&right, &flipped), Verdict::Refuse(Refusal::WrongSignature));
    assert_eq!(take(&right.replace("n1", "n2"), SEALED), Verdict::Refuse(Refusal::WrongSignature));
    let late = verdict(&safe(), Method::Post, &right, SEALED, WROTE.plus(Span::minutes(11)));
    assert_eq!(late, Verdict::Refuse(Refusal::Stale));
}

#[test]
fn what_cannot_be_decrypted_is_not_taken() {
    let right = safe_query(SEALED_SIGNATURE);
    let take = |key: &str, app: &str| {
        let mut account = safe();
        account.secrets.0.insert("encoding_aes_key".to_owned(), key.to_owned());
        account.settings.insert("app_id".to_owned(), app.to_owned());
        verdict(&account, Method::Post, &right, SEALED, now())
    };
    assert!(matches!(take(AES_KEY, "wx1234567890abcdef"), Verdict::Take(_)));
    assert_eq!(take(&"A".repeat(43), "wx1234567890abcdef"), Verdict::Refuse(Refusal::WrongSignature));
    assert_eq!(take(AES_KEY, "wxanother"), Verdict::Refuse(Refusal::WrongSignature));
    assert_eq!(take("too short", "wx1234567890abcdef"), Verdict::Refuse(Refusal::NoSecret));
}

#[test]
fn an_account_with_a_key_believes_nothing_that_is_not_encrypted() {
    let plain = query(&signature(WORD, "1767225600", "n1", &[]));
    let take = |query: &str, body: &str| verdict(&safe(), Method::Post, query, body, now());
    assert_eq!(take(&plain, BODY), Verdict::Refuse(Refusal::Unsigned));
    assert_eq!(take(&plain, SEALED), Verdict::Refuse(Refusal::Unsigned));
    assert_eq!(take(&plain, "nonsense"), Verdict::Refuse(Refusal::Malformed));
    assert_eq!(AES_KEY.len(), 43);
}
