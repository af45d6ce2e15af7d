//! What becomes text on channels that have nothing better for it (channels §16).

use crate::error::{RetryClass, SendError};
use crate::outbound::Outbound;
use frontdesk_model::message::FileRef;

/// A place as two lines: what it is called, and an address that opens a map.
#[must_use]
pub(crate) fn place(name: &str, address: &str, latitude: &str, longitude: &str) -> String {
    let called: Vec<&str> =
        [name, address].into_iter().map(str::trim).filter(|text| !text.is_empty()).collect();
    let link = format!("https://maps.google.com/?q={latitude},{longitude}");
    if called.is_empty() { format!("📍 {link}") } else { format!("📍 {}\n{link}", called.join(", ")) }
}

/// Where anybody can have a file for a while.
///
/// # Errors
/// When it can be had nowhere.
pub(crate) fn link<'a>(file: &FileRef, outbound: &'a Outbound) -> Result<&'a str, SendError> {
    outbound.links.get(&file.id).map(String::as_str).ok_or_else(|| {
        let text = "this channel does not take the file, and there is no link to it";
        SendError::new(RetryClass::Content, "no_link", text)
    })
}

/// A file as a line, `name (size): link`, where a channel does not take it as such.
///
/// # Errors
/// When it has no link either: a line that leads nowhere helps nobody.
pub(crate) fn link_line(file: &FileRef, outbound: &Outbound) -> Result<String, SendError> {
    Ok(format!("{} ({}): {}", file.name, size(file.size), link(file, outbound)?))
}

/// With one digit after the point from a kilobyte on.
fn size(bytes: u64) -> String {
    const KILO: u64 = 1_000;
    const MEGA: u64 = 1_000_000;
    let tenths = |unit: u64| {
        let tenths = bytes.saturating_mul(10).div_ceil(unit);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..KILO => format!("{bytes} B"),
        KILO..MEGA => format!("{} kB", tenths(KILO)),
        MEGA.. => format!("{} MB", tenths(MEGA)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_sizes_read_as_people_write_them() {
        let map = "https://maps.google.com/?q=37.97,23.72";
        assert_eq!(place("Café", "Athens", "37.97", "23.72"), format!("📍 Café, Athens\n{map}"));
        assert_eq!(place("", " ", "37.97", "23.72"), format!("📍 {map}"));
        let sizes = [(0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (1_234_567, "1.3 MB")];
        for (bytes, text) in sizes {
            assert_eq!(size(bytes), text);
        }
    }
}
