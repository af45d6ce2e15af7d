/** What the page and the device give to the frame's side of the exchange with the server. */

import type { Surroundings } from '@frontdesk/client';
import type { Keep } from './keep.ts';
import type { Server } from './server.ts';

export interface DeskOptions {
  server: Server;
  keep: Keep;
  integration: string;
  locale: string;
  /** Of this device, a name of the IANA database. */
  timeZone?: string;
  /** The origin of the page that the widget stands on. */
  page: string;
  /** Whether somebody can be looking at the messages. */
  seen: () => boolean;
  /** Whether the page will say who its visitor is. */
  identifies?: boolean;
  /** The company's word for its visitor was taken. */
  onIdentified?: (verified: boolean) => void;
  /** It was not. `expired`: a fresh one may do. */
  onIdentityRefused?: (expired: boolean) => void;
  surroundings?: Surroundings;
  socketUrl?: string;
}
