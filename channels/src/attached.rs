//! Files on their way out: which go as such, which as links, and where the words stand that belong to them
//! (channels §16.5).

use crate::error::SendError;
use crate::outbound::Outbound;
use crate::plain::link_line;
use crate::preview::Told;
use frontdesk_model::degradation::Degradation;
use frontdesk_model::message::{FileRef, MessageText};

/// The files in their order, and what comes after them.
pub(crate) struct Attached<'a, K> {
    pub(crate) sent: Vec<Sent<'a, K>>,
    /// The caption unless it stands with a file, then links to what does not go as a file; empty where there is
    /// nothing to say.
    pub(crate) words: String,
}

/// A file that goes as such.
pub(crate) struct Sent<'a, K> {
    pub(crate) file: &'a FileRef,
    /// As what the channel has it.
    pub(crate) how: K,
    pub(crate) caption: Option<&'a str>,
}

/// `goes` says as what a channel takes a file, if it does; `beside` whether those words can stand with such a file.
///
/// # Errors
/// When a file can go neither as such nor as a link.
pub(crate) fn attached<'a, K>(
    outbound: &'a Outbound,
    (files, caption): (&'a [FileRef], Option<&'a MessageText>),
    goes: impl Fn(&FileRef) -> Option<K>,
    beside: impl Fn(&K, &str) -> bool,
    told: &mut Told,
) -> Result<Attached<'a, K>, SendError> {
    let mut caption = caption.map(MessageText::as_str);
    let mut sent = Vec::with_capacity(files.len());
    let mut lines = Vec::new();
    for file in files {
        let Some(how) = goes(file) else {
            lines.push(link_line(file, outbound)?);
            told.link(file);
            continue;
        };
        let own = caption.filter(|text| beside(&how, text));
        if own.is_some() {
            caption = None;
        }
        sent.push(Sent { file, how, caption: own });
    }
    if caption.is_some() && !sent.is_empty() {
        told.tell(Degradation::CaptionAfter);
    }
    let words = caption.into_iter().chain(lines.iter().map(String::as_str)).collect::<Vec<_>>().join("\n");
    Ok(Attached { sent, words })
}
