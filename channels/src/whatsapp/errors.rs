//! WhatsApp's own codes (…/whatsapp/cloud-api/support/error-codes). They come with the answer, or later with a status.

use crate::error::RetryClass;

pub(super) const fn table(code: u32, _subcode: u32) -> Option<RetryClass> {
    Some(match code {
        // More than the number, the business or its reputation allows at the moment; 131057: being maintained.
        130_429 | 131_048 | 131_057 | 133_016 => RetryClass::ThrottledAccount { after: None },
        // Too much to one person.
        131_056 => RetryClass::ThrottledConversation { after: None },
        131_000 | 131_016 | 131_053 => RetryClass::Transient,
        // 470: what it was called before the Cloud API.
        470 | 131_047 => RetryClass::Window,
        // No WhatsApp, terms not accepted, an old app; or they want nothing from us.
        131_026 | 131_050 => RetryClass::RecipientGone,
        // Locked, unpaid, or not registered: nothing goes before somebody mends it.
        131_005 | 131_031 | 131_042 | 131_045 | 133_010 => RetryClass::Auth,
        100 | 130_472 | 130_497 | 131_008 | 131_009 | 131_021 | 131_030 | 131_049 | 131_051 | 131_052
        | 131_062 | 132_000 | 132_001 | 132_005 | 132_007 | 132_008 | 132_012 | 132_015 | 132_016
        | 132_068 | 132_069 | 135_000 => RetryClass::Content,
        _ => return None,
    })
}
