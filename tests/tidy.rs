//! The rules of the repository that no compiler knows: who may know whom, what files are called, what may stand in
//! them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Each crate and the crates of this workspace that it may name, exactly; drawn in docs/architecture.md.
const ARROWS: &[(&str, &[&str])] = &[
    ("frontdesk-model", &[]),
    ("frontdesk-channels", &["frontdesk-model"]),
    ("frontdesk-storage", &["frontdesk-model"]),
    ("frontdesk-actors", &["frontdesk-channels", "frontdesk-model", "frontdesk-storage"]),
    ("frontdesk-web", &["frontdesk-actors", "frontdesk-model", "frontdesk-storage"]),
    ("frontdesk-sandbox", &["frontdesk-model"]),
    ("frontdesk-loadtests", &["frontdesk-sandbox", "frontdesk-web"]),
    // It puts everything together: which adapters there are, and what carries their requests.
    (
        "frontdesk",
        &[
            "frontdesk-actors",
            "frontdesk-channels",
            "frontdesk-model",
            "frontdesk-sandbox",
            "frontdesk-storage",
            "frontdesk-web",
        ],
    ),
];

/// What a crate refuses to know, besides.
const REFUSED: &[(&str, &[&str])] = &[
    (
        "frontdesk-model",
        &["actix", "actix-rt", "actix-web", "rand", "serde_json", "sled", "tokio", "tracing"],
    ),
    (
        "frontdesk-channels",
        &["actix", "actix-rt", "actix-web", "frontdesk-storage", "rand", "reqwest", "sled", "tokio"],
    ),
    ("frontdesk-storage", &["actix", "actix-rt", "actix-web", "reqwest"]),
    ("frontdesk-actors", &["actix-web", "actix-web-actors", "sled"]),
    ("frontdesk-web", &["frontdesk-channels", "sled"]),
    (
        "frontdesk-sandbox",
        &["frontdesk-actors", "frontdesk-channels", "frontdesk-storage", "frontdesk-web", "sled"],
    ),
    ("frontdesk", &["actix-web-actors", "sled"]),
    ("frontdesk-loadtests", &["frontdesk-actors", "frontdesk-model", "frontdesk-storage"]),
];

/// Names that say nothing about what is inside.
const NAMELESS: [&str; 8] = ["util", "utils", "helper", "helpers", "common", "misc", "manager", "stuff"];

/// Folders that are made, not written.
const MADE: [&str; 8] =
    [".git", "target", "node_modules", "dist", "data", "test-results", ".vite", "snapshots"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every written file, by its path from the root.
fn files() -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![root().to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let name = entry.file_name();
            if MADE.iter().any(|made| name == *made) {
                continue;
            }
            match entry.file_type().unwrap() {
                kind if kind.is_dir() => folders.push(entry.path()),
                kind if kind.is_file() => {
                    found.push(entry.path().strip_prefix(root()).unwrap().to_path_buf())
                }
                _ => {}
            }
        }
    }
    found.sort();
    assert!(found.len() > 100, "only {} files were found", found.len());
    found
}

fn with_extension<'a>(files: &'a [PathBuf], extensions: &'a [&str]) -> impl Iterator<Item = &'a PathBuf> {
    files
        .iter()
        .filter(move |file| file.extension().is_some_and(|found| extensions.iter().any(|e| found == *e)))
}

/// The file as text; `None` for pictures and the like.
fn text(file: &Path) -> Option<String> {
    String::from_utf8(fs::read(root().join(file)).unwrap()).ok()
}

/// Name of a crate → (dependencies, of these those of tests only).
fn dependencies() -> BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| {
            let (mut built, mut tested) = (BTreeSet::new(), BTreeSet::new());
            for dependency in package["dependencies"].as_array().unwrap() {
                let name = dependency["name"].as_str().unwrap().to_owned();
                match dependency["kind"].as_str() {
                    Some("dev") => tested.insert(name),
                    _ => built.insert(name),
                };
            }
            (package["name"].as_str().unwrap().to_owned(), (built, tested))
        })
        .collect()
}

