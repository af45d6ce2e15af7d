//! A widget's settings between the model, the admins who change them, and its two programs.

use crate::config::WebConfig;
use crate::wire::look::{
    AskedDetails, LauncherSettings, LauncherTexts, WidgetLook, WidgetStyle, WidgetTexts,
};
use crate::wire::widget::WidgetSettings;
use frontdesk_model::attachment::EXTENSIONS;
use frontdesk_model::directory::{self as model, Integration, Language, PageOrigin};
use frontdesk_model::id::AttachmentId;

impl Default for WidgetStyle {
    fn default() -> Self {
        style(&model::WidgetStyle::default())
    }
}

impl Default for AskedDetails {
    fn default() -> Self {
        details(&model::AskedDetails::default())
    }
}

/// For admins.
#[must_use]
pub fn look(look: &model::WidgetLook) -> WidgetLook {
    WidgetLook {
        enabled: look.enabled,
        title: look.title.clone(),
        brand_color: look.brand_color.clone(),
        uploads: look.uploads,
        conversations: look.conversations,
        languages: look.languages.iter().copied().collect(),
        default_language: look.default_language,
        origins: look.origins.iter().map(|origin| origin.as_str().to_owned()).collect(),
        switch_to: look.switch_to.iter().copied().collect(),
        style: style(&look.style),
        texts: look.texts.iter().map(|(language, said)| (*language, texts(said))).collect(),
        details: details(&look.details),
    }
}

fn style(style: &model::WidgetStyle) -> WidgetStyle {
    WidgetStyle {
        second_color: style.second_color.clone(),
        side: style.side,
        offset_x: style.offset_x,
        offset_y: style.offset_y,
        shape: style.shape,
        icon: style.icon,
        picture: style.picture,
        scheme: style.scheme,
        sound: style.sound,
        radius: style.radius,
    }
}

fn texts(texts: &model::WidgetTexts) -> WidgetTexts {
    WidgetTexts {
        title: texts.title.clone(),
        launcher: texts.launcher.clone(),
        greeting: texts.greeting.clone(),
        header: texts.header.clone(),
        offline: texts.offline.clone(),
        first_message: texts.first_message.clone(),
        details: texts.details.clone(),
        follow_up: texts.follow_up.clone(),
    }
}

fn details(details: &model::AskedDetails) -> AskedDetails {
    AskedDetails { name: details.name, email: details.email, fields: details.fields.clone() }
}

/// What an admin wants a widget to be, checked as far as the settings alone tell.
///
/// # Errors
/// For the first value that is not allowed.
pub fn wanted(look: &WidgetLook) -> Result<model::WidgetLook, model::InvalidWidget> {
    let origins: Result<_, _> = look.origins.iter().map(|origin| PageOrigin::new(origin)).collect();
    let style = &look.style;
    let wanted = model::WidgetLook {
        enabled: look.enabled,
        title: look.title.clone(),
        brand_color: look.brand_color.clone(),
        uploads: look.uploads,
        conversations: look.conversations,
        languages: look.languages.iter().copied().collect(),
        default_language: look.default_language,
        origins: origins.map_err(|_| model::InvalidWidget("origins".to_owned()))?,
        switch_to: look.switch_to.iter().copied().collect(),
        style: model::WidgetStyle {
            second_color: style.second_color.clone(),
            side: style.side,
            offset_x: style.offset_x,
            offset_y: style.offset_y,
            shape: style.shape,
            icon: style.icon,
            picture: style.picture,
            scheme: style.scheme,
            sound: style.sound,
            radius: style.radius,
        },
        texts: look.texts.iter().map(|(language, said)| (*language, wanted_texts(said))).collect(),
        details: model::AskedDetails {
            name: look.details.name,
            email: look.details.email,
            fields: look.details.fields.clone(),
        },
    };
    wanted.checked()
}

fn wanted_texts(texts: &WidgetTexts) -> model::WidgetTexts {
    model::WidgetTexts {
        title: texts.title.clone(),
        launcher: texts.launcher.clone(),
        greeting: texts.greeting.clone(),
        header: texts.header.clone(),
        offline: texts.offline.clone(),
        first_message: texts.first_message.clone(),
        details: texts.details.clone(),
        follow_up: texts.follow_up.clone(),
    }
}

/// For the frame, in the language of an end user with this locale.
#[must_use]
pub fn settings(
    integration: &Integration,
    locale: Option<&str>,
    online: bool,
    config: &WebConfig,
) -> WidgetSettings {
    let look = &integration.widget;
    let language = look.language(locale);
    let text = |of: fn(&model::WidgetTexts) -> &String| look.text(language, of).map(str::to_owned);
    WidgetSettings {
        language,
        title: look.title(language).to_owned(),
        brand_color: look.brand_color.clone(),
        second_color: look.style.second_color.clone(),
        scheme: look.style.scheme,
        radius: look.style.radius,
        sound: look.style.sound,
        picture: look.style.picture.map(picture),
        header: text(|texts| &texts.header),
        offline: text(|texts| &texts.offline),
        online,
        conversations: look.conversations,
        uploads: look.uploads,
        max_file_bytes: config.max_file_bytes,
        file_extensions: EXTENSIONS.iter().map(|known| (*known).to_owned()).collect(),
        talk_to_human: true,
        // Which of them are connected is found out where it is needed.
        switch_to: Vec::new(),
    }
}

/// For the loader.
#[must_use]
pub fn launcher(look: &model::WidgetLook) -> LauncherSettings {
    let style = &look.style;
    let others = look.languages.iter().copied().filter(|language| *language != look.default_language);
    let languages: Vec<Language> = std::iter::once(look.default_language).chain(others).collect();
    let said = |language: &Language| {
        let text = |of: fn(&model::WidgetTexts) -> &String| look.text(*language, of).map(str::to_owned);
        let texts = LauncherTexts {
            title: look.title(*language).to_owned(),
            launcher: text(|texts| &texts.launcher),
            greeting: text(|texts| &texts.greeting),
        };
        (*language, texts)
    };
    LauncherSettings {
        brand_color: look.brand_color.clone(),
        side: style.side,
        offset_x: style.offset_x,
        offset_y: style.offset_y,
        shape: style.shape,
        icon: style.icon,
        picture: style.picture.map(picture),
        radius: style.radius,
        texts: languages.iter().map(said).collect(),
        languages,
    }
}

/// Where a widget's picture is.
fn picture(id: AttachmentId) -> String {
    format!("/widget/pictures/{id}")
}
