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

/**
 * Resolves once the server says that it is ready. `kill` ends it as a power cut would, `start` brings it back on the
 * same data and port; `stop` waits until it has gone and takes its folder with it.
 */
export async function startDemo() {
  const data = await mkdtemp(join(tmpdir(), 'frontdesk-e2e-'));
  const log = [];
  let running = await run('127.0.0.1:0', data, log);
  const { ready } = running;
  const kill = async () => {
    running.server.kill('SIGKILL');
    await running.gone;
  };
  const start = async () => {
    running = await run(new URL(ready.listen).host, data, log);
  };
  const stop = async () => {
    running.server.kill('SIGTERM');
    await running.gone;
    await rm(data, { recursive: true, force: true });
  };
  return { ...ready, log, kill, start, stop };
}

async function run(listen, data, log) {
  const server = spawn(BINARY, ['demo', '--json', '--listen', listen, '--data', join(data, 'demo')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  createInterface({ input: server.stderr }).on('line', (line) => log.push(line));
  const gone = new Promise((done) => server.once('exit', done));
  const lines = createInterface({ input: server.stdout });
  const ready = await Promise.race([
    new Promise((done) => lines.once('line', (line) => done(JSON.parse(line)))),
    gone.then((code) => {
      throw new Error(`the server left with ${code} before it was ready:\n${log.join('\n')}`);
    }),
  ]);
  return { server, gone, ready };
}
