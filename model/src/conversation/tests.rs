//! What conversations do, as `check(given, when, then)`. Only `scene` touches the interface of the aggregate, and
//! every command that any test sends has to keep the `laws`.

mod access;
mod bot;
mod closing;
mod fields;
mod instead;
mod laws;
mod leaving;
mod linking;
mod macros;
mod marks;
mod mending;
mod offers;
mod properties;
mod replies;
mod scene;
mod sessions;
mod status;
mod transfers;
mod verbs;
mod world;
mod written;
