/** Somebody else's site, on an origin of its own, which holds nothing of ours but the tag. */
import { createServer } from 'node:http';

export async function serveHostPage(demo, integration) {
  const site = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    answer.end(`<!doctype html><html lang="en"><title>Outlet</title><h1>Outlet</h1>
      <script async src="${demo.listen}/widget.js" data-integration="${integration}"></script></html>`);
  });
  await new Promise((done) => site.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${site.address().port}/`,
    close() {
      site.closeAllConnections();
      return new Promise((done) => site.close(done));
    },
  };
}
