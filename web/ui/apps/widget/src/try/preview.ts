import type { LauncherSettings, WidgetServerFrame } from '@frontdesk/protocol';

/** What the admin centre tells the page in its frame. */
export interface Preview {
  readonly frontdesk: 'preview';
  readonly look: LauncherSettings;
  readonly welcome: Extract<WidgetServerFrame, { type: 'welcome' }>;
  readonly locale: string;
}

/** Only heard from pages of our own, which send what they say they do. */
export function isPreview(data: unknown): data is Preview {
  return typeof data === 'object' && data !== null && 'frontdesk' in data && data.frontdesk === 'preview';
}
