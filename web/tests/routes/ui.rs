//! The front-ends' files.

use crate::app::{TestApp, ok, refused};
use frontdesk_model::id::IntegrationId;
use frontdesk_web::wire::error::ErrorCode;
use frontdesk_web::wire::rest::DemoInfo;
use reqwest::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A server whose front-ends are these files.
async fn built() -> TestApp {
    let app = TestApp::with(|config| config.demo = true).await;
    let folder = app.data().join("ui");
    for (path, content) in [
        ("workspace/index.html", "<!doctype html>workspace"),
        ("workspace/assets/main-1234.js", "export const x = 1;\n"),
        ("widget/frame.html", "<!doctype html>frame"),
        ("widget/widget.js", "void 0;\n"),
        ("widget/widget.d.ts", "export type X = 1;\n"),
        ("widget/assets/frame-5678.css", "body { margin: 0 }\n"),
        ("demo/index.html", "<!doctype html>demo"),
    ] {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    std::fs::write(app.data().join("secret.txt"), "canary").unwrap();
    app
}

#[actix_web::test]
async fn pages_of_the_workspace_are_one_program() {
    let app = built().await;
    let home = app.get("/").send().await.unwrap();
    assert_eq!(
        (home.status(), home.headers()["location"].to_str().unwrap()),
        (StatusCode::FOUND, "/workspace")
    );
    for path in ["/workspace", "/workspace/", "/workspace/tickets/17"] {
        let page = app.get(path).send().await.unwrap();
        assert_eq!(page.headers()["cache-control"], "no-cache");
        assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
        assert_eq!(page.headers()["x-frame-options"], "DENY");
        assert_eq!(page.text().await.unwrap(), "<!doctype html>workspace", "{path}");
    }
    let script = app.get("/workspace/assets/main-1234.js").send().await.unwrap();
    assert_eq!(script.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(script.headers()["content-type"], "text/javascript; charset=utf-8");
    let missing = app.get("/workspace/assets/main-old.js").send().await.unwrap();
    assert_eq!(refused(missing).await, ErrorCode::UnknownRoute, "a page in place of a script would be run");
}

#[actix_web::test]
async fn the_types_of_the_widget_are_text_and_no_video() {
    let types = built().await.get("/widget.d.ts").send().await.unwrap();
    assert_eq!(types.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(types.text().await.unwrap(), "export type X = 1;\n");
}

#[actix_web::test]
async fn what_a_browser_has_is_not_sent_again() {
    let app = built().await;
    let first = app.get("/widget.js").send().await.unwrap();
    let etag = first.headers()["etag"].clone();
    let again = app.get("/widget.js").header("if-none-match", etag).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert!(again.bytes().await.unwrap().is_empty());
    let other = app.get("/widget.js").header("if-none-match", "W/\"other\"").send().await.unwrap();
    assert_eq!(other.status(), StatusCode::OK);
}

/// Two requests on one connection; the second one asks the server to close it after its answer.
async fn on_one_connection(app: &TestApp, first: &str, second: &str) -> String {
    let address = app.url.strip_prefix("http://").unwrap();
    let mut line = TcpStream::connect(address).await.unwrap();
    let asked = format!("{first}{second}").replace("HOST", address);
    line.write_all(asked.as_bytes()).await.unwrap();
    let mut told = Vec::new();
    line.read_to_end(&mut told).await.unwrap();
    String::from_utf8(told).unwrap()
}

#[actix_web::test]
async fn after_a_304_the_next_answer_on_the_same_connection_begins_at_once() {
    let app = built().await;
    let large = "void 0;\n".repeat(1_000);
    std::fs::write(app.data().join("ui/widget/widget.js"), large).unwrap();
    for encoding in ["identity", "gzip", "br"] {
        let etag = app.get("/widget.js").send().await.unwrap().headers()["etag"].clone();
        let told = on_one_connection(
            &app,
            &format!(
                "GET /widget.js HTTP/1.1\r\nhost: HOST\r\naccept-encoding: {encoding}\r\nif-none-match: {}\r\n\r\n",
                etag.to_str().unwrap()
            ),
            "GET /widget/frame HTTP/1.1\r\nhost: HOST\r\nconnection: close\r\n\r\n",
        )
        .await;
        assert!(told.starts_with("HTTP/1.1 304 Not Modified\r\n"), "{encoding}: {told}");
        let (head, rest) = told.split_once("\r\n\r\n").unwrap();
        let head = head.to_ascii_lowercase();
        assert!(!head.contains("transfer-encoding"), "{encoding}: {head}");
        // A length there would be that of the file, which is not sent.
        assert!(!head.contains("content-length: 0"), "{encoding}: {head}");
        assert!(rest.starts_with("HTTP/1.1 200 OK\r\n"), "{encoding}: {rest}");
        assert!(rest.ends_with("<!doctype html>frame"), "{encoding}: {rest}");
    }
}

#[actix_web::test]
async fn rel_s14_only_the_frame_may_be_framed() {
    let app = built().await;
    for (path, ancestors) in [
        ("/workspace", "frame-ancestors 'none'"),
        ("/demo", "frame-ancestors 'none'"),
        ("/widget/frame", "frame-ancestors *"),
    ] {
        let page = app.get(path).send().await.unwrap();
        let policy = page.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains(ancestors), "{path}: {policy}");
        assert_eq!(page.headers().contains_key("x-frame-options"), !ancestors.contains('*'), "{path}");
    }
    let loader = app.get("/widget.js").send().await.unwrap();
    assert_eq!(loader.headers()["cross-origin-resource-policy"], "cross-origin");
}

#[actix_web::test]
async fn rel_s5_no_path_leads_out_of_the_folder() {
    let app = built().await;
    for path in [
        "/workspace/..%2f..%2fsecret.txt",
        "/workspace/%2e%2e/%2e%2e/secret.txt",
        "/workspace/..%5c..%5csecret.txt",
        "/workspace//../../secret.txt",
        "/widget/assets/..%2f..%2f..%2fsecret.txt",
        "/widget/assets/....//secret.txt",
        "/workspace/%2fetc%2fpasswd",
        "/workspace/assets/%00",
        "/demo/..%2f..%2fsecret.txt",
    ] {
        let text = app.get(path).send().await.unwrap().text().await.unwrap();
        assert!(!text.contains("canary") && !text.contains("root:"), "{path}: {text}");
    }
}

#[actix_web::test]
async fn texts_are_compressed() {
    let app = built().await;
    let large = "body { margin: 0 }\n".repeat(1_000);
    std::fs::write(app.data().join("ui/widget/assets/large-1.css"), &large).unwrap();
    for encoding in ["gzip", "br"] {
        let sent =
            app.get("/widget/assets/large-1.css").header("accept-encoding", encoding).send().await.unwrap();
        assert_eq!(sent.headers()["content-encoding"], encoding);
        assert!(sent.bytes().await.unwrap().len() < large.len() / 10);
    }
}

#[actix_web::test]
async fn a_front_end_that_is_not_built_says_so() {
    let app = TestApp::start().await;
    let page = app.get("/workspace").send().await.unwrap();
    assert_eq!(page.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text().await.unwrap().contains("npm run build"));
    assert_eq!(refused(app.get("/widget.js").send().await.unwrap()).await, ErrorCode::UnknownRoute);
}

#[actix_web::test]
async fn the_demo_is_there_only_where_it_is_played() {
    let app = TestApp::start().await;
    for path in ["/demo", "/demo/info.json", "/demo/index.html"] {
        assert_eq!(refused(app.get(path).send().await.unwrap()).await, ErrorCode::UnknownRoute, "{path}");
    }
    let app = built().await;
    assert_eq!(app.get("/demo").send().await.unwrap().text().await.unwrap(), "<!doctype html>demo");
    assert_eq!(refused(app.get("/demo/info.json").send().await.unwrap()).await, ErrorCode::UnknownRoute);
    let integration: IntegrationId = app.widget;
    let info = DemoInfo { integration, urls: Default::default(), logins: Vec::new() };
    app.state.demo.set(info.clone()).unwrap();
    let told: DemoInfo = ok(app.get("/demo/info.json").send().await.unwrap()).await;
    assert_eq!(told, info);
}