#[test]
fn the_crates_know_whom_the_architecture_draws_and_nobody_else() {
    let found = dependencies();
    let drawn: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    let there: BTreeSet<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(there, drawn, "a crate is not drawn: docs/architecture.md and ARROWS");
    for (name, arrows) in ARROWS {
        let (built, tested) = &found[*name];
        let ours: Vec<&str> =
            built.iter().map(String::as_str).filter(|dependency| drawn.contains(dependency)).collect();
        assert_eq!(ours, *arrows, "{name}");
        // Tests may use what lies below, never what lies above.
        let below: BTreeSet<&str> = arrows.iter().copied().chain(arrows.iter().flat_map(|a| of(a))).collect();
        for dependency in tested.iter().filter(|dependency| drawn.contains(dependency.as_str())) {
            assert!(below.contains(dependency.as_str()), "the tests of {name} know {dependency}");
        }
    }
}

fn of(name: &str) -> impl Iterator<Item = &'static str> {
    ARROWS.iter().filter(move |(of, _)| *of == name).flat_map(|(_, arrows)| arrows.iter().copied())
}

#[test]
fn the_crates_refuse_what_the_architecture_says() {
    let found = dependencies();
    for (name, refused) in REFUSED {
        let (built, _) = &found[*name];
        for dependency in *refused {
            assert!(!built.contains(*dependency), "{name} must not know {dependency}: docs/architecture.md");
        }
    }
    let knows_sled: Vec<&String> =
        found.iter().filter(|(_, (built, _))| built.contains("sled")).map(|(name, _)| name).collect();
    assert_eq!(knows_sled, ["frontdesk-storage"]);
}

#[test]
fn every_crate_takes_part_in_the_lints() {
    for (name, _) in ARROWS {
        let folder = name.strip_prefix("frontdesk-").unwrap_or(".");
        let manifest = text(&Path::new(folder).join("Cargo.toml")).unwrap();
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{folder}/Cargo.toml takes no part in the lints"
        );
        let own_paths = folder != "." && manifest.contains("path = ");
        assert!(!own_paths, "{folder}/Cargo.toml: paths belong into the root's [workspace.dependencies]");
    }
}

#[test]
fn files_are_named_after_what_is_in_them() {
    for file in with_extension(&files(), &["rs", "ts", "tsx", "mjs", "js"]) {
        let stem = file.file_stem().unwrap().to_string_lossy();
        let folder = file.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
        for name in [stem.as_ref(), folder.as_ref()] {
            assert!(!NAMELESS.contains(&name), "{}: name it after what it does", file.display());
        }
    }
}

/// Prints what wants dividing; a list for the next visitor, not a failure.
#[test]
fn long_files_are_listed() {
    let mut long = Vec::new();
    for file in with_extension(&files(), &["rs", "ts", "tsx"]) {
        let view = file.extension().is_some_and(|extension| extension == "tsx");
        let rust = file.extension().is_some_and(|extension| extension == "rs");
        let most = if rust {
            500
        } else if view {
            150
        } else {
            300
        };
        let lines = text(file).unwrap().lines().count();
        // Generated from Rust.
        if lines > most && !file.ends_with("wire.ts") {
            long.push(format!("warning: {} has {lines} lines, {most} are aimed at", file.display()));
        }
    }
    println!("{}", long.join("\n"));
    // A file that nobody can read any more is a failure.
    for file in with_extension(&files(), &["rs", "ts", "tsx"]) {
        let lines = text(file).unwrap().lines().count();
        if file.ends_with("wire.ts") {
            continue;
        }
        assert!(lines <= 1_200, "{} has {lines} lines; divide it along its seams", file.display());
    }
}

#[test]
fn lock_files_name_no_host_but_the_public_registry() {
    for line in text(Path::new("Cargo.lock")).unwrap().lines().filter(|line| line.starts_with("source = ")) {
        assert_eq!(line, "source = \"registry+https://github.com/rust-lang/crates.io-index\"");
    }
    for file in files().iter().filter(|file| file.ends_with("package-lock.json")) {
        for line in text(file).unwrap().lines().filter(|line| line.contains("\"resolved\":")) {
            assert!(!line.contains("://"), "{}: {}", file.display(), line.trim());
        }
    }
}

