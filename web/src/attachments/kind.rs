//! Which contents belong to which extension (S3-32, S3-33), told by the first bytes and never by what the sender
//! claims.

use infer::MatcherType;

/// How much of a file is looked at, in bytes. Enough for the signs of all kinds, small enough to be kept.
pub(super) const HEAD_BYTES: usize = 8 * 1024;

/// What the first bytes of a file have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Bytes(&'static [u8]),
    /// The second text eight bytes into a RIFF file.
    Riff(&'static [u8]),
    /// MP4, QuickTime and their relatives.
    Boxes,
    MpegAudio,
    MpegVideo,
    Pdf,
    Text,
    Svg,
    /// No sign is known; whatever is not refused outright.
    Opaque,
}

const ZIP: Sign = Sign::Bytes(b"PK\x03\x04");
const EMPTY_ZIP: Sign = Sign::Bytes(b"PK\x05\x06");
const OLE: Sign = Sign::Bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
const OGG: Sign = Sign::Bytes(b"OggS");

/// What is sent with a download where browsers must not make anything of the content.
const BYTES: &str = "application/octet-stream";

/// The media type that files of an extension are sent with, and the signs of which they have one.
fn kind(extension: &str) -> Option<(&'static str, &'static [Sign])> {
    Some(match extension {
        "png" => ("image/png", &[Sign::Bytes(b"\x89PNG\r\n\x1a\n")]),
        "jpg" | "jpeg" | "jfif" => ("image/jpeg", &[Sign::Bytes(b"\xff\xd8\xff")]),
        "gif" => ("image/gif", &[Sign::Bytes(b"GIF87a"), Sign::Bytes(b"GIF89a")]),
        "webp" => ("image/webp", &[Sign::Riff(b"WEBP")]),
        "bmp" => ("image/bmp", &[Sign::Bytes(b"BM")]),
        "tif" | "tiff" => ("image/tiff", &[Sign::Bytes(b"II*\0"), Sign::Bytes(b"MM\0*")]),
        "heic" => ("image/heic", &[Sign::Boxes]),
        "heif" => ("image/heif", &[Sign::Boxes]),
        "mp4" | "m4v" => ("video/mp4", &[Sign::Boxes]),
        "mov" | "qt" => ("video/quicktime", &[Sign::Boxes]),
        "3gp" => ("video/3gpp", &[Sign::Boxes]),
        "3g2" => ("video/3gpp2", &[Sign::Boxes]),
        "m4a" | "mp4a" => ("audio/mp4", &[Sign::Boxes]),
        "avi" => ("video/x-msvideo", &[Sign::Riff(b"AVI ")]),
        "mpeg" | "mpg" => ("video/mpeg", &[Sign::MpegVideo, Sign::MpegAudio]),
        "webm" => ("video/webm", &[Sign::Bytes(b"\x1a\x45\xdf\xa3")]),
        "wmv" => ("video/x-ms-wmv", &[Sign::Bytes(b"\x30\x26\xb2\x75\x8e\x66\xcf\x11")]),
        "mp3" | "mpga" => ("audio/mpeg", &[Sign::Bytes(b"ID3"), Sign::MpegAudio]),
        "aac" => ("audio/aac", &[Sign::MpegAudio, Sign::Bytes(b"ADIF"), Sign::Bytes(b"ID3")]),
        "amr" => ("audio/amr", &[Sign::Bytes(b"#!AMR")]),
        "wav" => ("audio/wav", &[Sign::Riff(b"WAVE")]),
        "ogg" | "oga" | "opus" => ("audio/ogg", &[OGG]),
        "ogv" => ("video/ogg", &[OGG]),
        "pdf" => ("application/pdf", &[Sign::Pdf]),
        "zip" => ("application/zip", &[ZIP, EMPTY_ZIP]),
        "7z" => ("application/x-7z-compressed", &[Sign::Bytes(b"7z\xbc\xaf\x27\x1c")]),
        "doc" => ("application/msword", &[OLE, Sign::Bytes(b"{\\rtf")]),
        "xls" => ("application/vnd.ms-excel", &[OLE]),
        "ppt" | "pps" => ("application/vnd.ms-powerpoint", &[OLE]),
        "docx" => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &[ZIP]),
        "xlsx" => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &[ZIP]),
        "pptx" => ("application/vnd.openxmlformats-officedocument.presentationml.presentation", &[ZIP]),
        "ppsx" => ("application/vnd.openxmlformats-officedocument.presentationml.slideshow", &[ZIP]),
        "odt" => ("application/vnd.oasis.opendocument.text", &[ZIP]),
        "key" | "numbers" | "pages" => (BYTES, &[ZIP]),
        "txt" | "csv" | "log" | "ics" | "vcf" | "yaml" | "yml" => {
            ("text/plain; charset=utf-8", &[Sign::Text])
        }
        "xml" | "eml" => (BYTES, &[Sign::Text]),
        "svg" => (BYTES, &[Sign::Svg]),
        "neon" => (BYTES, &[Sign::Opaque]),
        _ => return None,
    })
}

