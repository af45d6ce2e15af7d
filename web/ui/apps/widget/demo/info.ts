/** What the server tells the demo page: `GET /demo/info.json`. */

export interface Login {
  readonly role: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface Info {
  readonly integration: string;
  readonly logins: readonly Login[];
  /** By name; `workspace` is where agents sign in. */
  readonly urls: Readonly<Record<string, string>>;
}

export async function fetchInfo(): Promise<Info> {
  const response = await fetch('/demo/info.json');
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return (await response.json()) as Info;
}

/** Only pages of this server or the web; never a script. */
export function workspaceUrl(info: Info): string {
  const url = new URL(info.urls['workspace'] ?? '/', location.href);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : location.origin;
}
