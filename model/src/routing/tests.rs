//! Routing as sentences, as properties, and against a router that looks at everything each time.

#![allow(non_snake_case, reason = "requirement ids keep their capital")]

mod language;
mod reference;

mod broadcast;
mod eligibility;
mod explaining;
mod feeding;
mod offers;
mod order;
mod properties;
mod resting;
