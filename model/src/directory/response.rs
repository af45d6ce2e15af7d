//! The default messaging response of each widget, in each of its languages, as flows that the interpreter runs.

use super::language::Language;
use super::widget::{AskedDetails, WidgetTexts};
use super::{Directory, Field, Integration};
use crate::flow::default_response::{InvalidResponse, ResponseTexts, default_response};
use crate::flow::{DefaultResponse, Flow, Step, StepId, Words};
use crate::id::{FieldId, FlowId, IntegrationId, MAX_NUMBER};
use crate::message::{CaptureTarget, FormField, FormInput};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Directory {
    /// What greets through an integration without a flow, for an end user of a locale.
    #[must_use]
    pub fn response_of(&self, integration: IntegrationId, locale: Option<&str>) -> Option<&Arc<Flow>> {
        let language = self.integrations.get(&integration)?.widget.language(locale);
        self.responses.get(&(integration, language))
    }

    /// Makes the responses anew; to be called whenever integrations or fields changed.
    ///
    /// What conversations may still be on stays in `flows`.
    pub fn make_responses(&mut self) {
        let all = self.integrations.values().flat_map(|integration| {
            let languages = integration.widget.languages.iter();
            languages.filter_map(|language| {
                let flow = response(integration, *language, &self.fields).ok()?;
                Some(((integration.id, *language), Arc::new(flow)))
            })
        });
        self.responses = all.collect();
        for flow in self.responses.values() {
            self.flows.insert((flow.id, flow.version), Arc::clone(flow));
        }
    }
}

/// The response of one widget in one language. All share one flow's number, outside of those that admins' flows get;
/// the version is drawn from the content, so that a restart changes nothing for conversations that wait in it.
fn response(
    integration: &Integration,
    language: Language,
    fields: &BTreeMap<FieldId, Field>,
) -> Result<Flow, InvalidResponse> {
    let look = &integration.widget;
    let own = own_words(language);
    let text = |of: fn(&WidgetTexts) -> &String, own: &str| look.text(language, of).unwrap_or(own).to_owned();
    let said = DefaultResponse {
        inside_hours: ResponseTexts {
            first_message: text(|texts| &texts.first_message, &own.inside_hours.first_message),
            details: text(|texts| &texts.details, &own.inside_hours.details),
            follow_up: text(|texts| &texts.follow_up, &own.inside_hours.follow_up),
        },
        extra_fields: look.details.fields.iter().filter_map(|field| asked(fields.get(field)?)).collect(),
        ..own
    };
    let id = FlowId::new(MAX_NUMBER).map_err(|_| InvalidResponse::Step(crate::flow::InvalidStepId))?;
    let mut flow = default_response(&said, id, 1)?;
    ask_only(&mut flow, &look.details)?;
    flow.version = version(integration.id, language, &flow);
    Ok(flow)
}

/// Leaves out what is not asked; without anything to ask the details have no step at all.
fn ask_only(flow: &mut Flow, details: &AskedDetails) -> Result<(), InvalidResponse> {
    let (first, asks, then) =
        (StepId::new("first_message")?, StepId::new("details")?, StepId::new("follow_up")?);
    let Some(Step::AskDetails { fields, .. }) = flow.steps.get_mut(&asks) else { return Ok(()) };
    fields.retain(|field| match field.target {
        CaptureTarget::ProfileName => details.name,
        CaptureTarget::ProfileEmail => details.email,
        CaptureTarget::Field { .. } => true,
    });
    if fields.is_empty() {
        flow.steps.remove(&asks);
        if let Some(Step::SendMessage { next, .. }) = flow.steps.get_mut(&first) {
            *next = Some(then);
        }
    }
    Ok(())
}

fn asked(field: &Field) -> Option<FormField> {
    let input = match field.options.as_slice() {
        [] => FormInput::Text,
        options => FormInput::Choice { options: options.to_vec() },
    };
    // A field that was closed to end users since is not asked any more.
    field.end_user_editable.then(|| FormField {
        name: format!("field_{}", field.id.get()),
        label: field.label.clone(),
        input,
        target: CaptureTarget::Field { field: field.id },
    })
}

fn own_words(language: Language) -> DefaultResponse {
    let (texts, name, email, fallback) = match language {
        Language::En => return DefaultResponse::default(),
        Language::Fr => (
            [
                "Bonjour ! Comment pouvons-nous vous aider ?",
                "Dites-nous qui vous êtes, afin que nous puissions vous répondre.",
                "Merci. Un membre de notre équipe vous répondra sous peu.",
            ],
            "Nom",
            "E-mail",
            "Veuillez d’abord indiquer vos coordonnées ; un membre de notre équipe vous répondra ensuite.",
        ),
        Language::El => (
            [
                "Γεια σας! Πώς μπορούμε να βοηθήσουμε;",
                "Πείτε μας ποιος είστε, ώστε να μπορέσουμε να σας απαντήσουμε.",
                "Ευχαριστούμε. Ένα μέλος της ομάδας μας θα είναι σύντομα κοντά σας.",
            ],
            "Όνομα",
            "E-mail",
            "Συμπληρώστε πρώτα τα στοιχεία σας και ένα μέλος της ομάδας μας θα σας απαντήσει.",
        ),
    };
    let [first_message, details, follow_up] = texts.map(str::to_owned);
    DefaultResponse {
        inside_hours: ResponseTexts { first_message, details, follow_up },
        name_label: name.to_owned(),
        email_label: email.to_owned(),
        fallback: fallback.to_owned(),
        words: Words::for_locale(language.tag()).unwrap_or_default(),
        ..DefaultResponse::default()
    }
}

