import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FOLDER = process.env.TEST_RESULTS ?? new URL('../../../../test-results/', import.meta.url).pathname;

/** Runs a test, and where it fails leaves a picture of what everybody saw then, and what went over the wire. */
export async function photographed(people, run) {
  try {
    return await run();
  } catch (error) {
    await mkdir(FOLDER, { recursive: true });
    for (const [name, { page, wire }] of Object.entries(people)) {
      await page.screenshot({ path: join(FOLDER, `${name}.png`) });
      await writeFile(join(FOLDER, `${name}.txt`), wire.join('\n'));
    }
    throw error;
  }
}
