//! Sample data: people, a bot and tickets, made by the same commands that people send.

mod flow;
pub(crate) mod folder;
mod people;
mod player;
mod seed;
mod talks;

pub(crate) use people::PEOPLE;
pub(crate) use seed::fill;
