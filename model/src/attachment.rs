//! Which files may be sent, and what they may be called.

/// The longest file name, in characters.
pub const MAX_NAME_CHARS: usize = 255;
/// 50 MB for agents and end users alike (S3-30).
pub const MAX_BYTES: u64 = 50 * 1024 * 1024;

/// The fixed list (S3-32), and zip (S3-33).
pub const EXTENSIONS: &[&str] = &[
    "3g2", "3gp", "7z", "aac", "amr", "avi", "bmp", "csv", "doc", "docx", "eml", "gif", "heic", "heif",
    "ics", "jfif", "jpeg", "jpg", "key", "log", "m4a", "m4v", "mov", "mp3", "mp4", "mp4a", "mpeg", "mpg",
    "mpga", "neon", "numbers", "odt", "oga", "ogg", "ogv", "opus", "pages", "pdf", "png", "pps", "ppsx",
    "ppt", "pptx", "qt", "svg", "tif", "tiff", "txt", "vcf", "wav", "webm", "webp", "wmv", "xls", "xlsx",
    "xml", "yaml", "yml", "zip",
];

/// The extension in lower case, if files of that kind may be sent.
#[must_use]
pub fn allowed_extension(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_lowercase();
    EXTENSIONS.iter().find(|known| **known == extension).copied()
}

/// The last part of what a sender calls a file, without control characters, path signs and leading dots; at most
/// [`MAX_NAME_CHARS`]. `None` when nothing is left.
#[must_use]
pub fn clean_name(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .filter(|c| {
            !c.is_control()
                && !"<>:\"|?*\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}"
                    .contains(*c)
        })
        .collect();
    let clean = clean.trim().trim_start_matches('.').trim();
    let (stem, extension) = clean.rsplit_once('.').unwrap_or((clean, ""));
    let kept = MAX_NAME_CHARS.saturating_sub(extension.chars().count() + 1);
    let stem: String = stem.chars().take(kept).collect();
    match (stem.is_empty(), extension.is_empty()) {
        (true, _) => None,
        (false, true) => Some(stem),
        (false, false) => Some(format!("{stem}.{extension}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_32_the_list_has_its_fifty_eight_kinds_and_zip() {
        assert_eq!(EXTENSIONS.len(), 59);
        assert_eq!(allowed_extension("Photo.JPG"), Some("jpg"));
        assert_eq!(allowed_extension("archive.zip"), Some("zip"));
        for refused in ["page.html", "run.exe", "script.js", "noextension", "shell.sh", "a.jpg.php"] {
            assert_eq!(allowed_extension(refused), None, "{refused}");
        }
    }

    #[test]
    fn names_lose_paths_and_tricks() {
        assert_eq!(clean_name("../../etc/passwd.txt").as_deref(), Some("passwd.txt"));
        assert_eq!(clean_name("C:\\temp\\bill.pdf").as_deref(), Some("bill.pdf"));
        assert_eq!(clean_name("in\u{202e}gpj.pdf").as_deref(), Some("ingpj.pdf"));
        assert_eq!(clean_name("...").as_deref(), None);
        assert_eq!(
            clean_name(&format!("{}.pdf", "x".repeat(500))).map(|name| name.chars().count()),
            Some(255)
        );
    }
}
