//! The sandbox as a program of its own, for whoever wants providers without accounts: other languages' tests, a server
//! under development.

use anyhow::Context;
use clap::Parser;
use frontdesk_sandbox::{Sandbox, SandboxConfig};
use std::io::Write;
use std::net::SocketAddr;

/// Simulated providers and a telephone. The first line on stdout is JSON: where it is, and its accounts with all that
/// is needed to connect them.
#[derive(Parser)]
#[command(name = "frontdesk-sandbox", version)]
struct Arguments {
    /// Where it listens; port 0 takes any that is free.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Has an account's webhooks call that address, as in `whatsapp-1=http://127.0.0.1:8080/webhooks/…`.
    #[arg(long = "webhook", value_name = "ACCOUNT=URL", value_parser = webhook)]
    webhooks: Vec<(String, String)>,
}

fn webhook(text: &str) -> Result<(String, String), String> {
    let (account, url) = text.split_once('=').ok_or("wants ACCOUNT=URL")?;
    Ok((account.to_owned(), url.to_owned()))
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let sandbox = Sandbox::start(SandboxConfig { listen: arguments.listen, ..SandboxConfig::default() })?;
    for (account, url) in &arguments.webhooks {
        anyhow::ensure!(sandbox.connect(account, url), "there is no account {account}");
    }
    let ready = serde_json::json!({
        "ready": true,
        "base": sandbox.base_url(),
        "phone": sandbox.phone_url(),
        "accounts": sandbox.accounts(),
    });
    writeln!(std::io::stdout(), "{ready}").context("stdout cannot be written")?;
    actix_rt::System::new().block_on(tokio::signal::ctrl_c()).context("signals cannot be awaited")?;
    Ok(())
}
