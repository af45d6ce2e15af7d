//! The page that stands in for a front-end which was not built.

use super::policy::App;
use actix_web::HttpResponse;
use actix_web::http::header::CACHE_CONTROL;

/// Says what to run. Without styles and scripts, so that no policy has to allow any.
pub(super) fn not_built(app: App) -> HttpResponse {
    let text = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Frontdesk</title>\
         <h1>This front-end is not built</h1>\
         <p>The server runs, but its {} pages are missing. In the source folder run:</p>\
         <pre>cd web/ui\nnpm ci\nnpm run build</pre>\
         <p>A debug build finds them at once; a release build carries them after <code>cargo build --release</code>.</p>",
        app.folder()
    );
    HttpResponse::ServiceUnavailable()
        .insert_header((CACHE_CONTROL, "no-store"))
        .content_type("text/html; charset=utf-8")
        .body(text)
}
