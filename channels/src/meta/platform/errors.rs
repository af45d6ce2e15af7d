//! The platform's own codes (…/messenger-platform/error-codes), by code and subcode.

use crate::error::RetryClass;

pub(crate) const fn table(code: u32, subcode: u32) -> Option<RetryClass> {
    Some(match (code, subcode) {
        // Messenger, Messenger before 2020, Instagram.
        (_, 2_018_278 | 2_018_065 | 2_534_022) => RetryClass::Window,
        // Another app has the thread.
        (_, 2_534_037 | 2_018_300) => RetryClass::Ownership,
        // No such person, blocked us or gone, the thread deleted.
        (551, _) | (_, 1_545_041 | 2_018_001 | 2_018_108 | 2_534_001 | 2_534_014) => {
            RetryClass::RecipientGone
        }
        // The page may not send at the moment.
        (_, 1_893_063) => RetryClass::Auth,
        (1_200, _) | (_, 1_545_133) => RetryClass::Transient,
        // A profile that may not be asked for; a second private answer.
        (230, _) | (_, 2_534_025) => RetryClass::Content,
        _ => return None,
    })
}
