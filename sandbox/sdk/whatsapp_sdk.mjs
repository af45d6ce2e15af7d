// Meta's own SDK for WhatsApp, `whatsapp` on npm. It is an alpha that nobody works on any more, and still the only code
// of Meta's in public that signs and checks webhooks; two of its ways are mended here, none of its decisions.

import { Agent } from 'node:https';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The SDK is configured by the environment, and reads a file of it unless this is production. */
export function loadSdk(account, endpoint) {
  const graph = new URL(account.hosts.graph);
  Object.assign(process.env, {
    NODE_ENV: 'production',
    WA_BASE_URL: graph.hostname,
    CLOUD_API_VERSION: graph.pathname.slice(1),
    CLOUD_API_ACCESS_TOKEN: account.secrets.access_token,
    WA_PHONE_NUMBER_ID: account.settings.phone_number_id,
    WA_BUSINESS_ACCOUNT_ID: account.settings.waba_id,
    M4D_APP_ID: account.settings.app_id,
    M4D_APP_SECRET: account.secrets.app_secret,
    WEBHOOK_ENDPOINT: endpoint,
    WEBHOOK_VERIFICATION_TOKEN: account.secrets.verify_token,
  });
  const WhatsApp = require('whatsapp');
  const sdk = new WhatsApp();
  sdk.requester.port = Number(graph.port);
  sdk.requester.client.agent = plainAgent();
  // Its default is a fixed port.
  sdk.config.LISTENER_PORT = 0;
  return sdk;
}

/** HMAC-SHA256 as the SDK makes it. */
export function sdkSignature(body, secret) {
  const utils = require(join(dirname(require.resolve('whatsapp')), 'utils.js'));
  return `sha256=${utils.generateXHub256Sig(body, secret)}`;
}

/** The SDK speaks https only, our providers here do not: its requests go as they are, without the wrapping. */
function plainAgent() {
  const agent = new Agent();
  agent.createConnection = (options) => {
    const socket = connect(options.port, options.hostname ?? options.host);
    socket.once('connect', () => socket.emit('secureConnect'));
    return socket;
  };
  return agent;
}

/** The SDK joins the pieces of a body as a text, and then as if they were bytes, which Node refuses. */
export async function withJoinedTexts(run) {
  const { concat } = Buffer;
  Buffer.concat = (list, length) => (typeof list === 'string' ? Buffer.from(list) : concat(list, length));
  try {
    return await run();
  } finally {
    Buffer.concat = concat;
  }
}
