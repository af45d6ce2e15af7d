/** A made-up desk for looking at the screens without a server: what `desk`, the snapshots and the pages would hold. */

const NOW = Date.now();
const MINUTE = 60_000;
const id = (n) => n.toString(16).padStart(24, '0');

export const me = {
  id: 2,
  name: 'Marie Laurent',
  role: 'admin',
  status: 'online',
  present: true,
  groups: [1],
  load: 3,
  capacity: 6,
};

const agents = [
  me,
  {
    id: 3,
    name: 'Yannis Papadopoulos',
    role: 'agent',
    status: 'away',
    present: true,
    groups: [1, 2],
    load: 1,
    capacity: 6,
  },
  {
    id: 4,
    name: 'Chiara Conti',
    role: 'agent',
    status: 'transfers_only',
    present: true,
    groups: [2],
    load: 0,
    capacity: 4,
  },
  {
    id: 5,
    name: 'Oluwaseun Adebayo-Featherstonehaugh',
    role: 'agent',
    status: 'offline',
    present: false,
    groups: [1],
    load: 0,
    capacity: 6,
  },
];
const groups = [
  { id: 1, name: 'Support' },
  { id: 2, name: 'Billing' },
];
const fields = [
  { id: 1, label: 'Order number', options: [] },
  { id: 2, label: 'Reason', options: ['Delivery', 'Return', 'Invoice', 'Something else'] },
];
const PEOPLE = [
  'Ana Duarte',
  'Νίκος Παππάς',
  'Jean-Baptiste Poquelin de la Tour',
  'Mei Lin',
  'Kwame Mensah',
  'Olga',
  'Sam',
  'Δήμητρα Αλεξίου',
  'Visitor 48213',
  'Ines Carvalho',
];
const SUBJECTS = [
  'Where is my order 48213?',
  'Je voudrais retourner deux lampes dont une est arrivée cassée, comment faire ?',
  'Πόσο κάνουν τα μεταφορικά;',
  'Invoice',
  'The door of my stove squeaks whenever it is warm, and it did so from the first day on',
];
const CHANNELS = [
  'widget',
  'widget',
  'whatsapp',
  'wechat',
  'messenger',
  'widget',
  'x',
  'line',
  'widget',
  'instagram',
];

const row = (n, over) => ({
  ticket: 1040 + n,
  conversation: id(n),
  status: 'open',
  channel: CHANNELS[n % 10],
  requester: PEOPLE[n % 10],
  subject: SUBJECTS[n % 5],
  group: 1,
  assignee: null,
  priority: 'normal',
  tags: ['messaging_support'],
  created_at: NOW - 90 * MINUTE,
  updated_at: NOW - n * 7 * MINUTE,
  waiting_since: null,
  replied: true,
  unread: 0,
  active: true,
  ...over,
});

const rows = [
  row(1, { assignee: 2, unread: 2, updated_at: NOW - MINUTE }),
  row(2, { assignee: 2, status: 'pending' }),
  row(3, { assignee: 2, status: 'on_hold', active: false, updated_at: NOW - 26 * 60 * MINUTE }),
  row(4, { status: 'new', replied: false, waiting_since: NOW - 4 * MINUTE }),
  row(5, { status: 'new', replied: false, waiting_since: NOW - 51 * 1000 }),
  row(6, { status: 'open', waiting_since: NOW - 17 * MINUTE }),
];

export const offers = [
  {
    id: id(900),
    conversation: id(4),
    ticket: 1044,
    requester: 'Kwame Mensah',
    channel: 'messenger',
    group: 1,
    offered_at: NOW - 4000,
    expires_at: NOW + 26_000,
  },
];

export const account = {
  name: 'Outlet',
  default_language: 'en',
  languages: ['en', 'fr', 'el'],
  accent: null,
  default_scheme: 'auto',
};

export const desk = {
  type: 'desk',
  me,
  agents,
  groups,
  fields,
  tickets: rows,
  counts: {
    unassigned: 3,
    mine: 1,
    mine_all: 3,
    groups: 6,
    open: 6,
    solved: 0,
    social_mine: 1,
    social_unassigned: 3,
    social_new: 2,
  },
  offers,
  policy: {
    agents_may_close: true,
    routing: 'offer',
    max_file_bytes: 50_000_000,
    file_extensions: ['png', 'jpg', 'pdf', 'txt'],
  },
};

