//! The demo and a server for real use, as they answer.

use crate::program::{Server, frontdesk, run};
use serde_json::json;
use std::fs;

#[tokio::test]
async fn the_demo_says_where_it_is_in_one_line_of_json() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::demo(&dir.path().join("demo")).await;
    let url = &server.url;
    assert!(url.starts_with("http://127.0.0.1:") && !url.ends_with(":0"), "{url}");
    let phone = server.ready["urls"]["phone"].clone();
    assert!(phone.as_str().unwrap().ends_with("/phone/"), "{phone}");
    assert_eq!(
        server.ready,
        json!({
            "ready": true,
            "listen": url,
            "urls": {
                "demo": format!("{url}/demo"),
                "workspace": format!("{url}/workspace"),
                "admin": format!("{url}/admin"),
                "widget": format!("{url}/widget.js"),
                "metrics": format!("{url}/metrics"),
                "phone": phone,
            },
            "logins": [
                { "role": "admin", "email": "alex@example.com", "password": "alex-demo-password" },
                { "role": "agent", "email": "marie@example.com", "password": "marie-demo-password" },
                { "role": "agent", "email": "yannis@example.com", "password": "yannis-demo-password" },
            ],
        })
    );
    for path in ["/livez", "/readyz"] {
        assert_eq!(server.get(path).await.status(), 200, "{path}");
    }
    // `ended` checks that nothing else came on stdout.
    assert_eq!(server.stop().await.code, Some(0));
}

#[tokio::test]
async fn a_second_demo_and_a_second_server_on_the_same_data_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    let server = Server::demo(&data).await;
    let expected = format!(
        "another server uses the data in {}; stop it first, or give this one a data folder of its own",
        data.display()
    );
    for more in [&[][..], &["--reset"]] {
        let mut arguments = vec!["demo", "--data", data.to_str().unwrap(), "--listen", "127.0.0.1:0"];
        arguments.extend(more);
        assert_eq!(run(frontdesk(&arguments), "").await.refusal(1), expected, "{more:?}");
    }
    let mut command = frontdesk(&["serve"]);
    command.env("FRONTDESK_DATA", &data).env("FRONTDESK_LISTEN", "127.0.0.1:0").current_dir(dir.path());
    assert_eq!(run(command, "").await.refusal(1), expected);
    assert_eq!(server.get("/readyz").await.status(), 200);
}

#[tokio::test]
async fn real_data_is_neither_mixed_with_samples_nor_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    Server::serve(&data).await.stop().await;
    for more in [&[][..], &["--reset"]] {
        let mut arguments = vec!["demo", "--data", data.to_str().unwrap(), "--listen", "127.0.0.1:0"];
        arguments.extend(more);
        let answer = run(frontdesk(&arguments), "").await;
        assert!(answer.refusal(2).contains("holds something that is no demo's"), "{answer:?}");
    }
    assert!(data.join("journal").exists());
}

#[tokio::test]
async fn the_first_admin_is_made_with_a_password_that_no_process_list_shows() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let create = |email: &str| {
        let mut command = frontdesk(&["create-admin", "--email", email]);
        command.env("FRONTDESK_DATA", &data).current_dir(dir.path());
        command
    };
    let piped = run(create("Ana@Example.org"), "from a pipe of mine\n").await.succeeded();
    assert_eq!(piped.out, "Admin 1 can sign in as ana@example.org now.\n");
    let mut command = create("bea@example.org");
    command.env("FRONTDESK_ADMIN_PASSWORD", "from the environment");
    run(command, "").await.succeeded();
    let secret = dir.path().join("secret");
    fs::write(&secret, "from a file of mine\n").unwrap();
    let mut command = create("cem@example.org");
    command.args(["--name", "Cem Kaya", "--password-file", secret.to_str().unwrap()]);
    assert_eq!(run(command, "").await.succeeded().out, "Admin 3 can sign in as cem@example.org now.\n");

    let again = run(create("ana@example.org"), "another password\n").await;
    assert_eq!(
        again.refusal(2),
        "`--email`: ana@example.org has a login already; sign in with it, or name another address"
    );
    let short = run(create("dan@example.org"), "short\n").await;
    assert_eq!(short.refusal(2), "the password: a password has at least 10 characters and at most 256 bytes");
    let no_address = run(create("dan"), "long enough for all\n").await;
    assert!(no_address.refusal(2).starts_with("`--email`: this is not an e-mail address"), "{no_address:?}");
    let told = format!("{piped:?}{again:?}{short:?}");
    assert!(!told.contains("pipe of mine") && !told.contains("another password"), "{told}");
}

#[tokio::test]
async fn a_server_without_an_admin_says_how_to_make_one() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::serve(&dir.path().join("data")).await;
    assert!(server.told().contains("frontdesk create-admin --email"), "{}", server.told());
}

#[tokio::test]
async fn logs_are_json_and_name_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    Server::demo(&data).await.stop().await;
    let server = Server::serve(&data).await;
    let ended = server.stop().await;
    assert!(ended.err.lines().count() > 3, "{}", ended.err);
    for line in ended.err.lines() {
        let log: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"));
        assert!(log["level"].is_string() && log["message"].is_string(), "{line}");
    }
    for personal in ["Grace", "grace.holloway", "Holloway", "parcel", "alex@example.com"] {
        assert!(!ended.err.contains(personal), "{}", ended.err);
    }
}
