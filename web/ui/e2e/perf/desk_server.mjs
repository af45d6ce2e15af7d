/**
 * A desk of any size, made up: the built workspace's files, its REST and its socket, without a database behind. What is
 * measured with it is the browser's side alone.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { WebSocketServer } from 'ws';
import * as stage from '../stage/desk.mjs';

const DIST = process.env.PERF_DIST ?? new URL('../../dist/', import.meta.url).pathname;
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** As many rows as the real server tells by itself. */
const TOLD = 200;
/** As many items as the real server gives by itself. */
const SNAPSHOT = 60;
const START = Date.now() - 30 * 24 * 3_600_000;

const NAMES = [
  'Ana Duarte',
  'Νίκος Παππάς',
  'Jean-Baptiste Poquelin',
  'Mei Lin',
  'Kwame Mensah',
  'Olga',
  'Ines',
];
const STATUSES = ['open', 'open', 'pending', 'new', 'on_hold'];

/** `tickets` in all, each with a conversation of `messages` messages. */
export async function serveDesk({ tickets, messages }) {
  const conversations = new Map();
  const sockets = new Set();
  const row = (n) => ({
    ...stage.desk.tickets[0],
    ticket: n,
    conversation: stage.id(n),
    status: STATUSES[n % 5],
    requester: `${NAMES[n % 7]} ${n}`,
    subject: `My order number ${n} has not arrived`,
    assignee: n <= TOLD ? stage.me.id : null,
    waiting_since: n % 3 ? null : START + n * 1000,
    unread: 0,
    created_at: START + n * 1000,
    updated_at: START + n * 2000,
  });
  const item = (seq) => ({
    ...stage.line(0),
    seq,
    id: stage.id(1_000_000 + seq),
    at: START + seq * 1000,
    author: seq % 3 ? { kind: 'end_user' } : { kind: 'agent', id: stage.me.id, name: stage.me.name },
    content: {
      type: 'text',
      text: `Message ${seq}. ${'It wraps over more than one line, now and then. '.repeat(seq % 4)}`,
    },
  });
  const state = (id) => {
    if (!conversations.has(id)) conversations.set(id, { seq: messages, added: [] });
    return conversations.get(id);
  };
  const items = (id, from, to) => {
    const { added } = state(id);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) =>
      from + at > messages ? added[from + at - messages - 1] : item(from + at),
    );
  };
  const counts = {
    unassigned: tickets - TOLD,
    mine: TOLD,
    mine_all: TOLD,
    groups: tickets,
    open: tickets,
    solved: 0,
    social_mine: 0,
    social_unassigned: 0,
    social_new: 0,
  };
  const first = Array.from({ length: 2 * TOLD }, (_, at) => row(at < TOLD ? at + 1 : tickets - at));
  const desk = { ...stage.desk, tickets: first, counts, offers: [] };
  const snapshot = (id) => {
    const { seq } = state(id);
    const { head } = stage.conversation(1);
    const n = Number.parseInt(id, 16);
    return {
      epoch: 7,
      seq,
      more: seq > SNAPSHOT,
      marks: { end_user_delivered: seq, end_user_read: seq, agent_read: seq },
      items: items(id, Math.max(1, seq - SNAPSHOT + 1), seq),
      head: {
        ...head,
        conversation: id,
        end_user: { ...head.end_user, name: `${NAMES[n % 7]} ${n}` },
        ticket: { ...head.ticket, id: n },
      },
    };
  };
  const rest = (path, query) => {
    if (path === '/me') return { agent: stage.me, csrf: 'x' };
    if (path === '/account') return { name: 'Frontdesk', languages: ['en'], revision: 1 };
    if (path.startsWith('/end-users/')) return stage.customer;
    if (path === '/tickets') {
      const limit = Number(query.get('limit') ?? 50);
      const before = query.get('before');
      const offset = before ? tickets - Number(before) + 1 : Number(query.get('offset') ?? 0);
      const rows = Array.from({ length: Math.max(0, Math.min(limit, tickets - offset)) }, (_, at) =>
        row(tickets - offset - at),
      );
      return { rows, more: offset + limit < tickets, total: tickets };
    }
    const part = /^\/conversations\/([0-9a-f]{24})(\/items)?$/.exec(path);
    if (part?.[2]) {
      const before = Number(query.get('before'));
      const from = Math.max(1, before - Number(query.get('limit')));
      return { items: items(part[1], from, before - 1), more: from > 1 };
    }
    return part ? snapshot(part[1]) : null;
  };
  const server = createServer(async (asked, answer) => {
    const { pathname, searchParams } = new URL(asked.url, 'http://desk');
    if (pathname.startsWith('/desk/v1/')) {
      const body = rest(pathname.slice('/desk/v1'.length), searchParams);
      answer.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
      return answer.end(JSON.stringify(body ?? { code: 'not_found', message: '' }));
    }
    const path = normalize(join(DIST, pathname.endsWith('/') ? `${pathname}index.html` : pathname));
    const bytes = await readFile(path).catch(() => null);
    answer.writeHead(bytes ? 200 : 404, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    });
    answer.end(bytes);
  });
  new WebSocketServer({ server, path: '/ws/agent' }).on('connection', (socket) => {
    const watched = new Set();
    const tell = (frame) => socket.send(JSON.stringify(frame));
    sockets.add({ watched, tell });
    socket.on('message', (text) => {
      const frame = JSON.parse(text);
      if (frame.type === 'hello') for (const one of [stage.welcome, desk]) tell(one);
      if (frame.type === 'hello') for (const { conversation } of frame.watch) watched.add(conversation);
      if (frame.type === 'watch') watched.add(frame.conversation);
      if (frame.type === 'unwatch') watched.delete(frame.conversation);
      if (frame.type === 'ping') tell({ type: 'pong', at: frame.at });
      if (frame.type === 'command') {
        const { conversation } = frame.command;
        if (frame.command.do === 'reply')
          say(conversation, { command: frame.id, text: frame.command.content?.text });
        tell({ type: 'done', id: frame.id, conversation, seq: state(conversation).seq, at: Date.now() });
      }
    });
  });
  /** Something is said in a conversation, and everybody who watches it hears of it. */
  function say(conversation, { command = null, text } = {}) {
    const now = state(conversation);
    now.seq += 1;
    const made = item(now.seq);
    const spoken = command
      ? {
          author: { kind: 'agent', id: stage.me.id, name: stage.me.name },
          content: { type: 'text', text: text ?? 'Sent' },
        }
      : { author: { kind: 'end_user' } };
    now.added.push({ ...made, ...spoken, command, at: Date.now() });
    const frame = {
      type: 'conversation',
      conversation,
      from: now.seq - 1,
      seq: now.seq,
      items: [now.added.at(-1)],
    };
    const n = Number.parseInt(conversation, 16);
    const changed = { ...row(n), updated_at: Date.now() };
    for (const { watched, tell } of sockets) {
      if (watched.has(conversation)) tell(frame);
      tell({ type: 'tickets', upsert: [changed], gone: [], counts });
    }
  }
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    conversation: (n) => stage.id(n),
    say,
    /** So many messages a second, one conversation after the other; gives a function that ends it. */
    traffic(perSecond, among) {
      let said = 0;
      const began = performance.now();
      const timer = setInterval(() => {
        const due = Math.floor(((performance.now() - began) / 1000) * perSecond);
        for (; said < due; said += 1) say(among[said % among.length]);
      }, 20);
      return () => {
        clearInterval(timer);
        return { said, seconds: (performance.now() - began) / 1000 };
      };
    },
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
