//! What each front-end's pages may load and who may show them.

use crate::config::WebConfig;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum App {
    Workspace,
    Admin,
    Demo,
    WidgetLoader,
    WidgetFrame,
    /// A bare page of our own with one widget on it, to try it and to see it before it is saved.
    WidgetTry,
}

impl App {
    /// Below the folder of all front-ends.
    pub(super) const fn folder(self) -> &'static str {
        match self {
            Self::Workspace => "workspace",
            Self::Admin => "admin",
            Self::Demo => "demo",
            Self::WidgetLoader | Self::WidgetFrame | Self::WidgetTry => "widget",
        }
    }

    const fn images(self) -> &'static str {
        match self {
            // Cards of the bot name pictures on the web.
            Self::WidgetFrame => "'self' blob: data: https:",
            _ => "'self' blob: data:",
        }
    }

    const fn any_ancestors(self) -> &'static str {
        match self {
            // Shown on the pages of whoever embeds the widget.
            Self::WidgetFrame => "*",
            // The admin centre shows it beside the settings.
            Self::WidgetTry => "'self'",
            _ => "'none'",
        }
    }
}

/// Scripts and styles are files of our own and nothing else: no inline code, no exception.
pub(super) fn content(app: App, config: &WebConfig) -> String {
    with_ancestors(app, config, "", app.any_ancestors())
}

/// As [`content`], for a page that shows one of another origin in a frame.
pub(super) fn content_framing(app: App, config: &WebConfig, framed: &str) -> String {
    with_ancestors(app, config, framed, app.any_ancestors())
}

/// As [`content`], for a page that only our own and the origins named may show.
pub(super) fn content_on(app: App, config: &WebConfig, origins: &[String]) -> String {
    with_ancestors(app, config, "", &format!("'self' {}", origins.join(" ")))
}

fn with_ancestors(app: App, config: &WebConfig, framed: &str, ancestors: &str) -> String {
    let framed = origin(framed).map(|origin| format!(" {origin}")).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src {}; font-src 'self'; media-src 'self'; \
         connect-src 'self'{}; frame-src 'self'{framed}; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors {ancestors}",
        app.images(),
        sockets(config),
    )
}

/// `http://127.0.0.1:4000` of an address below it; `None` for what is no address.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https"))?;
    let host = rest.split('/').next().filter(|host| !host.is_empty() && is_plain(host))?;
    Some(format!("{scheme}://{host}"))
}

/// Whether a policy stays what it is with this in it: one line of visible characters, and no directive of its own.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, ';' | ',' | '\'' | '"') || c == ' ')
}

/// Older browsers do not take `'self'` for sockets, so their address is named.
fn sockets(config: &WebConfig) -> String {
    let host = |rest: &str| rest.split('/').next().unwrap_or_default().to_owned();
    let named = match config.public_url.split_once("://") {
        Some(("https", rest)) => format!(" wss://{}", host(rest)),
        Some(("http", rest)) => format!(" ws://{}", host(rest)),
        _ => String::new(),
    };
    if is_plain(&named) { named } else { String::new() }
}

/// Pages of others may load the loader and show the frame; nothing else is theirs to use.
pub(super) const fn sharing(app: App) -> &'static [(&'static str, &'static str)] {
    match app {
        App::WidgetLoader | App::WidgetFrame => &[
            ("cross-origin-resource-policy", "cross-origin"),
            ("cross-origin-opener-policy", "unsafe-none"),
            // The loader's second part is a module, and modules of another origin are asked for this way only.
            ("access-control-allow-origin", "*"),
        ],
        App::WidgetTry => &[("x-frame-options", "SAMEORIGIN")],
        App::Workspace | App::Admin | App::Demo => &[("x-frame-options", "DENY")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rel_s14_no_policy_allows_inline_code() {
        let config =
            WebConfig { public_url: "https://desk.example.org/x".to_owned(), ..WebConfig::default() };
        for app in
            [App::Workspace, App::Admin, App::Demo, App::WidgetLoader, App::WidgetFrame, App::WidgetTry]
        {
            let policy = content(app, &config);
            assert!(!policy.contains("unsafe"), "{policy}");
            assert!(policy.contains("connect-src 'self' wss://desk.example.org;"), "{policy}");
        }
        assert!(content(App::Workspace, &config).ends_with("frame-ancestors 'none'"));
        assert!(content(App::WidgetFrame, &config).ends_with("frame-ancestors *"));
        assert!(content(App::WidgetTry, &config).ends_with("frame-ancestors 'self'"));
        let bound = content_on(App::WidgetFrame, &config, &["https://shop.example.org".to_owned()]);
        assert!(bound.ends_with("frame-ancestors 'self' https://shop.example.org"), "{bound}");
    }

    #[test]
    fn an_address_cannot_add_to_the_policy() {
        let config = WebConfig { public_url: "http://a;script-src *".to_owned(), ..WebConfig::default() };
        assert_eq!(sockets(&config), "");
        for no_address in ["", "http://a;script-src *", "javascript://x/", "data:text/html,x", "http:///"] {
            assert_eq!(origin(no_address), None, "{no_address}");
        }
    }

    #[test]
    fn the_demo_shows_the_telephone_and_nothing_else() {
        let config = WebConfig::default();
        let policy = content_framing(App::Demo, &config, "http://127.0.0.1:4000/phone/");
        assert!(policy.contains("frame-src 'self' http://127.0.0.1:4000;"), "{policy}");
        assert!(content(App::Demo, &config).contains("frame-src 'self';"));
    }
}
