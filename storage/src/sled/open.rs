//! Opening sled with care: it is beta by its own word, so everything it could stumble over is looked at first,
//! and whatever cannot be trusted is set aside and built anew from the journal.

use super::state::{self, State};
use crate::config::{Progress, StoreConfig};
use crate::error::OpenError;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

pub(crate) const INDEX_DIR: &str = "index";

/// Only the newest unusable index is kept, so that a failing disk does not fill itself.
const SET_ASIDE_DIR: &str = "index.set-aside";

/// Opens sled as it was left, or an empty one if that cannot be trusted.
pub(crate) fn open(config: &StoreConfig, progress: &dyn Fn(Progress)) -> Result<::sled::Db, OpenError> {
    let path = config.dir.join(INDEX_DIR);
    let distrust = if path.exists() { distrust(config, &path) } else { None };
    if let Some(why) = distrust {
        set_aside(&config.dir, why, progress)?;
    }
    let opened = State::Open { boot: config.boot.clone() };
    state::write(&config.dir, &opened).map_err(OpenError::io(&state::path(&config.dir)))?;
    remove_leftovers(&path).map_err(OpenError::io(&path))?;
    match open_sled(&path, config.index_cache_bytes) {
        Ok(db) => Ok(db),
        Err(why) => open_empty(config, why, progress),
    }
}

/// Sets the index aside and opens an empty one.
pub(crate) fn open_empty(
    config: &StoreConfig,
    why: String,
    progress: &dyn Fn(Progress),
) -> Result<::sled::Db, OpenError> {
    let path = config.dir.join(INDEX_DIR);
    set_aside(&config.dir, why, progress)?;
    open_sled(&path, config.index_cache_bytes).map_err(|what| OpenError::Index { path, what })
}

/// Why the index that lies there cannot be trusted.
fn distrust(config: &StoreConfig, path: &Path) -> Option<String> {
    match state::read(&config.dir) {
        None => Some("nothing says how it was left".to_owned()),
        Some(State::Broken) => Some("it failed while it was in use".to_owned()),
        Some(State::Open { boot }) if boot.is_none() || boot != config.boot => {
            Some("it was open when the machine stopped".to_owned())
        }
        Some(State::Open { .. }) => None,
        Some(State::Closed { seal }) => match state::seal(path) {
            Ok(found) if found == seal => None,
            Ok(_) => Some("its files are not as they were left".to_owned()),
            Err(error) => Some(format!("its files cannot be read: {error}")),
        },
    }
}

fn set_aside(dir: &Path, why: String, progress: &dyn Fn(Progress)) -> Result<(), OpenError> {
    let (path, kept) = (dir.join(INDEX_DIR), dir.join(SET_ASIDE_DIR));
    match std::fs::remove_dir_all(&kept) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(OpenError::io(&kept)(error)),
        _ => {}
    }
    match std::fs::rename(&path, &kept) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(OpenError::io(&path)(error)),
        _ => {}
    }
    tracing::warn!(reason = why, "index set aside");
    metrics::counter!("frontdesk_store_corruption_total", "part" => "index").increment(1);
    progress(Progress::IndexSetAside { why, kept });
    Ok(())
}

/// sled takes a snapshot it had begun to write for a finished one, and does not open.
fn remove_leftovers(path: &Path) -> io::Result<()> {
    let entries = match std::fs::read_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        if is_leftover(&path) {
            std::fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Whether the file is a snapshot that was never finished.
pub(super) fn is_leftover(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.starts_with("snap.") && name.ends_with(".generating")
}

/// Opens or creates sled in a folder.
pub(crate) fn open_sled(path: &Path, cache: u64) -> Result<::sled::Db, String> {
    let open = || {
        ::sled::Config::new()
            .path(path)
            .cache_capacity(cache)
            .flush_every_ms(None)
            .mode(::sled::Mode::HighThroughput)
            .open()
    };
    match catch_unwind(AssertUnwindSafe(open)) {
        Ok(Ok(db)) => Ok(db),
        Ok(Err(error)) => Err(format!("it does not open: {error}")),
        Err(_) => Err("it panicked while opening".to_owned()),
    }
}
