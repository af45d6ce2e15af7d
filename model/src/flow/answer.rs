//! Whether what an end user filled in is an answer to the field.

use super::matching::find;
use crate::message::{FormField, FormInput};

/// The longest answer that is kept, in characters (behaviour 2.10).
pub const MAX_ANSWER_CHARS: usize = 255;
/// The longest e-mail address, in characters (RFC 5321, 4.5.3.1.3, without the angle brackets).
const MAX_EMAIL_CHARS: usize = 254;
/// The longest part before the @ (RFC 5321, 4.5.3.1.1).
const MAX_EMAIL_LOCAL_CHARS: usize = 64;

/// Why a field is asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    #[error("the answer is missing")]
    Missing,
    #[error("the answer is not an e-mail address")]
    NotAnEmail,
    #[error("the answer is not one of the choices")]
    NotAChoice,
}

/// The answer in the form in which it is kept: one line, for a drop-down the label of the choice.
///
/// `Ok(None)` for one longer than [`MAX_ANSWER_CHARS`]: it is taken, but left blank, as the original does.
///
/// # Errors
/// When there is nothing in it, or it does not fit the field's input.
pub fn accept(field: &FormField, raw: &str) -> Result<Option<String>, Unanswered> {
    let answer = one_line(raw);
    if answer.is_empty() {
        return Err(Unanswered::Missing);
    }
    if answer.chars().count() > MAX_ANSWER_CHARS {
        return Ok(None);
    }
    match &field.input {
        FormInput::Text => Ok(Some(answer)),
        FormInput::Email if is_email(&answer) => Ok(Some(answer)),
        FormInput::Email => Err(Unanswered::NotAnEmail),
        FormInput::Choice { options } => {
            let chosen =
                find(options.iter().map(String::as_str), &answer).and_then(|index| options.get(index));
            // A choice too long to keep is left blank, like any other answer.
            chosen
                .map(|option| Some(one_line(option)).filter(|option| kept(option)))
                .ok_or(Unanswered::NotAChoice)
        }
    }
}

fn kept(answer: &str) -> bool {
    !answer.is_empty() && answer.chars().count() <= MAX_ANSWER_CHARS
}

/// The text with every run of white space and control characters as one space, so that an answer cannot pretend
/// to be several lines.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split(|character: char| character.is_whitespace() || character.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether mail could be sent there: a mailbox, an @, and a domain of at least two labels. Quoted mailboxes and bare
/// addresses of machines are refused, since customers do not have them and typing errors look like them.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((mailbox, domain)) = text.split_once('@') else { return false };
    let mailbox_fits = (1..=MAX_EMAIL_LOCAL_CHARS).contains(&mailbox.chars().count());
    let forbidden = |character: char| {
        character.is_whitespace() || character.is_control() || "()<>[]:;@\\,\"".contains(character)
    };
    let dots_between = |part: &str| part.split('.').all(|label| !label.is_empty());
    let label = |label: &str| !label.starts_with('-') && !label.ends_with('-');
    let letter_of_domain = |character: char| character.is_alphanumeric() || matches!(character, '-' | '.');
    mailbox_fits
        && text.chars().count() <= MAX_EMAIL_CHARS
        && !mailbox.contains(forbidden)
        && dots_between(mailbox)
        && domain.contains('.')
        && dots_between(domain)
        && domain.split('.').all(label)
        && domain.chars().all(letter_of_domain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::CaptureTarget;

    #[test]
    fn addresses_are_told_from_typing_errors() {
        for good in
            ["a@b.gr", "ada.lovelace+desk@mail.example.co.uk", "o'neil@example.com", "νίκος@παράδειγμα.ελ"]
        {
            assert!(is_email(good), "{good}");
        }
        let long = format!("{}@example.com", "a".repeat(65));
        for bad in [
            "",
            "ada",
            "ada@",
            "@example.com",
            "ada@example",
            "a@b@c.gr",
            "a b@c.gr",
            "ada@.gr",
            "ada@c..gr",
            "ada@c.gr.",
            ".ada@c.gr",
            "a..b@c.gr",
            "ada@-c.gr",
            "ada@c_d.gr",
            "<ada@c.gr>",
            "ada,@c.gr",
            &long,
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn answers_are_cleaned_checked_and_bounded() {
        let check = |input: FormInput, raw: &str, expected: Result<Option<&str>, Unanswered>| {
            let field = FormField {
                name: "f".to_owned(),
                label: "F".to_owned(),
                input,
                target: CaptureTarget::ProfileName,
            };
            assert_eq!(accept(&field, raw), expected.map(|answer| answer.map(str::to_owned)), "{raw:?}");
        };
        let plans = || FormInput::Choice { options: vec!["Basic".to_owned(), "Pro".to_owned()] };
        check(FormInput::Text, "  Ada\n\tLovelace\u{7} ", Ok(Some("Ada Lovelace")));
        check(FormInput::Text, " \n ", Err(Unanswered::Missing));
        check(FormInput::Text, &"é".repeat(255), Ok(Some(&"é".repeat(255))));
        check(FormInput::Text, &"é".repeat(256), Ok(None));
        check(FormInput::Email, " ada@example.com ", Ok(Some("ada@example.com")));
        check(FormInput::Email, "ada at example", Err(Unanswered::NotAnEmail));
        check(FormInput::Email, &"a".repeat(256), Ok(None));
        check(plans(), "pro", Ok(Some("Pro")));
        check(plans(), "1", Ok(Some("Basic")));
        check(plans(), "3", Err(Unanswered::NotAChoice));
    }
}
