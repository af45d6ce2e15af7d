//! Before the load: the provider is told where to call, everybody writes for the first time, agents take them.

use super::{ACCOUNT, Parameters, person};
use crate::agent::Agent;
use crate::bench::Bench;
use crate::caller::Caller;
use crate::pace;
use crate::rest::Login;
use anyhow::{Context, Result, ensure};
use frontdesk_sandbox::Sandbox;
use frontdesk_web::wire::admin::{Integration, Listing};
use frontdesk_web::wire::rest::Tickets;
use frontdesk_web::wire::shared::ChannelKind;
use reqwest::Method;
use std::collections::BTreeMap;
use std::time::Duration;

/// What everybody says first; the demo's bot hands over on it.
const FIRST: &str = "agent please";
/// How long it may take until everybody is served.
const WITHIN: Duration = Duration::from_secs(120);
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// The bot has said everything once nothing came for so many looks.
const QUIET: u32 = 5;

pub(super) struct Opened {
    /// By the number of the person.
    pub(super) conversations: BTreeMap<usize, String>,
    /// Each agent with the people whom they serve, by number and conversation.
    pub(super) desks: Vec<(Agent, Vec<(usize, String)>)>,
}

/// # Errors
/// When the server refuses something on the way.
pub(super) async fn open(
    parameters: &Parameters,
    bench: &Bench,
    phones: &Sandbox,
    staff: &[Login],
) -> Result<Opened> {
    let people = usize::from(parameters.conversations.get());
    let url = webhook(bench).await?;
    ensure!(phones.connect(ACCOUNT, &url), "the sandbox has no {ACCOUNT}");
    let mut caller = Caller::open(bench.place.address).await?;
    for number in 0..people {
        for webhook in phones.written(ACCOUNT, &person(number), FIRST) {
            let status = caller.post(&webhook).await?;
            ensure!(status == 200, "the first webhook of {} was answered with {status}", person(number));
        }
    }
    let mut desks = Vec::with_capacity(staff.len());
    for login in staff {
        desks.push((Agent::open(&bench.place, login, None).await?, Vec::new()));
    }
    let conversations = take_all(bench, staff, people, &mut desks).await?;
    until_quiet(phones, people).await?;
    Ok(Opened { conversations, desks })
}

/// Where the demo's account of WhatsApp is called.
async fn webhook(bench: &Bench) -> Result<String> {
    let rest = &bench.place.rest;
    let admin = rest.sign_in(bench.server.admin()).await?;
    let path = "/desk/v1/admin/integrations";
    let all: Listing<Integration> = rest.of(&admin, Method::GET, path, &[], None::<&()>).await?;
    let found = all.entries.into_iter().find(|found| found.entry.kind == ChannelKind::Whatsapp);
    let found = found.context("the server has no account of WhatsApp")?;
    Ok(format!("{}/webhooks/{}", bench.server.base(), found.entry.id))
}

async fn take_all(
    bench: &Bench,
    staff: &[Login],
    people: usize,
    desks: &mut [(Agent, Vec<(usize, String)>)],
) -> Result<BTreeMap<usize, String>> {
    let login = staff.first().context("no agents")?;
    let names: BTreeMap<String, usize> = (0..people).map(|number| (person(number), number)).collect();
    let mut taken: BTreeMap<usize, String> = BTreeMap::new();
    let all = pace::find(LOOK_EVERY, WITHIN, async || {
        let path = "/desk/v1/tickets?list=social_unassigned&limit=200";
        let page: Tickets = bench.place.rest.of(login, Method::GET, path, &[], None::<&()>).await?;
        for row in page.rows {
            let Some(number) = names.get(&row.requester).filter(|number| !taken.contains_key(number)) else {
                continue;
            };
            let place = number.checked_rem(desks.len()).context("no agents")?;
            let (agent, serves) = desks.get_mut(place).context("no agents")?;
            agent.take(&row.conversation.to_string()).await?;
            serves.push((*number, row.conversation.to_string()));
            taken.insert(*number, row.conversation.to_string());
        }
        Ok((taken.len() == people).then_some(()))
    });
    all.await?
        .with_context(|| format!("not all {people} asked for a person within {} s", WITHIN.as_secs()))?;
    Ok(taken)
}

/// Returns once the bot has answered everybody, so that nothing of the opening is under way any more.
async fn until_quiet(phones: &Sandbox, people: usize) -> Result<()> {
    let (mut before, mut quiet) = (0, 0);
    let done = pace::find(LOOK_EVERY, WITHIN, async || {
        let each = (0..people).map(|number| phones.received(ACCOUNT, &person(number)).len());
        let (least, all) = each.fold((usize::MAX, 0), |(least, all), one| (one.min(least), all + one));
        quiet = if least > 0 && all == before { quiet + 1 } else { 0 };
        before = all;
        Ok((quiet == QUIET).then_some(()))
    });
    done.await?.with_context(|| format!("the bot was not done within {} s", WITHIN.as_secs()))
}
