//! What a channel says when no flow is configured: as a flow, so that one interpreter runs everything.

use super::condition::{Condition, Subject};
use super::graph::{Escalation, Flow, InvalidStepId, StepId};
use super::step::{Branch, Step};
use super::wording::{Words, human_phrases};
use crate::id::{FlowId, GroupId};
use crate::message::{CaptureTarget, FormField, FormInput, InvalidText, MessageText};
use std::collections::BTreeMap;

/// The default messaging response of a channel (behaviour 2.10): a first message, a form for name and e-mail and what
/// else the admin wants to know, a follow-up message, and people take over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefaultResponse {
    pub inside_hours: ResponseTexts,
    /// What is said outside business hours; the same when absent.
    pub outside_hours: Option<ResponseTexts>,
    /// Up to 6 beside name and e-mail; all are compulsory.
    pub extra_fields: Vec<FormField>,
    /// The label of the name field.
    pub name_label: String,
    /// The label of the e-mail field.
    pub email_label: String,
    /// Said when somebody types instead of filling in the form.
    pub fallback: String,
    pub words: Words,
    pub group: Option<GroupId>,
}

/// The three texts, each of 1 to 4,096 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseTexts {
    pub first_message: String,
    /// Over the form.
    pub details: String,
    pub follow_up: String,
}

