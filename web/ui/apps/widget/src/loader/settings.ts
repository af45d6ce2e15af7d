export interface Settings {
  integration: string;
  /** The server's: that of the script itself. */
  origin: string;
  /** Empty: the browser's. */
  locale: string;
}

/** From the script's own tag, or from `window.frontdeskSettings`. Without an integration there is nothing to show. */
export function readSettings(current: Element | null): Settings | null {
  const script =
    current instanceof HTMLScriptElement
      ? current
      : document.querySelector<HTMLScriptElement>('script[data-integration]');
  const page = (window as { frontdeskSettings?: Partial<Settings> }).frontdeskSettings ?? {};
  const data: Partial<Record<keyof Settings, string>> = { ...page, ...script?.dataset };
  if (!data.integration) return null;
  return {
    integration: data.integration,
    origin: new URL(data.origin ?? script?.src ?? location.href, location.href).origin,
    locale: data.locale ?? '',
  };
}
