//! The files of the phone page, which are part of the program.

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
    file!("phone.js", "text/javascript; charset=utf-8"),
];

/// Files of a chat may lie with the business, so pictures come from anywhere; everything else comes from here. The
/// demo shows the phone in a frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    img-src 'self' data: blob: http: https:; media-src 'self' blob: http: https:; base-uri 'none'; \
    form-action 'none'; frame-ancestors http: https:";

pub(crate) async fn page(file: web::Path<String>) -> HttpResponse {
    let name = if file.is_empty() { "index.html" } else { file.as_str() };
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
