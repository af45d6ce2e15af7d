/** A line between browsers and the server that can be cut as a tunnel does it: nobody is told, nothing arrives. */
import { createServer, request } from 'node:http';
import { connect } from 'node:net';

/** A proxy for a browser's context; `cut` swallows everything on it, `mend` lets new connections through again. */
export async function layCable() {
  const ends = new Set();
  let whole = true;
  const hold = (end) => {
    ends.add(end);
    end.unref();
    end.on('error', () => end.destroy());
    end.on('close', () => ends.delete(end));
    return end;
  };
  const proxy = createServer((asked, answer) => {
    if (!whole) return;
    const onward = request(asked.url, { method: asked.method, headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode, got.rawHeaders);
      got.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  proxy.on('connection', hold);
  // Chromium has a tunnel made for a WebSocket.
  proxy.on('connect', ({ url }, near) => {
    if (!whole) return;
    const { hostname, port } = new URL(`http://${url}`);
    const far = hold(connect(Number(port), hostname));
    far.on('connect', () => {
      near.write('HTTP/1.1 200 Connection established\r\n\r\n');
      near.pipe(far).pipe(near);
    });
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
  });
  await new Promise((done) => proxy.listen(0, '127.0.0.1', done));
  // A test that fails before it closes the cable still lets its file end.
  proxy.unref();
  const drop = () => {
    for (const end of ends) end.destroy();
  };
  return {
    address: `http://127.0.0.1:${proxy.address().port}`,
    cut() {
      whole = false;
      for (const end of ends) end.unpipe().pause();
    },
    mend() {
      drop();
      whole = true;
    },
    close() {
      drop();
      return new Promise((done) => proxy.close(done));
    },
  };
}
