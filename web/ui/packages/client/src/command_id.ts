import type { FillRandom } from './surroundings';

/**
 * A command's id: 12 bytes as 24 hex characters, 6 of them the milliseconds since the epoch and 6 random, so that
 * ids sort by time and two browsers never draw the same one.
 */
export function drawCommandId(now: number, fill: FillRandom): string {
  const random = new Uint8Array(6);
  fill(random);
  const time = Math.max(0, Math.floor(now)).toString(16).padStart(12, '0').slice(-12);
  return time + Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
