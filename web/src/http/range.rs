//! `Range: bytes=…` (RFC 9110, section 14), for one range: what players and broken downloads ask for.

/// Which bytes of a file are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    Whole,
    /// Both ends count.
    Part {
        first: u64,
        last: u64,
    },
    /// The range lies behind the end.
    Outside,
}

impl Span {
    /// What cannot be read, and several ranges at once, are answered with the whole file, as the standard allows.
    pub(super) fn of(asked: Option<&str>, length: u64) -> Self {
        let range = asked.and_then(|asked| asked.trim().strip_prefix("bytes="));
        let Some((first, last)) = range.and_then(|range| range.split_once('-')) else { return Self::Whole };
        let end = length.saturating_sub(1);
        match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
            (Ok(first), Ok(last)) if first > last => Self::Whole,
            (Ok(first), _) if first >= length => Self::Outside,
            (Ok(first), Ok(last)) => Self::Part { first, last: last.min(end) },
            (Ok(first), Err(_)) if last.trim().is_empty() => Self::Part { first, last: end },
            (Err(_), Ok(0)) if first.trim().is_empty() => Self::Outside,
            (Err(_), Ok(_)) if first.trim().is_empty() && length == 0 => Self::Outside,
            (Err(_), Ok(count)) if first.trim().is_empty() => {
                Self::Part { first: length.saturating_sub(count), last: end }
            }
            _ => Self::Whole,
        }
    }

    /// The first byte, and how many.
    pub(super) const fn bytes(self, length: u64) -> (u64, u64) {
        match self {
            Self::Whole => (0, length),
            Self::Part { first, last } => (first, last.saturating_sub(first).saturating_add(1)),
            Self::Outside => (0, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        let part = |first, last| Span::Part { first, last };
        for (asked, expected) in [
            ("bytes=0-0", part(0, 0)),
            ("bytes=2-5", part(2, 5)),
            ("bytes=5-", part(5, 9)),
            ("bytes=5-99", part(5, 9)),
            ("bytes=-3", part(7, 9)),
            ("bytes=-99", part(0, 9)),
            ("bytes=-0", Span::Outside),
            ("bytes=10-", Span::Outside),
            ("bytes=5-2", Span::Whole),
            ("bytes=a-b", Span::Whole),
            ("bytes=-", Span::Whole),
            ("bytes=0-1,3-4", Span::Whole),
            ("lines=1-2", Span::Whole),
        ] {
            assert_eq!(Span::of(Some(asked), 10), expected, "{asked}");
        }
        assert_eq!(Span::of(None, 10), Span::Whole);
        assert_eq!(Span::of(Some("bytes=0-"), 0), Span::Outside);
        assert_eq!(part(2, 5).bytes(10), (2, 4));
    }
}
