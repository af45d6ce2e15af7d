//! `/phone/…`: the telephone as a page, and what it does as JSON, which tests and load use as well.

use crate::act::Act;
use crate::assets;
use crate::providers;
use crate::shared::Shared;
use crate::view;
use crate::world::{ChatKey, Person, Stored};
use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, web};
use bytes::Bytes;
use futures_util::stream;
use reqwest::Url;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;

pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/api/state", web::get().to(state))
        .route("/api/events", web::get().to(events))
        .route("/api/persons", web::post().to(add_person))
        .route("/api/act", web::post().to(act))
        .route("/api/open", web::post().to(open))
        .route("/api/media", web::post().to(put_media))
        .route("/media/{id}", web::get().to(media))
        .route("/{file:.*}", web::get().to(assets::page));
}

fn wrong(status: u16, why: &str) -> HttpResponse {
    let status = actix_web::http::StatusCode::from_u16(status).unwrap_or_default();
    HttpResponse::build(status).json(json!({ "error": why }))
}

fn nobody() -> HttpResponse {
    wrong(404, "nobody of that name has a telephone here")
}

#[derive(Deserialize)]
struct Whose {
    person: String,
}

async fn state(shared: web::Data<Shared>, whose: web::Query<Whose>) -> HttpResponse {
    shared.read(|world| {
        view::phone(world, &whose.person).map_or_else(nobody, |phone| HttpResponse::Ok().json(phone))
    })
}

/// Server-sent events: the whole phone as `phone`, then each chat that changed as `chat`.
async fn events(shared: web::Data<Shared>, whose: web::Query<Whose>) -> HttpResponse {
    let changes = shared.changes();
    let Some(first) = frame_of_phone(&shared, &whose.person) else { return nobody() };
    let start = (shared.clone(), changes, whose.into_inner().person, Some(first));
    let frames = stream::unfold(start, |(shared, mut changes, person, first)| async move {
        if let Some(first) = first {
            return Some((Ok::<_, std::convert::Infallible>(first), (shared, changes, person, None)));
        }
        loop {
            let frame = match changes.recv().await {
                Ok(key) if key.person == person => frame_of_chat(&shared, &key),
                Ok(_) => None,
                Err(RecvError::Lagged(_)) => frame_of_phone(&shared, &person),
                Err(RecvError::Closed) => return None,
            };
            if let Some(frame) = frame {
                return Some((Ok(frame), (shared, changes, person, None)));
            }
        }
    });
    HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header(("cache-control", "no-store"))
        .streaming(frames)
}

fn frame_of_phone(shared: &Shared, person: &str) -> Option<Bytes> {
    shared.read(|world| frame("phone", &view::phone(world, person)?))
}

fn frame_of_chat(shared: &Shared, key: &ChatKey) -> Option<Bytes> {
    shared.read(|world| frame("chat", &view::chat(world, key)?))
}

fn frame(event: &str, data: &impl Serialize) -> Option<Bytes> {
    let data = serde_json::to_string(data).ok()?;
    Some(Bytes::from(format!("event: {event}\ndata: {data}\n\n")))
}

async fn add_person(shared: web::Data<Shared>, person: web::Json<Person>) -> HttpResponse {
    shared.with(|world| crate::people::add(world, person.into_inner()));
    HttpResponse::NoContent().finish()
}

#[derive(Deserialize)]
struct Deed {
    #[serde(flatten)]
    chat: ChatKey,
    #[serde(flatten)]
    act: Act,
}

async fn act(shared: web::Data<Shared>, deed: web::Json<Deed>) -> HttpResponse {
    let Deed { chat, act } = deed.into_inner();
    shared.with(|world| {
        let kind = world.accounts.get(&chat.account).map(|account| account.kind);
        let known = world.persons.contains_key(&chat.person);
        let Some(provider) = kind.filter(|_| known).and_then(providers::of) else {
            return wrong(404, "there is no such account or person");
        };
        match provider.act(world, &chat, act) {
            Ok(()) => HttpResponse::NoContent().finish(),
            Err(not) => wrong(422, not.0),
        }
    })
}

#[derive(Deserialize)]
struct Open {
    person: String,
    url: String,
}

/// A link that was tapped, or a code that was scanned.
async fn open(shared: web::Data<Shared>, open: web::Json<Open>) -> HttpResponse {
    let Ok(url) = Url::parse(open.url.trim()) else { return wrong(422, "this is no link") };
    shared.with(|world| {
        if !world.persons.contains_key(&open.person) {
            return nobody();
        }
        let opened = providers::ALL.iter().find_map(|provider| provider.open(world, &open.person, &url));
        match opened {
            Some(key) => HttpResponse::Ok().json(key),
            None => wrong(422, "no app on this telephone opens that"),
        }
    })
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    name: Option<String>,
}

/// A file that the phone has; the answer names it for [`Act::Media`].
async fn put_media(
    shared: web::Data<Shared>,
    request: actix_web::HttpRequest,
    named: web::Query<Named>,
    body: Bytes,
) -> HttpResponse {
    let media_type = request.headers().get("content-type").and_then(|value| value.to_str().ok());
    let media_type = media_type.unwrap_or("application/octet-stream").to_owned();
    let id = shared.with(|world| {
        let id = world.fresh().to_string();
        let name = named.into_inner().name;
        let kept_at = world.now;
        let stored = Stored { bytes: body, media_type, name, account: String::new(), kept_at };
        world.media.keep(&id, stored);
        id
    });
    HttpResponse::Ok().json(json!({ "id": id }))
}

async fn media(shared: web::Data<Shared>, id: web::Path<String>) -> HttpResponse {
    let found = shared.read(|world| world.media.get(&id).cloned());
    let Some(found) = found else { return wrong(404, "there is no such file") };
    // What people upload is shown as a file only, whatever it says that it is.
    let safe = ["image/png", "image/jpeg", "image/gif", "image/webp"].contains(&found.media_type.as_str())
        || found.media_type.starts_with("video/")
        || found.media_type.starts_with("audio/");
    let mut response = HttpResponse::Ok();
    match safe {
        true => response.content_type(found.media_type),
        false => response
            .content_type(ContentType::octet_stream())
            .insert_header(("content-disposition", "attachment")),
    };
    response.insert_header(("x-content-type-options", "nosniff")).body(found.bytes)
}
