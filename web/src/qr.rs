//! QR codes, drawn here: no third party learns a code (behaviour 2.21).

use crate::wire::widget::Qr;
use fast_qr::{ECL, QRBuilder};
use std::fmt::Write;

/// Light modules around the code, as ISO 18004 wants them.
const QUIET: usize = 4;

/// A code of medium error correction; `None` for a text that fits none, which is longer than any address of ours.
#[must_use]
pub fn draw(text: &str) -> Option<Qr> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let row: Vec<bool> = code[y].iter().take(code.size).map(|module| module.value()).collect();
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run.first() == Some(&true) {
                let (left, top, wide) = (x + QUIET, y + QUIET, run.len());
                // Writing into a text cannot fail.
                let _always = write!(path, "M{left} {top}h{wide}v1h-{wide}z");
            }
            x += run.len();
        }
    }
    let size = u32::try_from(code.size + 2 * QUIET).ok()?;
    Some(Qr { size, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_11_a_code_is_a_path_with_a_quiet_border() {
        let qr = draw("https://wa.me/15551234567?text=Hi%20%5Bref%3AABCDEFGHIJKLMNOPQRSTUV2345%5D").unwrap();
        assert!((21 + 8..=60).contains(&qr.size), "{}", qr.size);
        // The upper left corner's pattern: seven dark modules inside the border.
        assert!(qr.path.starts_with("M4 4h7v1h-7z"), "{}", &qr.path[..40]);
        assert!(qr.path.chars().all(|letter| "Mhvz- 0123456789".contains(letter)));
    }

    #[test]
    fn what_does_not_fit_is_none() {
        assert_eq!(draw(&"x".repeat(5_000)), None);
    }
}
