//! The key under which credentials are sealed: a file beside the data folder, never in it, so that neither the folder
//! nor a backup of it opens anything alone.

use anyhow::{Context, bail};
use frontdesk_actors::vault::{KEY_BYTES, Vault};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Where the key lies unless the configuration says otherwise: `data.key` for `data`.
#[must_use]
pub(crate) fn beside(data: &Path) -> PathBuf {
    let mut name = data.file_name().unwrap_or_default().to_owned();
    name.push(".key");
    data.with_file_name(name)
}

/// The vault of this server; its key is drawn when there is none yet.
///
/// # Errors
/// When the file cannot be read or written, is not a key, or others may read it.
pub(crate) fn vault(file: &Path) -> anyhow::Result<Vault> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Ok(mut new) => {
            let key: [u8; KEY_BYTES] = rand::random();
            let written = writeln!(new, "{}", hex::encode(key)).and_then(|()| new.sync_all());
            written.with_context(|| format!("the key file {} cannot be written", file.display()))?;
            tracing::info!(file = %file.display(), "a key for credentials was drawn; keep a copy of this file apart");
            Ok(Vault::new(key))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => read(file),
        Err(error) => Err(error).with_context(|| format!("the key file {} cannot be made", file.display())),
    }
}

fn read(file: &Path) -> anyhow::Result<Vault> {
    let shown = file.display();
    let mut opened = File::open(file).with_context(|| format!("the key file {shown} cannot be read"))?;
    let mode = opened.metadata().map(|found| found.permissions().mode()).unwrap_or_default();
    if mode & 0o077 != 0 {
        bail!("others may read the key file {shown}; run `chmod 600 {shown}`");
    }
    let mut text = String::new();
    opened.read_to_string(&mut text).with_context(|| format!("the key file {shown} cannot be read"))?;
    let key = hex::decode(text.trim()).ok().and_then(|key| <[u8; KEY_BYTES]>::try_from(key).ok());
    match key {
        Some(key) => Ok(Vault::new(key)),
        None => bail!("the key file {shown} holds no key of 64 hexadecimal characters"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_drawn_once_and_kept_from_others() {
        let folder = tempfile::tempdir().unwrap();
        let file = beside(&folder.path().join("data"));
        assert!(file.ends_with("data.key"));
        let sealed = vault(&file).unwrap().seal(b"x", b"secret", [1; 24]).unwrap();
        assert_eq!(vault(&file).unwrap().open(b"x", &sealed).unwrap(), b"secret");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(vault(&file).unwrap_err().to_string().contains("chmod 600"));
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::write(&file, "short").unwrap();
        assert!(vault(&file).unwrap_err().to_string().contains("64 hexadecimal"));
    }
}