#[test]
fn nothing_names_a_place_on_the_machine_of_whoever_wrote_it() {
    // Put together, so that this file does not find itself.
    let places = ["home", "root", "work", "Users"].map(|folder| format!("/{folder}/"));
    for file in files() {
        let Some(text) = text(&file) else { continue };
        for (number, line) in text.lines().enumerate() {
            for place in &places {
                let named = line.match_indices(place.as_str()).any(|(at, _)| {
                    // A path begins there; it is no part of a longer one or of an address.
                    !line[..at]
                        .ends_with(|before: char| before.is_alphanumeric() || "._-*}/".contains(before))
                });
                assert!(!named, "{}:{}: {}", file.display(), number + 1, line.trim());
            }
        }
    }
}

#[test]
fn nothing_is_left_for_later_in_the_code() {
    // Written in two parts, so that this line is none of them.
    let marks = [("TO", "DO"), ("FIX", "ME"), ("XX", "X")].map(|(mark, rest)| format!("{mark}{rest}"));
    for file in with_extension(&files(), &["rs", "ts", "tsx", "mjs", "css", "html"]) {
        if file.ends_with("tidy.rs") {
            continue;
        }
        for (number, line) in text(file).unwrap().lines().enumerate() {
            let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).collect();
            let marked = marks.iter().any(|mark| words.contains(&mark.as_str()));
            assert!(!marked, "{}:{}: {}", file.display(), number + 1, line.trim());
        }
    }
}

#[test]
fn a_test_that_is_left_out_says_why() {
    let bare = format!("#[{}]", "ignore");
    for file in with_extension(&files(), &["rs"]) {
        assert!(!text(file).unwrap().contains(&bare), "{}: an ignored test has a reason", file.display());
    }
    let skips = ["skip", "only", "todo"]
        .map(|how| [format!("test.{how}("), format!("it.{how}("), format!("describe.{how}(")]);
    for file in with_extension(&files(), &["ts", "tsx", "mjs", "js"]) {
        let text = text(file).unwrap();
        for skip in skips.iter().flatten() {
            assert!(!text.contains(skip.as_str()), "{}: {skip}…", file.display());
        }
    }
}

/// Name and kind of every metric that the code writes.
fn metrics() -> BTreeMap<String, &'static str> {
    let mut found = BTreeMap::new();
    for file in with_extension(&files(), &["rs"]).filter(|file| !file.ends_with("tidy.rs")) {
        let text = text(file).unwrap();
        for kind in ["counter", "gauge", "histogram"] {
            for (at, macro_name) in text.match_indices(&format!("{kind}!(")) {
                let rest = text[at + macro_name.len()..].trim_start();
                if let Some(name) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                    found.insert(name.to_owned(), kind);
                }
            }
        }
    }
    assert!(found.len() > 5, "{found:?}");
    found
}

#[test]
fn metrics_are_prefixed_and_say_their_unit() {
    for (name, kind) in metrics() {
        assert!(name.starts_with("frontdesk_"), "{name}");
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'), "{name}");
        assert_eq!(name.ends_with("_total"), kind == "counter", "{name} is a {kind}");
        for other in ["_ms", "_millis", "_milliseconds", "_kb", "_mb", "_minutes"] {
            assert!(!name.ends_with(other), "{name}: base units only");
        }
    }
}

#[test]
fn the_operators_page_explains_every_metric() {
    let page = text(Path::new("docs/operations.md")).unwrap();
    let missing: Vec<String> =
        metrics().into_keys().filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert_eq!(missing, Vec::<String>::new(), "docs/operations.md does not explain these");
}

#[test]
fn links_between_documents_lead_somewhere() {
    for file in with_extension(&files(), &["md"]) {
        let text = text(file).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split(['#', ' ']).next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let folder = root().join(file.parent().unwrap());
            assert!(folder.join(target).exists(), "{}: there is no {target}", file.display());
        }
    }
}

#[test]
fn decisions_are_numbered_without_gaps() {
    let mut names: Vec<String> = files()
        .iter()
        .filter(|file| file.starts_with("docs/decisions"))
        .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for (number, name) in (1..).zip(&names) {
        assert!(name.starts_with(&format!("{number:04}-")), "{name} is not number {number}");
    }
}
