import type { DemoInfo } from '@frontdesk/protocol';

/** What the server tells the demo page: `GET /demo/info.json`. */
export async function fetchInfo(): Promise<DemoInfo> {
  const response = await fetch('/demo/info.json');
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return (await response.json()) as DemoInfo;
}

/** Where agents sign in. Only pages of this server or the web; never a script. */
export function workspaceUrl(info: DemoInfo): string {
  return pageUrl(info, 'workspace');
}

/** The same for any of its addresses. */
export function pageUrl(info: DemoInfo, name: string): string {
  const url = new URL(info.urls[name] ?? '/', location.href);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : location.origin;
}
