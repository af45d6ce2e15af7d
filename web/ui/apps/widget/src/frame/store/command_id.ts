/**
 * A command id as the server draws them as well: 6 bytes of time in milliseconds, 6 bytes of chance, in hex.
 * The same id may be sent any number of times; the server acts on it once.
 */
export function commandId(nowMs: number, random: Uint8Array): string {
  const time = Math.max(0, Math.floor(nowMs)).toString(16).padStart(12, '0').slice(-12);
  const chance = Array.from(random.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return time + chance;
}

export function drawCommandId(): string {
  return commandId(Date.now(), crypto.getRandomValues(new Uint8Array(6)));
}
