//! Files of end users: first where it is, then the file (core.telegram.org/bots/api#getfile).

use super::{API, call, errors, token};
use crate::account::Account;
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use crate::inbound::Media;
use crate::item::text;
use crate::media::Fetch;
use crate::percent;
use serde_json::json;

/// The address holds the bot's token: it is asked at once and kept nowhere. Files above 20 MB are not given out.
pub(super) fn fetch(account: &Account, media: &Media, response: Option<&HttpResponse>) -> Fetch {
    let Some(response) = response else {
        return Fetch::Ask(call(account, "getFile", &json!({ "file_id": media.handle })));
    };
    if !response.is_success() {
        return Fetch::Failed(errors::error(response));
    }
    let answer = response.json();
    match text(&answer, "/result/file_path").and_then(path) {
        Some(path) => {
            let url = format!("{}/file/bot{}/{path}", account.host(API), token(account));
            Fetch::Download(HttpRequest::get(url))
        }
        None => {
            let text = "the provider did not say where the file is";
            Fetch::Failed(SendError::new(RetryClass::Content, "no_file_path", text))
        }
    }
}

/// As part of an address; `None` for what would lead out of the bot's files.
fn path(path: &str) -> Option<String> {
    let steps: Vec<&str> = path.split('/').collect();
    let stays = steps.iter().all(|step| !matches!(*step, "" | "." | ".."));
    stays.then(|| steps.iter().map(|step| percent::encode(step)).collect::<Vec<_>>().join("/"))
}
