//! The adapters that this program was built with.

use crate::adapter::{Adapter, Adapters};
use crate::instagram::Instagram;
use crate::line::Line;
use crate::messenger::Messenger;
use crate::sms::Sms;
use crate::telegram::Telegram;
use crate::wechat::Wechat;
use crate::whatsapp::Whatsapp;
use crate::x::X;
use std::sync::Arc;

/// One of each kind that has a provider.
#[must_use]
pub fn every() -> Adapters {
    let adapters: [Arc<dyn Adapter>; 8] = [
        Arc::new(Whatsapp),
        Arc::new(Messenger),
        Arc::new(Instagram),
        Arc::new(Line),
        Arc::new(Wechat),
        Arc::new(Telegram),
        Arc::new(Sms),
        Arc::new(X),
    ];
    Adapters::new(adapters)
}
