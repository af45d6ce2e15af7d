// Fails when the widget has grown beyond its budget. Run after the build.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LOADER_LIMIT = 5_000;
/** Fetched beside the look, when the loader has run. */
const FACE_LIMIT = 5_000;
const FRAME_LIMIT = 60_000;

const built = join(dirname(fileURLToPath(import.meta.url)), '../../../dist/widget');
const bytes = (path) => gzipSync(readFileSync(join(built, path))).length;

const html = readFileSync(join(built, 'frame.html'), 'utf8');
const assets = [...html.matchAll(/(?:src|href)="\/widget\/([^"]+)"/g)].map((match) => match[1]);
if (assets.length === 0) throw new Error('frame.html names no assets');
if (/<style|style="|<script(?![^>]*src=)/.test(html))
  throw new Error('frame.html holds inline script or style');

const loader = bytes('widget.js');
const face = bytes('face.js');
const frame = bytes('frame.html') + assets.reduce((sum, path) => sum + bytes(path), 0);
console.log(
  `loader ${loader} of ${LOADER_LIMIT} bytes, face ${face} of ${FACE_LIMIT} bytes, frame ${frame} of ${FRAME_LIMIT} bytes (gzip)`,
);
if (loader > LOADER_LIMIT || face > FACE_LIMIT || frame > FRAME_LIMIT) {
  console.error('over budget');
  process.exit(1);
}
