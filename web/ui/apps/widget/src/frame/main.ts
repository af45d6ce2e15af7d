/**
 * The frame: puts the program together. Address: `/widget/frame?integration=<id>[&locale=<language>][&reader=<language>]`.
 */

import './styles/base.css';
import './styles/panel.css';
import './styles/thread.css';
import './styles/rich.css';
import './styles/composer.css';
import './styles/list.css';
import './styles/links.css';
import { Sound } from '@frontdesk/kit/sound';
import { Arrivals } from './desk/arrivals.ts';
import { Desk } from './desk/desk.ts';
import { Keep } from './desk/keep.ts';
import { Pictures } from './desk/pictures.ts';
import { Server } from './desk/server.ts';
import { draw } from './draw.tsx';
import { home, keepFocus } from './focus.ts';
import { type Greeting, Host } from './host.ts';
import { AnnouncerModel } from './models/announcer.ts';
import { ComposerModel } from './models/composer.ts';
import { LinksModel } from './models/links.ts';
import { ListModel } from './models/list.ts';
import { PanelModel } from './models/panel.ts';
import { ThreadModel } from './models/thread.ts';
import { paint } from './paint.ts';
import { preview } from './preview.ts';
import { speech } from './speech.ts';
import { palette } from './text/colours.ts';

/** When somebody answers and nobody is looking. */
const ANSWER = [
  { hertz: 659.25, start: 0, length: 0.45 },
  { hertz: 880, start: 0.11, length: 0.45 },
];
const SOFTLY = 0.08;

function start(root: HTMLElement, host: Host, greeting: Greeting): void {
  const asked = new URLSearchParams(location.search);
  const integration = asked.get('integration') ?? '';
  let reader = asked.get('reader');
  const { words, times, locale } = speech(asked.get('locale'), reader ?? undefined);

  const seen = () => host.open && document.visibilityState === 'visible';
  const keep = new Keep(integration, undefined, {
    kept: greeting.kept,
    keep: (token) => host.tell({ frontdesk: 'keep', token }),
  });
  const server = new Server(integration);
  const desk = new Desk({
    server,
    keep,
    integration,
    locale,
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone ?? '',
    page: host.page,
    seen,
    identifies: greeting.identifies,
    onIdentified: (verified) => host.identified(verified),
    onIdentityRefused: (expired) => (expired ? host.wantIdentity() : host.failed('identity_refused')),
  });
  const pictures = new Pictures(server, () => desk.bearer);
  const panel = new PanelModel(desk, keep, words, seen);
  const thread = new ThreadModel(desk, words, times);
  const composer = new ComposerModel(desk, server, pictures, keep, words, times);
  const announcer = new AnnouncerModel(desk, words);
  const list = new ListModel(desk, words, times);
  const links = new LinksModel(desk, words);
  const sound = new Sound();
  new Arrivals(desk.store, (message) => {
    if (keep.sound && !seen()) sound.play(ANSWER, SOFTLY);
    host.arrived(message);
  });
  const close = host.embedded ? () => host.askToClose() : null;
  const models = { panel, thread, composer, announcer, list, links, pictures, close };

  const begin = () => {
    // A new visitor costs the server nothing until the panel opens for the first time.
    if (host.open || desk.knownVisitor) panel.begin();
  };
  let worn = panel.snapshot.look;
  const tellHost = () => {
    const { unread, look } = panel.snapshot;
    const colours = palette(look?.brand_color ?? '', look?.second_color);
    paint(colours, look);
    if (look !== worn) {
      worn = look;
      if (look && look.language !== document.documentElement.lang)
        host.onLocale(look.language, reader ?? undefined);
    }
    host.tell({ frontdesk: 'unread', count: unread });
    if (look !== null) host.tell({ frontdesk: 'brand', fill: colours.fill, ink: colours.ink });
    if (desk.store.state.unknownWidget) host.failed('unknown_integration');
  };
  host.onShown = (open) => {
    begin();
    panel.looked();
    if (!open) return;
    sound.allow();
    home()?.focus({ preventScroll: true });
  };
  host.onMeta = (meta) => {
    desk.meta = meta;
  };
  host.onIdentity = (jwt) => {
    desk.identify(jwt);
    panel.looked();
  };
  host.onLogout = () => {
    composer.clear();
    void desk.logOut();
  };
  host.onLocale = (wanted, wished) => {
    reader = wished ?? null;
    const spoken = speech(wanted, reader ?? undefined);
    void desk.speak(spoken.locale);
    panel.speak(spoken.words);
    thread.speak(spoken.words, spoken.times);
    composer.speak(spoken.words, spoken.times);
    announcer.speak(spoken.words);
    list.speak(spoken.words, spoken.times);
    links.speak(spoken.words);
    draw(root, { ...models, words: spoken.words, times: spoken.times });
  };
  document.addEventListener('visibilitychange', () => panel.looked());
  panel.subscribe(tellHost);

  tellHost();
  draw(root, { ...models, words, times });
  keepFocus(root);
  begin();
}

const root = document.getElementById('app');
if (root && new URLSearchParams(location.search).has('preview')) preview(root);
else if (root) new Host((host, greeting) => start(root, host, greeting));
