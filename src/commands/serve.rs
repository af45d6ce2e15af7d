//! `frontdesk serve`: for real use.

use crate::arguments::ConfigFile;
use crate::door::Door;
use crate::failure::Failure;
use crate::serve::{Service, open_store, serve};
use crate::{settings, telemetry};
use frontdesk_actors::system::System;
use frontdesk_model::access::Role;

pub(crate) fn run(config: &ConfigFile) -> Result<(), Failure> {
    let settings::Loaded { plan, file } = settings::load(config)?;
    telemetry::begin(plan.log_format, &plan.log_level);
    match &file {
        Some(file) => tracing::info!(file = %file.display(), "configuration read"),
        None => tracing::info!("no config.toml here: every setting is at its default"),
    }
    let door = Door::reserve(plan.listen, "listen")?;
    let store = open_store(&plan.store())?;
    serve(Service { plan: &plan, door, store, demo: None }, |system, web| {
        if !has_admin(system) {
            tracing::warn!(
                "nobody can sign in yet: stop the server and run `frontdesk create-admin --email ADDRESS`"
            );
        }
        tracing::info!(url = web.public_url, "ready");
        Ok(())
    })
}

fn has_admin(system: &System) -> bool {
    let directory = system.shared.directory.get();
    directory.agents.values().any(|agent| agent.active && agent.role == Role::Admin)
}
