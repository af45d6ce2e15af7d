//! Connects the demo to the simulated providers, so that its shop can be written to from every app.

use super::people::PEOPLE;
use anyhow::Context;
use frontdesk_actors::accounts::Filled;
use frontdesk_actors::directory::{Entry, Put};
use frontdesk_actors::doctor;
use frontdesk_actors::system::System;
use frontdesk_channels::{Adapter, Secrets};
use frontdesk_model::access::Role;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::directory::{Integration, WidgetLook};
use frontdesk_model::id::{IntegrationId, UserId};
use frontdesk_sandbox::{AccountInfo, Sandbox};
use frontdesk_storage::Expected;
use std::collections::{BTreeMap, BTreeSet};

/// Where the simulated providers are, by kind and name of the host.
#[must_use]
pub(crate) fn hosts(sandbox: &Sandbox) -> BTreeMap<ChannelKind, BTreeMap<String, String>> {
    sandbox.accounts().into_iter().map(|account| (account.kind, account.hosts)).collect()
}

/// Connects every account of the sandbox that this server has an adapter for; one that was connected at an earlier
/// start is found again by what the provider calls it.
///
/// # Errors
/// When the store does not take it.
pub(crate) async fn connect(system: &System, sandbox: &Sandbox) -> anyhow::Result<()> {
    let mut added = BTreeSet::new();
    for account in sandbox.accounts() {
        let Some(adapter) = system.accounts.providers().adapters.of(account.kind).cloned() else { continue };
        let setting = adapter.account_setting();
        let called = account.settings.get(setting).map_or("", String::as_str);
        let integration = match system.accounts.called(account.kind, called).await {
            Some(known) => known,
            None => {
                let id = add(system, adapter.as_ref(), &account).await?;
                if account.kind.customers_may_switch_to() {
                    added.insert(id);
                }
                id
            }
        };
        let url =
            system.accounts.view(integration).await.context("an account of the demo is gone")?.webhook_url;
        sandbox.connect(&account.id, &url);
        if account.kind == ChannelKind::Messenger && added.contains(&integration) {
            // A link brings its code along only where the page has the button that begins a talk.
            let asked = doctor::subscribe(system, integration).await;
            if !asked.is_ok_and(|outcomes| outcomes.iter().all(Result::is_ok)) {
                tracing::warn!(integration.id = %integration, "a simulated page has no button to begin with");
            }
        }
    }
    offer(system, added).await
}

/// Lets the widget's customers go on in the apps that were connected just now; what an admin chose later stays.
async fn offer(system: &System, added: BTreeSet<IntegrationId>) -> anyhow::Result<()> {
    let directory = system.shared.directory.get();
    let widget = directory.integrations.values().find(|found| found.kind == ChannelKind::Widget);
    let Some(mut widget) = widget.filter(|_| !added.is_empty()).cloned() else { return Ok(()) };
    widget.widget.switch_to.extend(added);
    let entry = Entry::Integration(widget);
    let put = Put { entry, expected: Expected::Any, more: Vec::new(), by: None };
    system.directory.send(put).await??;
    Ok(())
}

async fn add(system: &System, adapter: &dyn Adapter, account: &AccountInfo) -> anyhow::Result<IntegrationId> {
    let shared = &system.shared;
    let directory = shared.directory.get();
    let widget = directory.integrations.values().find(|found| found.kind == ChannelKind::Widget);
    let id = IntegrationId::new(shared.clock.now(), shared.dice.six());
    let integration = Integration {
        id,
        kind: account.kind,
        name: account.name.clone(),
        flow: widget.and_then(|widget| widget.flow),
        group: widget.and_then(|widget| widget.group),
        widget: WidgetLook::default(),
    };
    let entry = Entry::Integration(integration);
    let put = Put { entry, expected: Expected::Absent, more: Vec::new(), by: None };
    system.directory.send(put).await??;
    let wanted: BTreeSet<&str> = adapter.settings().iter().map(|setting| setting.name).collect();
    let known = |values: &BTreeMap<String, String>| -> BTreeMap<String, String> {
        let known = values.iter().filter(|(name, _)| wanted.contains(name.as_str()));
        known.map(|(name, value)| (name.clone(), value.clone())).collect()
    };
    let filled = Filled { settings: known(&account.settings), secrets: Secrets(known(&account.secrets)) };
    let by = admin(system).context("the demo has no admin")?;
    system
        .accounts
        .save(by, id, 0, filled)
        .await
        .with_context(|| format!("{} is not connected", account.id))?;
    Ok(id)
}

/// Whoever administers the demo.
fn admin(system: &System) -> Option<UserId> {
    let name = PEOPLE.iter().find(|person| person.role == Role::Admin)?.name;
    let directory = system.shared.directory.get();
    directory.agents.values().find(|agent| agent.name == name).map(|agent| agent.id)
}
