//! `/desk/v1/admin/flows/try`: the draft answers one input, with the interpreter that answers end users. Nothing is
//! kept: the run goes out with the answer and comes back with the next input.

use crate::auth::Admin;
use crate::convert::content::content as wire_content;
use crate::error::{ApiError, ApiResult};
use crate::flows::read;
use crate::http::extract::Body;
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use crate::wire::flows::{Tried, TryAround, TryBody, TryField, TryInput, TrySaid, TryState};
use actix_web::web;
use frontdesk_model::directory::Directory;
use frontdesk_model::flow::{
    self, Capabilities, FieldValue, Input, Position, Run, Said, Surroundings, TransferReason, degrade,
};
use frontdesk_model::id::FlowId;
use frontdesk_model::message::{FormAnswer, InvalidText, MessageText};

pub(in crate::http) async fn advance(
    state: web::Data<AppState>,
    _admin: Admin,
    body: Body<TryBody>,
) -> ApiResult<web::Json<Tried>> {
    let directory = state.system.shared.directory.get();
    // Its number does not matter; a run only has to find the flow that it began.
    let id = FlowId::new(1).map_err(|error| ApiError::internal("a number", &error))?;
    let reading = read(&body.0.content, id, 0, &directory);
    let Some(flow) = reading.flow else {
        let problems = reading.problems;
        return Ok(web::Json(Tried { said: Vec::new(), run: None, state: TryState::Unreadable, problems }));
    };
    let run: Option<Run> = match body.0.run {
        None => None,
        Some(run) => Some(serde_json::from_value(run).map_err(|_| ApiError::field("run"))?),
    };
    let around = surroundings(&body.0.around);
    let given = Given::new(&body.0.input)?;
    let advance = flow::advance(&flow, run, given.input(&body.0.input), &around);
    let said = advance.steps.iter().flat_map(|said| told(said, &around.capabilities, &directory)).collect();
    let state = match advance.run.at {
        Position::Waiting { .. } | Position::Asking { .. } => TryState::Waiting,
        Position::Finished => TryState::Finished,
        Position::HandedOver => TryState::HandedOver,
    };
    let run = serde_json::to_value(&advance.run).map_err(|error| ApiError::internal("a run", &error))?;
    Ok(web::Json(Tried { said, run: Some(run), state, problems: reading.problems }))
}

fn surroundings(around: &TryAround) -> Surroundings {
    let text_only = around.text_only;
    Surroundings {
        capabilities: if text_only { Capabilities::TEXT } else { Capabilities::FULL },
        channel_kind: if text_only { "sms" } else { "widget" }.to_owned(),
        profile_name: around.name.clone(),
        profile_email: around.email.clone(),
        locale: around.locale.clone(),
        open: around.open,
    }
}

/// The part of an input that has to live as long as it is looked at.
struct Given {
    text: Option<MessageText>,
    answers: Vec<FormAnswer>,
}

impl Given {
    fn new(input: &TryInput) -> ApiResult<Self> {
        let text = match input {
            TryInput::Text { text } => Some(MessageText::new(text).map_err(|error| match error {
                InvalidText::Empty => ErrorCode::TextEmpty,
                InvalidText::TooLong { .. } => ErrorCode::TextTooLong,
            })?),
            _ => None,
        };
        let answers = match input {
            TryInput::FormFilled { answers } => answers.iter().map(answer).collect(),
            _ => Vec::new(),
        };
        Ok(Self { text, answers })
    }

    fn input<'a>(&'a self, input: &'a TryInput) -> Input<'a> {
        match (input, &self.text) {
            (TryInput::Text { .. }, Some(text)) => Input::Text(text),
            (TryInput::Chosen { option }, _) => Input::Chosen { option },
            (TryInput::FormFilled { .. }, _) => Input::FormFilled { answers: &self.answers },
            (TryInput::File, _) => Input::File,
            (TryInput::Started | TryInput::Text { .. }, _) => Input::Started,
        }
    }
}

fn answer(answer: &crate::wire::shared::FormAnswer) -> FormAnswer {
    FormAnswer { name: answer.name.clone(), label: answer.name.clone(), value: answer.value.clone() }
}

fn told(said: &Said, capabilities: &Capabilities, directory: &Directory) -> Vec<TrySaid> {
    match said {
        Said::Say { content } => degrade(content, capabilities)
            .contents
            .iter()
            .map(|part| TrySaid::Said { content: wire_content(Some(part)) })
            .collect(),
        Said::StepTaken { step } => vec![TrySaid::Step { step: step.as_str().to_owned() }],
        Said::Captured { label, value, .. } => {
            vec![TrySaid::Captured { label: label.clone(), value: value.clone() }]
        }
        Said::Transfer { tags, fields, group, reason } => vec![TrySaid::HandedOver {
            reason: word(*reason).to_owned(),
            group: group.and_then(|group| directory.groups.get(&group)).map(|group| group.name.clone()),
            tags: tags.clone(),
            fields: fields.iter().map(|field| try_field(field, directory)).collect(),
        }],
    }
}

fn try_field(value: &FieldValue, directory: &Directory) -> TryField {
    let label = directory.fields.get(&value.field).map(|field| field.label.clone());
    TryField { label: label.unwrap_or_else(|| value.field.to_string()), value: value.value.clone() }
}

const fn word(reason: TransferReason) -> &'static str {
    match reason {
        TransferReason::Step => "step",
        TransferReason::AskedForHuman => "asked_for_human",
        TransferReason::Fallback => "fallback",
        TransferReason::TooManySteps => "too_many_steps",
        TransferReason::BrokenFlow => "broken_flow",
        TransferReason::WorkElsewhere => "work_elsewhere",
    }
}
