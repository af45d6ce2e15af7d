//! The XML of webhooks.

use serde_json::Value;

/// Texts as CDATA, numbers as they are, objects as elements that hold elements; an object's fields in their order.
pub(super) fn write(item: &Value) -> String {
    format!("<xml>{}</xml>", fields(item))
}

fn fields(item: &Value) -> String {
    let object = item.as_object().into_iter().flatten();
    object.map(|(name, value)| format!("<{name}>{}</{name}>", content(value))).collect()
}

fn content(value: &Value) -> String {
    match value {
        Value::String(text) => cdata(text),
        Value::Object(_) => fields(value),
        other => other.to_string(),
    }
}

/// The end of a section inside of one is cut in two.
fn cdata(text: &str) -> String {
    format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_item_is_written_as_wechat_does() {
        let item = json!({ "A": "1 < 2 ]]> é", "B": { "C": 7 } });
        let text = "<xml><A><![CDATA[1 < 2 ]]]]><![CDATA[> é]]></A><B><C>7</C></B></xml>";
        assert_eq!(write(&item), text);
    }
}
