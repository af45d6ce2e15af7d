//! `frontdesk create-admin`: the first login, or one more.

use crate::arguments::CreateAdmin;
use crate::failure::Failure;
use crate::serve::open_store;
use crate::settings::LogFormat;
use crate::{settings, telemetry};
use anyhow::{Context, anyhow};
use frontdesk_actors::clock::{SystemClock, SystemDice};
use frontdesk_actors::directory::{ChangeError, Entry, Put};
use frontdesk_actors::logins::{Login, login_record};
use frontdesk_actors::system::{Foundation, System};
use frontdesk_model::access::Role;
use frontdesk_model::directory::Agent;
use frontdesk_model::end_user::EmailAddress;
use frontdesk_model::id::UserId;
use frontdesk_storage::{CommitError, Counter, Expected, Store};
use frontdesk_web::auth::hash_password;
use std::collections::BTreeSet;
use std::io::{BufRead, IsTerminal, Write};
use std::sync::Arc;

const PASSWORD_VARIABLE: &str = "FRONTDESK_ADMIN_PASSWORD";
const NAME_CHARS: usize = 100;
/// Conversations at a time, until the admin says otherwise.
const CAPACITY: u32 = 5;

pub(crate) fn run(wanted: &CreateAdmin) -> Result<(), Failure> {
    let settings::Loaded { plan, .. } = settings::load(&wanted.config)?;
    telemetry::begin(LogFormat::Text, "warn");
    let email = EmailAddress::new(&wanted.email).map_err(|_| {
        Failure::usage("`--email`: this is not an e-mail address; write one such as ana@example.org")
    })?;
    let name = name(wanted, &email)?;
    let (password, from) = password(wanted)?;
    let login_hash = hash_password(&password).map_err(|error| Failure::usage(format!("{from}: {error}")))?;
    let store = open_store(&plan.store())?;
    let made = actix_web::rt::System::new().block_on(async {
        let made = create(store.clone(), &email, name, login_hash).await;
        store.close().await;
        made
    });
    let id = made?;
    writeln!(std::io::stdout(), "Admin {id} can sign in as {} now.", email.as_str())
        .context("the answer cannot be written")?;
    Ok(())
}

fn name(wanted: &CreateAdmin, email: &EmailAddress) -> Result<String, Failure> {
    let before_at = email.as_str().split('@').next().unwrap_or_default();
    let name = wanted.name.as_deref().unwrap_or(before_at).trim();
    let fits = (1..=NAME_CHARS).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits {
        Ok(name.to_owned())
    } else {
        Err(Failure::usage(format!("`--name`: it has to have 1 to {NAME_CHARS} characters on one line")))
    }
}

/// From the file, else from the environment, else from whoever runs the command; and where it came from.
fn password(wanted: &CreateAdmin) -> Result<(String, &'static str), Failure> {
    if let Some(file) = &wanted.password_file {
        let text = std::fs::read_to_string(file).map_err(|error| {
            Failure::usage(format!("`--password-file`: {} cannot be read ({error})", file.display()))
        })?;
        return Ok((text.lines().next().unwrap_or_default().to_owned(), "the password file"));
    }
    match std::env::var(PASSWORD_VARIABLE) {
        Ok(text) => Ok((text, PASSWORD_VARIABLE)),
        Err(_) => Ok((asked()?, "the password")),
    }
}

/// At a terminal it is asked twice and not shown; from a pipe the first line is taken.
fn asked() -> Result<String, Failure> {
    let unreadable = || "the password cannot be read";
    if !std::io::stdin().is_terminal() {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).with_context(unreadable)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let first = rpassword::prompt_password("Password: ").with_context(unreadable)?;
    let second = rpassword::prompt_password("Once more: ").with_context(unreadable)?;
    if first == second { Ok(first) } else { Err(Failure::usage("the two passwords differ; try again")) }
}

async fn create(
    store: Arc<dyn Store>,
    email: &EmailAddress,
    name: String,
    password_hash: String,
) -> Result<UserId, Failure> {
    let foundation =
        Foundation { store, clock: Arc::new(SystemClock), dice: Arc::new(SystemDice), arbiters: 0 };
    let system = System::start(foundation).await.context("the configuration cannot be read")?;
    let id = UserId::new(system.shared.store.next_number(Counter::User)).context("no number is left")?;
    let agent =
        Agent { id, name, role: Role::Admin, groups: BTreeSet::new(), capacity: CAPACITY, active: true };
    let login = login_record(email.as_str(), &Login { agent: id, password_hash }, Expected::Absent)
        .context("the login cannot be encoded")?;
    let put = Put { entry: Entry::Agent(agent), expected: Expected::Absent, more: vec![login], by: None };
    match system.directory.send(put).await.context("the configuration's writer stopped")? {
        Ok(()) => Ok(id),
        Err(ChangeError::Commit(CommitError::Conflict { .. })) => Err(Failure::usage(format!(
            "`--email`: {} has a login already; sign in with it, or name another address",
            email.as_str()
        ))),
        Err(error) => Err(Failure::Failed(anyhow!(error).context("the admin was not made"))),
    }
}
