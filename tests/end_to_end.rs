//! The real program from outside: started as people start it, on a folder and a port of its own.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

#[path = "end_to_end/configuration.rs"]
mod configuration;
#[path = "end_to_end/data.rs"]
mod data;
#[path = "end_to_end/desk.rs"]
mod desk;
#[path = "end_to_end/full_disk.rs"]
mod full_disk;
#[path = "end_to_end/program.rs"]
mod program;
#[path = "end_to_end/serving.rs"]
mod serving;
#[path = "end_to_end/stopping.rs"]
mod stopping;
