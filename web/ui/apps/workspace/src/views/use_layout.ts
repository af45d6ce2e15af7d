import { useMediaQuery } from '@mantine/hooks';

/** `wide`: list, ticket, conversation and customer. `medium`: conversation and details. `narrow`: one at a time. */
export type Layout = 'wide' | 'medium' | 'narrow';

export function useLayout(): Layout {
  const now = { getInitialValueInEffect: false };
  const wide = useMediaQuery('(min-width: 1280px)', true, now);
  const medium = useMediaQuery('(min-width: 760px)', true, now);
  if (wide) return 'wide';
  return medium ? 'medium' : 'narrow';
}
