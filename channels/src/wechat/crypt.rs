//! Safe mode: what WeChat encrypts with the EncodingAESKey (developers.weixin.qq.com/doc/offiaccount, "message
//! encryption"). AES-256-CBC; the initial vector is the first half of the key; padded to blocks of 32 bytes. Inside are
//! 16 random bytes, the length of the message (big endian, 4 bytes), the message, and the app's id.
//!
//! Nothing is decrypted before its signature was found right, so that errors of padding tell a stranger nothing.

use super::{APP_ID, ENCODING_AES_KEY};
use crate::account::Account;
use aes::Aes256;
use aes::cipher::{Array, BlockModeDecrypt, KeyIvInit};
use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use cbc::Decryptor;

/// The 43 characters of a key hold two bits more than its 32 bytes, and WeChat leaves them as they fall.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
const BLOCK: usize = 16;
/// What messages are padded to, other than AES would need.
const PADDED_TO: usize = 32;
const RANDOM: usize = 16;
const LENGTH: usize = 4;

/// Why a message cannot be read, in the word under which it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sealed {
    /// The account has no key, or one that is none.
    NoKey,
    /// Another key, or not what WeChat makes.
    WrongKey,
    /// It was written for another app.
    OtherApp,
}

impl Sealed {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::NoKey => "encrypted, and there is no encoding_aes_key",
            Self::WrongKey => "encrypted with another encoding_aes_key",
            Self::OtherApp => "encrypted for another app_id",
        }
    }
}

/// The message that the text of an `Encrypt` element holds.
pub(super) fn open(account: &Account, encrypt: &str) -> Result<String, Sealed> {
    let key = key(account.secret(ENCODING_AES_KEY)).ok_or(Sealed::NoKey)?;
    let sealed = LENIENT.decode(encrypt.trim()).map_err(|_| Sealed::WrongKey)?;
    let (message, app) =
        content(&decrypted(&key, &sealed).ok_or(Sealed::WrongKey)?).ok_or(Sealed::WrongKey)?;
    if app != account.setting(APP_ID) || app.is_empty() {
        return Err(Sealed::OtherApp);
    }
    Ok(message)
}

fn key(text: &str) -> Option<[u8; 32]> {
    LENIENT.decode(text.trim()).ok()?.try_into().ok()
}

/// Without the padding.
fn decrypted(key: &[u8; 32], sealed: &[u8]) -> Option<Vec<u8>> {
    let vector: [u8; BLOCK] = key.get(..BLOCK)?.try_into().ok()?;
    let (blocks, rest) = sealed.as_chunks::<BLOCK>();
    if blocks.is_empty() || !rest.is_empty() {
        return None;
    }
    let mut blocks: Vec<_> = blocks.iter().map(|block| Array::from(*block)).collect();
    Decryptor::<Aes256>::new(&(*key).into(), &vector.into()).decrypt_blocks(&mut blocks);
    let mut plain: Vec<u8> = blocks.into_iter().flatten().collect();
    let padding = *plain.last()?;
    let kept = plain.len().checked_sub(usize::from(padding))?;
    let is_padding = (1..=PADDED_TO).contains(&usize::from(padding));
    if !is_padding || plain.get(kept..)?.iter().any(|byte| *byte != padding) {
        return None;
    }
    plain.truncate(kept);
    Some(plain)
}

/// The message, and for which app it was written.
fn content(plain: &[u8]) -> Option<(String, String)> {
    let (length, rest) = plain.get(RANDOM..)?.split_at_checked(LENGTH)?;
    let length = usize::try_from(u32::from_be_bytes(length.try_into().ok()?)).ok()?;
    let (message, app) = rest.split_at_checked(length)?;
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    Some((text(message)?, text(app)?))
}
