//! The bot that greets on the demo page: every kind of step once.

use anyhow::{Context, bail};
use frontdesk_model::flow::{Flow, validate};
use frontdesk_model::id::{FieldId, FlowId, GroupId};
use serde_json::json;

/// What the flow refers to.
pub(super) struct Names {
    pub(super) flow: FlowId,
    pub(super) support: GroupId,
    pub(super) billing: GroupId,
    pub(super) order_number: FieldId,
    pub(super) product: FieldId,
    /// The address of the shop's help page, without `#` and what comes after it.
    pub(super) help: String,
}

pub(super) fn flow(names: &Names) -> anyhow::Result<Flow> {
    let Names { flow, support, billing, order_number, product, help } = names;
    let written = json!({
        "id": flow, "version": 1, "name": "Hearth & Home greets", "start": "language",
        "greeting": "Hi {{first_name || there}}! I am the assistant of Hearth & Home.",
        "fallback": "Sorry, I did not get that.",
        "talk_to_human": true,
        "escalation": { "text": "Of course. A colleague will be with you in a moment.", "tags": ["asked_for_human"],
                        "group": support },
        "steps": {
            "language": { "type": "condition", "else_next": "menu", "branches": [
                { "when": { "test": "is", "subject": "locale", "value": "fr" }, "next": "french" },
                { "when": { "test": "is", "subject": "locale", "value": "el" }, "next": "greek" } ] },
            "french": { "type": "send_message", "next": "menu",
                "text": "Vous pouvez aussi nous écrire en français : nos collègues vous répondront." },
            "greek": { "type": "send_message", "next": "menu",
                "text": "Μπορείτε να μας γράψετε και στα ελληνικά." },
            "menu": { "type": "present_options", "text": "What can we do for you?", "options": [
                { "id": "order", "label": "Where is my order?", "next": "order" },
                { "id": "product", "label": "Product question", "next": "products" },
                { "id": "help", "label": "Delivery and returns", "next": "help" },
                { "id": "human", "label": "Talk to a human", "next": "who" } ] },

            "help": { "type": "articles", "text": "These pages answer most questions:", "next": "solved", "articles": [
                { "title": "When will my order arrive?", "url": format!("{help}#delivery"),
                  "excerpt": "Small things in two to four days, stoves and chairs in two to four weeks." },
                { "title": "How do I send something back?", "url": format!("{help}#returns"),
                  "excerpt": "Within 30 days, and we collect what is heavy." },
                { "title": "What does the guarantee cover?", "url": format!("{help}#guarantee"),
                  "excerpt": "Ten years on castings and frames, two on everything else." } ] },
            "solved": { "type": "ask_if_resolved", "text": "Did that help?", "next": "who",
                "yes": "Yes, thank you", "no": "No, I need somebody",
                "thanks": "Glad to hear it. Write any time you need us." },

            "order": { "type": "ask_details", "text": "I can look into that. Which order is it?", "next": "which_order",
                "fields": [
                    { "name": "name", "label": "Your name", "input": { "type": "text" },
                      "target": { "to": "profile_name" } },
                    { "name": "email", "label": "Your e-mail", "input": { "type": "email" },
                      "target": { "to": "profile_email" } },
                    { "name": "order_number", "label": "Order number", "input": { "type": "text" },
                      "target": { "to": "field", "field": order_number } } ] },
            "which_order": { "type": "condition", "else_next": "to_orders", "branches": [
                { "when": { "test": "contains", "subject": { "variable": "order_number" }, "value": "inv" },
                  "next": "to_billing" } ] },
            "to_orders": { "type": "transfer_to_agent", "tags": ["order"], "group": support,
                "text": "Thank you, {{name}}. A colleague looks into order {{order_number}}." },
            "to_billing": { "type": "transfer_to_agent", "tags": ["invoice"], "group": billing,
                "text": "That is the number of an invoice, so I pass you on to Billing." },

            "products": { "type": "carousel", "text": "Which one is it about?", "next": "menu", "panels": [
                { "title": "Ember stove", "description": "Cast iron, 6 kW, for rooms up to 90 m².", "buttons": [
                    { "type": "link", "label": "Data sheet", "url": "https://example.com/ember" },
                    { "type": "reply", "id": "ember", "label": "Ask about Ember", "next": "is_ember" } ] },
                { "title": "Dune lamp", "description": "Linen shade, dimmable, warm light.", "buttons": [
                    { "type": "link", "label": "Data sheet", "url": "https://example.com/dune" },
                    { "type": "reply", "id": "dune", "label": "Ask about Dune", "next": "is_dune" } ] },
                { "title": "Fjord armchair", "description": "Oak and wool, made to order in four weeks.", "buttons": [
                    { "type": "link", "label": "Data sheet", "url": "https://example.com/fjord" },
                    { "type": "reply", "id": "fjord", "label": "Ask about Fjord", "next": "is_fjord" } ] } ] },
            "is_ember": { "type": "set_variable", "next": "about",
                "assignments": [{ "name": "product", "value": "Ember stove" }] },
            "is_dune": { "type": "set_variable", "next": "about",
                "assignments": [{ "name": "product", "value": "Dune lamp" }] },
            "is_fjord": { "type": "set_variable", "next": "about",
                "assignments": [{ "name": "product", "value": "Fjord armchair" }] },
            "about": { "type": "ask_details", "text": "Good choice. Whom may we answer?", "next": "to_products",
                "fields": [
                    { "name": "name", "label": "Your name", "input": { "type": "text" },
                      "target": { "to": "profile_name" } },
                    { "name": "email", "label": "Your e-mail", "input": { "type": "email" },
                      "target": { "to": "profile_email" } } ] },
            "to_products": { "type": "transfer_to_agent", "tags": ["product_question"], "group": support,
                "fields": [{ "field": product, "value": "{{product}}" }],
                "text": "Thank you. Somebody who knows the {{product || range}} well will answer." },

            "who": { "type": "ask_details", "text": "Gladly. Whom may we answer?", "next": "to_people",
                "fields": [
                    { "name": "name", "label": "Your name", "input": { "type": "text" },
                      "target": { "to": "profile_name" } },
                    { "name": "email", "label": "Your e-mail", "input": { "type": "email" },
                      "target": { "to": "profile_email" } } ] },
            "to_people": { "type": "transfer_to_agent", "tags": ["asked_for_human"], "group": support,
                "text": "Thank you. A colleague will be with you in a moment." }
        }
    });
    let flow: Flow = serde_json::from_value(written).context("the demo's flow cannot be read")?;
    if let Err(problems) = validate(&flow) {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        bail!("the demo's flow: {}", problems.join("; "));
    }
    Ok(flow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flow_may_be_published() {
        flow(&Names {
            flow: FlowId::new(1).unwrap(),
            support: GroupId::new(1).unwrap(),
            billing: GroupId::new(2).unwrap(),
            order_number: FieldId::new(1).unwrap(),
            product: FieldId::new(2).unwrap(),
            help: "http://127.0.0.1:8080/demo/help.html".to_owned(),
        })
        .unwrap();
    }
}
