use super::*;
use crate::message::MAX_TEXT_CHARS;
use proptest::prelude::*;

/// The words, and each span as the words that it lies over.
fn shown(source: &str) -> (String, Vec<(String, Style)>) {
    let text = written(source).unwrap();
    let over = |span: &Span| text.as_str().chars().skip(span.start).take(span.end - span.start).collect();
    let spans = text.spans().iter().map(|span| (over(span), span.style.clone())).collect();
    (text.as_str().to_owned(), spans)
}

#[track_caller]
fn check(source: &str, words: &str, spans: &[(&str, Style)]) {
    let spans = spans.iter().map(|(over, style)| ((*over).to_owned(), style.clone())).collect();
    assert_eq!(shown(source), (words.to_owned(), spans), "{source:?}");
}

fn link(url: &str) -> Style {
    Style::Link { url: url.to_owned() }
}

#[test]
fn what_can_be_marked() {
    use Style::{Bold, Code, Italic, Strike};
    check("**bold**", "bold", &[("bold", Bold)]);
    check("a __bold__ word", "a bold word", &[("bold", Bold)]);
    check("*one* and _two_", "one and two", &[("one", Italic), ("two", Italic)]);
    check("~~gone~~!", "gone!", &[("gone", Strike)]);
    check("press `Ctrl` + `` ` ``", "press Ctrl + `", &[("Ctrl", Code), ("`", Code)]);
    check(
        "see [our *shop*](https://a.example/x_y_z).",
        "see our shop.",
        &[("our shop", link("https://a.example/x_y_z")), ("shop", Italic)],
    );
    check(
        "[call](tel:+30210) [write](mailto:a@b.c)",
        "call write",
        &[("call", link("tel:+30210")), ("write", link("mailto:a@b.c"))],
    );
    check("***all***", "all", &[("all", Italic), ("all", Bold)]);
    check("**bold *and* more**", "bold and more", &[("bold and more", Bold), ("and", Italic)]);
    check("(**Ένα**, «*δύο*»)", "(Ένα, «δύο»)", &[("Ένα", Bold), ("δύο", Italic)]);
    check("*two\nlines*", "two\nlines", &[("two\nlines", Italic)]);
    check("👩‍👩‍👧 **é** 👍", "👩‍👩‍👧 é 👍", &[("é", Bold)]);
    check("这是**重点**内容", "这是重点内容", &[("重点", Bold)]);
    check("**서울**에서", "서울에서", &[("서울", Bold)]);
}

#[test]
fn lists_are_lines() {
    check(
        "Bring:\n- a **pen**\n* paper\n\n1. Come\n2. Go",
        "Bring:\n• a pen\n• paper\n\n1. Come\n2. Go",
        &[("pen", Style::Bold)],
    );
    check("- one\n  - two", "• one\n  • two", &[]);
    check("1) first\n   - inner", "1) first\n   • inner", &[]);
}

#[test]
fn what_is_outside_stays_as_it_was_typed() {
    let all = [
        "2 * 3 * 4",
        "2*3*4",
        "snake_case and snake_case_too",
        "__init__.py is fine, foo__bar__baz too",
        "C:\\path\\to",
        "\\\\server\\share",
        "*not closed",
        "**not closed either",
        "#1042",
        "# A heading",
        "1) …",
        "1. One\n2. Two",
        "a\n- \nb",
        "-",
        "a -\n-",
        "---",
        "* * *",
        "+ 30 210",
        "-5 °C",
        "> quoted",
        "| a | b |\n|---|---|",
        "![a *picture*](https://a.example/p.png)",
        "<b>x</b> <img src=x onerror=alert(1)> &amp; &#42;",
        "don`t, can`t",
        "~100 to ~200, ~so~",
        "https://a.example/_x_/*y*/~~z~~?q=_a_",
        "see www.a.example/_x_ or ana_maria_x@mail.example",
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1)) [y](data:text/html,x)",
        "[x](https://bank.example@evil.example)",
        "[x](https://a.example \"a title\")",
        "[](https://a.example)",
        "[x]: https://a.example",
        "[x][y] and [z]",
        "<https://a.example/>",
        "line  \nbreaks\\\nas\n\n\ntyped\n\tand tabs",
        "    four spaces".trim_start(),
        "```\n*code* `x`\n```",
        ":-* kisses *-:",
        "** nothing ** _ nothing _ ~~ ~~ ` `",
    ];
    let changed: Vec<_> =
        all.into_iter().filter(|plain| shown(plain) != (plain.to_string(), vec![])).collect();
    assert_eq!(changed, Vec::<&str>::new());
}

#[test]
fn addresses_keep_their_marks_and_may_stand_between_some() {
    check("**https://a.example/_x_/**", "https://a.example/_x_/", &[("https://a.example/_x_/", Style::Bold)]);
    check("*see* https://a.example/*x*", "see https://a.example/*x*", &[("see", Style::Italic)]);
}

#[test]
fn a_backslash_makes_a_mark_a_plain_character() {
    check("\\*not italic\\*", "*not italic*", &[]);
    check("\\`x\\` \\[y](https://a.example) \\_z\\_ \\~~w~~", "`x` [y](https://a.example) _z_ ~~w~~", &[]);
    check("\\\\*x*", "\\x", &[("x", Style::Italic)]);
    check("\\\\\\*x\\*", "\\*x*", &[]);
    check("**a\\*b**", "a*b", &[("a*b", Style::Bold)]);
    check("`a\\*b`", "a\\*b", &[("a\\*b", Style::Code)]);
    check("\\- one\n\\* two\n  \\\\- three", "- one\n* two\n  \\- three", &[]);
    check("\\-5\na \\- b", "\\-5\na \\- b", &[]);
}

