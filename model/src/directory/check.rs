//! What a widget's settings have to be before they are stored.

use super::language::Language;
use super::widget::{WidgetLook, WidgetTexts};
use std::collections::BTreeMap;

/// The longest title, in characters.
pub const MAX_TITLE_CHARS: usize = 100;
/// Pages that a widget may be bound to; more are said with `*.`.
pub const MAX_ORIGINS: usize = 50;
/// Ticket fields that the default response asks beside name and e-mail.
pub const MAX_ASKED_FIELDS: usize = 6;
/// In CSS pixels.
pub const MAX_OFFSET: u16 = 200;
/// In CSS pixels.
pub const MAX_RADIUS: u16 = 28;
/// Beside an icon on a phone of 390 px.
pub const MAX_LAUNCHER_CHARS: usize = 30;
/// A bubble that covers no page.
pub const MAX_GREETING_CHARS: usize = 200;
/// Two lines of the header.
pub const MAX_HEADER_CHARS: usize = 120;
/// A message that is read without scrolling.
pub const MAX_RESPONSE_CHARS: usize = 1_000;

/// A value that is not allowed, by the name that it has on the wire.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the widget's `{0}` is not allowed")]
pub struct InvalidWidget(pub String);

impl WidgetLook {
    /// The settings as they are kept: white space around texts is cut, colours are in small letters.
    ///
    /// Whether what they refer to exists is asked by whoever knows the rest of the configuration.
    ///
    /// # Errors
    /// For the first value that is out of the bounds above.
    pub fn checked(mut self) -> Result<Self, InvalidWidget> {
        self.title = line(&self.title, MAX_TITLE_CHARS)
            .filter(|title| !title.is_empty())
            .ok_or_else(|| invalid("title"))?;
        self.brand_color = color(&self.brand_color).ok_or_else(|| invalid("brand_color"))?;
        if !self.languages.contains(&self.default_language) {
            return Err(invalid("default_language"));
        }
        if self.origins.len() > MAX_ORIGINS {
            return Err(invalid("origins"));
        }
        if self.details.fields.len() > MAX_ASKED_FIELDS || has_doubles(&self.details.fields) {
            return Err(invalid("details.fields"));
        }
        self.check_style()?;
        self.texts = texts(self.texts)?;
        Ok(self)
    }

    fn check_style(&mut self) -> Result<(), InvalidWidget> {
        let style = &mut self.style;
        if let Some(second) = &style.second_color {
            style.second_color = Some(color(second).ok_or_else(|| invalid("style.second_color"))?);
        }
        for (name, value, most) in [
            ("style.offset_x", style.offset_x, MAX_OFFSET),
            ("style.offset_y", style.offset_y, MAX_OFFSET),
            ("style.radius", style.radius, MAX_RADIUS),
        ] {
            if value > most {
                return Err(invalid(name));
            }
        }
        Ok(())
    }
}

/// Languages without a single text are left out.
fn texts(all: BTreeMap<Language, WidgetTexts>) -> Result<BTreeMap<Language, WidgetTexts>, InvalidWidget> {
    let mut kept = BTreeMap::new();
    for (language, mut texts) in all {
        for (name, text, most, lines) in [
            ("title", &mut texts.title, MAX_TITLE_CHARS, false),
            ("launcher", &mut texts.launcher, MAX_LAUNCHER_CHARS, false),
            ("greeting", &mut texts.greeting, MAX_GREETING_CHARS, false),
            ("header", &mut texts.header, MAX_HEADER_CHARS, false),
            ("offline", &mut texts.offline, MAX_HEADER_CHARS, false),
            ("first_message", &mut texts.first_message, MAX_RESPONSE_CHARS, true),
            ("details", &mut texts.details, MAX_RESPONSE_CHARS, true),
            ("follow_up", &mut texts.follow_up, MAX_RESPONSE_CHARS, true),
        ] {
            let fitting = if lines { paragraph(text, most) } else { line(text, most) };
            *text = fitting.ok_or_else(|| invalid(&format!("texts.{}.{name}", language.tag())))?;
        }
        if texts != WidgetTexts::default() {
            kept.insert(language, texts);
        }
    }
    Ok(kept)
}

