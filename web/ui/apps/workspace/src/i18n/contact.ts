/** How an end user can be reached, as people read it. */
import type { Person } from '@frontdesk/protocol';

/**
 * E-mail and telephone numbers; of whoever has neither, the first that an app told of them, which is what it calls them.
 * What else apps told is for whoever opens the page of that person.
 */
export function contactOf({ email, addresses }: Person): readonly string[] {
  const known = [...(email === null ? [] : [email]), ...addresses.filter((one) => one.startsWith('+'))];
  return known.length > 0 ? known : addresses.slice(0, 1);
}
