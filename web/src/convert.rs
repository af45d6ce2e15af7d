//! From the model to the wire. What an end user gets is made by functions of its own, from public events only.

pub mod agent;
pub mod composer;
pub mod content;
pub mod end_user;
mod link;
pub mod look;
pub mod macros;
