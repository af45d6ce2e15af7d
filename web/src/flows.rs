//! Flows on their way in: a draft is read as far as it goes, and everything that is wrong is told by step.

mod draft;
mod problem;

pub use draft::{Reading, content_of, read};
