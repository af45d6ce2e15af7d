/** People who write from the demo's shop, by the widget's own socket: many of them cost no browser. */
import { WebSocket } from 'ws';
import { commandId } from '../src/desk.mjs';

/** One more of them, who has asked for a person; resolves once the server has it. */
export async function visitorOf(demo, integration) {
  const token = await sessionOf(demo, integration);
  const socket = new WebSocket(`${demo.listen.replace('http', 'ws')}/ws/widget`, { origin: demo.listen });
  const waiting = new Map();
  let pinging;
  const tell = (frame) => socket.send(JSON.stringify(frame));
  const welcomed = new Promise((done, failed) => {
    socket.once('error', failed);
    socket.once('open', () =>
      tell({ type: 'hello', integration, token, conversation: null, epoch: null, seq: null }),
    );
    socket.on('message', (text) => {
      const frame = JSON.parse(text);
      if (frame.type === 'welcome') {
        pinging = setInterval(() => tell({ type: 'ping', at: Date.now() }), frame.heartbeat_ms);
        done();
      }
      if (frame.type !== 'done' && frame.type !== 'refused') return;
      waiting.get(frame.id)?.(frame);
      waiting.delete(frame.id);
    });
  });
  await welcomed;
  const say = async (what) => {
    const id = commandId();
    const answered = new Promise((done) => waiting.set(id, done));
    tell({ type: 'send', id, say: what, meta: { fields: [], tags: [] } });
    const frame = await answered;
    if (frame.type === 'refused') throw new Error(`a visitor was refused: ${JSON.stringify(frame.error)}`);
    return frame.conversation;
  };
  const conversation = await say({ type: 'talk_to_human' });
  return {
    conversation,
    say: (text) => say({ type: 'text', text }),
    close() {
      clearInterval(pinging);
      socket.close();
    },
  };
}

/** One network address may open some sessions a minute only: whoever is refused waits as long as they are told. */
async function sessionOf(demo, integration) {
  for (;;) {
    const answer = await fetch(`${demo.listen}/desk/v1/widget/${integration}/session`, {
      method: 'POST',
      headers: { origin: demo.listen, 'content-type': 'application/json' },
      body: JSON.stringify({ token: null, locale: 'en' }),
    });
    const body = await answer.json();
    if (answer.ok) return body.token;
    if (body.code !== 'too_many_requests') throw new Error(`no session for a visitor: ${answer.status}`);
    await new Promise((done) => setTimeout(done, body.retry_after_ms));
  }
}
