//! `/desk/v1/attachments`, `/desk/v1/widget/attachments`

use crate::app::{As, Browser, MARIE, TestApp, YANNIS, ok, refused};
use frontdesk_actors::directory::Entry;
use frontdesk_model::conversation::command::Action;
use frontdesk_model::message::{Content, FileRef};
use frontdesk_web::attachments::of_agent;
use frontdesk_web::wire::error::ErrorCode;
use frontdesk_web::wire::shared::File;
use futures_util::stream;
use reqwest::{Method, Response, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

fn named(path: &str, name: &str) -> String {
    let name: String = name.bytes().map(|byte| format!("%{byte:02x}")).collect();
    format!("{path}?name={name}")
}

async fn send(app: &TestApp, browser: &Browser, name: &str, body: impl Into<reqwest::Body>) -> Response {
    let request = app.request(Method::POST, &named("/desk/v1/attachments", name));
    request.by(browser).body(body).send().await.unwrap()
}

async fn send_as_visitor(app: &TestApp, token: &str, name: &str, body: &'static [u8]) -> Response {
    let request = app.request(Method::POST, &named("/desk/v1/widget/attachments", name));
    request.bearing(token).body(body).send().await.unwrap()
}

fn left_behind(app: &TestApp) -> usize {
    std::fs::read_dir(app.data().join("attachments/incoming")).map_or(0, Iterator::count)
}

#[actix_web::test]
async fn s3_27_agents_and_end_users_send_files() {
    let app = TestApp::start().await;
    let marie = app.sign_in(MARIE).await;
    let file: File = ok(send(&app, &marie, "Café ☕.png", PNG).await).await;
    assert_eq!((file.name.as_str(), file.media_type.as_str(), file.size), ("Café ☕.png", "image/png", 29));

    let response = app.get(&format!("/desk/v1/attachments/{}", file.id)).by(&marie).send().await.unwrap();
    let headers = response.headers().clone();
    assert_eq!(headers["content-type"], "image/png");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["content-security-policy"], "sandbox; default-src 'none'");
    assert_eq!(headers["content-length"], "29");
    let disposition = headers["content-disposition"].to_str().unwrap();
    assert_eq!(
        disposition,
        "attachment; filename=\"Caf_ _.png\"; filename*=UTF-8''Caf%C3%A9%20%E2%98%95.png"
    );
    assert_eq!(response.bytes().await.unwrap(), PNG);

    let token = app.visit().await;
    let file: File = ok(send_as_visitor(&app, &token, "note.txt", b"hello").await).await;
    let path = format!("/desk/v1/attachments/{}", file.id);
    let response = app.get(&path).bearing(&token).send().await.unwrap();
    assert_eq!(response.text().await.unwrap(), "hello");
    let response = app.get(&path).by(&marie).send().await.unwrap();
    assert_eq!(response.text().await.unwrap(), "hello", "agents see what end users send");
}

#[actix_web::test]
async fn a_part_of_a_file_is_a_part_of_the_file() {
    let app = TestApp::start().await;
    let marie = app.sign_in(MARIE).await;
    let content: Vec<u8> = (0..200_000_u32).map(|at| b'a' + u8::try_from(at % 26).unwrap()).collect();
    let file: File = ok(send(&app, &marie, "log.txt", content.clone()).await).await;
    let path = format!("/desk/v1/attachments/{}", file.id);
    let part = app.get(&path).by(&marie).header("range", "bytes=100000-100009").send().await.unwrap();
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.headers()["content-range"], "bytes 100000-100009/200000");
    assert_eq!(part.bytes().await.unwrap(), content[100_000..100_010]);
    let outside = app.get(&path).by(&marie).header("range", "bytes=200000-").send().await.unwrap();
    assert_eq!(outside.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    let whole = app.get(&path).by(&marie).header("accept-encoding", "gzip, br").send().await.unwrap();
    assert_eq!(whole.bytes().await.unwrap(), content);
    let head = app.request(Method::HEAD, &path).by(&marie).send().await.unwrap();
    assert_eq!(head.headers()["content-length"], "200000");
    assert!(head.bytes().await.unwrap().is_empty());
}

#[actix_web::test]
async fn s3_26_the_widgets_switch_is_the_servers_switch() {
    let app = TestApp::start().await;
    let token = app.visit().await;
    let mut widget = app.state.system.shared.directory.get().integrations[&app.widget].clone();
    widget.widget.uploads = false;
    app.put(Entry::Integration(widget)).await;
    let response = send_as_visitor(&app, &token, "note.txt", b"hello").await;
    assert_eq!(refused(response).await, ErrorCode::UploadsOff);
}

