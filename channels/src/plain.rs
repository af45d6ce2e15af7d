//! What becomes text on channels that have nothing better for it (channels §16).

/// A place as two lines: what it is called, and an address that opens a map.
#[must_use]
pub(crate) fn place(name: &str, address: &str, latitude: &str, longitude: &str) -> String {
    let called: Vec<&str> =
        [name, address].into_iter().map(str::trim).filter(|text| !text.is_empty()).collect();
    let link = format!("https://maps.google.com/?q={latitude},{longitude}");
    if called.is_empty() { format!("📍 {link}") } else { format!("📍 {}\n{link}", called.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_as_people_write_it() {
        let map = "https://maps.google.com/?q=37.97,23.72";
        assert_eq!(place("Café", "Athens", "37.97", "23.72"), format!("📍 Café, Athens\n{map}"));
        assert_eq!(place("", " ", "37.97", "23.72"), format!("📍 {map}"));
    }
}
