//! The agents of a run.

use crate::rest::{Credentials, Login, Rest};
use crate::server::Server;
use crate::visitor::Place;
use anyhow::Result;

const PASSWORD: &str = "a password for load tests";

/// So many agents who are signed in. The demo's own come first; further ones are made by `frontdesk create-admin`,
/// for which the server is stopped and started again.
///
/// # Errors
/// When they cannot be made or cannot sign in.
pub(crate) async fn hire(server: &mut Server, place: &Place, count: usize, _: u32) -> Result<Vec<Login>> {
    let credentials: Vec<Credentials> = (0..count).map(agent).collect();
    server.stop().await?;
    for credentials in &credentials {
        server.create_admin(credentials).await?;
    }
    server.start().await?;
    sign_in(&place.rest, &credentials).await
}

fn agent(number: usize) -> Credentials {
    Credentials { email: format!("load-{number}@example.com"), password: PASSWORD.to_owned() }
}

async fn sign_in(rest: &Rest, all: &[Credentials]) -> Result<Vec<Login>> {
    let mut logins = Vec::with_capacity(all.len());
    // One after the other: each costs the server some 50 ms of hashing, and too many at once are refused.
    for credentials in all {
        logins.push(rest.sign_in(credentials).await?);
    }
    Ok(logins)
}

pub(crate) const CAPACITY: u32 = 500;
pub(crate) async fn broadcast_offers(_: &Place, _: &Credentials) -> Result<()> {
    anyhow::bail!("not yet")
}
