/** A browser's history by hand. */
import type { Address } from '../src/ports/address';

export function fakeAddress(first = '') {
  const entries = [first];
  let at = 0;
  let told = () => {};
  let blocked = () => false;
  const address: Address = {
    read: () => entries[at] ?? '',
    depth: () => at,
    push(path) {
      entries.splice(++at, entries.length, path);
    },
    replace(path) {
      entries[at] = path;
    },
    go(steps) {
      at += steps;
      told();
    },
    subscribe(listener) {
      told = listener;
      return () => {
        told = () => {};
      };
    },
    guardUnload(isBlocked) {
      blocked = isBlocked;
      return () => {};
    },
  };
  return {
    address,
    entries,
    read: () => address.read(),
    back: () => address.go(-1),
    unloadAsks: () => blocked(),
  };
}
