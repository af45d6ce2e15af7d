//! Both sockets as clients meet them, spoken to by a client that nobody here wrote.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

#[path = "../app/mod.rs"]
mod app;

mod bad_input;
mod client;
mod closing;
mod links;
mod resume;
mod several;
mod snapshot;
mod talk;
mod viewers;
