import { isPreview } from '../try/preview.ts';
import { Desk } from './desk/desk.ts';
import { Keep } from './desk/keep.ts';
import { Pictures } from './desk/pictures.ts';
import { Server } from './desk/server.ts';
import { draw } from './draw.tsx';
import { AnnouncerModel } from './models/announcer.ts';
import { ComposerModel } from './models/composer.ts';
import { LinksModel } from './models/links.ts';
import { ListModel } from './models/list.ts';
import { PanelModel } from './models/panel.ts';
import { ThreadModel } from './models/thread.ts';
import { paint } from './paint.ts';
import { speech } from './speech.ts';
import { palette } from './text/colours.ts';

/** What it would look like: shows what the page around it says, asks for nothing and takes nothing. */
export function preview(root: HTMLElement): void {
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== window.parent || origin !== location.origin || !isPreview(data)) return;
    const { words, times, locale } = speech(data.locale);
    const keep = new Keep('preview', null);
    const server = new Server('preview');
    const desk = new Desk({ server, keep, integration: 'preview', locale, page: origin, seen: () => true });
    desk.store.apply(data.welcome);
    const pictures = new Pictures(server, () => null);
    const panel = new PanelModel(desk, keep, words, () => true);
    const { look } = panel.snapshot;
    paint(palette(look?.brand_color ?? '', look?.second_color), look);
    const scene = {
      words,
      times,
      panel,
      thread: new ThreadModel(desk, words, times),
      composer: new ComposerModel(desk, server, pictures, keep, words, times),
      announcer: new AnnouncerModel(desk, words),
      list: new ListModel(desk, words, times),
      links: new LinksModel(desk, words),
      pictures,
      close: () => {},
    };
    root.inert = true;
    draw(root, scene, Math.random());
  });
}
