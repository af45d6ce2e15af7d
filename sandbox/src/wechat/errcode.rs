//! How WeChat says no: with status 200 and a code.

use crate::call::Answer;
use serde_json::json;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Errcode {
    code: i64,
    message: String,
}

impl Errcode {
    pub(super) fn new(code: i64, message: &str) -> Self {
        Self { code, message: message.to_owned() }
    }

    pub(super) fn token() -> Self {
        Self::new(40_001, "invalid credential, access_token is invalid or not latest")
    }

    pub(super) fn openid() -> Self {
        Self::new(40_003, "invalid openid")
    }

    pub(super) fn answer(&self) -> Answer {
        Answer::json(
            200,
            &json!({ "errcode": self.code, "errmsg": format!("{} rid: sandbox", self.message) }),
        )
    }
}

pub(super) fn ok() -> Answer {
    Answer::json(200, &json!({ "errcode": 0, "errmsg": "ok" }))
}
