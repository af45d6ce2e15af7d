//! `frontdesk demo`: everything there is, with sample data.

use crate::arguments;
use crate::demo::folder::DemoFolder;
use crate::demo::phones;
use crate::demo::{PEOPLE, fill};
use crate::door::Door;
use crate::failure::Failure;
use crate::serve::{Service, now_millis, open_store, serve};
use crate::settings::{LogFormat, Plan, Settings, listen_address};
use crate::telemetry;
use anyhow::Context;
use frontdesk_model::access::Role;
use frontdesk_model::time::Timestamp;
use frontdesk_sandbox::{Sandbox, SandboxConfig};
use serde::Serialize;
use std::io::Write;

/// Logs of a demo are for people who try it out: only what needs their attention, unless they ask for more.
const LOG_LEVEL: &str = "warn";
const LOG_VARIABLE: &str = "FRONTDESK_LOG__LEVEL";

/// The first line on stdout with `--json`; scripts and tests rely on it.
#[derive(Debug, Serialize)]
struct Ready<'a> {
    ready: bool,
    listen: &'a str,
    urls: Urls,
    logins: Vec<DemoLogin>,
}

#[derive(Debug, Serialize)]
struct Urls {
    demo: String,
    workspace: String,
    admin: String,
    widget: String,
    metrics: String,
    /// The telephones of end users in all their apps.
    phone: String,
}

#[derive(Debug, Serialize)]
struct DemoLogin {
    role: Role,
    email: &'static str,
    password: &'static str,
}

pub(crate) fn run(demo: &arguments::Demo) -> Result<(), Failure> {
    let level = std::env::var(LOG_VARIABLE).unwrap_or_else(|_| LOG_LEVEL.to_owned());
    telemetry::begin(LogFormat::Text, &level);
    let listen = listen_address(&demo.listen, "--listen")?;
    // The demo does not read the configuration of a real server that may lie beside it.
    let settings = Settings {
        listen: demo.listen.clone(),
        public_url: match listen.ip().is_unspecified() {
            true => format!("http://127.0.0.1:{}", listen.port()),
            false => String::new(),
        },
        data: demo.data.clone(),
        ..Settings::default()
    };
    let sandbox =
        Sandbox::start(SandboxConfig::default()).context("the simulated providers did not start")?;
    let mut plan = Plan::of(&settings)?;
    plan.hosts = phones::hosts(&sandbox);
    let door = Door::reserve(listen, "--listen")?;
    let mut folder = DemoFolder::take(&demo.data, demo.reset)?;
    let store = open_store(&plan.store())?;
    if !folder.is_filled() {
        let base = match settings.public_url.is_empty() {
            true => format!("http://{}", door.address()),
            false => settings.public_url.clone(),
        };
        fill(store.clone(), Timestamp::from_millis(now_millis()), base, demo.data.clone())?;
        folder.mark_filled().context("the demo's folder cannot be written")?;
    }
    if !listen.ip().is_loopback() {
        tracing::warn!("others can reach this demo, and its passwords are known to everybody");
    }
    let phone = sandbox.phone_url();
    serve(Service { plan: &plan, door, store, demo: Some(sandbox) }, |_, web| {
        announce(&web.public_url, phone, demo).context("stdout cannot be written")?;
        Ok(())
    })
}

fn announce(base: &str, phone: String, demo: &arguments::Demo) -> std::io::Result<()> {
    let urls = Urls {
        demo: format!("{base}/demo"),
        workspace: format!("{base}/workspace"),
        admin: format!("{base}/admin"),
        widget: format!("{base}/widget.js"),
        metrics: format!("{base}/metrics"),
        phone,
    };
    let logins =
        PEOPLE.map(|person| DemoLogin { role: person.role, email: person.email, password: person.password });
    let mut out = std::io::stdout().lock();
    if demo.json {
        let ready = Ready { ready: true, listen: base, urls, logins: logins.into() };
        serde_json::to_writer(&mut out, &ready)?;
        writeln!(out)?;
        return out.flush();
    }
    writeln!(out, "Frontdesk's demo is ready. Its data is in {}.\n", demo.data.display())?;
    writeln!(out, "  A shop with the widget   {}", urls.demo)?;
    writeln!(out, "  Telephones of customers  {}", urls.phone)?;
    writeln!(out, "  The agents' workspace    {}", urls.workspace)?;
    writeln!(out, "  Administration           {}", urls.admin)?;
    writeln!(out, "  Metrics                  {}\n", urls.metrics)?;
    for (person, login) in PEOPLE.iter().zip(&logins) {
        let role = match login.role {
            Role::Admin => "admin",
            Role::Agent => "agent",
        };
        writeln!(out, "  {:<14} {role}   {:<20} {}", person.name, login.email, login.password)?;
    }
    writeln!(
        out,
        "\nOpen the shop in one tab and the workspace in another, sign in as an agent, choose the status\nOnline, and ask the bot for a human. Ctrl-C stops the server; `--reset` begins anew."
    )?;
    out.flush()
}
