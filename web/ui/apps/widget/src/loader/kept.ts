/** The end user's token, for a frame that the browser denies its storage. The page may deny it as well. */

const key = (integration: string) => `frontdesk.${integration}`;

export function kept(integration: string): string | null {
  try {
    return localStorage.getItem(key(integration));
  } catch {
    return null;
  }
}

/** `null` forgets it. */
export function keep(integration: string, token: string | null): void {
  try {
    if (token === null) localStorage.removeItem(key(integration));
    else localStorage.setItem(key(integration), token);
  } catch {
    // Then each page begins anew; nothing else can be done from here.
  }
}
