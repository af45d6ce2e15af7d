//! The agents of a run, and how work reaches them: what an admin sets up before the doors open.

use crate::ids;
use crate::rest::{Credentials, Login, Rest};
use anyhow::{Context, Result};
use frontdesk_web::wire::admin::{Agent, Listing, NewAgent, Revised, Settings};
use frontdesk_web::wire::agent::{Group, Role, RoutingMode};
use futures_util::{StreamExt, TryStreamExt, stream};
use reqwest::Method;

/// Conversations at a time that an agent has room for: the most that the server takes.
pub(crate) const CAPACITY: u32 = 500;
/// Passwords that the server hashes at a time on our behalf; more would be refused as busy.
const HASHING: usize = 2;

/// Makes so many agents, each in every group, and signs them in.
///
/// # Errors
/// When they cannot be made or cannot sign in.
pub(crate) async fn hire(
    rest: &Rest,
    admin: &Credentials,
    count: usize,
    capacity: u32,
) -> Result<Vec<Login>> {
    let admin = rest.sign_in(admin).await?;
    let groups: Listing<Group> =
        rest.of(&admin, Method::GET, "/desk/v1/admin/groups", &[], None::<&()>).await?;
    let groups: Vec<_> = groups.entries.into_iter().map(|group| group.entry.id).collect();
    let (admin, groups, run) = (&admin, &groups, ids::draw());
    let run = run.as_str();
    stream::iter(0..count)
        .map(|number| async move {
            let new = NewAgent {
                name: format!("Agent {number}"),
                email: format!("agent-{number}-{run}@example.com"),
                password: format!("password of agent {number}"),
                role: Role::Agent,
                groups: groups.clone(),
                capacity,
            };
            let path = "/desk/v1/admin/agents";
            let _: Revised<Agent> = rest.of(admin, Method::POST, path, &[], Some(&new)).await?;
            rest.sign_in(&Credentials { email: new.email, password: new.password }).await
        })
        .buffered(HASHING)
        .try_collect()
        .await
        .context("the agents cannot be made")
}

/// From now on work is offered to everybody at once.
///
/// # Errors
/// When the setting is refused.
pub(crate) async fn broadcast_offers(rest: &Rest, admin: &Credentials) -> Result<()> {
    let path = "/desk/v1/admin/settings";
    let admin = rest.sign_in(admin).await?;
    let seen: Revised<Settings> = rest.of(&admin, Method::GET, path, &[], None::<&()>).await?;
    let settings = Settings { routing: RoutingMode::Broadcast, ..seen.entry };
    let revision = format!("\"{}\"", seen.revision);
    let _: Revised<Settings> =
        rest.of(&admin, Method::PUT, path, &[("if-match", &revision)], Some(&settings)).await?;
    Ok(())
}
