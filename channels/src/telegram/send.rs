//! How a message becomes requests (core.telegram.org/bots/api#available-methods).

use super::{TELEGRAM, call, chat, entities, errors, parse, url};
use crate::account::Account;
use crate::adapter::{Repeat, SendState, Step};
use crate::choice;
use crate::error::SendError;
use crate::http::{FormData, FormPart, HttpRequest, HttpResponse};
use crate::inbound::MediaKind;
use crate::outbound::Outbound;
use crate::piece::{Piece, Rules, kind, numbered, pieces, texts};
use crate::preview::Rendered;
use frontdesk_model::degradation::Degradation;
use frontdesk_model::message::{Choice, FileRef};
use serde_json::{Value, json};

const CAPTION_MAX: u32 = 1_024;
/// Bytes that a button carries.
const PAYLOAD_MAX: usize = 64;
/// Bytes of a file that is shown as a picture; a larger one goes as a document.
const PHOTO_MAX: u64 = 10 * super::MIB;
/// In the state's memo: the part that is a picture which Telegram only takes as a document.
const AS_DOCUMENT: &str = "as_document";
const DOCUMENT: (&str, &str, MediaKind) = ("sendDocument", "document", MediaKind::File);
const RULES: Rules<'_> = Rules { capability: &TELEGRAM, caption_max: CAPTION_MAX, takes: |_| true };

pub(super) fn step(
    account: &Account,
    outbound: &Outbound,
    state: &SendState,
    response: Option<&HttpResponse>,
) -> Step {
    let pieces = match rendered(outbound) {
        Ok(rendered) => rendered.parts,
        Err(error) => return Step::Failed(error),
    };
    let at = usize::try_from(state.parts).unwrap_or(usize::MAX);
    let Some(piece) = pieces.get(at) else { return Step::Sent { ids: state.ids.clone() } };
    match response {
        // Telegram knows no key by which it would see a request again.
        None => {
            let set = entities::of_piece(&outbound.content, &pieces, at);
            let request = request(account, outbound, state, piece, set);
            Step::Ask { request, repeat: Repeat::Unsafe }
        }
        Some(response) => outcome(outbound, state, piece, response, pieces.len()),
    }
}

/// Options whose payloads no button carries are numbered in the text.
///
/// # Errors
/// When a file can go neither as such nor as a link.
pub(super) fn rendered(outbound: &Outbound) -> Result<Rendered<Piece>, SendError> {
    let Rendered { parts, mut told } = pieces(outbound, RULES)?;
    let fits = |option: &Choice| choice::payload(outbound.message, &option.id).len() <= PAYLOAD_MAX;
    let mut pieces = Vec::with_capacity(parts.len());
    for piece in parts {
        match piece {
            Piece::Options { text, options } if !options.iter().all(fits) => {
                told.tell(Degradation::ButtonsAsText);
                pieces.extend(texts(&numbered(&text, &options), &TELEGRAM, &mut told));
            }
            piece => pieces.push(piece),
        }
    }
    let files: Vec<&FileRef> = pieces.iter().filter_map(Piece::file).collect();
    told.apart(files.len());
    for file in files {
        told.goes_as(file, shown_as(file).2);
    }
    Ok(Rendered { parts: pieces, told })
}

/// `set`: the entities of the piece.
fn request(
    account: &Account,
    outbound: &Outbound,
    state: &SendState,
    piece: &Piece,
    set: Vec<Value>,
) -> HttpRequest {
    let to = chat(&outbound.to);
    match piece {
        Piece::Text(text) => {
            call(account, "sendMessage", &with_entities(json!({ "chat_id": to, "text": text }), set))
        }
        Piece::Options { text, options } => {
            let rows: Vec<Value> = options.iter().map(|option| button(outbound, option)).collect();
            let keyboard = json!({ "inline_keyboard": rows });
            let message = json!({ "chat_id": to, "text": text, "reply_markup": keyboard });
            call(account, "sendMessage", &with_entities(message, set))
        }
        Piece::File { file, caption } => {
            let (method, field) = method(file, state);
            let mut form = vec![FormPart::field("chat_id", outbound.to.as_str().to_owned())];
            form.extend(caption.as_ref().map(|caption| FormPart::field("caption", caption.clone())));
            if !set.is_empty() {
                form.push(FormPart::field("caption_entities", Value::Array(set).to_string()));
            }
            form.push(FormPart {
                name: field.to_owned(),
                file_name: Some(file.name.clone()),
                content_type: Some(file.media_type.clone()),
                data: FormData::File(file.id),
            });
            HttpRequest::post_form(url(account, method), form)
        }
    }
}

fn with_entities(mut message: Value, set: Vec<Value>) -> Value {
    if let (Value::Object(fields), false) = (&mut message, set.is_empty()) {
        fields.insert("entities".to_owned(), Value::Array(set));
    }
    message
}

/// A row of one button.
fn button(outbound: &Outbound, option: &Choice) -> Value {
    json!([{ "text": option.label, "callback_data": choice::payload(outbound.message, &option.id) }])
}

/// How a file is shown best, and the field that it goes in.
fn method(file: &FileRef, state: &SendState) -> (&'static str, &'static str) {
    let (method, field, _) = if is_refused(state) { DOCUMENT } else { shown_as(file) };
    (method, field)
}

/// Whether Telegram does not take the present part as what it is.
fn is_refused(state: &SendState) -> bool {
    state.memo.get(AS_DOCUMENT).is_some_and(|part| *part == state.parts.to_string())
}

/// With the kind that it is shown as.
fn shown_as(file: &FileRef) -> (&'static str, &'static str, MediaKind) {
    match (kind(file), file.media_type.as_str()) {
        (shown @ MediaKind::Image, "image/gif") => ("sendAnimation", "animation", shown),
        (shown @ MediaKind::Image, "image/jpeg" | "image/png" | "image/webp") if file.size <= PHOTO_MAX => {
            ("sendPhoto", "photo", shown)
        }
        (shown @ MediaKind::Video, "video/mp4") => ("sendVideo", "video", shown),
        (shown @ MediaKind::Audio, "audio/ogg" | "audio/opus") => ("sendVoice", "voice", shown),
        (shown @ MediaKind::Audio, "audio/mpeg" | "audio/mp4" | "audio/m4a" | "audio/x-m4a") => {
            ("sendAudio", "audio", shown)
        }
        _ => DOCUMENT,
    }
}

fn outcome(
    outbound: &Outbound,
    state: &SendState,
    piece: &Piece,
    response: &HttpResponse,
    parts: usize,
) -> Step {
    if !response.is_success() {
        let may_be_a_file = piece.file().is_some() && !is_refused(state);
        if may_be_a_file && errors::is_no_picture(response) {
            let again = state.noting(AS_DOCUMENT, state.parts.to_string());
            return Step::Go(again.told(Degradation::MediaAsFile));
        }
        return Step::Failed(errors::error(response));
    }
    let answer = response.json();
    let Some(id) = parse::message_id(outbound.to.as_str(), &answer, "/result/message_id") else {
        return Step::Failed(SendError::unknown());
    };
    let next = state.and(Some(&id));
    if usize::try_from(next.parts).is_ok_and(|done| done < parts) {
        Step::Go(next)
    } else {
        Step::Sent { ids: next.ids }
    }
}
