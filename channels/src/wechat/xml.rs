//! The XML of webhooks: one element `xml` with fields in it, some of which hold fields themselves.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};
use std::collections::BTreeMap;

/// WeChat's go two deep.
const MAX_DEPTH: usize = 8;
/// The longest one has about thirty.
const MAX_FIELDS: usize = 500;

/// Text by the path of its element, such as `ScanCodeInfo/ScanResult`; of several with one path, the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Xml(BTreeMap<String, String>);

impl Xml {
    /// `None` for what is no XML, or not of this form. Declarations of document types are refused: WeChat sends none,
    /// and they are how XML is abused.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut reader = Reader::from_str(text);
        let mut fields = BTreeMap::new();
        let mut open: Vec<(String, String)> = Vec::new();
        let mut closed = false;
        loop {
            match reader.read_event().ok()? {
                Event::Start(_) | Event::Empty(_) if closed || open.len() >= MAX_DEPTH => return None,
                Event::Start(tag) => open.push((tag.name().as_ref().to_owned(), String::new())),
                Event::Empty(tag) if open.is_empty() => {
                    return (tag.name().as_ref() == "xml").then_some(Self(fields));
                }
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Text(text) => add(&mut open, &text.xml10_content())?,
                Event::CData(text) => add(&mut open, &text.xml10_content())?,
                Event::GeneralRef(entity) => add(&mut open, &resolved(&entity)?)?,
                Event::End(_) => {
                    let (name, text) = open.pop()?;
                    let mut path: Vec<&str> = open.iter().skip(1).map(|(name, _)| name.as_str()).collect();
                    path.push(&name);
                    if open.is_empty() {
                        closed = name == "xml";
                    } else {
                        fields.entry(path.join("/")).or_insert(text);
                    }
                }
                Event::DocType(_) => return None,
                Event::Eof => return (closed && open.is_empty()).then_some(Self(fields)),
            }
            if fields.len() > MAX_FIELDS {
                return None;
            }
        }
    }

    /// Unless it is empty.
    pub(super) fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(|text| text.trim()).filter(|text| !text.is_empty())
    }
}

/// To the innermost open element; white space around the outermost one is none's.
fn add(open: &mut [(String, String)], more: &str) -> Option<()> {
    match open.last_mut() {
        Some((_, text)) => text.push_str(more),
        None if more.trim().is_empty() => {}
        None => return None,
    }
    Some(())
}

fn resolved(entity: &BytesRef<'_>) -> Option<String> {
    if let Some(character) = entity.resolve_char_ref().ok()? {
        return Some(character.to_string());
    }
    quick_xml::escape::resolve_predefined_entity(entity).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_their_path() {
        let text = "<?xml version=\"1.0\"?>\n<xml><A><![CDATA[1 < 2 & é]]></A><B>x&amp;y&#x4f60;</B>\n\
                    <C><D> deep </D><D>again</D></C><E/><F></F><!-- no --></xml>\n";
        let xml = Xml::read(text).unwrap();
        assert_eq!((xml.get("A"), xml.get("B")), (Some("1 < 2 & é"), Some("x&y你")));
        assert_eq!((xml.get("C/D"), xml.get("E"), xml.get("F")), (Some("deep"), None, None));
        assert_eq!(Xml::read("<xml/>"), Some(Xml::default()));
    }

    #[test]
    fn what_is_not_of_that_form_is_not_read() {
        let deep = format!("<xml>{}{}</xml>", "<a>".repeat(20), "</a>".repeat(20));
        let wide: String = (0..600).map(|n| format!("<a{n}>1</a{n}>")).collect();
        let bad = [
            "",
            "text",
            "<xml>",
            "<xml></b>",
            "<html></html>",
            "<xml></xml><xml></xml>",
            "<xml></xml>text",
            "<!DOCTYPE xml [<!ENTITY a \"aaaa\">]><xml><A>&a;</A></xml>",
            "<xml><A>&a;</A></xml>",
            &deep,
            &format!("<xml>{wide}</xml>"),
        ];
        for text in bad {
            assert_eq!(Xml::read(text), None, "{text:.60}");
        }
    }
}
