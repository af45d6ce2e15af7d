//! The words of the public faces: every frame and body that our front-ends send or get.
//!
//! **Architecture invariant:** a wire type holds nothing that its reader may not see: what an end user gets is a
//! type of its own, so that an internal note cannot reach it by forgetting a filter.
//! TypeScript is generated from these types (`tests/wire.rs` fails when it is stale).

pub mod account;
pub mod admin;
pub mod agent;
pub mod channels;
pub mod error;
pub mod flows;
pub mod invitations;
pub mod look;
pub mod macros;
pub mod rest;
pub mod security;
pub mod shared;
pub mod typescript;
pub mod widget;
