//! The checksum of a whole file.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Length and CRC32C of a file.
pub(crate) fn checksum(path: &Path) -> io::Result<(u64, u32)> {
    let mut file = File::open(path)?;
    let (mut length, mut crc) = (0, 0);
    let mut bytes = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut bytes)?;
        if read == 0 {
            return Ok((length, crc));
        }
        length += crate::codec::wide(read);
        crc = crc32c::crc32c_append(crc, bytes.get(..read).unwrap_or_default());
    }
}
