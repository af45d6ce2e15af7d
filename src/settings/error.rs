//! What is wrong with the configuration, in one line: where, which key, what, and what to do.

use figment::error::{Actual, Kind};
use std::path::Path;
use std::{fmt, io};

/// How many letters may differ for a key to be taken for a slip of the pen.
const SLIPS: usize = 2;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SettingsError(String);

impl fmt::Display for SettingsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl SettingsError {
    /// A value that is of the right type and still does not fit.
    pub(crate) fn value(key: &str, problem: &str) -> Self {
        Self(format!("`{key}`: {problem}"))
    }

    pub(crate) fn unreadable(file: &Path, error: &io::Error) -> Self {
        Self(format!(
            "{} cannot be read ({error}); check the path and who may read it, or leave out --config",
            file.display()
        ))
    }

    pub(crate) fn from_figment(error: &figment::Error, file: Option<&Path>) -> Self {
        let from_environment =
            error.metadata.as_ref().is_some_and(|metadata| metadata.name.contains("environment"));
        let place = match file {
            _ if from_environment => "environment".to_owned(),
            Some(file) => file.display().to_string(),
            None => "configuration".to_owned(),
        };
        // Names in the environment are told as they are written there.
        let named = |path: &[String]| match from_environment {
            true => format!("FRONTDESK_{}", path.join("__").to_uppercase()),
            false => path.join("."),
        };
        let problem = match &error.kind {
            Kind::UnknownField(name, known) => {
                let mut path = error.path.clone();
                if path.last() != Some(name) {
                    path.push(name.clone());
                }
                let sibling = |key: &str| {
                    let mut path = path.clone();
                    path.pop();
                    path.push(key.to_owned());
                    if from_environment { named(&path) } else { key.to_owned() }
                };
                format!("unknown key `{}`; {}", named(&path), instead_of(name, known, sibling))
            }
            Kind::UnknownVariant(found, known) => {
                format!("`{}`: found \"{found}\", expected one of {}", named(&error.path), known.join(", "))
            }
            Kind::InvalidType(found, expected) | Kind::InvalidValue(found, expected) => {
                format!("`{}`: found {}, expected {}", named(&error.path), shown(found), plain(expected))
            }
            Kind::MissingField(name) => {
                format!("`{}`: `{name}` is missing; write it as well", named(&error.path))
            }
            Kind::Message(text) => in_one_line(text),
            other => format!("`{}`: {other}", named(&error.path)),
        };
        Self(format!("{place}: {problem}"))
    }
}

fn instead_of(name: &str, known: &[&str], written: impl Fn(&str) -> String) -> String {
    let nearest = known.iter().map(|key| (distance(name, key), key)).min();
    match nearest {
        Some((slips, key)) if slips <= SLIPS => format!("did you mean `{}`?", written(key)),
        _ => {
            let known: Vec<String> = known.iter().map(|key| written(key)).collect();
            format!("known keys here are {}", known.join(", "))
        }
    }
}

/// How many letters have to be put in, taken out or replaced.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (above, a) in one.chars().enumerate() {
        let mut next = vec![above + 1];
        for ((before, after), b) in row.iter().zip(row.iter().skip(1)).zip(other.chars()) {
            let replaced = before + usize::from(a != b);
            let left = next.last().copied().unwrap_or_default();
            next.push(replaced.min(left + 1).min(after + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

fn shown(found: &Actual) -> String {
    match found {
        Actual::Bool(value) => value.to_string(),
        Actual::Unsigned(value) => value.to_string(),
        Actual::Signed(value) => value.to_string(),
        Actual::Float(value) => value.to_string(),
        Actual::Str(value) => format!("\"{value}\""),
        Actual::Seq => "a list".to_owned(),
        Actual::Map => "a section".to_owned(),
        other => other.to_string(),
    }
}

/// What serde expects, in words of the file.
fn plain(expected: &str) -> &str {
    match expected {
        "a string" | "path string" => "a text in quotes",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number that is not negative",
        "a sequence" => "a list",
        _ if expected.starts_with("struct ") => "a section",
        other => other,
    }
}

/// The line number and the last line of what the TOML parser paints over several lines.
fn in_one_line(text: &str) -> String {
    let line = text.split("at line ").nth(1).and_then(|rest| rest.split(',').next());
    let last = text.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default();
    match line {
        Some(line) => format!("line {line}: {last}"),
        None => text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}
