//! Routing as properties, and against a router that looks at everything each time.

mod language;
mod properties;
mod reference;
