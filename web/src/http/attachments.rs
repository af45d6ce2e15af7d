//! `POST /desk/v1/attachments`, `POST /desk/v1/widget/attachments`, `GET` and `HEAD /desk/v1/attachments/{id}`.

use super::extract::{Id, Query};
use super::range::Span;
use crate::attachments::{self, Attachment, Uploader};
use crate::auth::{SignedIn, SignedVisitor, reader::Reader};
use crate::convert::content::file;
use crate::error::{ApiError, ApiResult};
use crate::rate_limit::Kind;
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use crate::wire::shared::File;
use actix_web::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, RANGE,
};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, body::SizedStream, web};
use bytes::Bytes;
use frontdesk_model::id::AttachmentId;
use futures_util::stream;
use serde::Deserialize;
use std::io::SeekFrom;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

/// Read at a time; each read is a step to another thread.
const READ_BYTES: usize = 64 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    name: String,
}

/// An agent's file. The body is the file itself.
pub(super) async fn from_agent(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    request: HttpRequest,
    named: Query<Named>,
    body: web::Payload,
) -> ApiResult<web::Json<File>> {
    take(&state, &("agent", signed_in.agent))?;
    let uploader = Uploader::Agent { id: signed_in.agent };
    let kept = attachments::receive(&state, uploader, &named.0.name, announced(&request), body).await?;
    Ok(web::Json(file(&kept.file())))
}

/// An end user's file, if the widget takes any (S3-26).
pub(super) async fn from_visitor(
    state: web::Data<AppState>,
    visitor: SignedVisitor,
    request: HttpRequest,
    named: Query<Named>,
    body: web::Payload,
) -> ApiResult<web::Json<File>> {
    let session = &visitor.visitor.session;
    let directory = state.system.shared.directory.get();
    let takes_files = directory
        .integrations
        .get(&session.integration)
        .is_some_and(|integration| integration.widget.uploads);
    if !takes_files {
        return Err(ErrorCode::UploadsOff.into());
    }
    take(&state, &("end_user", session.end_user))?;
    let uploader = Uploader::EndUser { id: session.end_user };
    let kept = attachments::receive(&state, uploader, &named.0.name, announced(&request), body).await?;
    Ok(web::Json(file(&kept.file())))
}

fn take(state: &AppState, sender: &(&str, frontdesk_model::id::UserId)) -> ApiResult<()> {
    Ok(state.limits.take(Kind::Upload, sender)?)
}

