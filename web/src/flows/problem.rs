//! What is wrong with a flow, as clients get it: a code and its details to translate, and a sentence in English.

use crate::wire::admin::FlowProblem;
use frontdesk_model::flow::Defect;
use frontdesk_model::id::{FieldId, GroupId};
use std::collections::BTreeMap;

/// What only a draft can have wrong, and what only the directory knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Wrong {
    #[error("{what} is empty; write something")]
    Empty { what: &'static str },
    #[error("{what} has {found} characters, at most 4096 are allowed; shorten it")]
    TextTooLong { what: &'static str, found: usize },
    #[error("{from} leads nowhere; connect it to a step")]
    NotConnected { from: String },
    #[error("it cannot be read ({reason}); remove it and add it again")]
    Unreadable { reason: String },
    #[error("group {group} does not exist; choose one that does")]
    UnknownGroup { group: GroupId },
    #[error("ticket field {field} does not exist; choose one that does")]
    UnknownField { field: FieldId },
    #[error(transparent)]
    Flow(#[from] Defect),
}

impl Wrong {
    pub(super) fn at(self, step: Option<&str>) -> FlowProblem {
        let text = self.to_string();
        let (code, details) = self.parts();
        let details = details.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        FlowProblem { step: step.map(str::to_owned), code: code.to_owned(), details, text }
    }

    fn parts(self) -> (&'static str, BTreeMap<&'static str, String>) {
        match self {
            Self::Empty { what } => ("empty", [("what", what.to_owned())].into()),
            Self::TextTooLong { what, found } => {
                ("text_too_long", [("what", what.to_owned()), ("found", found.to_string())].into())
            }
            Self::NotConnected { from } => ("not_connected", [("from", from)].into()),
            Self::Unreadable { reason } => ("unreadable", [("reason", reason)].into()),
            Self::UnknownGroup { group } => ("unknown_group", [("value", group.to_string())].into()),
            Self::UnknownField { field } => ("unknown_field", [("value", field.to_string())].into()),
            Self::Flow(defect) => of_defect(defect),
        }
    }
}

fn of_defect(defect: Defect) -> (&'static str, BTreeMap<&'static str, String>) {
    match defect {
        Defect::UnknownNext { next } => ("unknown_next", [("value", next.as_str().to_owned())].into()),
        Defect::Unreachable => ("unreachable", BTreeMap::new()),
        Defect::CircleWithoutQuestion => ("circle_without_question", BTreeMap::new()),
        Defect::Count { what, found, least, most } => {
            ("count", bounds(what, found, least, most).into_iter().collect())
        }
        Defect::Length { what, value, found, least, most } => {
            let bounds = bounds(what, found, least, most).into_iter();
            ("length", bounds.chain([("value", value)]).collect())
        }
        Defect::Duplicate { what, value } => {
            ("duplicate", [("what", what.to_owned()), ("value", value)].into())
        }
        Defect::Name { what, value } => ("name", [("what", what.to_owned()), ("value", value)].into()),
        Defect::ReservedId => ("reserved_id", BTreeMap::new()),
        Defect::LabelIsNumber { label } => ("label_is_number", [("value", label)].into()),
        Defect::Tag { tag } => ("tag", [("value", tag)].into()),
        Defect::Url { url } => ("url", [("value", url)].into()),
        Defect::ArticleUrl { url } => ("article_url", [("value", url)].into()),
        Defect::OnlyPlaceholders => ("only_placeholders", BTreeMap::new()),
        Defect::ConditionTooDeep { found } => ("condition_too_deep", [("found", found.to_string())].into()),
    }
}

fn bounds(what: &str, found: usize, least: usize, most: usize) -> [(&'static str, String); 4] {
    [
        ("what", what.to_owned()),
        ("found", found.to_string()),
        ("least", least.to_string()),
        ("most", most.to_string()),
    ]
}