#[test]
fn words_that_look_like_marks_get_backslashes_and_others_none() {
    for (words, expected) in [
        ("snake_case, 2 * 3, a@b_c.example", "snake_case, 2 * 3, a@b_c.example"),
        ("*a* _b_", "\\*a* \\_b_"),
        ("**a**", "\\*\\*a**"),
        ("- a", "\\- a"),
        ("[x](https://a.example/_y_)", "\\[x](https://a.example/_y_)"),
        ("\\*", "\\\\*"),
    ] {
        assert_eq!(spelled(words, |_| true), expected);
    }
    assert_eq!(spelled("*a* *b*", |at| *at == 4), "*a* \\*b*", "only where it is asked for");
}

#[test]
fn the_bound_holds_for_what_was_written() {
    let marked = format!("**{}**", "x".repeat(MAX_TEXT_CHARS - 4));
    assert_eq!(written(&marked).unwrap().as_str().chars().count(), MAX_TEXT_CHARS - 4);
    assert_eq!(written(&format!("{marked}y")), Err(InvalidText::TooLong { chars: MAX_TEXT_CHARS + 1 }));
    assert_eq!(written(" \n"), Err(InvalidText::Empty));
    let many = "*a* ".repeat(MAX_SPANS + 1);
    let text = written(&many).unwrap();
    assert_eq!(text.spans().len(), MAX_SPANS);
    assert!(text.as_str().ends_with("a *a*"), "what is above the bound stays as it was typed");
}

fn one_of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(pieces).prop_map(str::to_owned)
}

/// Texts dense with what might be marks.
fn sources() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z]{1,3}",
        3 => one_of(&["*", "**", "_", "__", "~~", "`", "``", "\\", "[", "](", ")", "!"]),
        2 => one_of(&[" ", "\n", "\n\n", "\t", "- ", "* ", "1. ", "> ", "# ", "    ", "---"]),
        1 => one_of(&["https://a.example/", "tel:1", "a@b.c", "<b>", "&amp;", "é", "👍", "字", "{{"]),
    ];
    prop::collection::vec(piece, 1..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_can_be_seen_is_lost(source in sources()) {
        let Found { elements, edits } = found(&source);
        for element in elements {
            let (opens, closes) = (&source[element.whole.start..element.inner.start],
                &source[element.inner.end..element.whole.end]);
            if let Style::Link { .. } = element.style {
                prop_assert_eq!(opens, "[");
                prop_assert!(closes.starts_with("](") && closes.ends_with(')'), "{:?}", closes);
            } else {
                prop_assert!(opens.chars().chain(closes.chars()).all(|c| "*_~` ".contains(c)));
                prop_assert_eq!(opens.trim(), closes.trim());
            }
        }
        for Edit { place, instead } in edits {
            let was = &source[place];
            prop_assert!((was == "\\" && instead.is_empty()) || ("-*".contains(was) && instead == BULLET));
        }
    }

    #[test]
    fn the_words_are_the_source_without_what_was_cut(source in sources()) {
        let (words, spans) = read(&source, &[]);
        let mut rest = source.chars();
        for c in words.chars() {
            prop_assert!(rest.any(|typed| typed == c || (c == '•' && "-*".contains(typed))));
        }
        if spans.is_empty() && !source.contains(['\\', '-', '*']) {
            prop_assert_eq!(words, source);
        }
    }

    #[test]
    fn what_is_spelled_is_read_as_the_words_that_it_was(words in sources()) {
        if let Ok(plain) = MessageText::new(&words) {
            let words = plain.as_str();
            prop_assert_eq!(read(&spelled(words, |_| true), &[]), (words.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn spans_lie_within_the_words_and_nest(source in sources()) {
        if let Ok(text) = written(&source) {
            let chars: Vec<char> = text.as_str().chars().collect();
            let spans = text.spans();
            for (at, span) in spans.iter().enumerate() {
                prop_assert!(span.start < span.end && span.end <= chars.len());
                prop_assert!(!chars[span.start].is_whitespace() && !chars[span.end - 1].is_whitespace());
                for inner in &spans[at + 1..] {
                    prop_assert!(inner.start >= span.start, "in order");
                    prop_assert!(inner.start >= span.end || inner.end <= span.end, "without crossing");
                    if inner.start < span.end {
                        prop_assert!(span.style != Style::Code);
                        prop_assert!(std::mem::discriminant(&inner.style) != std::mem::discriminant(&span.style));
                    }
                }
            }
            let stored = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(serde_json::from_str::<MessageText>(&stored).unwrap(), text);
        }
    }

    #[test]
    fn words_without_marks_come_through_byte_for_byte(source in "[\\PC\n\t&&[^*_~`\\[\\\\-]]{1,200}") {
        if let Ok(plain) = MessageText::new(&source) {
            prop_assert_eq!(written(&source).unwrap(), plain);
        }
    }

    #[test]
    fn anything_can_be_read(source in any::<String>()) {
        let _ = written(&source);
    }

    #[test]
    fn what_is_kept_stays(before in sources(), kept in "\\{\\{[a-z*_ `]{1,8}\\}\\}", after in sources()) {
        let source = format!("{before}{kept}{after}");
        let (words, spans) = read(&source, std::slice::from_ref(&(before.len()..before.len() + kept.len())));
        prop_assert!(words.contains(&kept));
        prop_assert!(spans.len() <= MAX_SPANS);
    }
}