/// The media type of a file with this extension whose first [`HEAD_BYTES`], or all there are, are `head`. `None`
/// when the content is of another kind, a program, or a page.
#[must_use]
pub(super) fn media_type(extension: &str, head: &[u8]) -> Option<&'static str> {
    let (media_type, signs) = kind(extension)?;
    let fits = signs.iter().any(|sign| sign.fits(head));
    (fits && !is_program(head) && (extension == "svg" || !is_page(head))).then_some(media_type)
}

impl Sign {
    fn fits(self, head: &[u8]) -> bool {
        match self {
            Self::Bytes(sign) => head.starts_with(sign),
            Self::Riff(form) => head.starts_with(b"RIFF") && head.get(8..12) == Some(form),
            Self::Boxes => {
                matches!(head.get(4..8), Some(b"ftyp" | b"moov" | b"mdat" | b"wide" | b"free" | b"skip"))
            }
            // Eleven bits of frame sync.
            Self::MpegAudio => matches!(head, [0xff, second, ..] if second & 0xe0 == 0xe0),
            Self::MpegVideo => {
                matches!(head, [0, 0, 1, 0xb3 | 0xba, ..])
                    || (head.first() == Some(&0x47) && head.get(188) == Some(&0x47))
            }
            // Readers look for the sign in the first kilobyte.
            Self::Pdf => contains(head.get(..1_024).unwrap_or(head), b"%PDF-"),
            Self::Text => is_text(head),
            Self::Svg => is_text(head) && contains(&lower(head), b"<svg") && !is_html(head),
            Self::Opaque => true,
        }
    }
}

fn is_text(head: &[u8]) -> bool {
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    wide || !head.iter().any(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127))
}

/// What an operating system would run, or a browser would install.
fn is_program(head: &[u8]) -> bool {
    /// Windows, Linux, macOS in both orders and both widths, Java, WebAssembly, Android, Windows' links, RPM.
    const SIGNS: [&[u8]; 11] = [
        b"MZ",
        b"\x7fELF",
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xce\xfa\xed\xfe",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"\0asm",
        b"dex\n",
        b"L\0\0\0\x01\x14\x02\0",
        b"\xed\xab\xee\xdb",
    ];
    const REFUSED: [&str; 6] = [
        "application/x-shockwave-flash",
        "application/x-google-chrome-extension",
        "application/vnd.ms-cab-compressed",
        "application/vnd.debian.binary-package",
        "application/x-rpm",
        "application/x-unix-archive",
    ];
    if is_text(head) {
        // Programs are not text, but for scripts.
        return head.starts_with(b"#!") && !head.starts_with(b"#!AMR");
    }
    let program =
        |found: infer::Type| found.matcher_type() == MatcherType::App || REFUSED.contains(&found.mime_type());
    SIGNS.iter().any(|sign| head.starts_with(sign)) || infer::get(head).is_some_and(program)
}

/// What a browser that sniffs would show as a page: HTML, a vector drawing, a server's template.
fn is_page(head: &[u8]) -> bool {
    const OTHERS: [&[u8]; 3] = [b"<svg", b"<?php", b"<%"];
    let start = start(head);
    is_html(head) || OTHERS.iter().any(|tag| start.starts_with(tag)) || root(&start).starts_with(b"<svg")
}

/// The tags that the sniffing standard of browsers looks for.
fn is_html(head: &[u8]) -> bool {
    const TAGS: [&[u8]; 16] = [
        b"<!doctype html",
        b"<html",
        b"<head",
        b"<body",
        b"<script",
        b"<iframe",
        b"<h1",
        b"<div",
        b"<font",
        b"<table",
        b"<a",
        b"<style",
        b"<title",
        b"<b",
        b"<br",
        b"<p",
    ];
    let start = start(head);
    let (start, root) = (start.as_slice(), root(&start));
    let tag = |text: &[u8], tag: &[u8]| {
        text.strip_prefix(tag).is_some_and(|rest| {
            matches!(rest.first(), None | Some(b' ' | b'>' | b'\n' | b'\r' | b'\t' | b'/'))
        })
    };
    TAGS.iter().any(|known| tag(start, known) || tag(root, known))
}

/// The text in lower case from where it begins, as far as tags need; of wide characters only the low halves.
fn start(head: &[u8]) -> Vec<u8> {
    let lower = lower(head);
    let without_mark = lower.strip_prefix(b"\xef\xbb\xbf".as_slice()).unwrap_or(&lower);
    without_mark.trim_ascii_start().to_vec()
}

fn lower(head: &[u8]) -> Vec<u8> {
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let narrow = head.iter().skip(if wide { 2 } else { 0 }).filter(|byte| !wide || **byte != 0);
    narrow.map(u8::to_ascii_lowercase).collect()
}

