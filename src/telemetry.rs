//! Logs and panics. Logs go to stderr, one event a line; what a command prints for its user goes to stdout.
//!
//! Never logged: what people wrote, names, addresses, numbers, tokens.

use crate::settings::LogFormat;
use std::io::IsTerminal;
use std::panic::PanicHookInfo;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// Begins to log. `level` was checked with the settings; one that is none tells everything from info on.
pub(crate) fn begin(format: LogFormat, level: &str) {
    let filter = EnvFilter::try_new(level).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder =
        fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    match format {
        LogFormat::Json => builder.json().flatten_event(true).with_current_span(true).init(),
        LogFormat::Text => builder.with_target(false).compact().init(),
    }
    std::panic::set_hook(Box::new(told));
}

/// A panic ends what it happened in, never the process: it is told like every other failure.
///
/// Only a fixed text is logged: what a panic puts together at run time may quote what somebody wrote.
fn told(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let text = panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("text left out");
    let thread = std::thread::current();
    metrics::counter!("frontdesk_panics_total").increment(1);
    tracing::error!(
        panic.place = place,
        panic.text = text,
        thread = thread.name(),
        "a part of the server panicked"
    );
}
