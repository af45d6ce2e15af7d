// Some SDKs take a host and drop the path behind it, and our providers share one host.

import { once } from 'node:events';
import { createServer } from 'node:http';

/** A server whose root is that address: `url` and `stop()`. */
export async function atRoot(base) {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const {
      host,
      connection,
      'content-length': length,
      'transfer-encoding': coding,
      ...headers
    } = request.headers;
    const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
    const answer = await fetch(base + request.url, { method: request.method, headers, body });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const told = [...answer.headers].filter(
      ([name]) => !['content-encoding', 'transfer-encoding'].includes(name),
    );
    response.writeHead(answer.status, Object.fromEntries(told)).end(bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}
