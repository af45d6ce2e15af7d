//! A widget's settings: what it is called, how it looks, where it may stand, what it says.

use super::language::Language;
use super::origin::PageOrigin;
use crate::id::{AttachmentId, FieldId, IntegrationId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How a widget presents itself. What is stored passed [`WidgetLook::checked`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WidgetLook {
    /// Off: it shows nowhere, and nobody can begin or take up a conversation through it.
    pub enabled: bool,
    /// In the default language; 1 to 100 characters.
    pub title: String,
    /// `#rrggbb`.
    pub brand_color: String,
    /// Whether end users may attach files (S3-26).
    pub uploads: bool,
    pub conversations: ConversationMode,
    /// Those it is offered in; never empty, the default one is among them.
    pub languages: BTreeSet<Language>,
    pub default_language: Language,
    /// The pages on which it may stand; empty: any.
    pub origins: BTreeSet<PageOrigin>,
    /// Where customers may go on with their conversation (S0-29): channels that are connected.
    pub switch_to: BTreeSet<IntegrationId>,
    pub style: WidgetStyle,
    /// By language; what is missing is taken from the default language.
    pub texts: BTreeMap<Language, WidgetTexts>,
    pub details: AskedDetails,
}

impl Default for WidgetLook {
    fn default() -> Self {
        Self {
            enabled: true,
            title: "Messages".to_owned(),
            brand_color: "#1f5eff".to_owned(),
            uploads: true,
            conversations: ConversationMode::default(),
            languages: Language::ALL.into(),
            default_language: Language::default(),
            origins: BTreeSet::new(),
            switch_to: BTreeSet::new(),
            style: WidgetStyle::default(),
            texts: BTreeMap::new(),
            details: AskedDetails::default(),
        }
    }
}

/// How many conversations one end user has (behaviour 2.24).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConversationMode {
    #[default]
    Single,
    Multi,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WidgetStyle {
    /// `#rrggbb`: the far end of the header; `None`: derived from the brand's colour.
    pub second_color: Option<String>,
    pub side: Side,
    /// CSS pixels from the side, 0 to 200.
    pub offset_x: u16,
    /// CSS pixels from the bottom, 0 to 200.
    pub offset_y: u16,
    pub shape: LauncherShape,
    pub icon: LauncherIcon,
    /// A picture that stands for the bot and, where the launcher's icon is [`LauncherIcon::Picture`], on the launcher.
    pub picture: Option<AttachmentId>,
    pub scheme: WidgetScheme,
    /// Whether new messages make a sound until the end user says otherwise.
    pub sound: bool,
    /// The panel's corners in CSS pixels, 0 to 28.
    pub radius: u16,
}

impl Default for WidgetStyle {
    fn default() -> Self {
        Self {
            second_color: None,
            side: Side::default(),
            offset_x: 20,
            offset_y: 20,
            shape: LauncherShape::default(),
            icon: LauncherIcon::default(),
            picture: None,
            scheme: WidgetScheme::default(),
            sound: true,
            radius: 20,
        }
    }
}

/// Of the window, whatever the direction of the page's writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Left,
    #[default]
    Right,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LauncherShape {
    #[default]
    Circle,
    Square,
    /// With a text beside the icon.
    Pill,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LauncherIcon {
    #[default]
    Bubble,
    Dots,
    Question,
    Headset,
    Mail,
    Picture,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WidgetScheme {
    /// As the end user's system has it.
    #[default]
    Auto,
    Light,
    Dark,
}

/// Texts in one language. Empty: that of the default language, then our own words or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WidgetTexts {
    /// The title in another language than the default one.
    pub title: String,
    /// Beside the launcher's icon.
    pub launcher: String,
    /// In a bubble above the launcher, for those who have not opened it yet.
    pub greeting: String,
    /// Below the title, while nobody answers.
    pub header: String,
    /// Instead of it while no agent is there.
    pub offline: String,
    /// The default messaging response (behaviour 2.10).
    pub first_message: String,
    pub details: String,
    pub follow_up: String,
}

/// What the default messaging response asks before people take over; all of it is compulsory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskedDetails {
    pub name: bool,
    pub email: bool,
    /// Ticket fields that end users may edit; at most 6.
    pub fields: Vec<FieldId>,
}

impl Default for AskedDetails {
    fn default() -> Self {
        Self { name: true, email: true, fields: Vec::new() }
    }
}

impl WidgetLook {
    /// The language in which an end user with this locale meets the widget.
    #[must_use]
    pub fn language(&self, locale: Option<&str>) -> Language {
        locale
            .and_then(Language::of)
            .filter(|language| self.languages.contains(language))
            .unwrap_or(self.default_language)
    }

    /// A text in a language, else in the default one; `None` where neither has it.
    #[must_use]
    pub fn text(&self, language: Language, of: impl Fn(&WidgetTexts) -> &String) -> Option<&str> {
        [language, self.default_language]
            .into_iter()
            .filter_map(|language| self.texts.get(&language))
            .map(|texts| of(texts).as_str())
            .find(|text| !text.is_empty())
    }

    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        let own = self.texts.get(&language).map(|texts| texts.title.as_str());
        own.filter(|title| !title.is_empty() && language != self.default_language).unwrap_or(&self.title)
    }

    /// Whether it may stand on a page; `None` for a page whose origin is not told.
    #[must_use]
    pub fn may_stand_on(&self, page: Option<&str>) -> bool {
        self.origins.is_empty()
            || page.is_some_and(|page| self.origins.iter().any(|origin| origin.is_of(page)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_record_reads_as_it_was_meant() {
        let old: WidgetLook =
            serde_json::from_str(r##"{"title":"Shop","brand_color":"#123456","uploads":false}"##).unwrap();
        let expected = WidgetLook {
            title: "Shop".to_owned(),
            brand_color: "#123456".to_owned(),
            uploads: false,
            ..WidgetLook::default()
        };
        assert_eq!(old, expected);
        assert!(old.enabled);
    }

    #[test]
    fn texts_fall_back_to_the_default_language() {
        let greeting = |text: &str| WidgetTexts { greeting: text.to_owned(), ..WidgetTexts::default() };
        let look = WidgetLook {
            default_language: Language::Fr,
            languages: [Language::Fr, Language::El].into(),
            texts: [(Language::Fr, greeting("Bonjour")), (Language::El, greeting(""))].into(),
            ..WidgetLook::default()
        };
        assert_eq!(look.text(Language::El, |texts| &texts.greeting), Some("Bonjour"));
        assert_eq!(look.text(Language::Fr, |texts| &texts.greeting), Some("Bonjour"));
        assert_eq!(look.text(Language::Fr, |texts| &texts.offline), None);
        assert_eq!(look.language(Some("el-GR")), Language::El);
        assert_eq!(look.language(Some("en")), Language::Fr, "not offered");
        assert_eq!(look.language(None), Language::Fr);
    }

    #[test]
    fn a_title_is_said_in_the_language_that_has_one() {
        let titled = |title: &str| WidgetTexts { title: title.to_owned(), ..WidgetTexts::default() };
        let look = WidgetLook {
            title: "Hearth".to_owned(),
            texts: [(Language::En, titled("not this")), (Language::Fr, titled("Foyer"))].into(),
            ..WidgetLook::default()
        };
        assert_eq!(Language::ALL.map(|language| look.title(language)), ["Hearth", "Foyer", "Hearth"]);
    }

    #[test]
    fn a_page_that_is_not_told_is_none_of_those_listed() {
        let open = WidgetLook::default();
        assert!(open.may_stand_on(None));
        let listed = WidgetLook {
            origins: [PageOrigin::new("https://shop.example.org").unwrap()].into(),
            ..WidgetLook::default()
        };
        assert!(listed.may_stand_on(Some("https://shop.example.org")));
        assert!(!listed.may_stand_on(Some("https://evil.test")));
        assert!(!listed.may_stand_on(None));
    }
}