fn announced(request: &HttpRequest) -> Option<u64> {
    request.headers().get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// A file for whoever has a link to it that this server made: a provider, or an end user on its channel.
pub(super) async fn linked(
    state: web::Data<AppState>,
    request: HttpRequest,
    place: web::Path<(String, u64, String)>,
) -> ApiResult<HttpResponse> {
    let (id, until, signature) = place.into_inner();
    let id: AttachmentId = id.parse().map_err(|_| ErrorCode::NotFound)?;
    if !attachments::outside::link_holds(&state, id, until, &signature) {
        return Err(ErrorCode::NotFound.into());
    }
    let attachment = attachments::for_agent(&state, id).await?;
    give(&state, &request, &attachment).await
}

/// A file for whoever may have it. Never shown in place: browsers save it.
pub(super) async fn download(
    state: web::Data<AppState>,
    reader: Reader,
    request: HttpRequest,
    id: Id<AttachmentId>,
) -> ApiResult<HttpResponse> {
    let attachment = match reader {
        Reader::Agent(_) => attachments::for_agent(&state, id.0).await?,
        Reader::Visitor(visitor) => attachments::for_visitor(&state, &visitor.visitor, id.0).await?,
    };
    give(&state, &request, &attachment).await
}

async fn give(state: &AppState, request: &HttpRequest, attachment: &Attachment) -> ApiResult<HttpResponse> {
    let (opened, length) = attachments::open(state, attachment).await?;
    let asked = request.headers().get(RANGE).and_then(|range| range.to_str().ok());
    let span = Span::of(asked, length);
    let mut response = HttpResponse::Ok();
    response.insert_header((ACCEPT_RANGES, "bytes"));
    match span {
        Span::Whole => {}
        Span::Part { first, last } => {
            response.status(StatusCode::PARTIAL_CONTENT);
            response.insert_header((CONTENT_RANGE, format!("bytes {first}-{last}/{length}")));
        }
        Span::Outside => {
            response.status(StatusCode::RANGE_NOT_SATISFIABLE);
            response.insert_header((CONTENT_RANGE, format!("bytes */{length}")));
        }
    }
    let (from, count) = span.bytes(length);
    response
        .content_type(attachment.media_type.as_str())
        .insert_header((CONTENT_DISPOSITION, disposition(attachment)))
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .insert_header((CACHE_CONTROL, "private, max-age=86400, immutable"))
        // Files are sent as they are: most are compressed already, and a part of one has to be a part of itself.
        .insert_header((CONTENT_ENCODING, "identity"));
    if request.method() == Method::HEAD || count == 0 {
        return Ok(response.body(SizedStream::new(count, stream::empty::<Result<Bytes, std::io::Error>>())));
    }
    let mut opened = tokio::fs::File::from_std(opened);
    let sought = opened.seek(SeekFrom::Start(from)).await;
    sought.map_err(|error| ApiError::internal("a file", &error))?;
    Ok(response.body(SizedStream::new(count, chunks(opened, count))))
}

/// A widget's picture, as part of whatever page it stands on. Its id changes with its content.
pub(super) async fn picture(state: web::Data<AppState>, id: Id<AttachmentId>) -> ApiResult<HttpResponse> {
    let attachment = attachments::for_everybody(&state, id.0).await?;
    let (opened, length) = attachments::open(&state, &attachment).await?;
    Ok(HttpResponse::Ok()
        .content_type(attachment.media_type.as_str())
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .insert_header((CACHE_CONTROL, "public, max-age=86400, immutable"))
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .insert_header((CONTENT_ENCODING, "identity"))
        .body(SizedStream::new(length, chunks(tokio::fs::File::from_std(opened), length))))
}

fn chunks(file: tokio::fs::File, count: u64) -> impl stream::Stream<Item = Result<Bytes, std::io::Error>> {
    stream::try_unfold((file, count), |(mut file, left)| async move {
        let wanted = usize::try_from(left).unwrap_or(READ_BYTES).min(READ_BYTES);
        let mut chunk = vec![0; wanted];
        let read = if wanted == 0 { 0 } else { file.read(&mut chunk).await? };
        chunk.truncate(read);
        let left = left.saturating_sub(u64::try_from(read).unwrap_or(left));
        Ok((read > 0).then(|| (Bytes::from(chunk), (file, left))))
    })
}

/// `attachment` with the name twice: in ASCII for old clients, and as RFC 5987 says for all others.
fn disposition(attachment: &Attachment) -> String {
    let plain: String =
        attachment
            .name
            .chars()
            .map(|c| {
                if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%' | ';') || c == ' ' { c } else { '_' }
            })
            .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(&attachment.name))
}

fn encoded(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        match char::from(byte) {
            plain @ ('a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' | '~') => encoded.push(plain),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_model::time::Timestamp;

    #[test]
    fn s3_27_names_of_all_scripts_arrive_and_none_breaks_the_header() {
        let id = "0123456789abff0001020310".parse().unwrap();
        let attachment = |name: &str| Attachment {
            id,
            sha256: String::new(),
            name: name.to_owned(),
            media_type: String::new(),
            size: 1,
            uploader: Uploader::Agent { id: frontdesk_model::id::UserId::new(1).unwrap() },
            created_at: Timestamp::ZERO,
            conversation: None,
        };
        assert_eq!(
            disposition(&attachment("βιβλίο 1.pdf")),
            "attachment; filename=\"______ 1.pdf\"; filename*=UTF-8''%CE%B2%CE%B9%CE%B2%CE%BB%CE%AF%CE%BF%201.pdf"
        );
        let hostile = disposition(&attachment("a\"; filename=evil.html\r\nX: y.pdf"));
        assert!(!hostile.contains(['\r', '\n']), "{hostile}");
        assert_eq!(hostile.matches('"').count(), 2, "{hostile}");
    }
}
