/** Runs the real program's demo on a port of its own and a folder of its own. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const BINARY =
  process.env.FRONTDESK ?? new URL('../../../../target/debug/frontdesk', import.meta.url).pathname;

/** The browser tests cannot run without the program; `cargo build` makes it. */
export const isBuilt = existsSync(BINARY);

/** Resolves once the server says that it is ready; `stop` waits until it has gone and takes its folder with it. */
export async function startDemo() {
  const data = await mkdtemp(join(tmpdir(), 'frontdesk-e2e-'));
  const server = spawn(BINARY, ['demo', '--json', '--listen', '127.0.0.1:0', '--data', join(data, 'demo')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = [];
  createInterface({ input: server.stderr }).on('line', (line) => log.push(line));
  const gone = new Promise((done) => server.once('exit', done));
  const lines = createInterface({ input: server.stdout });
  const ready = await Promise.race([
    new Promise((done) => lines.once('line', (line) => done(JSON.parse(line)))),
    gone.then((code) => {
      throw new Error(`the server left with ${code} before it was ready:\n${log.join('\n')}`);
    }),
  ]);
  const stop = async () => {
    server.kill('SIGTERM');
    await gone;
    await rm(data, { recursive: true, force: true });
  };
  return { ...ready, log, stop };
}
