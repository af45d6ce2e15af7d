//! Canned replies: what agents put into their answers by "/" and a name (behaviour 2.14).

use crate::id::{GroupId, ShortcutId, UserId};
use crate::message::MessageText;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most shortcuts of an account.
pub const MAX_SHORTCUTS: usize = 15_000;
/// The most answers that one shortcut offers to choose from.
pub const MAX_SHORTCUT_OPTIONS: usize = 20;

/// A canned reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortcut {
    pub id: ShortcutId,
    pub name: ShortcutName,
    pub text: MessageText,
    pub scope: Scope,
    /// Texts to choose from. Such shortcuts are kept, and cannot be used in messages (S3-14).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<MessageText>,
}

/// Who may use a shortcut or a macro.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum Scope {
    Personal { agent: UserId },
    Group { group: GroupId },
    Global,
}

/// Why a shortcut cannot be used in a message (S3-14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It has texts to choose from.
    Options,
    /// It holds `{{…}}`, which nothing fills in here.
    DynamicContent,
}

impl Shortcut {
    /// `None` for one that can be used.
    #[must_use]
    pub fn unusable(&self) -> Option<Unusable> {
        let dynamic = self.text.as_str().split_once("{{").is_some_and(|(_, after)| after.contains("}}"));
        if !self.options.is_empty() {
            Some(Unusable::Options)
        } else if dynamic {
            Some(Unusable::DynamicContent)
        } else {
            None
        }
    }

    #[must_use]
    pub fn is_for(&self, agent: UserId, groups: &BTreeSet<GroupId>) -> bool {
        self.scope.includes(agent, groups)
    }
}

impl Scope {
    #[must_use]
    pub fn includes(self, agent: UserId, groups: &BTreeSet<GroupId>) -> bool {
        match self {
            Self::Personal { agent: owner } => owner == agent,
            Self::Group { group } => groups.contains(&group),
            Self::Global => true,
        }
    }
}

/// 1 to 40 characters without white space, `/`, `\` and `$`: it is typed after a slash and ends with the word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ShortcutName(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a shortcut's name has 1 to 40 characters without white space, /, \\ and $")]
pub struct InvalidShortcutName;

impl ShortcutName {
    /// # Errors
    /// When the text is empty, too long, or holds a forbidden character.
    pub fn new(text: &str) -> Result<Self, InvalidShortcutName> {
        let text = text.trim();
        let fits = (1..=40).contains(&text.chars().count());
        let clean = !text.chars().any(|c| c.is_whitespace() || c.is_control() || "/\\$".contains(c));
        if fits && clean { Ok(Self(text.to_owned())) } else { Err(InvalidShortcutName) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ShortcutName {
    type Error = InvalidShortcutName;

    fn try_from(text: String) -> Result<Self, InvalidShortcutName> {
        Self::new(&text)
    }
}

impl From<ShortcutName> for String {
    fn from(name: ShortcutName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shortcut(text: &str, options: &[&str], scope: Scope) -> Shortcut {
        Shortcut {
            id: ShortcutId::new(1).unwrap(),
            name: ShortcutName::new("hello").unwrap(),
            text: MessageText::new(text).unwrap(),
            scope,
            options: options.iter().map(|option| MessageText::new(option).unwrap()).collect(),
        }
    }

    #[test]
    fn s3_13_names_are_what_can_be_typed_after_a_slash() {
        for good in ["hello", " Bonjour! ", "γεια", "a-b_c.1", "é".repeat(40).as_str()] {
            assert_eq!(ShortcutName::new(good).map(String::from), Ok(good.trim().to_owned()));
        }
        for bad in ["", " ", "two words", "a/b", "a\\b", "$a", "a\u{7}", "é".repeat(41).as_str()] {
            assert_eq!(ShortcutName::new(bad), Err(InvalidShortcutName), "{bad:?}");
        }
        assert!(serde_json::from_str::<ShortcutName>(r#""a b""#).is_err());
    }

    #[test]
    fn s3_14_options_and_dynamic_content_make_a_shortcut_unusable() {
        let why = |text, options: &[&str]| shortcut(text, options, Scope::Global).unusable();
        assert_eq!(why("Hello!", &[]), None);
        assert_eq!(why("Hello {{customer.name}}!", &[]), Some(Unusable::DynamicContent));
        assert_eq!(why("Hello {{}}!", &[]), Some(Unusable::DynamicContent));
        for plain in ["{{ open", "closed }}", "}} and {{", "{ one }"] {
            assert_eq!(why(plain, &[]), None, "{plain}");
        }
        assert_eq!(why("Hello {{name}}!", &["Hi", "Hey"]), Some(Unusable::Options));
    }

    #[test]
    fn a_shortcut_is_for_its_owner_its_group_or_everybody() {
        let (bea, cyd, support) =
            (UserId::new(2).unwrap(), UserId::new(3).unwrap(), GroupId::new(1).unwrap());
        let is_for = |scope, agent, groups: &[GroupId]| {
            shortcut("Hello", &[], scope).is_for(agent, &groups.iter().copied().collect())
        };
        assert!(is_for(Scope::Global, cyd, &[]));
        assert!(is_for(Scope::Personal { agent: bea }, bea, &[]));
        assert!(!is_for(Scope::Personal { agent: bea }, cyd, &[support]));
        assert!(is_for(Scope::Group { group: support }, cyd, &[support]));
        assert!(!is_for(Scope::Group { group: support }, bea, &[]));
    }
}