const bot = { kind: 'bot', name: 'Frontdesk bot' };
const user = { kind: 'end_user' };
const marie = { kind: 'agent', id: 2, name: 'Marie Laurent' };

export function conversation(number, long = false, more = false) {
  // Older items have sequences below those of the page.
  let seq = 100;
  let at = NOW - (long ? 3 * 24 * 60 : 42) * MINUTE;
  const items = [];
  const step = () => {
    seq += 1;
    at += long ? 11 * MINUTE : MINUTE;
    return { seq, at };
  };
  const message = (author, content, over = {}) => {
    const { seq: s, at: a } = step();
    items.push({
      kind: 'message',
      seq: s,
      id: id(5000 + s),
      at: a,
      author,
      channel: CHANNELS[number % 10],
      internal: false,
      content: typeof content === 'string' ? { type: 'text', text: content } : content,
      simplified: null,
      delivery: { state: 'sent' },
      command: null,
      ...over,
    });
  };
  const activity = (a) => {
    const { seq: s, at: t } = step();
    items.push({ kind: 'activity', seq: s, at: t, activity: a });
  };
  activity({ what: 'started', channel: CHANNELS[number % 10] });
  activity({ what: 'bot_met' });
  message(bot, 'Hello! I am the Frontdesk bot. What can I do for you?');
  message(
    bot,
    {
      type: 'options',
      text: 'Choose one:',
      options: [
        { id: '1', label: 'Track my order' },
        { id: '2', label: 'Return something' },
        { id: '3', label: 'Talk to a human' },
      ],
    },
    { simplified: 'Choose one:\n1) Track my order\n2) Return something\n3) Talk to a human' },
  );
  message(user, { type: 'chosen', message: id(5004), option: '1', label: 'Track my order' });
  activity({ what: 'captured', label: 'Order number', value: '48213' });
  message(user, 'Bonjour, ma commande n’est pas arrivée. See https://shop.example/orders/48213, please.');
  activity({ what: 'handed_off', ticket: 1040 + number, group: 'Support' });
  activity({ what: 'queued', group: 'Support' });
  activity({ what: 'offered', to: [{ id: 2, name: 'Marie Laurent' }] });
  activity({ what: 'assigned', agent: { id: 2, name: 'Marie Laurent' }, how: 'accepted', by: null });
  activity({ what: 'status_changed', from: 'new', to: 'open', by: null });
  if (long)
    for (let n = 0; n < 60; n += 1)
      message(
        n % 3 ? user : marie,
        `Line ${n}: ${'a rather long message that wraps over more than one line, '.repeat(n % 4)}end.`,
      );
  message(marie, 'Bonjour Ana, je regarde ça tout de suite.');
  message(marie, 'Votre colis est au dépôt de Lyon depuis ce matin.');
  message(marie, 'Carrier says “address unclear”. Called the depot, they try again tomorrow before noon.', {
    internal: true,
  });
  message(user, {
    type: 'files',
    files: [{ id: id(7), name: 'receipt-2026-11-19.pdf', media_type: 'application/pdf', size: 182_340 }],
    caption: 'Voici le reçu.',
  });
  message(marie, 'Merci !', {
    delivery: {
      state: 'failed',
      code: 'unreachable',
      text: 'the provider cannot be reached',
      retryable: true,
    },
  });
  message(user, 'Et demain, vers quelle heure ?');
  message(user, 'Je ne suis pas chez moi avant 10 h.');
  return {
    epoch: 7,
    seq,
    more,
    marks: { end_user_delivered: seq, end_user_read: seq - 6, agent_read: seq - 2 },
    items,
    head: {
      conversation: id(number),
      channel: CHANNELS[number % 10],
      integration: id(1),
      integration_name: 'Shop front page',
      end_user: {
        id: 77,
        name: PEOPLE[number % 10],
        email: 'ana.duarte@mail.example',
        locale: 'fr-FR',
        verified: true,
      },
      control: 'people',
      session: 'active',
      captured: [
        { label: 'Order number', value: '48213' },
        { label: 'Wants', value: 'Track my order' },
      ],
      composer: [
        { mode: 'reply', allowed: true, reason: null },
        { mode: 'note', allowed: true, reason: null },
        { mode: 'email', allowed: false, reason: 'not_connected' },
        { mode: 'call', allowed: false, reason: 'not_connected' },
      ],
      created_at: NOW - 42 * MINUTE,
      window_closes_at: null,
      reply_to: {
        integration: '0123456789abcdef01234567',
        name: 'Shop',
        channel: 'widget',
        number: null,
        info: {},
      },
      ticket: {
        id: 1040 + number,
        status: 'open',
        subject: 'Bonjour, ma commande n’est pas arrivée',
        group: 1,
        assignee: 2,
        assignee_name: 'Marie Laurent',
        priority: 'normal',
        tags: ['messaging_support', 'widget'],
        fields: [{ field: 1, label: 'Order number', value: '48213' }],
        created_at: NOW - 30 * MINUTE,
        waiting_since: null,
        previous: 987,
      },
    },
  };
}

