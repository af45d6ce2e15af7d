//! Messages that were approved beforehand: three of them, in three languages.

use super::content::{invalid, missing};
use crate::call::{Answer, Call};
use crate::meta::GraphError;
use crate::world::{Button, Content};
use serde_json::{Value, json};

struct Approved {
    name: &'static str,
    language: &'static str,
    body: &'static str,
    buttons: &'static [&'static str],
    status: &'static str,
}

const TEMPLATES: &[Approved] = &[
    Approved {
        name: "order_update",
        language: "en_US",
        body: "Hello {{1}}, there is news of your order {{2}}. Reply here and we will tell you more.",
        buttons: &[],
        status: "APPROVED",
    },
    Approved {
        name: "order_update",
        language: "fr",
        body: "Bonjour {{1}}, il y a du nouveau pour votre commande {{2}}. Répondez ici pour en savoir plus.",
        buttons: &[],
        status: "APPROVED",
    },
    Approved {
        name: "we_are_back",
        language: "en_US",
        body: "We are sorry for the wait. Shall we go on where we stopped?",
        buttons: &["Yes, please", "No, thank you"],
        status: "APPROVED",
    },
    Approved {
        name: "we_are_back",
        language: "el",
        body: "Συγγνώμη για την αναμονή. Να συνεχίσουμε από εκεί που μείναμε;",
        buttons: &["Ναι", "Όχι"],
        status: "APPROVED",
    },
    Approved {
        name: "summer_sale",
        language: "en_US",
        body: "Everything must go!",
        buttons: &[],
        status: "REJECTED",
    },
];

/// `GET /{waba}/message_templates`
pub(super) fn list(call: &Call) -> Answer {
    let wanted = call.query("status");
    let data: Vec<Value> = TEMPLATES
        .iter()
        .enumerate()
        .filter(|(_, template)| wanted.is_empty() || wanted == template.status)
        .map(|(number, template)| {
            let mut components = vec![json!({ "type": "BODY", "text": template.body })];
            if !template.buttons.is_empty() {
                let button = |text: &&str| json!({ "type": "QUICK_REPLY", "text": text });
                let buttons: Vec<Value> = template.buttons.iter().map(button).collect();
                components.push(json!({ "type": "BUTTONS", "buttons": buttons }));
            }
            json!({ "name": template.name, "language": template.language, "status": template.status,
                "category": "UTILITY", "parameter_format": "POSITIONAL", "id": (70_001 + number).to_string(),
                "components": components })
        })
        .collect();
    Answer::json(200, &json!({ "data": data, "paging": { "cursors": { "before": "A", "after": "B" } } }))
}

/// The template as the person reads it.
///
/// # Errors
/// 132001 for one that is not there or not approved, 132000 for the wrong number of parameters.
pub(super) fn rendered(of: &Value) -> Result<Content, GraphError> {
    let name = of["name"].as_str().ok_or_else(|| missing("name"))?;
    let language = of.pointer("/language/code").and_then(Value::as_str).ok_or_else(|| missing("language"))?;
    let found = TEMPLATES.iter().find(|template| {
        template.name == name && template.language == language && template.status == "APPROVED"
    });
    let template = found.ok_or_else(|| {
        GraphError::new(404, 132_001, "(#132001) Template name does not exist in the translation")
            .details(&format!("template name ({name}) does not exist in {language}"))
    })?;
    let components = of["components"].as_array().map(Vec::as_slice).unwrap_or_default();
    let body = components.iter().find(|component| component["type"] == "body");
    let given = body.and_then(|body| body["parameters"].as_array()).map(Vec::as_slice).unwrap_or_default();
    let wanted = template.body.matches("{{").count();
    if given.len() != wanted {
        let details = format!(
            "body: number of localizable_params ({}) does not match the expected number of params ({wanted})",
            given.len()
        );
        return Err(GraphError::new(
            400,
            132_000,
            "(#132000) Number of parameters does not match the expected number of params",
        )
        .details(&details));
    }
    let mut text = template.body.to_owned();
    for (number, parameter) in (1_usize..).zip(given) {
        let value = parameter["text"].as_str().ok_or_else(|| missing("text"))?;
        if value.contains('\n') || value.contains('\t') || value.contains("     ") {
            return Err(invalid(
                "Param text cannot have new-line/tab characters or more than 4 consecutive spaces",
            ));
        }
        text = text.replace(&format!("{{{{{number}}}}}"), value);
    }
    let payload = |place: usize| {
        let of_button = components.iter().find(|component| {
            component["type"] == "button"
                && (component["index"].as_str() == Some(&place.to_string())
                    || component["index"].as_u64() == u64::try_from(place).ok())
        });
        of_button.and_then(|component| component.pointer("/parameters/0/payload")?.as_str())
    };
    let buttons = template.buttons.iter().enumerate();
    let buttons =
        buttons.map(|(place, label)| Button::reply(payload(place).unwrap_or(label), label)).collect();
    Ok(Content { buttons, ..Content::text(&text) })
}
