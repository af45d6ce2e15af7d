/**
 * The frame: puts the program together. Address: `/widget/frame?integration=<id>[&locale=<language>]`.
 */

import './styles/base.css';
import './styles/panel.css';
import './styles/thread.css';
import './styles/rich.css';
import './styles/composer.css';
import { render } from 'preact';
import { Desk } from './desk/desk.ts';
import { Keep } from './desk/keep.ts';
import { Pictures } from './desk/pictures.ts';
import { Server } from './desk/server.ts';
import { Host } from './host.ts';
import { ComposerModel } from './models/composer.ts';
import { PanelModel } from './models/panel.ts';
import { ThreadModel } from './models/thread.ts';
import { paint } from './paint.ts';
import { Chime } from './sound.ts';
import { palette } from './text/colours.ts';
import { Times } from './text/times.ts';
import { App } from './views/app.tsx';
import { type Scene, SceneContext } from './views/hooks.ts';
import { CATALOGUES, languageOf } from './words/words.ts';

function start(root: HTMLElement, host: Host, kept: string | null): void {
  const asked = new URLSearchParams(location.search);
  const integration = asked.get('integration') ?? '';
  const asks = asked.get('locale');
  const wanted = asks === null ? navigator.languages : [asks, ...navigator.languages];
  const { language, locale } = languageOf(wanted);
  const words = CATALOGUES[language];
  const times = new Times(locale, words);
  document.documentElement.lang = language;
  document.title = words.messaging;

  const seen = () => host.open && document.visibilityState === 'visible';
  const keep = new Keep(integration, undefined, {
    kept,
    keep: (token) => host.tell({ frontdesk: 'keep', token }),
  });
  const server = new Server(integration);
  const desk = new Desk({ server, keep, integration, locale, seen });
  const pictures = new Pictures(server, () => desk.bearer);
  const panel = new PanelModel(desk, keep, words, seen);
  const thread = new ThreadModel(desk, words, times);
  const composer = new ComposerModel(desk, server, pictures, words, times);
  const chime = new Chime(desk.store, () => keep.sound && !seen());

  const begin = () => {
    // A new visitor costs the server nothing until the panel opens for the first time.
    if (host.open || desk.knownVisitor) panel.begin();
  };
  const tellHost = () => {
    const { unread, brand } = panel.snapshot;
    const colours = palette(brand ?? '');
    paint(colours);
    host.tell({ frontdesk: 'unread', count: unread });
    if (brand !== null) host.tell({ frontdesk: 'brand', fill: colours.fill, ink: colours.ink });
  };
  host.onShown = (open) => {
    begin();
    panel.looked();
    if (open) chime.allow();
    if (open && !matchMedia('(pointer: coarse)').matches) document.getElementById('message')?.focus();
  };
  host.onMeta = (meta) => {
    desk.meta = meta;
  };
  document.addEventListener('visibilitychange', () => panel.looked());
  panel.subscribe(tellHost);

  const scene: Scene = {
    words,
    times,
    panel,
    thread,
    composer,
    pictures,
    close: host.embedded ? () => host.askToClose() : null,
  };
  tellHost();
  render(
    <SceneContext.Provider value={scene}>
      <App />
    </SceneContext.Provider>,
    root,
  );
  begin();
}

const root = document.getElementById('app');
if (root) new Host((host, kept) => start(root, host, kept));