export const customer = {
  id: 77,
  name: 'Ana Duarte',
  email: 'ana.duarte@mail.example',
  locale: 'fr-FR',
  time_zone: 'Europe/Paris',
  verified: true,
  created_at: NOW - 200 * 24 * 60 * MINUTE,
  identities: [
    {
      integration: '0123456789abcdef01234567',
      channel: 'whatsapp',
      account: 'Support France',
      address: '15550100',
      phone: '+15550100',
      facts: { username: 'ana.duarte', profile_name: 'Ana' },
      stopped: false,
      since: NOW - 90 * 24 * 60 * MINUTE,
    },
  ],
  tickets: [
    {
      id: 1041,
      conversation: id(1),
      status: 'open',
      subject: 'Bonjour',
      created_at: NOW,
      opened_seq: 108,
      channel: 'widget',
      fields: [],
    },
    {
      id: 987,
      conversation: id(33),
      status: 'solved',
      subject: 'Invoice of May is missing its VAT number',
      created_at: NOW - 190 * 24 * 60 * MINUTE,
      opened_seq: 4,
      channel: 'whatsapp',
      fields: [],
    },
    {
      id: 512,
      conversation: id(34),
      status: 'closed',
      subject: 'Return',
      created_at: NOW - 199 * 24 * 60 * MINUTE,
      opened_seq: 4,
      channel: 'widget',
      fields: [],
    },
  ],
};
const shortcut = (n, name, text, scope = { for: 'global' }, unusable = null) => ({
  revision: 1,
  entry: { id: n, name, text, scope, options: [], unusable },
});

export const shortcuts = [
  shortcut(1, 'hello', 'Hello, and thank you for writing to us. How can I help?'),
  shortcut(2, 'bye', 'Have a good day!'),
  shortcut(3, 'return', 'You can return everything within 30 days.', { for: 'group', group: 1 }),
  shortcut(4, 'marie', 'My name is Marie, and I stay with you.', { for: 'personal', agent: 2 }),
  shortcut(5, 'refund', 'Dear {{customer.name}}, the refund is on its way.', undefined, 'dynamic_content'),
];

export const welcome = { type: 'welcome', epoch: 7, heartbeat_ms: 25_000, now: NOW };
export { id };

/** One plain message of the end user, at a sequence before the page. */
export function line(at) {
  return {
    kind: 'message',
    seq: 100 + at,
    id: id(9000 + at),
    at: NOW - 4 * 24 * 60 * MINUTE + at * MINUTE,
    author: user,
    channel: 'widget',
    internal: false,
    content: { type: 'text', text: `Older ${at}` },
    simplified: null,
    delivery: { state: 'sent' },
    command: null,
  };
}

/** The frame of a message that has just come to the conversation of ticket 1041. */
let last = 0;
export function nextMessage(text, long) {
  const { seq } = conversation(1, long);
  last += 1;
  const at = Date.now();
  return {
    type: 'conversation',
    conversation: id(1),
    from: seq + last - 1,
    seq: seq + last,
    items: [{ ...line(0), seq: seq + last, id: id(12_000 + last), at, content: { type: 'text', text } }],
  };
}
