//! What is wrong with the configuration is said in one line that names the key and what to do.

use crate::program::{frontdesk, run, run_on};
use std::fs;
use std::path::Path;

/// What a server with this configuration says before it ends.
async fn refused(config: &str, code: i32) -> String {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("config.toml"), config).unwrap();
    let mut command = frontdesk(&[]);
    command.current_dir(dir.path());
    let answer = run(command, "").await;
    assert!(!dir.path().join("data").exists(), "nothing is made before the configuration is good");
    answer.refusal(code).to_owned()
}

#[tokio::test]
async fn an_unknown_key_is_named() {
    assert_eq!(
        refused("[http]\nworker = 3\n", 2).await,
        "config.toml: unknown key `http.worker`; did you mean `workers`?"
    );
}

#[tokio::test]
async fn a_bad_value_is_named_with_its_key() {
    assert_eq!(
        refused("listen = \"everywhere\"\n", 2).await,
        "`listen`: \"everywhere\" is no address with a port; write one such as \"127.0.0.1:8080\""
    );
    assert_eq!(
        refused("[store]\nsegment_megabytes = 0\n", 2).await,
        "`store.segment_megabytes`: 0 is out of bounds; write 1 to 1024"
    );
}

#[tokio::test]
async fn the_environment_counts_more_than_the_file_and_is_named_as_it_is_written() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("config.toml"), "[http]\nworkers = 3\n").unwrap();
    let check = |name: &str, value: &str| {
        let mut command = frontdesk(&["check-config"]);
        command.current_dir(dir.path()).env(name, value);
        run(command, "")
    };
    let answer = check("FRONTDESK_HTTP__WORKERS", "7").await.succeeded();
    assert!(answer.out.contains(" 7 workers"), "{answer:?}");
    let answer = check("FRONTDESK_HTTP__WORKERS", "many").await;
    assert_eq!(
        answer.refusal(2),
        "environment: `FRONTDESK_HTTP__WORKERS`: found \"many\", expected a whole number that is not negative"
    );
    let answer = check("FRONTDESK_LISTNE", "127.0.0.1:1").await;
    assert_eq!(
        answer.refusal(2),
        "environment: unknown key `FRONTDESK_LISTNE`; did you mean `FRONTDESK_LISTEN`?"
    );
}

#[tokio::test]
async fn the_reference_in_the_repository_is_good() {
    let mut command = frontdesk(&["check-config"]);
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    let answer = run(command, "").await.succeeded();
    assert!(
        answer.out.starts_with("config.toml: good; listens on 127.0.0.1:8080, data in data, "),
        "{answer:?}"
    );
}

#[tokio::test]
async fn a_port_in_use_is_told_with_the_setting_to_change() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    assert_eq!(
        refused(&format!("listen = \"{address}\"\n"), 1).await,
        format!("something else listens on {address}; stop it, or choose another port with `listen`")
    );
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    let arguments = ["demo", "--data", data.to_str().unwrap(), "--listen", &address.to_string()];
    let answer = run(frontdesk(&arguments), "").await;
    assert!(answer.refusal(1).ends_with("choose another port with `--listen`"), "{answer:?}");
}

#[tokio::test]
async fn a_data_folder_that_cannot_be_written_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    // Works for every user, root among them: a file is no folder.
    let data = file.join("data");
    let mut command = frontdesk(&[]);
    command.env("FRONTDESK_DATA", &data).env("FRONTDESK_LISTEN", "127.0.0.1:0").current_dir(dir.path());
    let answer = run(command, "").await;
    let line = answer.refusal(1);
    assert!(line.starts_with(data.to_str().unwrap()), "{line}");
    assert!(line.ends_with("check that it exists, is writable and has space left"), "{line}");
}

#[tokio::test]
async fn commands_do_not_take_a_missing_folder_for_an_empty_server() {
    let dir = tempfile::tempdir().unwrap();
    let nowhere = dir.path().join("nowhere");
    for arguments in [&["verify"][..], &["rebuild"], &["events", "1"], &["backup", "--to", "copy"]] {
        let answer = run_on(&nowhere, arguments).await;
        let expected = format!("`data`: there is no folder {}; ", nowhere.display());
        assert!(answer.refusal(2).starts_with(&expected), "{arguments:?}: {answer:?}");
        assert!(!nowhere.exists() && !Path::new("copy").exists());
    }
}
