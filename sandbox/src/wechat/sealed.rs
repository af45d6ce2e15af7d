//! Signing and encrypting webhooks: written from WeChat's description, apart from what reads them.

use crate::provider::Signing;
use crate::world::Account;
use aes::Aes256;
use aes::cipher::{Array, BlockModeEncrypt, KeyIvInit};
use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use cbc::Encryptor;
use frontdesk_model::time::Timestamp;
use sha1::{Digest, Sha1};

/// Keys have 43 characters, of which the last has two bits to spare.
const KEYS: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
const NONCE: &str = "1320562132";

fn signature(parts: &[&str]) -> String {
    let mut parts = parts.to_vec();
    parts.sort_unstable();
    hex::encode(Sha1::digest(parts.concat().as_bytes()))
}

/// The query of every call, and what signs an encrypted body.
pub(super) fn query(account: &Account, now: Timestamp, sealed: Option<&str>) -> String {
    let (token, time) = (account.secret("token"), (now.millis() / 1_000).to_string());
    let plain = signature(&[token, &time, NONCE]);
    let query = format!("signature={plain}&timestamp={time}&nonce={NONCE}");
    match sealed {
        Some(sealed) => {
            let of_message = signature(&[token, &time, NONCE, sealed]);
            format!("{query}&encrypt_type=aes&msg_signature={of_message}")
        }
        None => query,
    }
}

/// Body and query: encrypted for an account that has a key.
pub(super) fn webhook(signing: &Signing<'_>, xml: &str) -> (String, String) {
    let account = signing.account;
    match encrypted(account, xml) {
        Some(sealed) => {
            let to = account.setting("original_id");
            let body = format!(
                "<xml><ToUserName><![CDATA[{to}]]></ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
            );
            (body, query(account, signing.now, Some(&sealed)))
        }
        None => (xml.to_owned(), query(account, signing.now, None)),
    }
}

fn encrypted(account: &Account, xml: &str) -> Option<String> {
    // An impostor's key is of another length: what they send is what they can make of it.
    let key = KEYS.decode(account.secret("encoding_aes_key")).ok()?;
    let key: [u8; 32] = key.get(..32)?.try_into().ok()?;
    let vector: [u8; 16] = key.get(..16)?.try_into().ok()?;
    let length = u32::try_from(xml.len()).ok()?.to_be_bytes();
    let app = account.setting("app_id").as_bytes();
    // Sixteen bytes at random; here they need not be.
    let mut plain = [&b"sandbox random 1"[..], &length[..], xml.as_bytes(), app].concat();
    let padding = 32 - plain.len() % 32;
    plain.extend(std::iter::repeat_n(u8::try_from(padding).ok()?, padding));
    let (blocks, _) = plain.as_chunks::<16>();
    let mut blocks: Vec<_> = blocks.iter().map(|block| Array::from(*block)).collect();
    Encryptor::<Aes256>::new(&key.into(), &vector.into()).encrypt_blocks(&mut blocks);
    Some(STANDARD.encode(blocks.into_iter().flatten().collect::<Vec<u8>>()))
}
