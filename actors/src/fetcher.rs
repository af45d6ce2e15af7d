//! Fetches what end users sent from where their provider keeps it, and keeps it here: addresses there expire.

use crate::accounts::Accounts;
use crate::files::{FileBytes, Incoming, KeepError};
use bytes::Bytes;
use frontdesk_channels::{
    Account, Adapter, Fetch, HttpRequest, Media, MediaKind, RetryClass, SendError, TransportError,
};
use frontdesk_model::id::{IntegrationId, UserId};
use frontdesk_model::message::FileRef;
use frontdesk_model::time::Span;
use futures_util::stream::{self, StreamExt};
use std::time::Duration;

/// How long a provider may take for one answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// How long a whole file may take: 100 MB at 2 Mbit/s.
const FILE_WITHIN: Duration = Duration::from_secs(420);
/// Questions that come before a file.
const MAX_STEPS: usize = 4;
/// Tries of one file; with the waits between them some two minutes.
const TRIES: u32 = 6;

/// Fetches one file, and tries again where that may help.
///
/// # Errors
/// Why it cannot be had, in words for the agent.
pub(crate) async fn fetch(
    accounts: &Accounts,
    integration: IntegrationId,
    end_user: UserId,
    media: &Media,
) -> Result<FileRef, SendError> {
    let mut tries = 1;
    loop {
        match try_fetch(accounts, integration, end_user, media).await {
            Err(error) if error.class == RetryClass::Transient && tries < TRIES => {
                let wait = Span::seconds(1_u64 << tries.min(6));
                tokio::time::sleep(Duration::from_millis(wait.as_millis())).await;
                tries += 1;
            }
            Err(error) => {
                let channel = accounts.adapter(integration).map_or("none", |adapter| adapter.kind().word());
                metrics::counter!("frontdesk_media_failed_total", "channel" => channel).increment(1);
                return Err(error);
            }
            Ok(file) => return Ok(file),
        }
    }
}

async fn try_fetch(
    accounts: &Accounts,
    integration: IntegrationId,
    end_user: UserId,
    media: &Media,
) -> Result<FileRef, SendError> {
    let lost = || SendError::new(RetryClass::Auth, "not_connected", "this account is not connected");
    let account = accounts.get(integration).await.map_err(|_| lost())?;
    let adapter = accounts.adapter(integration).ok_or_else(lost)?;
    let request = find(accounts, adapter.as_ref(), &account, media).await?;
    let transport = &accounts.providers().transport;
    let begun = tokio::time::timeout(ANSWER_WITHIN, transport.download(request)).await;
    let download = begun.unwrap_or(Err(TransportError::NoAnswer)).map_err(|_| SendError::no_answer())?;
    if !(200..300).contains(&download.status) {
        return Err(refused(download.status));
    }
    let (head, bytes) = peeked(download.bytes).await?;
    let said = download.headers.iter().find(|header| header.name == "content-type");
    let name = file_name(media, said.map(|header| header.value.as_str()), &head);
    let files = accounts.providers().files.get().ok_or_else(SendError::no_answer)?;
    let kept = files.keep(Incoming { end_user, name, bytes });
    match tokio::time::timeout(FILE_WITHIN, kept).await.unwrap_or(Err(KeepError::BrokenOff)) {
        Ok(file) => Ok(file),
        Err(error @ (KeepError::BrokenOff | KeepError::Storage)) => {
            Err(SendError::new(RetryClass::Transient, "broken_off", &error.to_string()))
        }
        Err(error) => Err(SendError::new(RetryClass::Content, "not_taken", &error.to_string())),
    }
}

/// Asks the provider until it says where the file is.
async fn find(
    accounts: &Accounts,
    adapter: &dyn Adapter,
    account: &Account,
    media: &Media,
) -> Result<HttpRequest, SendError> {
    let mut answer = None;
    for _ in 0..MAX_STEPS {
        match adapter.fetch(account, media, answer.as_ref()) {
            Fetch::Download(request) => return Ok(request),
            Fetch::Failed(error) => return Err(error),
            Fetch::Ask(request) => {
                let asked =
                    tokio::time::timeout(ANSWER_WITHIN, accounts.providers().transport.send(request)).await;
                let given = asked.unwrap_or(Err(TransportError::NoAnswer));
                answer = Some(given.map_err(|_| SendError::no_answer())?);
            }
        }
    }
    Err(SendError::new(RetryClass::Content, "endless", "this file cannot be found"))
}

fn refused(status: u16) -> SendError {
    let code = status.to_string();
    match status {
        429 | 500..=599 => SendError::new(RetryClass::Transient, &code, "the provider did not give the file"),
        404 | 410 => {
            SendError::new(RetryClass::Content, &code, "the provider does not have this file any more")
        }
        _ => SendError::new(RetryClass::Content, &code, "the provider refused to give the file"),
    }
}

