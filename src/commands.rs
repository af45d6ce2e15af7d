//! One command a file.

mod backup;
mod check_config;
mod create_admin;
mod data;
mod demo;
mod events;
mod rebuild;
mod serve;
mod verify;

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;

pub(crate) fn run(arguments: Arguments) -> Result<(), Failure> {
    match arguments.command {
        None => serve::run(&arguments.config),
        Some(Command::Serve(config)) => serve::run(&config),
        Some(Command::Demo(demo)) => demo::run(&demo),
        Some(Command::CreateAdmin(admin)) => create_admin::run(&admin),
        Some(Command::CheckConfig(config)) => check_config::run(&config),
        Some(Command::Verify(config)) => verify::run(&config),
        Some(Command::Backup(wanted)) => backup::save(&wanted),
        Some(Command::Restore(wanted)) => backup::restore(&wanted),
        Some(Command::Rebuild(config)) => rebuild::run(&config),
        Some(Command::Events(events)) => events::run(&events),
    }
}
