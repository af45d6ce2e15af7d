import { useMediaQuery } from '@mantine/hooks';
import type { Scheme } from './look';

export interface ShownScheme {
  readonly scheme: 'light' | 'dark';
  readonly contrast: 'usual' | 'more';
}

const NOW = { getInitialValueInEffect: false };

/** What a choice means on this device now. */
export function useScheme(chosen: Scheme): ShownScheme {
  const dark = useMediaQuery('(prefers-color-scheme: dark)', false, NOW);
  const more = useMediaQuery('(prefers-contrast: more)', false, NOW);
  const system = dark ? 'dark' : 'light';
  return {
    scheme: chosen === 'light' || chosen === 'dark' ? chosen : system,
    contrast: more || chosen === 'contrast' ? 'more' : 'usual',
  };
}
