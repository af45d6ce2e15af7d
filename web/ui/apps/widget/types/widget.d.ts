/** Types of the one global that the widget leaves on a page. Copy this file into your project, or refer to it. */

/** A JWT that your server signed, or a function that fetches one; it is called again when the last has expired. */
export type FrontdeskIdentity = string | (() => string | Promise<string>);

export interface FrontdeskField {
  /** Of a ticket field that end users may edit. */
  id: number;
  value: string | number | boolean;
}

export interface FrontdeskEvents {
  /** The widget has loaded. */
  ready: null;
  open: null;
  close: null;
  /** How many messages nobody has seen, in all conversations of the visitor. */
  unread: number;
  /** Somebody at your side wrote. What they wrote stays between them and your visitor. */
  message: { conversation: string; author: 'agent' | 'bot'; name: string };
  /** Your word for who the visitor is was taken. */
  identified: { verified: boolean };
  error: {
    code:
      | 'unknown_integration'
      | 'unknown'
      | 'disabled'
      | 'origin'
      | 'identity_refused'
      | 'identity_expired'
      | 'identity_failed';
  };
}

export type FrontdeskListener<Event extends keyof FrontdeskEvents> = (detail: FrontdeskEvents[Event]) => void;

export interface FrontdeskApi {
  (command: 'open' | 'close' | 'toggle' | 'showLauncher' | 'hideLauncher' | 'logout' | 'destroy'): void;
  (command: 'identify', identity: FrontdeskIdentity): void;
  (command: 'setFields', fields: readonly FrontdeskField[]): void;
  (command: 'setTags', tags: readonly string[]): void;
  (command: 'setLocale', locale: string): void;
  <Event extends keyof FrontdeskEvents>(
    command: 'on' | 'off',
    event: Event,
    listener: FrontdeskListener<Event>,
  ): void;
  /** Calls that were made before the script came; only on the stub. */
  q?: ArrayLike<unknown>[];
}

declare global {
  interface Window {
    Frontdesk?: FrontdeskApi;
    frontdeskSettings?: { integration: string; origin?: string; locale?: string; color?: string };
  }
}
