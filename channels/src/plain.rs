//! What becomes text on channels that have nothing better for it (channels §16).

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

/// A file as a line: its name, its size, and where it can be had; without the last where it has no link.
#[must_use]
pub(crate) fn file_line(file: &FileRef, outbound: &Outbound) -> String {
    let line = format!("{} ({})", file.name, size(file.size));
    match outbound.links.get(&file.id) {
        Some(link) => format!("{line}: {link}"),
        None => line,
    }
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
