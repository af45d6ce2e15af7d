//! Sample data: people, a bot and tickets, made by the same commands that people send.

mod flow;
pub(crate) mod folder;
mod look;
mod macros;
mod people;
pub(crate) mod phones;
mod player;
mod seed;
mod talks;

pub(crate) use people::PEOPLE;
pub(crate) use seed::fill;

use frontdesk_actors::system::System;
use frontdesk_model::channel::ChannelKind;
use frontdesk_web::config::WebConfig;
use frontdesk_web::convert::agent::role;
use frontdesk_web::wire::rest::{DemoInfo, DemoLogin};

/// What the demo page is told: its widget, the addresses, and as whom visitors may sign in.
/// `phone` is where the simulated telephones are.
pub(crate) fn info(system: &System, web: &WebConfig, phone: &str) -> Option<DemoInfo> {
    let directory = system.shared.directory.get();
    let integration =
        directory.integrations.values().find(|integration| integration.kind == ChannelKind::Widget)?;
    let urls =
        ["workspace", "admin", "metrics"].map(|name| (name.to_owned(), format!("{}/{name}", web.public_url)));
    let phone = ("phone".to_owned(), phone.to_owned());
    let login = |person: &people::Person| DemoLogin {
        role: role(person.role),
        name: person.name.to_owned(),
        email: person.email.to_owned(),
        password: person.password.to_owned(),
    };
    Some(DemoInfo {
        integration: integration.id,
        urls: urls.into_iter().chain([phone]).collect(),
        logins: PEOPLE.iter().map(login).collect(),
    })
}