/// From 2 up: 1 is the response of whatever has no settings. FNV-1a, because it is the same on every machine.
fn version(integration: IntegrationId, language: Language, flow: &Flow) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    let mut add = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0]) {
            hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    };
    add(&integration.to_bytes());
    add(language.tag().as_bytes());
    for step in flow.steps.values() {
        match step {
            Step::SendMessage { text, .. } => add(text.as_str().as_bytes()),
            Step::AskDetails { text, fields, .. } => {
                add(text.as_str().as_bytes());
                for field in fields {
                    add(field.name.as_bytes());
                    add(field.label.as_bytes());
                    if let FormInput::Choice { options } = &field.input {
                        options.iter().for_each(|option| add(option.as_bytes()));
                    }
                }
            }
            Step::TransferToAgent { text: Some(text), .. } => add(text.as_str().as_bytes()),
            _ => {}
        }
    }
    hash.max(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::ChannelKind;
    use crate::directory::WidgetLook;
    use crate::flow::validate;
    use crate::time::Timestamp;

    fn directory(change: impl FnOnce(&mut WidgetLook)) -> Directory {
        let mut widget = WidgetLook::default();
        change(&mut widget);
        let id = shop();
        let integration = Integration {
            id,
            kind: ChannelKind::Widget,
            name: "Shop".to_owned(),
            flow: None,
            group: None,
            widget,
        };
        let field = |number: u64, label: &str, options: &[&str], end_user_editable: bool| {
            let id = FieldId::new(number).unwrap();
            let options = options.iter().map(|option| (*option).to_owned()).collect();
            (id, Field { id, label: label.to_owned(), options, end_user_editable })
        };
        let mut directory = Directory {
            integrations: [(id, integration)].into(),
            fields: [
                field(1, "Order", &[], true),
                field(2, "Size", &["S", "L"], true),
                field(3, "Secret", &[], false),
            ]
            .into(),
            ..Directory::default()
        };
        directory.make_responses();
        directory
    }

    fn shop() -> IntegrationId {
        IntegrationId::new(Timestamp::ZERO, [1; 6])
    }

    fn said(flow: &Flow) -> Vec<String> {
        flow.steps
            .values()
            .map(|step| match step {
                Step::SendMessage { text, next, .. } => {
                    format!("{} -> {}", text.as_str(), next.as_ref().unwrap())
                }
                Step::AskDetails { text, fields, .. } => {
                    let labels: Vec<_> = fields.iter().map(|field| field.label.as_str()).collect();
                    format!("{} [{}]", text.as_str(), labels.join(", "))
                }
                Step::TransferToAgent { text, .. } => format!("{} !", text.as_ref().unwrap().as_str()),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    fn of(directory: &Directory, locale: Option<&str>) -> Flow {
        directory.response_of(shop(), locale).unwrap().as_ref().clone()
    }

    #[test]
    fn each_language_greets_in_its_own_words_and_each_is_a_sound_flow() {
        let directory = directory(|_| {});
        for (locale, name) in
            [(None, "Name"), (Some("fr-BE"), "Nom"), (Some("el"), "Όνομα"), (Some("de"), "Name")]
        {
            let flow = of(&directory, locale);
            assert_eq!(validate(&flow), Ok(()));
            assert!(said(&flow).iter().any(|line| line.contains(&format!("[{name}, E-mail]"))), "{locale:?}");
            assert!(directory.flows.contains_key(&(flow.id, flow.version)));
        }
    }

    #[test]
    fn an_admins_texts_and_fields_are_what_is_said_and_asked() {
        let directory = directory(|look| {
            look.details = AskedDetails {
                name: false,
                email: true,
                fields: [2, 1, 3, 9].map(|number| FieldId::new(number).unwrap()).into(),
            };
            let texts = WidgetTexts { first_message: "Welcome".to_owned(), ..WidgetTexts::default() };
            look.texts.insert(Language::En, texts);
        });
        let flow = of(&directory, Some("en"));
        assert_eq!(validate(&flow), Ok(()));
        let lines = said(&flow);
        assert!(lines.iter().any(|line| line.contains("Welcome")), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("[E-mail, Size, Order]")), "{lines:?}");
    }

    #[test]
    fn who_asks_nothing_hands_over_at_once() {
        let directory = directory(|look| {
            look.details = AskedDetails { name: false, email: false, fields: Vec::new() };
        });
        let flow = of(&directory, None);
        assert_eq!(validate(&flow), Ok(()));
        assert_eq!(flow.steps.len(), 2);
        assert!(said(&flow)[0].ends_with("-> follow_up"));
    }

    #[test]
    fn a_version_is_its_content() {
        let version = |change: fn(&mut WidgetLook)| of(&directory(change), None).version;
        let plain = version(|_| {});
        assert_eq!(plain, version(|look| look.brand_color = "#000000".to_owned()));
        assert_ne!(plain, version(|look| look.details.name = false));
        let other = |look: &mut WidgetLook| {
            look.texts.insert(
                Language::En,
                WidgetTexts { follow_up: "Soon.".to_owned(), ..WidgetTexts::default() },
            );
        };
        assert_ne!(plain, version(other));
        assert!(plain > 1);
    }
}