/// Why a default response cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidResponse {
    #[error("a text of the default response cannot be said")]
    Text(#[from] InvalidText),
    #[error("a step of the default response has no name")]
    Step(#[from] InvalidStepId),
}

impl Default for DefaultResponse {
    /// In English.
    fn default() -> Self {
        Self {
            inside_hours: ResponseTexts {
                first_message: "Hi there. How can we help?".to_owned(),
                details: "Please tell us who you are, so that we can get back to you.".to_owned(),
                follow_up: "Thank you. A member of our team will be with you shortly.".to_owned(),
            },
            outside_hours: None,
            extra_fields: Vec::new(),
            name_label: "Name".to_owned(),
            email_label: "E-mail".to_owned(),
            fallback: "Please fill in your details first; then a member of our team will answer you."
                .to_owned(),
            words: Words::default(),
            group: None,
        }
    }
}

/// The default response as a flow. It never offers "Talk to a human", since it leads there anyway, and hands over at
/// once to whoever asks.
///
/// # Errors
/// When one of the texts is empty or too long. [`validate`](super::validate()) finds what else may be wrong with labels
/// and fields.
pub fn default_response(
    response: &DefaultResponse,
    id: FlowId,
    version: u32,
) -> Result<Flow, InvalidResponse> {
    let mut steps = BTreeMap::new();
    let inside = add_path(&mut steps, response, &response.inside_hours, "")?;
    let start = match &response.outside_hours {
        None => inside,
        Some(texts) => {
            let outside = add_path(&mut steps, response, texts, "_closed")?;
            let closed = Condition::Is { subject: Subject::BusinessHours, value: "closed".to_owned() };
            let hours = StepId::new("hours")?;
            let branches = vec![Branch { when: closed, next: outside }];
            steps.insert(hours.clone(), Step::Condition { branches, else_next: inside });
            hours
        }
    };
    Ok(Flow {
        id,
        version,
        name: "Default response".to_owned(),
        start,
        steps,
        greeting: None,
        fallback: MessageText::new(&response.fallback)?,
        talk_to_human: false,
        human_phrases: human_phrases(),
        escalation: Escalation { group: response.group, ..Escalation::default() },
        words: response.words.clone(),
        layout: BTreeMap::new(),
        publication: None,
    })
}

/// Adds first message, details and hand-off under names that end in `suffix`; returns where they begin.
fn add_path(
    steps: &mut BTreeMap<StepId, Step>,
    response: &DefaultResponse,
    texts: &ResponseTexts,
    suffix: &str,
) -> Result<StepId, InvalidResponse> {
    let id = |name: &str| StepId::new(&format!("{name}{suffix}"));
    let (first, details, follow_up) = (id("first_message")?, id("details")?, id("follow_up")?);
    let text = MessageText::new(&texts.first_message)?;
    steps.insert(first.clone(), Step::SendMessage { text, links: Vec::new(), next: Some(details.clone()) });
    let text = MessageText::new(&texts.details)?;
    steps.insert(details, Step::AskDetails { text, fields: fields(response), next: Some(follow_up.clone()) });
    let text = Some(MessageText::new(&texts.follow_up)?);
    let group = response.group;
    steps.insert(follow_up, Step::TransferToAgent { text, tags: Vec::new(), fields: Vec::new(), group });
    Ok(first)
}

fn fields(response: &DefaultResponse) -> Vec<FormField> {
    let name = FormField {
        name: "name".to_owned(),
        label: response.name_label.clone(),
        input: FormInput::Text,
        target: CaptureTarget::ProfileName,
    };
    let email = FormField {
        name: "email".to_owned(),
        label: response.email_label.clone(),
        input: FormInput::Email,
        target: CaptureTarget::ProfileEmail,
    };
    [name, email].into_iter().chain(response.extra_fields.iter().cloned()).collect()
}

#[cfg(test)]
#[expect(non_snake_case, reason = "a test that proves a requirement names its id")]
mod tests {
    use super::super::fixture::{around, check, on_text_channel};
    use super::super::run::Surroundings;
    use super::super::validate;
    use super::*;

    const HELLO: [&str; 2] = ["> first_message", "text: Hi there. How can we help?"];
    const FORM: &str =
        "form: Please tell us who you are, so that we can get back to you. | 1. Name | 2. E-mail";
    const BYE: &str = "text: Thank you. A member of our team will be with you shortly.";

    fn made(response: &DefaultResponse) -> Flow {
        let flow = default_response(response, FlowId::new(1).unwrap(), 1).unwrap();
        assert_eq!(validate(&flow), Ok(()));
        flow
    }

    #[test]
    fn S3_18_without_a_bot_a_form_asks_who_writes_and_people_take_over() {
        let first = [HELLO[0], HELLO[1], "> details", FORM];
        let then = ["= Name: Ada", "= E-mail: ada@example.com", "> follow_up", BYE, "! Step [] [] -"];
        let walk: &[(&str, &[&str])] =
            &[("Where is my parcel?", &first), ("{name=Ada,email=ada@example.com}", &then)];
        check(&made(&DefaultResponse::default()), &around(), walk);
    }

    #[test]
    fn S3_18_on_a_channel_without_forms_it_asks_one_after_another() {
        let first: &[&str] = &[
            HELLO[0],
            HELLO[1],
            "> details",
            "text: Please tell us who you are, so that we can get back to you.",
            "text: E-mail",
        ];
        let then: &[&str] = &["= E-mail: ada@example.com", "> follow_up", BYE, "! Step [] [] -"];
        let around = Surroundings { profile_name: Some("Ada".to_owned()), ..on_text_channel() };
        check(&made(&DefaultResponse::default()), &around, &[("hi", first), ("ada@example.com", then)]);
    }

    #[test]
    fn a_signed_in_user_is_handed_over_with_the_first_message() {
        let around = Surroundings {
            profile_name: Some("Ada".to_owned()),
            profile_email: Some("ada@example.com".to_owned()),
            ..around()
        };
        let all = [HELLO[0], HELLO[1], "> details", "> follow_up", BYE, "! Step [] [] 9"];
        let response = DefaultResponse { group: GroupId::new(9).ok(), ..DefaultResponse::default() };
        check(&made(&response), &around, &[("hi", &all)]);
    }

    #[test]
    fn outside_business_hours_it_has_its_own_texts() {
        let texts = |text: &str| ResponseTexts {
            first_message: format!("{text} 1"),
            details: format!("{text} 2"),
            follow_up: format!("{text} 3"),
        };
        let response = DefaultResponse { outside_hours: Some(texts("Closed")), ..DefaultResponse::default() };
        let flow = made(&response);
        check(&flow, &around(), &[("hi", &["> hours", HELLO[0], HELLO[1], "> details", FORM])]);
        let closed = Surroundings { open: false, ..around() };
        let form = "form: Closed 2 | 1. Name | 2. E-mail";
        check(
            &flow,
            &closed,
            &[("hi", &["> hours", "> first_message_closed", "text: Closed 1", "> details_closed", form])],
        );
    }

    #[test]
    fn a_text_that_cannot_be_said_is_refused() {
        let response = DefaultResponse { fallback: " ".to_owned(), ..DefaultResponse::default() };
        let made = default_response(&response, FlowId::new(1).unwrap(), 1);
        assert_eq!(made, Err(InvalidResponse::Text(InvalidText::Empty)));
    }
}
