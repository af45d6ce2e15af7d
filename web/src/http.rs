//! REST, webhooks, health and the front-ends' files.
//!
//! Every route is in the one table below, with who may use it; the tests walk the table, so a route that is not
//! refused to whom it should be does not get through them.

mod admin;
mod attachments;
mod audit_changes;
pub mod client_address;
mod commands;
mod conversations;
mod end_users;
mod extract;
mod gate;
mod health;
mod invitations;
mod look;
mod macros;
mod preview;
mod range;
mod search;
mod shortcuts;
mod sign_in;
pub mod templates;
mod tickets;
mod webhooks;
mod widget;

use crate::error::ApiError;
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use crate::{metrics, ui, ws};
use actix_web::http::Method;
use actix_web::http::header::ALLOW;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{HttpResponse, ResponseError, web};
use std::sync::Arc;

pub use widget::{USUALLY_LISTED, owns, settings_for};

/// Who may use a route at all. Whether a certain object is theirs is asked by its handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Public,
    /// Agents and admins, by cookie.
    Agent,
    /// Admins, by cookie.
    Admin,
    /// Admins by cookie only: what decides about access itself is done by people.
    AdminInPerson,
    /// End users, by bearer token.
    Visitor,
    /// Agents by cookie or end users by bearer token.
    AgentOrVisitor,
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub access: Access,
}

macro_rules! routes {
    ($($path:literal { $($method:ident $access:ident => $handler:path),+ $(,)? })+) => {
        /// Everything that this server answers to.
        pub const ROUTES: &[Route] = &[
            $($(Route { method: stringify!($method), path: $path, access: Access::$access },)+)+
        ];

        fn register(config: &mut web::ServiceConfig) {
            $(config.service(
                web::resource($path)
                    $(.route(web::method(Method::$method).to($handler)))+
                    .default_service(web::to(|| async { wrong_method(&[$(stringify!($method)),+]) })),
            );)+
        }
    };
}

