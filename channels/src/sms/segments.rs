//! What a text costs: carriers count segments (3GPP TS 23.038 §6.2.1, TS 23.040 §9.2.3.24.1).

/// How the letters of a text are written on the air.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Letters of Western Europe, Greek capitals: 160 in one segment, 153 in each of several.
    Gsm7,
    /// All others: 70 in one segment, 67 in each of several; most emoji count twice.
    Ucs2,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segments {
    pub encoding: Encoding,
    /// 0 for an empty text.
    pub count: usize,
}

const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Those that take two places.
const EXTENDED: &str = "^{}\\[~]|€\u{c}";

/// How many segments a text takes, and why.
#[must_use]
pub fn segments(text: &str) -> Segments {
    let gsm: Option<Vec<usize>> = text.chars().map(places).collect();
    let (encoding, sizes, one, several) = match gsm {
        Some(sizes) => (Encoding::Gsm7, sizes, 160, 153),
        None => (Encoding::Ucs2, text.chars().map(char::len_utf16).collect(), 70, 67),
    };
    let total: usize = sizes.iter().sum();
    let count = if total <= one { usize::from(total > 0) } else { packed(&sizes, several) };
    Segments { encoding, count }
}

/// `None` where the alphabet lacks it.
fn places(character: char) -> Option<usize> {
    if BASIC.contains(character) { Some(1) } else { EXTENDED.contains(character).then_some(2) }
}

/// No character is cut in two.
fn packed(sizes: &[usize], most: usize) -> usize {
    let mut count = 1;
    let mut used = 0;
    for size in sizes {
        if used + size > most {
            count += 1;
            used = 0;
        }
        used += size;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_counted_as_carriers_do() {
        for (text, encoding, count) in [
            (String::new(), Encoding::Gsm7, 0),
            ("a".repeat(160), Encoding::Gsm7, 1),
            ("a".repeat(161), Encoding::Gsm7, 2),
            ("é".repeat(306), Encoding::Gsm7, 2),
            ("€".repeat(80), Encoding::Gsm7, 1),
            ("€".repeat(81), Encoding::Gsm7, 2),
            // 76 fit one of several segments: the half of a sign is no sign.
            ("€".repeat(153), Encoding::Gsm7, 3),
            ("α".repeat(70), Encoding::Ucs2, 1),
            ("α".repeat(71), Encoding::Ucs2, 2),
            ("😀".repeat(35), Encoding::Ucs2, 1),
            ("😀".repeat(67), Encoding::Ucs2, 3),
        ] {
            assert_eq!(segments(&text), Segments { encoding, count }, "{text}");
        }
    }
}
