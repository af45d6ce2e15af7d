// Meta's Business SDK, `facebook-nodejs-business-sdk` on npm: its client of the Graph API. It has nothing for webhooks;
// their signature is that of all of Meta's products, and checked with the SDK for WhatsApp.

import { createRequire } from 'node:module';

const { FacebookAdsApi, Page } = createRequire(import.meta.url)('facebook-nodejs-business-sdk');

/** A page of the SDK, whose requests go to where that account is simulated. */
export function pageOf(account, id) {
  const { origin, pathname } = new URL(account.hosts.graph);
  const [version] = pathname.match(/v\d+\.\d+$/);
  const graph = `${origin}${pathname.slice(0, -version.length - 1)}`;
  // The SDK has no option for it but these two.
  Object.defineProperty(FacebookAdsApi, 'GRAPH', { get: () => graph, configurable: true });
  Object.defineProperty(FacebookAdsApi, 'VERSION', { get: () => version, configurable: true });
  const withoutReports = false;
  return new Page(
    id,
    {},
    undefined,
    new FacebookAdsApi(account.secrets.access_token, 'en_US', withoutReports),
  );
}

/** What the SDK makes of a refusal. */
export async function refusalOf(promise) {
  try {
    await promise;
  } catch (error) {
    const { code, error_subcode: subcode } = error.response;
    return { status: error.status, code, subcode };
  }
  throw new Error('it was not refused');
}
