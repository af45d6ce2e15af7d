//! Builds the front-ends into the program where that is wanted: in release builds, or with `FRONTDESK_BUILD_UI=1`.
//! Debug builds read them from disk, built or not.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs, io};

/// What the front-ends' files depend on, below `ui/`. Neither what is installed nor what is built.
const SOURCES: &[&str] = &["package.json", "package-lock.json", "tsconfig.base.json", "apps", "packages"];
const LEFT_OUT: &[&str] = &["node_modules", "dist", ".vite"];

fn main() {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let dist = ui.join("dist");
    // The folder has to be there for the program to carry it, even when it is empty.
    if let Err(error) = fs::create_dir_all(&dist) {
        println!("cargo::error=the folder {} cannot be made: {error}", dist.display());
        return;
    }
    println!("cargo::rerun-if-env-changed=FRONTDESK_BUILD_UI");
    println!("cargo::rerun-if-changed=build.rs");
    let asked = env::var("FRONTDESK_BUILD_UI").ok();
    let release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let wanted = asked.as_deref().map_or(release, |asked| asked == "1");
    if !wanted {
        return;
    }
    for source in SOURCES {
        watch(&ui.join(source));
    }
    if !ui.join("package.json").is_file() {
        println!("cargo::warning=there are no front-ends in {}: the program carries none", ui.display());
        return;
    }
    if let Err(what) = build(&ui) {
        println!("cargo::error={what}");
    }
}

/// Folders are watched file by file, so that installing packages does not look like a change.
fn watch(path: &Path) {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if LEFT_OUT.contains(&name) {
        return;
    }
    println!("cargo::rerun-if-changed={}", path.display());
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        watch(&entry.path());
    }
}

fn build(ui: &Path) -> Result<(), String> {
    check_node()?;
    if !is_installed(ui) {
        npm(ui, &["ci"])?;
        fs::copy(ui.join("package-lock.json"), ui.join("node_modules/.frontdesk-lock"))
            .map_err(|error| format!("what was installed cannot be noted down: {error}"))?;
    }
    npm(ui, &["run", "build"])
}

/// Whether what is installed is what the lock asks for.
fn is_installed(ui: &Path) -> bool {
    let (asked, installed) =
        (fs::read(ui.join("package-lock.json")), fs::read(ui.join("node_modules/.frontdesk-lock")));
    matches!((asked, installed), (Ok(asked), Ok(installed)) if asked == installed)
}

fn check_node() -> Result<(), String> {
    const INSTALL: &str = "building the front-ends needs Node 20 or newer with npm: install it from \
                           https://nodejs.org or with your system's packages, then build again";
    let version = match Command::new("node").arg("--version").output() {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        _ => return Err(INSTALL.to_owned()),
    };
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(20..) => Ok(()),
        _ => Err(format!("{INSTALL} (found {version})")),
    }
}

fn npm(ui: &Path, arguments: &[&str]) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(program).args(arguments).current_dir(ui).stdin(Stdio::null()).output();
    match run {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            // Cargo shows the build script's own output when it fails; the error itself is one line.
            for told in [&output.stdout, &output.stderr] {
                io::stderr().write_all(told).unwrap_or_default();
            }
            let last = last_line(&output.stderr).or_else(|| last_line(&output.stdout)).unwrap_or_default();
            Err(format!("`npm {}` failed in {}: {last}", arguments.join(" "), ui.display()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err("npm is missing: install Node 20 or newer with npm, then build again".to_owned())
        }
        Err(error) => Err(format!("npm cannot be started: {error}")),
    }
}

fn last_line(output: &[u8]) -> Option<String> {
    String::from_utf8_lossy(output).lines().rev().find(|line| !line.trim().is_empty()).map(str::to_owned)
}
