/** Files of all the kinds that the tests send. */
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** The smallest picture there is. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const PROGRAM = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(510)]);

/** An archive that holds one file as it is. */
export function zip(name, content) {
  const sum = Buffer.alloc(12);
  sum.writeUInt32LE(crc32(content), 0);
  sum.writeUInt32LE(content.length, 4);
  sum.writeUInt32LE(content.length, 8);
  const lengths = Buffer.alloc(4);
  lengths.writeUInt16LE(Buffer.byteLength(name), 0);
  // Version, flags, method (stored), time, date.
  const how = Buffer.from([20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x58]);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), how, sum, lengths, Buffer.from(name), content]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
    how,
    sum,
    lengths,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/** A text of so many bytes, on disk: too much to hand to a browser in one piece. */
export async function bigText(folder, name, bytes) {
  const path = join(folder, name);
  // Its beginning is text; the rest is never looked at.
  await writeFile(path, 'a'.repeat(64 * 1024));
  await truncate(path, bytes);
  return path;
}

/** Chooses files through the button that opens the browser's dialogue. */
export async function choose(page, button, files) {
  const [dialogue] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await dialogue.setFiles(files);
}

/** Drags files in from outside: what a browser tells a page then, in its order. `held` runs before they fall. */
export async function drop(place, files, held = async () => {}) {
  const dataTransfer = await place.evaluateHandle((_, all) => {
    const transfer = new DataTransfer();
    for (const { name, mimeType, text } of all)
      transfer.items.add(new File([text], name, { type: mimeType }));
    return transfer;
  }, files);
  await place.dispatchEvent('dragenter', { dataTransfer });
  await place.dispatchEvent('dragover', { dataTransfer });
  await held();
  await place.dispatchEvent('drop', { dataTransfer });
}
