/**
 * The words between the loader on the host page and the frame from our server.
 *
 * Each end checks `event.source` and `event.origin` itself before it reads one; the guards here only say whether
 * a thing is well-formed. One secret crosses, and only where a browser denies the frame all storage (private
 * windows do): the end user's token, which the host page then keeps, or each page of a site would begin anew.
 */

import type { Meta } from '@frontdesk/protocol';

/** From the loader. `hello` is the first and names the origin that the frame answers to. */
export type ToFrame =
  | { frontdesk: 'hello'; open: boolean; meta: Meta; kept: string | null }
  | { frontdesk: 'shown'; open: boolean }
  | { frontdesk: 'meta'; meta: Meta };

/** From the frame. */
export type ToLoader =
  | { frontdesk: 'ready' }
  | { frontdesk: 'close' }
  | { frontdesk: 'keep'; token: string }
  | { frontdesk: 'unread'; count: number }
  | { frontdesk: 'brand'; fill: string; ink: string };

export function isToFrame(data: unknown): data is ToFrame {
  const message = record(data);
  switch (message?.['frontdesk']) {
    case 'hello':
      return (
        typeof message['open'] === 'boolean' &&
        record(message['meta']) !== null &&
        (message['kept'] === null || typeof message['kept'] === 'string')
      );
    case 'shown':
      return typeof message['open'] === 'boolean';
    case 'meta':
      return record(message['meta']) !== null;
    default:
      return false;
  }
}

export function isToLoader(data: unknown): data is ToLoader {
  const message = record(data);
  switch (message?.['frontdesk']) {
    case 'ready':
    case 'close':
      return true;
    case 'keep':
      return typeof message['token'] === 'string';
    case 'unread':
      return typeof message['count'] === 'number';
    case 'brand':
      return isColour(message['fill']) && isColour(message['ink']);
    default:
      return false;
  }
}

function isColour(value: unknown): boolean {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value);
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}
