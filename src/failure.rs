//! Why a command ends without having done its work. The text is one line that says what to do.

use crate::settings::SettingsError;
use anyhow::anyhow;
use std::fmt;
use std::process::ExitCode;

/// Mend the configuration or the arguments before the next try; a supervisor need not start it again.
const MEND_FIRST: u8 = 2;
/// It may work at the next try, or after the operator has looked.
const FAILED: u8 = 1;

#[derive(Debug)]
pub(crate) enum Failure {
    Settings(SettingsError),
    /// The arguments do not fit what is there.
    Usage(String),
    Failed(anyhow::Error),
}

impl Failure {
    pub(crate) fn usage(text: impl Into<String>) -> Self {
        Self::Usage(text.into())
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Settings(_) | Self::Usage(_) => ExitCode::from(MEND_FIRST),
            Self::Failed(_) => ExitCode::from(FAILED),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Settings(error) => error.to_string(),
            Self::Usage(text) => text.clone(),
            Self::Failed(error) => format!("{error:#}"),
        };
        // What other libraries say may have line breaks; this is read by people and by log collectors.
        let line: Vec<&str> = text.split_whitespace().collect();
        out.write_str(&line.join(" "))
    }
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        Self::Settings(error)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

impl From<frontdesk_storage::OpenError> for Failure {
    fn from(error: frontdesk_storage::OpenError) -> Self {
        // Its text is whole: it names its source.
        Self::Failed(anyhow!("{error}"))
    }
}
