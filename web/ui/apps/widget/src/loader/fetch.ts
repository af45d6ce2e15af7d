import type { LauncherLook } from '@frontdesk/protocol';
import type { Face } from './face.ts';
import type { Settings } from './settings.ts';

/** What the server gives: how this widget is to look, and the program that draws it. */
export interface Fetched {
  readonly look: LauncherLook;
  readonly Face: typeof Face;
}

/**
 * Script modules both, the look as well: a page whose policy lets our script in lets these in, and the browser tells
 * the server on which page they are asked for. `attempt` tells one from the last, which the browser may remember.
 *
 * @throws whatever the browser says when the server does not answer.
 */
export async function fetchFace({ origin, integration }: Settings, attempt: number): Promise<Fetched> {
  const from = (path: string) =>
    import(/* @vite-ignore */ `${origin}/widget/${path}${attempt ? `?${attempt}` : ''}`);
  const [look, face] = await Promise.all([from(`look/${encodeURIComponent(integration)}`), from('face.js')]);
  return { look: look.default, Face: face.Face };
}
