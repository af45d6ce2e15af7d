import { useMediaQuery } from '@mantine/hooks';
import type { Scheme } from '../models/preferences';

/** What "auto" means on this device now. */
export function useScheme(scheme: Scheme): 'light' | 'dark' {
  const dark = useMediaQuery('(prefers-color-scheme: dark)', false, { getInitialValueInEffect: false });
  if (scheme !== 'auto') return scheme;
  return dark ? 'dark' : 'light';
}
