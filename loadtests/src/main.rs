//! Visitors, agents and faults as load for Frontdesk, through its public interface only.

mod agent;
mod arguments;
mod bench;
mod caller;
mod clock;
mod findings;
mod floors;
mod glance;
mod ids;
mod machine;
mod meter;
mod number;
mod pace;
mod pair;
mod process;
mod report;
mod rest;
mod run;
mod scenario;
mod scenarios;
mod server;
mod socket;
mod staff;
mod statistics;
mod visitor;

use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    match run::run(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // Nobody reads it: the exit code tells.
            let _ = writeln!(std::io::stderr(), "frontdesk-loadtests: {error:#}");
            ExitCode::from(2)
        }
    }
}
