//! Pictures that people sent. Twilio gives an address, which leads to another that ends.

use super::named;
use crate::call::{Answer, Call};
use crate::fault::Fault;
use crate::world::{Account, World};
use frontdesk_model::time::{Span, Timestamp};

const ADDRESS: Span = Span::minutes(240);

/// Where a webhook says that it is.
pub(super) fn address(world: &World, account: &Account, message: &str, media: &str) -> String {
    let sid = account.setting("account_sid");
    format!("{}/sms/2010-04-01/Accounts/{sid}/Messages/{message}/Media/{media}", world.base)
}

pub(super) fn media(world: &mut World, account: &Account, call: &Call, media: &str) -> Answer {
    let gone =
        world.faults.strike(&account.id, &call.path, |fault| (*fault == Fault::MediaGone).then_some(()));
    let ours = world.media.get(media).is_some_and(|stored| stored.account == account.id);
    if !ours || gone.is_some() {
        return named("20404");
    }
    if call.method == "DELETE" {
        world.media.remove(media);
        return Answer::of(204, "text/plain", "");
    }
    let until = world.now.plus(ADDRESS).millis();
    let location = format!("{}/sms/cdn/{media}?until={until}", world.base);
    Answer::of(307, "text/plain", "").with("location", location)
}

pub(super) fn content(world: &World, call: &Call, media: &str) -> Answer {
    let until = Timestamp::from_millis(call.query("until").parse().unwrap_or(0));
    match world.media.get(media).filter(|_| world.now < until) {
        Some(stored) => Answer::of(200, &stored.media_type, stored.bytes.clone()),
        None => Answer::of(403, "text/plain", "expired"),
    }
}
