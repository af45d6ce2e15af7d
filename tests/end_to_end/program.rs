//! The real program as a child process: started, asked, stopped.

use serde_json::Value;
use std::path::Path;
use std::process::{Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Far above what a start takes on a busy machine; a test that waits longer has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program, with none of the settings of whoever runs the tests.
pub(crate) fn frontdesk(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("FRONTDESK_")) {
        command.env_remove(name);
    }
    command.args(arguments).kill_on_drop(true).stdin(Stdio::null());
    command
}

/// The program, which gets an error from the system for every byte behind the first `bytes` of a file.
pub(crate) fn with_files_up_to(bytes: u64, arguments: &str) -> Command {
    let program = env!("CARGO_BIN_EXE_frontdesk");
    let mut command = Command::new("sh");
    // The limit is in blocks of 512 bytes, and its signal would end the program.
    command.args(["-c", &format!("trap '' XFSZ; ulimit -f {}; exec {program} {arguments}", bytes / 512)]);
    command.kill_on_drop(true).stdin(Stdio::null());
    command
}

/// What a command that ends by itself came to.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Answer {
    /// The one line on stderr of a command that was refused; nothing else may be there, least of all a panic.
    pub(crate) fn refusal(&self, code: i32) -> &str {
        assert_eq!(self.code, Some(code), "{self:?}");
        let told: Vec<&str> = self.err.lines().filter(|line| !line.contains("\"level\":\"INFO\"")).collect();
        let [line] = told.as_slice() else { panic!("one line was expected: {self:?}") };
        line.strip_prefix("frontdesk: ").unwrap_or_else(|| panic!("{line}"))
    }

    pub(crate) fn succeeded(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }
}

/// Runs a command to its end, with `input` on its stdin.
pub(crate) async fn run(mut command: Command, input: &str) -> Answer {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Commands that are refused end without reading.
    let _ = stdin.write_all(input.as_bytes()).await;
    drop(stdin);
    timeout(PATIENCE, child.wait_with_output()).await.unwrap().unwrap().into()
}

/// Runs a command on the data in `data`, in a folder without a `config.toml`.
pub(crate) async fn run_on(data: &Path, arguments: &[&str]) -> Answer {
    let mut command = frontdesk(arguments);
    command.env("FRONTDESK_DATA", data).current_dir(data.parent().unwrap());
    run(command, "").await
}

/// A server that runs.
pub(crate) struct Server {
    child: Child,
    out: Lines<BufReader<ChildStdout>>,
    err: Told,
    /// Where it answers, such as `http://127.0.0.1:40233`.
    pub(crate) url: String,
    /// The line of JSON that a demo prints.
    pub(crate) ready: Value,
}

/// How a server ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) took: Duration,
    pub(crate) err: String,
}

impl Server {
    /// `frontdesk demo` on a free port.
    pub(crate) async fn demo(data: &Path) -> Self {
        let data = data.to_str().unwrap();
        let (child, mut out, err) =
            start(frontdesk(&["demo", "--data", data, "--listen", "127.0.0.1:0", "--json"]));
        let (err, _) = collect(err);
        let line = timeout(PATIENCE, out.next_line()).await.unwrap().unwrap();
        let line = line.unwrap_or_else(|| panic!("no line of JSON; stderr: {}", err.kept.lock().unwrap()));
        let ready: Value = serde_json::from_str(&line).unwrap();
        let url = ready["listen"].as_str().unwrap().to_owned();
        Self { child, out, err, url, ready }
    }

    /// `frontdesk serve` on a free port.
    pub(crate) async fn serve(data: &Path) -> Self {
        Self::serving(frontdesk(&["serve"]), data).await
    }

    /// As [`Self::serve`], where no file may grow beyond `bytes`: what a full disk says, without one.
    pub(crate) async fn serve_on_full_disk(data: &Path, bytes: u64) -> Self {
        Self::serving(with_files_up_to(bytes, "serve"), data).await
    }

    async fn serving(mut command: Command, data: &Path) -> Self {
        command.env("FRONTDESK_DATA", data).env("FRONTDESK_LISTEN", "127.0.0.1:0");
        command.env("FRONTDESK_LIMITS__VISITOR_SESSIONS__BURST", "10000");
        command.current_dir(data.parent().unwrap());
        let (child, out, err) = start(command);
        let (err, ready) = collect(err);
        let url = timeout(PATIENCE, ready).await.unwrap();
        let url = url.unwrap_or_else(|_| panic!("it did not become ready: {}", err.kept.lock().unwrap()));
        Self { child, out, err, url, ready: Value::Null }
    }

    pub(crate) fn address(&self) -> &str {
        self.url.strip_prefix("http://").unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> reqwest::Response {
        timeout(PATIENCE, reqwest::get(format!("{}{path}", self.url))).await.unwrap().unwrap()
    }

    /// What it told on stderr so far.
    pub(crate) fn told(&self) -> String {
        self.err.kept.lock().unwrap().clone()
    }

    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().unwrap().to_string();
        let sent = std::process::Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it has ended after a signal; nothing more may have come on stdout.
    pub(crate) async fn ended(mut self) -> Ended {
        let began = Instant::now();
        let status = timeout(PATIENCE, self.child.wait()).await.unwrap().unwrap();
        let took = began.elapsed();
        assert_eq!(self.out.next_line().await.unwrap(), None);
        // The last lines may still be on their way when the process has ended.
        timeout(PATIENCE, &mut self.err.reading).await.unwrap().unwrap();
        Ended { code: status.code(), took, err: self.told() }
    }

    pub(crate) async fn stop(self) -> Ended {
        self.signal("TERM");
        self.ended().await
    }
}

fn start(mut command: Command) -> (Child, Lines<BufReader<ChildStdout>>, tokio::process::ChildStderr) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap()).lines();
    let err = child.stderr.take().unwrap();
    (child, out, err)
}

/// What came on stderr so far.
struct Told {
    kept: Arc<Mutex<String>>,
    /// Over when stderr is closed.
    reading: JoinHandle<()>,
}

/// Keeps what comes, and gives the address out of the log line that says "ready".
fn collect(err: impl AsyncRead + Unpin + Send + 'static) -> (Told, oneshot::Receiver<String>) {
    let kept = Arc::new(Mutex::new(String::new()));
    let (tell, ready) = oneshot::channel();
    let (mut tell, keep) = (Some(tell), kept.clone());
    let reading = tokio::spawn(async move {
        let mut lines = BufReader::new(err).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            let log: Option<Value> = serde_json::from_str(&line).ok();
            keep.lock().unwrap().push_str(&format!("{line}\n"));
            if let Some(log) = log.filter(|log| log["message"] == "ready")
                && let Some(tell) = tell.take()
            {
                let _ = tell.send(log["url"].as_str().unwrap().to_owned());
            }
        }
    });
    (Told { kept, reading }, ready)
}
