/** Every requirement that shows has a browser test that names it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaps } from '../coverage.mjs';

test('every requirement of the list is proved by a test that names it', async () => {
  assert.deepEqual(await gaps(), []);
});