fn invalid(name: &str) -> InvalidWidget {
    InvalidWidget(name.to_owned())
}

fn line(text: &str, most: usize) -> Option<String> {
    let text = text.trim();
    let fits = text.chars().count() <= most && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

fn paragraph(text: &str, most: usize) -> Option<String> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    let control = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    (text.chars().count() <= most && !text.chars().any(control)).then(|| text.to_owned())
}

/// `#rrggbb` in small letters.
fn color(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let digits = text.strip_prefix('#')?;
    (digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())).then_some(text)
}

fn has_doubles<T: Ord>(all: &[T]) -> bool {
    let different: std::collections::BTreeSet<&T> = all.iter().collect();
    different.len() != all.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::WidgetStyle;
    use crate::id::FieldId;

    fn refused(change: impl FnOnce(&mut WidgetLook)) -> String {
        let mut look = WidgetLook::default();
        change(&mut look);
        look.checked().unwrap_err().0
    }

    #[test]
    fn what_ships_is_allowed_and_stays_as_it_is() {
        assert_eq!(WidgetLook::default().checked(), Ok(WidgetLook::default()));
    }

    #[test]
    fn values_out_of_bounds_are_named() {
        let text = |change: fn(&mut WidgetTexts)| {
            move |look: &mut WidgetLook| change(look.texts.entry(Language::El).or_default())
        };
        assert_eq!(refused(|look| look.title = "  ".to_owned()), "title");
        assert_eq!(refused(|look| look.title = "x".repeat(101)), "title");
        assert_eq!(refused(|look| look.title = "a\nb".to_owned()), "title");
        assert_eq!(refused(|look| look.brand_color = "red".to_owned()), "brand_color");
        assert_eq!(refused(|look| look.languages = [Language::Fr].into()), "default_language");
        assert_eq!(refused(|look| look.languages.clear()), "default_language");
        assert_eq!(
            refused(|look| look.style.second_color = Some("#12345g".to_owned())),
            "style.second_color"
        );
        assert_eq!(refused(|look| look.style.offset_x = 201), "style.offset_x");
        assert_eq!(refused(|look| look.style.offset_y = u16::MAX), "style.offset_y");
        assert_eq!(refused(|look| look.style.radius = 29), "style.radius");
        let field = FieldId::new(1).unwrap();
        assert_eq!(refused(|look| look.details.fields = vec![field, field]), "details.fields");
        let many = (1..=7).map(|number| FieldId::new(number).unwrap()).collect();
        assert_eq!(refused(|look| look.details.fields = many), "details.fields");
        assert_eq!(refused(text(|texts| texts.launcher = "x".repeat(31))), "texts.el.launcher");
        assert_eq!(refused(text(|texts| texts.greeting = "a\u{7}b".to_owned())), "texts.el.greeting");
        assert_eq!(refused(text(|texts| texts.first_message = "x".repeat(1_001))), "texts.el.first_message");
    }

    #[test]
    fn texts_are_kept_without_what_says_nothing() {
        let look = WidgetLook {
            title: " Shop ".to_owned(),
            brand_color: "#ABCDEF".to_owned(),
            style: WidgetStyle { second_color: Some("#ABCDEF".to_owned()), ..WidgetStyle::default() },
            texts: [
                (
                    Language::En,
                    WidgetTexts { first_message: " Hi,\r\nthere \n".to_owned(), ..WidgetTexts::default() },
                ),
                (Language::Fr, WidgetTexts { header: "   ".to_owned(), ..WidgetTexts::default() }),
            ]
            .into(),
            ..WidgetLook::default()
        };
        let kept = look.checked().unwrap();
        assert_eq!((kept.title.as_str(), kept.brand_color.as_str()), ("Shop", "#abcdef"));
        assert_eq!(kept.style.second_color.as_deref(), Some("#abcdef"));
        assert_eq!(kept.texts.keys().collect::<Vec<_>>(), [&Language::En]);
        assert_eq!(kept.texts[&Language::En].first_message, "Hi,\nthere");
    }
}