#[actix_web::test]
async fn s3_30_fifty_megabytes_and_not_a_byte_more() {
    const MOST: usize = 50 * 1024 * 1024;
    let app = TestApp::start().await;
    let marie = app.sign_in(MARIE).await;
    let file: File = ok(send(&app, &marie, "large.txt", vec![b'x'; MOST]).await).await;
    assert_eq!(file.size, 50 * 1024 * 1024);
    // Not announced: refused while it is read.
    let chunks = stream::iter((0..51).map(|_| Ok::<_, std::io::Error>(vec![b'x'; 1024 * 1024])));
    let response = send(&app, &marie, "larger.txt", reqwest::Body::wrap_stream(chunks)).await;
    assert_eq!(refused(response).await, ErrorCode::FileTooLarge);
    assert_eq!(left_behind(&app), 0);
}

/// What is announced as too large is refused before it is read: here none of it is ever sent.
#[actix_web::test]
async fn s3_30_an_announced_size_is_enough_to_refuse() {
    let app = TestApp::start().await;
    let marie = app.sign_in(MARIE).await;
    let mut line = TcpStream::connect(app.url.trim_start_matches("http://")).await.unwrap();
    let head = format!(
        "POST /desk/v1/attachments?name=a.txt HTTP/1.1\r\nHost: desk\r\nOrigin: {}\r\nCookie: {}\r\n\
         x-frontdesk-csrf: {}\r\nContent-Length: {}\r\n\r\n",
        app.url,
        marie.cookie,
        marie.csrf,
        50 * 1024 * 1024 + 1
    );
    line.write_all(head.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    line.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
}

#[actix_web::test]
async fn s3_32_other_types_are_refused_by_name_and_by_content() {
    let app = TestApp::with(|config| config.limits.uploads.burst = 1_000).await;
    let marie = app.sign_in(MARIE).await;
    let names = [
        "page.html",
        "page.htm",
        "page.xhtml",
        "page.shtml",
        "run.exe",
        "run.com",
        "run.bat",
        "run.cmd",
        "run.msi",
        "run.scr",
        "lib.dll",
        "script.js",
        "script.mjs",
        "script.vbs",
        "script.ps1",
        "script.sh",
        "script.py",
        "script.php",
        "script.php5",
        "script.phtml",
        "script.asp",
        "script.jsp",
        "app.jar",
        "app.apk",
        "app.dmg",
        "a.jpg.exe",
        "a.png.html",
        "a.pdf ",
        "a.svgz",
        "a.swf",
        "a.hta",
        "a.lnk",
        "a.iso",
        "a.rar",
        "a.tar",
        "a.gz",
        "noextension",
        "a.",
        "a.jpg\u{0}.html",
        "a.html;.",
        "a.wasm",
        "a.docm",
        "a.xlsm",
        "a.url",
        "a.desktop",
    ];
    for name in names.iter().filter(|name| **name != "a.pdf ") {
        let response = send(&app, &marie, name, "hello").await;
        assert_eq!(refused(response).await, ErrorCode::FileTypeRefused, "{name:?}");
    }
    let contents: [(&str, &[u8]); 12] = [
        ("a.png", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"),
        ("a.txt", b"<!doctype html><script>alert(1)</script>"),
        ("a.csv", b"<html><body onload=alert(1)>"),
        ("a.xml", b"<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>"),
        ("a.jpg", b"GIF89a<script>alert(1)</script>"),
        ("a.pdf", b"MZ\x90\0\x03\0\0\0"),
        ("a.zip", b"\x7fELF\x02\x01\x01\0"),
        ("a.log", b"#!/bin/sh\necho"),
        ("a.mp4", b"\0asm\x01\0\0\0"),
        ("a.neon", b"MZ\x90\0\x03\0\0\0"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.gif", b"GIF"),
    ];
    for (name, content) in contents {
        let response = send(&app, &marie, name, content).await;
        assert_eq!(refused(response).await, ErrorCode::FileTypeRefused, "{name}");
    }
    assert_eq!(refused(send(&app, &marie, "a.txt", "").await).await, ErrorCode::FileEmpty);
    assert_eq!(left_behind(&app), 0);
}

#[actix_web::test]
async fn rel_s5_drawings_are_never_shown() {
    let app = TestApp::start().await;
    let marie = app.sign_in(MARIE).await;
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    let file: File = ok(send(&app, &marie, "logo.svg", svg).await).await;
    let response = app.get(&format!("/desk/v1/attachments/{}", file.id)).by(&marie).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/octet-stream");
    assert!(response.headers()["content-disposition"].to_str().unwrap().starts_with("attachment;"));
}

#[actix_web::test]
async fn rel_s5_names_cannot_lead_elsewhere() {
    let app = TestApp::with(|config| config.limits.uploads.burst = 1_000).await;
    let marie = app.sign_in(MARIE).await;
    for (name, kept) in [
        ("../../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\win.txt", "win.txt"),
        ("/absolute/path.txt", "path.txt"),
        ("....//....//a.txt", "a.txt"),
        ("\u{202e}txt.exe.txt", "txt.exe.txt"),
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie x=1.txt"),
        ("\"><script>alert(1)</script>.txt", "script.txt"),
        (".hidden.txt", "hidden.txt"),
    ] {
        let file: File = ok(send(&app, &marie, name, "hello").await).await;
        assert_eq!(file.name, kept, "{name}");
        let response = app.get(&format!("/desk/v1/attachments/{}", file.id)).by(&marie).send().await.unwrap();
        assert!(!response.headers().contains_key("set-cookie"));
        assert_eq!(response.text().await.unwrap(), "hello");
    }
    for id in
        ["../../secret", "..%2f..%2fsecret", "0123456789abcdef01234567", "%00", "0123456789ABCDEF01234567"]
    {
        let response = app.get(&format!("/desk/v1/attachments/{id}")).by(&marie).send().await.unwrap();
        let code = refused(response).await;
        assert!(matches!(code, ErrorCode::NotFound | ErrorCode::UnknownRoute), "{id}: {code:?}");
    }
    // Nothing lies anywhere but among the files.
    let strays = std::fs::read_dir(app.data()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(strays.collect::<Vec<_>>(), ["attachments"]);
}

/// Who may have a file: its sender, agents, and the end user whom it was sent to in public.
#[actix_web::test]
async fn rel_s2_a_file_is_for_those_whom_it_concerns() {
    let app = TestApp::start().await;
    let (ana, conversation) = app.waiting_visitor().await;
    let (ben, _) = app.waiting_visitor().await;
    let marie = app.sign_in(MARIE).await;
    let of_ana: File = ok(send_as_visitor(&app, &ana, "a.txt", b"of ana").await).await;
    let sent: File = ok(send(&app, &marie, "sent.txt", "sent").await).await;
    let noted: File = ok(send(&app, &marie, "noted.txt", "noted").await).await;
    let kept: File = ok(send(&app, &marie, "kept.txt", "kept").await).await;
    let may = async |token: &str, file: &File| {
        let response =
            app.get(&format!("/desk/v1/attachments/{}", file.id)).bearing(token).send().await.unwrap();
        if response.status().is_success() {
            return true;
        }
        assert_eq!(refused(response).await, ErrorCode::NotFound, "what exists and what does not look alike");
        false
    };
    assert!(may(&ana, &of_ana).await && !may(&ben, &of_ana).await);
    assert!(!may(&ana, &sent).await, "it was not sent yet");

    let file = async |file: &File| -> FileRef { of_agent(&app.state, app.marie, file.id).await.unwrap() };
    app.act(app.marie, conversation, Action::Take).await;
    let files = |file: FileRef| vec![Content::Files { files: vec![file], caption: None }];
    app.act(app.marie, conversation, Action::Note { parts: files(file(&noted).await) }).await;
    app.act(app.marie, conversation, Action::Reply { parts: files(file(&sent).await), submit_as: None })
        .await;
    assert!(may(&ana, &sent).await && may(&ana, &sent).await, "the second time from the note of the first");
    assert!(!may(&ben, &sent).await);
    assert!(!may(&ana, &noted).await && !may(&ben, &noted).await, "notes are for colleagues");
    assert!(!may(&ana, &kept).await);

    // A file can be named in a message only by whoever sent it.
    assert!(of_agent(&app.state, app.yannis, sent.id).await.is_err());
    assert!(of_agent(&app.state, app.marie, of_ana.id).await.is_err());
    let yannis = app.sign_in(YANNIS).await;
    let response = app.get(&format!("/desk/v1/attachments/{}", sent.id)).by(&yannis).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "agents see the files of colleagues");
}

#[actix_web::test]
async fn uploads_of_one_sender_are_limited() {
    let app = TestApp::start().await;
    let (marie, yannis) = (app.sign_in(MARIE).await, app.sign_in(YANNIS).await);
    for _ in 0..10 {
        assert_eq!(send(&app, &marie, "a.txt", "hello").await.status(), StatusCode::OK);
    }
    assert_eq!(refused(send(&app, &marie, "a.txt", "hello").await).await, ErrorCode::TooManyRequests);
    assert_eq!(send(&app, &yannis, "a.txt", "hello").await.status(), StatusCode::OK);
}

#[actix_web::test]
async fn rel_d4_a_folder_that_cannot_be_used_is_said_and_tried_again() {
    let app = TestApp::with(|config| config.data = config.data.join("not yet")).await;
    let marie = app.sign_in(MARIE).await;
    // A file stands where the folder should be.
    std::fs::write(app.data().join("not yet"), "in the way").unwrap();
    let response = send(&app, &marie, "a.txt", "hello").await;
    assert!(response.headers().contains_key("retry-after"));
    assert_eq!(refused(response).await, ErrorCode::StorageUnavailable);
    std::fs::remove_file(app.data().join("not yet")).unwrap();
    assert_eq!(send(&app, &marie, "a.txt", "hello").await.status(), StatusCode::OK);
}

#[actix_web::test]
async fn a_file_is_not_given_out_whose_record_was_not_stored() {
    let app = TestApp::start().await;
    let marie = app.sign_in(MARIE).await;
    app.store.fail_next(frontdesk_storage::CommitError::Busy);
    assert_eq!(refused(send(&app, &marie, "a.txt", "hello").await).await, ErrorCode::Busy);
    assert_eq!(left_behind(&app), 0);
}
