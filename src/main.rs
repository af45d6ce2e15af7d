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
use mimalloc::MiMalloc;
use std::io::Write;
use std::process::ExitCode;

/// A message is made in one thread and let go in another, on its way through half a dozen of them: the C library's
/// allocator spent a quarter of the CPU on that, and kept what was free.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
