//! Telling an actor something without waiting for it.

use actix::dev::ToEnvelope;
use actix::{Actor, Addr, Handler, Message, Recipient};

/// Hands the message over if there is room, and counts it as refused if there is none.
///
/// Whoever is told in this way learns what it missed from the projections when it reconciles.
/// Returns whether it was handed over.
pub fn tell<A, M>(addr: &Addr<A>, message: M, to: &'static str) -> bool
where
    A: Actor + Handler<M>,
    A::Context: ToEnvelope<A, M>,
    M: Message + Send + 'static,
    M::Result: Send,
{
    let told = addr.try_send(message).is_ok();
    if !told {
        refused(to);
    }
    told
}

/// As [`tell`], for a recipient.
pub fn tell_recipient<M>(recipient: &Recipient<M>, message: M, to: &'static str) -> bool
where
    M: Message + Send + 'static,
    M::Result: Send,
{
    let told = recipient.try_send(message).is_ok();
    if !told {
        refused(to);
    }
    told
}

fn refused(to: &'static str) {
    metrics::counter!("frontdesk_actor_mailbox_refused_total", "actor" => to).increment(1);
}
