//! `/control/…`: what a test or a demonstrator does to the world: connects webhooks, moves time, switches faults.

use crate::fault::Switched;
use crate::pump::connect;
use crate::shared::Shared;
use crate::view;
use crate::world::ChatKey;
use actix_web::{HttpResponse, web};
use frontdesk_model::time::Span;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;

pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/accounts", web::get().to(accounts))
        .route("/accounts/{account}/webhook", web::put().to(set_webhook))
        .route("/accounts/{account}/secrets", web::put().to(set_secrets))
        .route("/accounts/{account}/faults", web::get().to(faults))
        .route("/accounts/{account}/faults", web::post().to(switch_on))
        .route("/accounts/{account}/faults", web::delete().to(clear))
        .route("/clock/advance", web::post().to(advance))
        .route("/chats/age", web::post().to(age))
        .route("/hooks", web::get().to(hooks))
        .route("/calls", web::get().to(calls));
}

async fn accounts(shared: web::Data<Shared>) -> HttpResponse {
    HttpResponse::Ok().json(shared.read(view::accounts))
}

#[derive(Deserialize)]
struct SetWebhook {
    url: String,
}

async fn set_webhook(
    shared: web::Data<Shared>,
    account: web::Path<String>,
    body: web::Json<SetWebhook>,
) -> HttpResponse {
    done(shared.with(|world| connect(world, &account, &body.url)))
}

/// Gives the account other secrets by their names: those of before are dead from now on.
async fn set_secrets(
    shared: web::Data<Shared>,
    account: web::Path<String>,
    body: web::Json<BTreeMap<String, String>>,
) -> HttpResponse {
    done(shared.with(|world| {
        let found = world.accounts.get_mut(account.as_str());
        found.map(|account| account.secrets.extend(body.into_inner())).is_some()
    }))
}

async fn faults(shared: web::Data<Shared>, account: web::Path<String>) -> HttpResponse {
    let faults = shared.read(|world| world.faults.of(&account).cloned().collect::<Vec<_>>());
    HttpResponse::Ok().json(faults)
}

async fn switch_on(
    shared: web::Data<Shared>,
    account: web::Path<String>,
    body: web::Json<Switched>,
) -> HttpResponse {
    done(shared.with(|world| {
        let there = world.accounts.contains_key(account.as_str());
        if there {
            world.faults.switch_on(&account, body.into_inner());
        }
        there
    }))
}

async fn clear(shared: web::Data<Shared>, account: web::Path<String>) -> HttpResponse {
    shared.with(|world| {
        world.faults.clear(&account);
        world.queue.release(world.now, &account);
    });
    done(true)
}

#[derive(Deserialize)]
struct Advance {
    millis: u64,
}

/// Moves the providers' clock forward, and with it tokens, links, windows and retries.
async fn advance(shared: web::Data<Shared>, body: web::Json<Advance>) -> HttpResponse {
    shared.clock().advance(Span::millis(body.millis));
    shared.with(|_| ());
    done(true)
}

#[derive(Deserialize)]
struct Age {
    #[serde(flatten)]
    chat: ChatKey,
    millis: u64,
}

/// Makes one chat older, so that its reply window closes and no other one's.
async fn age(shared: web::Data<Shared>, body: web::Json<Age>) -> HttpResponse {
    done(shared.with(|world| {
        let by = Span::millis(body.millis);
        let there = world.chats.contains_key(&body.chat);
        if there {
            let chat = world.chat(&body.chat);
            chat.wrote_at = chat.wrote_at.map(|at| at.minus(by));
        }
        there
    }))
}

async fn hooks(shared: web::Data<Shared>) -> HttpResponse {
    let log = shared.read(
        |world| json!({ "pending": world.queue.len(), "lost": world.log.lost, "hooks": world.log.hooks }),
    );
    HttpResponse::Ok().json(log)
}

async fn calls(shared: web::Data<Shared>) -> HttpResponse {
    HttpResponse::Ok().json(shared.read(|world| json!({ "calls": world.log.calls })))
}

fn done(is: bool) -> HttpResponse {
    if is {
        HttpResponse::NoContent().finish()
    } else {
        HttpResponse::NotFound().json(json!({ "error": "there is no such account or chat" }))
    }
}
