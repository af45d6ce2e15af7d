/** Where it is written, step by step, what to do at each provider. */
import type { ChannelKind } from '@frontdesk/protocol';

/** The documents of the project, as they stand now. */
const DOCUMENTS = 'https://github.com/frontdesk-server/frontdesk/blob/main/docs';

export function guideTo(kind: ChannelKind): string {
  return `${DOCUMENTS}/connecting-${kind}.md`;
}
