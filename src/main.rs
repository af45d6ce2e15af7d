//! The program `frontdesk`: arguments, configuration, start and stop. Everything else is in the crates below it.
//!
//! **Architecture invariant:** nothing here decides anything about conversations; the demo's sample data is made
//! by the same commands that people send.

mod arguments;
mod commands;
mod demo;
mod door;
mod failure;
mod key;
mod lifecycle;
mod serve;
mod settings;
mod telemetry;
mod transport;
mod upkeep;

use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match commands::run(arguments::Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nobody reads a closed stderr; the exit code still tells.
            let _ = writeln!(std::io::stderr(), "frontdesk: {failure}");
            failure.exit_code()
        }
    }
}
