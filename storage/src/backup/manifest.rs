//! The list of a backup's files, as lines of text with a checksum over all of them.

use crate::commit::Offset;
use crate::journal::segment::sync_dir;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Component, Path};

const FILE_NAME: &str = "manifest";
const FIRST_LINE: &str = "frontdesk backup 1";

/// A file of a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    /// Relative to the backup's folder.
    pub(super) name: String,
    pub(super) length: u64,
    pub(super) crc: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) offset: Offset,
    pub(super) files: Vec<Listed>,
}

impl Manifest {
    pub(super) fn write(&self, dir: &Path) -> io::Result<()> {
        let text = self.text();
        let mut file = File::create_new(dir.join(FILE_NAME))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        sync_dir(dir)
    }

    fn text(&self) -> String {
        let mut text = format!("{FIRST_LINE}\noffset {}\n", self.offset);
        for Listed { name, length, crc } in &self.files {
            text.push_str(&format!("{crc:08x} {length} {name}\n"));
        }
        let crc = crc32c::crc32c(text.as_bytes());
        text.push_str(&format!("end {crc:08x}\n"));
        text
    }

    /// `None` for one that is missing, incomplete or changed, or that names files outside its folder.
    pub(super) fn read(dir: &Path) -> Option<Self> {
        Self::parse(&std::fs::read_to_string(dir.join(FILE_NAME)).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let (covered, end) = text.strip_suffix('\n')?.rsplit_once('\n')?;
        let crc = u32::from_str_radix(end.strip_prefix("end ")?, 16).ok()?;
        if crc32c::crc32c(format!("{covered}\n").as_bytes()) != crc {
            return None;
        }
        let mut lines = covered.lines();
        if lines.next()? != FIRST_LINE {
            return None;
        }
        let offset = lines.next()?.strip_prefix("offset ")?.parse().ok()?;
        let files = lines.map(listed).collect::<Option<_>>()?;
        Some(Self { offset, files })
    }
}

fn listed(line: &str) -> Option<Listed> {
    let mut parts = line.splitn(3, ' ');
    let crc = u32::from_str_radix(parts.next()?, 16).ok()?;
    let length = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| Listed { name: name.to_owned(), length, crc })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_comes_back_and_any_change_is_seen() {
        let file = |name: &str| Listed { name: name.to_owned(), length: 7, crc: 0xab };
        let manifest = Manifest { offset: 9, files: vec![file("journal/1"), file("attachments/a b")] };
        let text = manifest.text();
        assert_eq!(Manifest::parse(&text), Some(manifest));
        assert_eq!(Manifest::parse(&text.replace('9', "8")), None);
        assert_eq!(Manifest::parse(&text[..text.len() - 14]), None);
        assert_eq!(Manifest::parse(""), None);
    }

    #[test]
    fn files_outside_the_backup_are_refused() {
        for name in ["../lock", "/etc/passwd", "journal/../../x"] {
            let file = Listed { name: name.to_owned(), length: 7, crc: 0xab };
            assert_eq!(Manifest::parse(&Manifest { offset: 1, files: vec![file] }.text()), None, "{name}");
        }
    }
}
