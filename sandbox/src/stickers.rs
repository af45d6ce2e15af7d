//! The stickers that every phone has.

use crate::world::{Stored, World};
use bytes::Bytes;

macro_rules! sticker {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../phone/stickers/", $name, ".webp")))
    };
}

/// Name and `WebP` of 256 by 256 pixels.
const ALL: &[(&str, &[u8])] = &[sticker!("heart"), sticker!("sun"), sticker!("cat"), sticker!("hooray")];

/// The sticker's picture.
pub(crate) fn picture(name: &str) -> Option<&'static [u8]> {
    ALL.iter().find(|(found, _)| *found == name).map(|(_, picture)| *picture)
}

/// Takes the sticker as a file of its own, and gives its id.
pub(crate) fn put(world: &mut World, name: &str) -> Option<String> {
    let bytes = Bytes::from_static(picture(name)?);
    let id = world.fresh().to_string();
    let stored = Stored {
        bytes,
        media_type: "image/webp".to_owned(),
        name: Some(format!("{name}.webp")),
        account: String::new(),
        kept_at: world.now,
    };
    world.media.keep(&id, stored);
    Some(id)
}
