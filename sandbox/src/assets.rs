//! The files of the phone page, which are part of the program.

use crate::stickers;
use actix_web::{HttpResponse, web};

macro_rules! file {
    ($name:literal, $kind:literal) => {
        ($name, $kind, include_str!(concat!("../phone/", $name)))
    };
}

/// Name, media type, content.
const FILES: &[(&str, &str, &str)] = &[
    file!("index.html", "text/html; charset=utf-8"),
    file!("phone.css", "text/css; charset=utf-8"),
    file!("chat.css", "text/css; charset=utf-8"),
    file!("apps.css", "text/css; charset=utf-8"),
    file!("phone.js", "text/javascript; charset=utf-8"),
    file!("store.js", "text/javascript; charset=utf-8"),
    file!("dom.js", "text/javascript; charset=utf-8"),
    file!("icons.js", "text/javascript; charset=utf-8"),
    file!("words.js", "text/javascript; charset=utf-8"),
    file!("text.js", "text/javascript; charset=utf-8"),
    file!("sheet.js", "text/javascript; charset=utf-8"),
    file!("home.js", "text/javascript; charset=utf-8"),
    file!("camera.js", "text/javascript; charset=utf-8"),
    file!("chat.js", "text/javascript; charset=utf-8"),
    file!("bubble.js", "text/javascript; charset=utf-8"),
    file!("composer.js", "text/javascript; charset=utf-8"),
];

/// Files of a chat may lie with the business, so pictures come from anywhere; everything else comes from here. The
/// demo shows the phone in a frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    img-src 'self' data: blob: http: https:; media-src 'self' blob: http: https:; base-uri 'none'; \
    form-action 'none'; frame-ancestors http: https:";

pub(crate) async fn page(file: web::Path<String>) -> HttpResponse {
    let name = if file.is_empty() { "index.html" } else { file.as_str() };
    let sticker = name.strip_prefix("stickers/").and_then(|name| name.strip_suffix(".webp"));
    if let Some(picture) = sticker.and_then(stickers::picture) {
        return HttpResponse::Ok().content_type("image/webp").body(picture);
    }
    let Some((_, kind, content)) = FILES.iter().find(|(found, _, _)| *found == name) else {
        return HttpResponse::NotFound().finish();
    };
    HttpResponse::Ok()
        .content_type(*kind)
        .insert_header(("content-security-policy", POLICY))
        .insert_header(("x-content-type-options", "nosniff"))
        .insert_header(("referrer-policy", "no-referrer"))
        .insert_header(("cache-control", "no-cache"))
        .body(*content)
}
