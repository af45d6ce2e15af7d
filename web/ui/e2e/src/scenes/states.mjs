/**
 * What a screen shows besides its usual content: nothing, far too much, or that the server is gone. The real server's
 * answers are changed on their way; what they are made of stays its own.
 */

const MUCH = 60;
const LONG =
  'Oluwaseun Adebayo-Featherstonehaugh of the Rheinische Gesellschaft für Kachelöfen und Kaminzubehör mbH';
const TALE = `I have read the manual twice, and it says otherwise. ${'The hinge was bent when it came, and the second one too. '.repeat(12)}https://shop.example/orders/48213/parts/hinge-left-cast-iron-with-two-screws-and-a-very-long-name?from=manual`;

export const STATES = { none: state(emptied), much: state(swollen), gone };

/** Changes every answer with a list in it, by REST and by socket. */
function state(change) {
  return async (page) => {
    await page.route('**/desk/v1/**', async (route) => {
      if (route.request().method() !== 'GET') return route.fallback();
      const answer = await route.fetch();
      const json = await answer.json().catch(() => null);
      if (json === null) return route.fulfill({ response: answer });
      return route.fulfill({ response: answer, json: change(json, new URL(page.url()).pathname) });
    });
    await page.routeWebSocket('**/ws/agent', (socket) => {
      const server = socket.connectToServer();
      server.onMessage((text) => {
        const frame = JSON.parse(text);
        socket.send(JSON.stringify(frame.type === 'desk' ? change(frame, '') : frame));
      });
    });
  };
}

/** Nothing of the desk's own answers comes any more, but for who is signed in. */
async function gone(page) {
  await page.route('**/desk/v1/**', (route) =>
    /^\/desk\/v1\/(me|account)$/.test(new URL(route.request().url()).pathname)
      ? route.fallback()
      : route.abort(),
  );
  await page.routeWebSocket('**/ws/agent', (socket) => socket.close({ code: 1013 }));
}

/** The lists that hold what people made; who works there stays. */
const LISTS = ['entries', 'rows', 'tickets', 'flows', 'accounts', 'letters', 'people', 'sessions'];

/** A page about one account needs it: then it is what the account has that is not there. */
const OF_ONE = /\/social\/[0-9a-f]{24}/;

function emptied(json, path) {
  const made = { ...json };
  const lists = LISTS.filter((name) => name !== 'accounts' || !OF_ONE.test(path));
  for (const name of lists) if (Array.isArray(json[name])) made[name] = [];
  if (made.counts) made.counts = Object.fromEntries(Object.keys(made.counts).map((name) => [name, 0]));
  if ('more' in made) made.more = false;
  if ('total' in made) made.total = 0;
  return made;
}

function swollen(json) {
  const made = { ...json };
  for (const name of LISTS)
    if (Array.isArray(json[name]) && json[name].length > 0)
      made[name] = Array.from({ length: MUCH }, (_, at) =>
        another(json[name][at % json[name].length], at, at >= json[name].length),
      );
  if (Array.isArray(json.items)) made.items = json.items.map(told);
  return made;
}

/** One of a long list; every fifth has far too long a name. `copied`: the same once more, under an id of its own. */
function another(one, at, copied) {
  const entry = one.entry ? { ...one, entry: another(one.entry, at, copied) } : { ...one };
  if (typeof entry.unread === 'number') entry.unread = at * 7;
  for (const key of ['name', 'requester', 'label', 'title'])
    if (typeof entry[key] === 'string' && (copied || at % 5 === 1))
      entry[key] = at % 5 === 1 ? LONG : `${entry[key]} ${at + 1}`;
  if (!copied) return entry;
  // There is but one session that looks at them.
  if (entry.current) entry.current = false;
  for (const key of ['id', 'ticket']) {
    if (typeof entry[key] === 'number') entry[key] += at * 1000;
    if (typeof entry[key] === 'string') entry[key] = numbered(entry[key], at);
  }
  if (typeof entry.conversation === 'string') entry.conversation = numbered(entry.conversation, at);
  return entry;
}

/** An id like that one, and another. */
const numbered = (id, at) => at.toString(16).padStart(4, '0') + id.slice(4);

function told(item) {
  return item.content?.type === 'text' && item.author?.kind === 'end_user'
    ? { ...item, content: { ...item.content, text: TALE } }
    : item;
}
