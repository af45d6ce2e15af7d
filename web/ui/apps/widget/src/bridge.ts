/**
 * The words between the loader on the host page and the frame from our server.
 *
 * Each end checks `event.source` and `event.origin` itself before it reads one; the guards here only say whether
 * a thing is well-formed. One secret crosses, and only where a browser denies the frame all storage (private
 * windows do): the end user's token, which the host page then keeps, or each page of a site would begin anew.
 * What is written in a conversation never crosses: a page's other scripts have no business with it.
 */

import type { LauncherOff, Meta } from '@frontdesk/protocol';

/** From the loader. `hello` is the first and names the origin that the frame answers to. */
export type ToFrame =
  /** `identifies`: the page will say who its visitor is, and nobody should be made up before. */
  | { frontdesk: 'hello'; open: boolean; meta: Meta; kept: string | null; identifies: boolean }
  | { frontdesk: 'shown'; open: boolean }
  | { frontdesk: 'meta'; meta: Meta }
  /** `reader`: what the reader wished for, where that is another language. */
  | { frontdesk: 'locale'; locale: string; reader?: string }
  /** Who the visitor is, signed by the site. `null`: the site could not say. */
  | { frontdesk: 'identity'; jwt: string | null }
  | { frontdesk: 'logout' };

/** What a page is told went wrong. */
export type Fault =
  | LauncherOff
  | 'unknown_integration'
  | 'identity_refused'
  | 'identity_expired'
  | 'identity_failed';

/** Somebody at the other side wrote. */
export interface Arrived {
  readonly conversation: string;
  readonly author: 'agent' | 'bot';
  readonly name: string;
}

/** From the frame. */
export type ToLoader =
  | { frontdesk: 'ready' }
  | { frontdesk: 'close' }
  /** `null`: to be forgotten. */
  | { frontdesk: 'keep'; token: string | null }
  | { frontdesk: 'unread'; count: number }
  | { frontdesk: 'brand'; fill: string; ink: string }
  | { frontdesk: 'message'; message: Arrived }
  | { frontdesk: 'identity_wanted' }
  | { frontdesk: 'identified'; verified: boolean }
  | { frontdesk: 'error'; code: Fault };

export function isToFrame(data: unknown): data is ToFrame {
  const message = record(data);
  switch (message?.['frontdesk']) {
    case 'hello':
      return (
        typeof message['open'] === 'boolean' &&
        typeof message['identifies'] === 'boolean' &&
        record(message['meta']) !== null &&
        (message['kept'] === null || typeof message['kept'] === 'string')
      );
    case 'shown':
      return typeof message['open'] === 'boolean';
    case 'meta':
      return record(message['meta']) !== null;
    case 'locale':
      return typeof message['locale'] === 'string' && isTextOrNone(message['reader']);
    case 'identity':
      return message['jwt'] === null || typeof message['jwt'] === 'string';
    case 'logout':
      return true;
    default:
      return false;
  }
}

export function isToLoader(data: unknown): data is ToLoader {
  const message = record(data);
  switch (message?.['frontdesk']) {
    case 'ready':
    case 'close':
    case 'identity_wanted':
      return true;
    case 'keep':
      return message['token'] === null || typeof message['token'] === 'string';
    case 'unread':
      return typeof message['count'] === 'number';
    case 'brand':
      return isColour(message['fill']) && isColour(message['ink']);
    case 'message':
      return record(message['message']) !== null;
    case 'identified':
      return typeof message['verified'] === 'boolean';
    case 'error':
      return typeof message['code'] === 'string';
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

function isTextOrNone(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
