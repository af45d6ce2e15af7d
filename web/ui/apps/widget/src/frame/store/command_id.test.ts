import { expect, test } from 'vitest';
import { commandId, drawCommandId } from './command_id.ts';

test('six bytes of time and six of chance, in hex', () => {
  expect(commandId(0x0123456789ab, new Uint8Array([0, 1, 2, 253, 254, 255]))).toBe(
    '0123456789ab000102fdfeff',
  );
  expect(commandId(1, new Uint8Array(6))).toBe(`${'1'.padStart(12, '0')}${'0'.repeat(12)}`);
});

test('drawn ids are of that form, and differ', () => {
  const ids = new Set(Array.from({ length: 100 }, drawCommandId));
  expect(ids.size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{24}$/);
});
