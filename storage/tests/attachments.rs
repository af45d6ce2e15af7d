//! Files are whole or not there.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use bytes::Bytes;
use frontdesk_storage::attachments::{AttachmentError, Attachments, ContentHash};
use futures_util::stream;
use std::io::Read;
use std::path::Path;

fn files_below(dir: &Path) -> usize {
    std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { files_below(&path) } else { 1 })
        .sum()
}

fn chunks(parts: &[&'static str]) -> impl stream::Stream<Item = Result<Bytes, String>> + use<> {
    stream::iter(parts.iter().map(|part| Ok(Bytes::from_static(part.as_bytes()))).collect::<Vec<_>>())
}

#[tokio::test]
async fn a_streamed_file_is_found_by_its_hash() {
    let dir = tempfile::tempdir().unwrap();
    let attachments = Attachments::open(dir.path()).unwrap();
    let stored = attachments.store(chunks(&["a", "b", "c"]), 3).await.unwrap();
    let sha = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!((stored.hash.to_string().as_str(), stored.length), (sha, 3));
    let (mut file, length) = attachments.read(sha.parse().unwrap()).unwrap();
    let mut text = String::new();
    file.read_to_string(&mut text).unwrap();
    assert_eq!((text.as_str(), length), ("abc", 3));
    assert_eq!(attachments.store(chunks(&["abc"]), 3).await.unwrap(), stored);
    assert_eq!(attachments.list().unwrap(), [stored.hash]);
    assert_eq!(files_below(dir.path()), 1);
    assert!(attachments.is_whole(stored.hash).unwrap());
    std::fs::write(attachments.path(stored.hash), "abd").unwrap();
    assert!(!attachments.is_whole(stored.hash).unwrap());
    attachments.remove(stored.hash).unwrap();
    attachments.remove(stored.hash).unwrap();
    assert!(matches!(attachments.read(stored.hash), Err(AttachmentError::Missing)));
}

#[tokio::test]
async fn what_is_too_large_or_breaks_off_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let attachments = Attachments::open(dir.path()).unwrap();
    let too_large = attachments.store(chunks(&["ab", "cd"]), 3).await;
    assert!(matches!(too_large, Err(AttachmentError::TooLarge { limit: 3 })));
    let broken = stream::iter([Ok(Bytes::from_static(b"ab")), Err("connection lost")]);
    assert!(
        matches!(attachments.store(broken, 9).await, Err(AttachmentError::Stream(text)) if text == "connection lost")
    );
    drop(attachments.receive(9).unwrap());
    assert_eq!(files_below(dir.path()), 0);
}

#[test]
fn what_an_earlier_run_left_is_removed() {
    let dir = tempfile::tempdir().unwrap();
    let mut left = Attachments::open(dir.path()).unwrap().receive(9).unwrap();
    left.write(b"half").unwrap();
    std::mem::forget(left);
    assert_eq!(files_below(dir.path()), 1);
    Attachments::open(dir.path()).unwrap();
    assert_eq!(files_below(dir.path()), 0);
}

#[test]
fn only_a_hash_names_a_file() {
    for text in
        ["", "../../etc/passwd", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", "ba78"]
    {
        assert!(matches!(text.parse::<ContentHash>(), Err(AttachmentError::NotAHash)), "{text}");
    }
}