/// The beginning of a file, and the whole of it again.
async fn peeked(mut bytes: FileBytes) -> Result<(Bytes, FileBytes), SendError> {
    match bytes.next().await {
        None => Ok((Bytes::new(), bytes)),
        Some(Ok(head)) => Ok((head.clone(), stream::iter([Ok(head)]).chain(bytes).boxed())),
        Some(Err(_)) => Err(SendError::no_answer()),
    }
}

/// What the file is called here; where its name has no extension, one is made of what it is, else of what its type is
/// said to be.
fn file_name(media: &Media, said: Option<&str>, head: &[u8]) -> String {
    let media_type = media.media_type.as_deref().or(said).unwrap_or_default();
    let extension = recognised(head).unwrap_or_else(|| extension(media_type, media.kind));
    match &media.name {
        Some(name) if name.contains('.') => name.clone(),
        Some(name) if !name.trim().is_empty() => format!("{name}.{extension}"),
        _ => format!("{}.{extension}", media.kind.word()),
    }
}

/// The extension of what providers send most, by the first bytes: what they say of it is often not true.
fn recognised(head: &[u8]) -> Option<&'static str> {
    let signs: [(&[u8], &str); 11] = [
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff", "jpg"),
        (b"GIF8", "gif"),
        (b"%PDF-", "pdf"),
        (b"OggS", "ogg"),
        (b"ID3", "mp3"),
        (b"#!AMR", "amr"),
        (b"PK\x03\x04", "zip"),
        (b"\xff\xfb", "mp3"),
        (b"\xff\xf1", "aac"),
        (b"\x1a\x45\xdf\xa3", "webm"),
    ];
    if head.starts_with(b"RIFF") {
        return match head.get(8..12)? {
            b"WEBP" => Some("webp"),
            b"WAVE" => Some("wav"),
            _ => None,
        };
    }
    if head.get(4..8) == Some(b"ftyp") {
        return match head.get(8..11)? {
            b"M4A" => Some("m4a"),
            b"qt " => Some("mov"),
            b"3gp" => Some("3gp"),
            b"hei" => Some("heic"),
            _ => Some("mp4"),
        };
    }
    signs.iter().find(|(sign, _)| head.starts_with(sign)).map(|(_, extension)| *extension)
}

fn extension(media_type: &str, kind: MediaKind) -> &'static str {
    let plain = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match plain.as_str() {
        "image/png" => "png",
        "image/jpeg" | "image/jpg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/heic" => "heic",
        "audio/ogg" | "audio/opus" => "ogg",
        "audio/mpeg" | "audio/mp3" => "mp3",
        "audio/mp4" | "audio/x-m4a" | "audio/m4a" => "m4a",
        "audio/aac" => "aac",
        "audio/amr" => "amr",
        "audio/wav" | "audio/x-wav" => "wav",
        "video/mp4" => "mp4",
        "video/3gpp" => "3gp",
        "video/quicktime" => "mov",
        "video/webm" => "webm",
        "application/pdf" => "pdf",
        "application/zip" => "zip",
        "text/plain" => "txt",
        "text/csv" => "csv",
        "text/vcard" | "text/x-vcard" => "vcf",
        _ => match kind {
            MediaKind::Image => "jpg",
            MediaKind::Audio => "mp3",
            MediaKind::Video => "mp4",
            MediaKind::Sticker => "webp",
            MediaKind::File => "txt",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_without_a_name_get_one() {
        let media = |name: Option<&str>, media_type: Option<&str>, kind| Media {
            handle: String::new(),
            kind,
            name: name.map(str::to_owned),
            media_type: media_type.map(str::to_owned),
        };
        for (media, said, name) in [
            (media(None, Some("image/png"), MediaKind::Image), None, "image.png"),
            (media(None, None, MediaKind::Image), Some("image/webp; q=1"), "image.webp"),
            (media(Some("invoice"), Some("application/pdf"), MediaKind::File), None, "invoice.pdf"),
            (media(Some("invoice.pdf"), None, MediaKind::File), None, "invoice.pdf"),
            (media(None, None, MediaKind::Audio), None, "audio.mp3"),
        ] {
            assert_eq!(file_name(&media, said, b""), name);
        }
        let jpeg = media(None, Some("image/jpeg"), MediaKind::Image);
        assert_eq!(file_name(&jpeg, None, b"\x89PNG\r\n\x1a\n..."), "image.png", "what it is counts");
        let voice = media(None, Some("application/octet-stream"), MediaKind::Audio);
        assert_eq!(file_name(&voice, None, b"....ftypM4A "), "audio.m4a");
    }
}
