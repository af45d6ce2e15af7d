//! A widget's settings, as admins change them and as its two programs are told them.

use frontdesk_model::directory::{
    ConversationMode, Language, LauncherIcon, LauncherShape, Side, WidgetScheme,
};
use frontdesk_model::id::{AttachmentId, FieldId, IntegrationId};
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// All settings of one widget. What is left out is as it ships.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WidgetLook {
    /// Off: it shows nowhere, and nobody can begin or take up a conversation through it.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// In the default language; 1 to 100 characters.
    pub title: String,
    /// `#rrggbb`.
    pub brand_color: String,
    /// Whether end users may send files (S3-26).
    pub uploads: bool,
    #[serde(default)]
    #[ts(type = "'single' | 'multi'")]
    pub conversations: ConversationMode,
    /// Those it is offered in; the default one is among them.
    #[serde(default = "all_languages")]
    #[ts(type = "Language[]")]
    pub languages: Vec<Language>,
    #[serde(default)]
    #[ts(type = "Language")]
    pub default_language: Language,
    /// The pages on which it may stand, at most 50: `https://host`, or `https://*.host` for subdomains. Empty: any.
    #[serde(default)]
    pub origins: Vec<String>,
    /// Connected channels that customers may switch to (S0-29).
    #[serde(default)]
    #[ts(type = "string[]")]
    pub switch_to: Vec<IntegrationId>,
    #[serde(default)]
    pub style: WidgetStyle,
    /// What is missing in a language is taken from the default one.
    #[serde(default)]
    #[ts(type = "{ [language in Language]?: WidgetTexts }")]
    pub texts: BTreeMap<Language, WidgetTexts>,
    #[serde(default)]
    pub details: AskedDetails,
}

const fn yes() -> bool {
    true
}

fn all_languages() -> Vec<Language> {
    Language::ALL.into()
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct WidgetStyle {
    /// `#rrggbb`: the far end of the header; `null`: derived from the brand's colour.
    pub second_color: Option<String>,
    #[ts(type = "'left' | 'right'")]
    pub side: Side,
    /// CSS pixels, 0 to 200.
    pub offset_x: u16,
    /// CSS pixels, 0 to 200.
    pub offset_y: u16,
    #[ts(type = "'circle' | 'square' | 'pill'")]
    pub shape: LauncherShape,
    #[ts(type = "'bubble' | 'dots' | 'question' | 'headset' | 'mail' | 'picture'")]
    pub icon: LauncherIcon,
    /// A file sent to `POST /desk/v1/attachments`: PNG, WebP or JPEG of at most 256 KB.
    #[ts(type = "string | null")]
    pub picture: Option<AttachmentId>,
    #[ts(type = "'auto' | 'light' | 'dark'")]
    pub scheme: WidgetScheme,
    /// Whether new messages make a sound until the end user says otherwise.
    pub sound: bool,
    /// CSS pixels, 0 to 28.
    pub radius: u16,
}

/// Empty: that of the default language, then the product's own words or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct WidgetTexts {
    /// The title in another language than the default one; 100 characters.
    pub title: String,
    /// Beside the launcher's icon; 30 characters.
    pub launcher: String,
    /// In a bubble above the launcher; 200 characters.
    pub greeting: String,
    /// Below the title while nobody answers; 120 characters.
    pub header: String,
    /// Instead of it while no agent is there; 120 characters.
    pub offline: String,
    /// The default messaging response; 1,000 characters each.
    pub first_message: String,
    pub details: String,
    pub follow_up: String,
}

/// What the default messaging response asks before people take over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct AskedDetails {
    pub name: bool,
    pub email: bool,
    /// Ticket fields that end users may edit; at most 6.
    #[ts(type = "number[]")]
    pub fields: Vec<FieldId>,
}

/// Where a widget was last seen; coarse, at most once a minute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WidgetSeen {
    #[ts(type = "string")]
    pub integration: IntegrationId,
    /// The origin of the page.
    pub origin: String,
    #[ts(type = "number")]
    pub at: Timestamp,
}

/// `GET /desk/v1/admin/integrations/seen`: those that were seen at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WidgetsSeen {
    pub widgets: Vec<WidgetSeen>,
}

/// `GET /widget/look/{integration}`, a script module whose default export this is: what the loader has to know before
/// the frame is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum LauncherLook {
    /// Nothing is shown.
    Off {
        off: LauncherOff,
    },
    On(LauncherSettings),
}

/// Why there is no launcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LauncherOff {
    /// There is no such widget.
    Unknown,
    /// An admin switched it off.
    Disabled,
    /// It may not stand on this page.
    Origin,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LauncherSettings {
    /// `#rrggbb`.
    pub brand_color: String,
    #[ts(type = "'left' | 'right'")]
    pub side: Side,
    pub offset_x: u16,
    pub offset_y: u16,
    #[ts(type = "'circle' | 'square' | 'pill'")]
    pub shape: LauncherShape,
    #[ts(type = "'bubble' | 'dots' | 'question' | 'headset' | 'mail' | 'picture'")]
    pub icon: LauncherIcon,
    /// The path of a picture on this server.
    pub picture: Option<String>,
    pub radius: u16,
    /// Those offered, the default one first.
    #[ts(type = "Language[]")]
    pub languages: Vec<Language>,
    /// One of each language that is offered.
    #[ts(type = "{ [language in Language]?: LauncherTexts }")]
    pub texts: BTreeMap<Language, LauncherTexts>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LauncherTexts {
    pub title: String,
    /// `null`: our own words.
    pub launcher: Option<String>,
    /// `null`: no bubble.
    pub greeting: Option<String>,
}
