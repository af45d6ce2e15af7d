//! What can be done to a server; one file for each.

pub(crate) mod accept_race;
pub(crate) mod crash;
pub(crate) mod fan_out;
pub(crate) mod flood;
pub(crate) mod growth;
pub(crate) mod idle_sockets;
pub(crate) mod resume_storm;
pub(crate) mod route_freed;
pub(crate) mod slow_reader;
pub(crate) mod steady;
pub(crate) mod webhooks;