// Asked from above, one pattern after the other: what is called with every message comes first.
routes! {
    "/webhooks/{id}" { GET Public => webhooks::receive, POST Public => webhooks::receive }
    "/desk/v1/sign-in" { POST Public => sign_in::sign_in }
    "/desk/v1/sign-out" { POST Agent => sign_in::sign_out }
    "/desk/v1/me" { GET Agent => sign_in::me }
    "/desk/v1/account" { GET Public => admin::account::public }
    "/desk/v1/invitations/{token}" { GET Public => invitations::show, POST Public => invitations::accept }
    "/desk/v1/tickets" { GET Agent => tickets::list }
    "/desk/v1/tickets/{id}" { GET Agent => tickets::one }
    "/desk/v1/conversations/{id}" { GET Agent => conversations::snapshot }
    "/desk/v1/conversations/{id}/items" { GET Agent => conversations::items }
    "/desk/v1/conversations/{id}/preview" { POST Agent => preview::of_reply }
    "/desk/v1/conversations/{id}/templates" { GET Agent => templates::list }
    "/desk/v1/search" { GET Agent => search::everything }
    "/desk/v1/end-users" { GET Agent => search::end_users }
    "/desk/v1/end-users/{id}" { GET Agent => end_users::one }
    "/desk/v1/end-users/{id}/merge" { POST Agent => end_users::merge }
    "/desk/v1/attachments" { POST Agent => attachments::from_agent }
    "/desk/v1/attachments/{id}" {
        GET AgentOrVisitor => attachments::download,
        HEAD AgentOrVisitor => attachments::download,
    }
    "/desk/v1/widget/attachments" { POST Visitor => attachments::from_visitor }
    "/desk/v1/widget/{id}/session" { POST Public => widget::open_session }
    "/desk/v1/widget/conversations" { GET Visitor => widget::conversations }
    "/desk/v1/widget/logout" { POST Visitor => widget::log_out }
    "/desk/v1/widget/conversations/{id}/items" { GET Visitor => widget::items }
    "/desk/v1/shortcuts" { GET Agent => shortcuts::list, POST Agent => shortcuts::add }
    "/desk/v1/shortcuts/{id}" { PUT Agent => shortcuts::change, DELETE Agent => shortcuts::remove }
    "/desk/v1/macros" { GET Agent => macros::list }
    "/desk/v1/macros/{id}/applied" { GET Agent => macros::apply }
    "/desk/v1/commands" { POST Agent => commands::run }
    "/desk/v1/admin/agents" { GET Admin => admin::agents::list, POST Admin => admin::agents::add }
    "/desk/v1/admin/agents/{id}" { PUT Admin => admin::agents::change }
    "/desk/v1/admin/agents/{id}/password" { POST AdminInPerson => admin::agents::set_password }
    "/desk/v1/admin/groups" { GET Admin => admin::groups::list, POST Admin => admin::groups::add }
    "/desk/v1/admin/groups/{id}" { PUT Admin => admin::groups::change }
    "/desk/v1/admin/fields" { GET Admin => admin::fields::list, POST Admin => admin::fields::add }
    "/desk/v1/admin/fields/{id}" { PUT Admin => admin::fields::change }
    "/desk/v1/admin/shortcuts" {
        GET Admin => admin::shortcuts::list,
        POST Admin => admin::shortcuts::add,
    }
    "/desk/v1/admin/shortcuts/{id}" {
        PUT Admin => admin::shortcuts::change,
        DELETE Admin => admin::shortcuts::remove,
    }
    "/desk/v1/admin/macros" { GET Admin => admin::macros::list, POST Admin => admin::macros::add }
    "/desk/v1/admin/macros/{id}" { PUT Admin => admin::macros::change, DELETE Admin => admin::macros::remove }
    "/desk/v1/admin/flows" { GET Admin => admin::flows::list, POST Admin => admin::flows::add }
    "/desk/v1/admin/flows/overview" { GET Admin => admin::flows::overview::show }
    "/desk/v1/admin/flows/drafts" { POST Admin => admin::flows::drafts::begin }
    "/desk/v1/admin/flows/try" { POST Admin => admin::flows::trial::advance }
    "/desk/v1/admin/flows/{id}" { GET Admin => admin::flows::drafts::show, PUT Admin => admin::flows::change }
    "/desk/v1/admin/flows/{id}/draft" { PUT Admin => admin::flows::drafts::save }
    "/desk/v1/admin/flows/{id}/publish" { POST Admin => admin::flows::versions::publish }
    "/desk/v1/admin/flows/{id}/versions/{version}" { GET Admin => admin::flows::versions::show }
    "/desk/v1/admin/flows/{id}/versions/{version}/restore" { POST Admin => admin::flows::versions::restore }
    "/desk/v1/admin/integrations" {
        GET Admin => admin::integrations::list,
        POST Admin => admin::integrations::add,
    }
    "/desk/v1/admin/integrations/seen" { GET Admin => admin::integrations::seen }
    "/desk/v1/admin/integrations/{id}" { PUT Admin => admin::integrations::change }
    "/desk/v1/admin/channels" { GET Admin => admin::channels::list, POST Admin => admin::channels::add }
    "/desk/v1/admin/channels/{id}" { PUT Admin => admin::channels::change }
    "/desk/v1/admin/channels/{id}/connection" {
        GET Admin => admin::channels::show_connection,
        PUT Admin => admin::channels::fill,
    }
    "/desk/v1/admin/channels/{id}/doctor" { GET Admin => admin::channels::examine }
    "/desk/v1/admin/channels/{id}/resume" { POST Admin => admin::channels::resume }
    "/desk/v1/admin/channels/{id}/dead-letters" { GET Admin => admin::channels::letters::list }
    "/desk/v1/admin/channels/{id}/dead-letters/{letter}" { DELETE Admin => admin::channels::letters::forget }
    "/desk/v1/admin/channels/{id}/dead-letters/{letter}/retry" {
        POST Admin => admin::channels::letters::retry,
    }
    "/desk/v1/admin/settings" { GET Admin => admin::settings::show, PUT Admin => admin::settings::change }
    "/desk/v1/admin/account" { GET Admin => admin::account::show, PUT Admin => admin::account::change }
    "/desk/v1/admin/invitations" {
        GET AdminInPerson => admin::invitations::list,
        POST AdminInPerson => admin::invitations::add,
    }
    "/desk/v1/admin/invitations/{id}" { DELETE AdminInPerson => admin::invitations::remove }
    "/desk/v1/admin/invitations/{id}/renew" { POST AdminInPerson => admin::invitations::renew }
    "/desk/v1/admin/signing-keys" {
        GET AdminInPerson => admin::signing_keys::list,
        POST AdminInPerson => admin::signing_keys::add,
    }
    "/desk/v1/admin/signing-keys/{id}" { DELETE AdminInPerson => admin::signing_keys::revoke }
    "/desk/v1/admin/api-tokens" {
        GET AdminInPerson => admin::api_tokens::list,
        POST AdminInPerson => admin::api_tokens::add,
    }
    "/desk/v1/admin/api-tokens/{id}" { DELETE AdminInPerson => admin::api_tokens::revoke }
    "/desk/v1/admin/sessions" { GET AdminInPerson => admin::sessions::list }
    "/desk/v1/admin/sessions/{id}" { DELETE AdminInPerson => admin::sessions::end }
    "/desk/v1/admin/agents/{id}/sign-out" { POST AdminInPerson => admin::agents::sign_out }
    "/desk/v1/admin/audit" { GET Admin => admin::audit::list }
    "/desk/v1/admin/conversations/{id}/routing" { GET Admin => admin::routing::explain }
    "/ws/agent" { GET Agent => ws::agent::connect }
    "/ws/widget" { GET Public => ws::widget::connect }
    "/files/{id}/{until}/{signature}" { GET Public => attachments::linked, HEAD Public => attachments::linked }
    "/livez" { GET Public => health::livez, HEAD Public => health::livez }
    "/readyz" { GET Public => health::readyz, HEAD Public => health::readyz }
    "/metrics" { GET Public => health::metrics }
    "/" { GET Public => ui::home, HEAD Public => ui::home }
    "/workspace" { GET Public => ui::workspace, HEAD Public => ui::workspace }
    "/workspace/{path:.*}" { GET Public => ui::workspace, HEAD Public => ui::workspace }
    "/admin" { GET Public => ui::admin, HEAD Public => ui::admin }
    "/admin/{path:.*}" { GET Public => ui::admin, HEAD Public => ui::admin }
    "/demo" { GET Public => ui::demo, HEAD Public => ui::demo }
    "/demo/info.json" { GET Public => ui::demo_info }
    "/demo/{path:.*}" { GET Public => ui::demo, HEAD Public => ui::demo }
    "/widget.js" { GET Public => ui::widget_loader, HEAD Public => ui::widget_loader }
    "/widget.d.ts" { GET Public => ui::widget_types, HEAD Public => ui::widget_types }
    "/widget/face.js" { GET Public => ui::widget_face, HEAD Public => ui::widget_face }
    "/widget/try" { GET Public => ui::widget_try, HEAD Public => ui::widget_try }
    "/widget/frame" { GET Public => ui::widget_frame, HEAD Public => ui::widget_frame }
    "/widget/look/{id}" { GET Public => look::launcher }
    "/widget/pictures/{id}" { GET Public => attachments::picture }
    "/widget/assets/{path:.*}" { GET Public => ui::widget_asset, HEAD Public => ui::widget_asset }
}

fn wrong_method(allowed: &[&'static str]) -> HttpResponse {
    let mut response = ApiError::new(ErrorCode::MethodNotAllowed).error_response();
    if let Ok(allowed) = allowed.join(", ").parse() {
        response.headers_mut().insert(ALLOW, allowed);
    }
    response
}

async fn unknown_route() -> HttpResponse {
    ApiError::new(ErrorCode::UnknownRoute).error_response()
}

/// Everything that this crate serves, with what stands around it: `App::new().configure(routes(state))`.
pub fn routes(state: Arc<AppState>) -> impl FnOnce(&mut web::ServiceConfig) + Clone {
    move |config| {
        let all = web::scope("")
            .app_data(web::Data::from(state))
            .app_data(extract::json_config())
            .wrap(Compress::default())
            .wrap(from_fn(gate::pass))
            .wrap(from_fn(metrics::measure))
            .configure(register)
            .default_service(web::to(unknown_route));
        config.service(all);
    }
}