/// Behind declarations and comments, where the first element of a document is.
fn root(mut text: &[u8]) -> &[u8] {
    loop {
        text = text.trim_ascii_start();
        let end: &[u8] = match text {
            _ if text.starts_with(b"<!--") => b"-->",
            _ if text.starts_with(b"<?") || text.starts_with(b"<!") => b">",
            _ => return text,
        };
        match text.windows(end.len()).position(|window| window == end) {
            Some(at) => text = text.get(at.saturating_add(end.len())..).unwrap_or_default(),
            None => return text,
        }
    }
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_model::attachment::EXTENSIONS;

    #[test]
    fn s3_32_every_kind_of_the_list_has_a_sign() {
        for extension in EXTENSIONS {
            assert!(kind(extension).is_some(), "{extension}");
        }
        assert_eq!(kind("html"), None);
    }

    #[test]
    fn s3_32_contents_are_told_by_their_bytes() {
        let good: [(&str, &[u8]); 25] = [
            ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            ("jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
            ("gif", b"GIF89a\x01\0\x01\0"),
            ("webp", b"RIFF\x1a\0\0\0WEBPVP8 "),
            ("heic", b"\0\0\0\x18ftypheic\0\0\0\0"),
            ("mp4", b"\0\0\0\x18ftypmp42\0\0\0\0"),
            ("3gp", b"\0\0\0\x18ftyp3gp4\0\0\0\0"),
            ("mov", b"\0\0\0\x14ftypqt  "),
            ("mp3", b"ID3\x03\0\0\0\0"),
            ("mp3", b"\xff\xfb\x90\x64\0"),
            ("wav", b"RIFF\x24\0\0\0WAVEfmt "),
            ("amr", b"#!AMR\n\x3c"),
            ("ogg", b"OggS\0\x02"),
            ("webm", b"\x1a\x45\xdf\xa3\x9f"),
            ("pdf", b"%PDF-1.7\n%\xe2\xe3"),
            ("zip", b"PK\x03\x04\x14\0\0\0"),
            ("docx", b"PK\x03\x04\x14\0\x06\0"),
            ("xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"),
            ("txt", "Καλημέρα, bonjour\n".as_bytes()),
            ("csv", b"a;b\r\n1;2\r\n"),
            ("txt", b"\xff\xfeh\0i\0"),
            ("ics", b"BEGIN:VCALENDAR\r\n"),
            ("svg", b"<?xml version=\"1.0\"?>\n<!-- x --><svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
            ("csv", b"MZ;1\n"),
            ("xml", b"<?xml version=\"1.0\"?><order id=\"1\"/>"),
        ];
        for (extension, head) in good {
            assert!(media_type(extension, head).is_some(), "{extension}");
        }
    }

    #[test]
    fn rel_s5_programs_and_pages_are_refused_whatever_they_are_called() {
        let hostile: [&[u8]; 22] = [
            b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff",
            b"\x7fELF\x02\x01\x01\0",
            b"\xcf\xfa\xed\xfe\x07\0\0\x01",
            b"\xca\xfe\xba\xbe\0\0\0\x34",
            b"\0asm\x01\0\0\0",
            b"#!/bin/sh\nrm -rf /\n",
            b"<!DOCTYPE html><script>alert(1)</script>",
            b"  \r\n<HTML><body>",
            b"\xef\xbb\xbf<html>",
            b"\xff\xfe<\0h\0t\0m\0l\0>\0",
            b"<!-- x --><script>alert(1)</script>",
            b"<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">",
            b"<?xml version=\"1.0\"?>\n<!DOCTYPE svg><svg onload=\"alert(1)\"/>",
            b"<svg/onload=alert(1)>",
            b"<iframe src=javascript:alert(1)>",
            b"<?php system($_GET['c']); ?>",
            b"<% Runtime.exec(x) %>",
            b"CWS\x09\0\0\0\0",
            b"Cr24\x03\0\0\0",
            b"!<arch>\ndebian-binary   1700000000  0     0     100644  4         `\n2.0\n\x1f\x8b\x08\0\0",
            b"\xed\xab\xee\xdb\x03\0",
            b"<title>x</title><b>",
        ];
        for head in hostile {
            for extension in EXTENSIONS.iter().filter(|extension| !matches!(**extension, "svg")) {
                assert_eq!(media_type(extension, head), None, "{extension}: {}", head.escape_ascii());
            }
        }
        // A drawing is kept as what it says it is, and never shown by us.
        assert_eq!(media_type("svg", b"<svg onload=\"alert(1)\"/>"), Some(BYTES));
        assert_eq!(media_type("svg", b"<html><svg></svg></html>"), None);
    }

    #[test]
    fn s3_32_a_false_extension_is_refused() {
        let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        for extension in EXTENSIONS.iter().filter(|extension| !matches!(**extension, "png" | "neon")) {
            assert_eq!(media_type(extension, png), None, "{extension}");
        }
        assert_eq!(media_type("png", b"GIF89a"), None);
        assert_eq!(media_type("txt", b"text with \0 in it"), None);
    }
}
