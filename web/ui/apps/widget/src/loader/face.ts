/**
 * What is drawn on the host page: launcher, greeting and the panel's place. A module of its own, fetched together
 * with what the admin chose, so that the script that every page loads stays small.
 */

import type { Language, LauncherSettings } from '@frontdesk/protocol';
import { inkOn } from '../frame/text/colours.ts';
import { Greeting } from './greeting.ts';
import { Launcher, labels } from './launcher.ts';
import { style } from './style.ts';

export interface FaceOptions {
  host: HTMLElement;
  panel: HTMLElement;
  look: LauncherSettings;
  integration: string;
  /** Where pictures are. */
  origin: string;
  press: () => void;
}

export class Face {
  readonly launcher: Launcher;
  private readonly corner = document.createElement('div');
  private readonly greeting: Greeting;
  private readonly look: LauncherSettings;

  constructor(private readonly options: FaceOptions) {
    const { host, panel, look, integration, origin, press } = options;
    this.look = look;
    this.launcher = new Launcher(press);
    this.launcher.dress(look, origin);
    this.greeting = new Greeting(integration, press);
    this.corner.className = 'launcher';
    this.corner.append(this.launcher.element);
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    root.append(this.corner, this.greeting.element, panel);
    this.place();
  }

  /** Of the languages that the widget speaks the one that is wanted first, as it was asked for; else its own. */
  spoken(wanted: readonly string[]): string {
    const { languages } = this.look;
    return wanted.find((tag) => languages.includes(primary(tag))) ?? languages[0] ?? 'en';
  }

  /** `met`: whoever has opened it needs no greeting. Gives the panel's name. */
  speak(locale: string, met: boolean): string {
    const texts = this.look.texts[primary(locale)];
    const [, , title, dismiss] = labels(locale);
    this.launcher.speak(locale, this.look.shape === 'pill' ? (texts?.launcher ?? texts?.title) : null);
    this.greeting.say(met ? null : texts?.greeting, dismiss);
    return title;
  }

  expanded(open: boolean): void {
    this.launcher.element.ariaExpanded = String(open);
    if (open) this.met();
  }

  met(): void {
    this.greeting.met();
  }

  shows(shown: boolean): void {
    this.corner.hidden = !shown;
    if (!shown) this.greeting.element.hidden = true;
  }

  paint(fill: string, ink: string): void {
    this.set('fill', fill);
    this.set('ink', ink);
  }

  /** Through the CSSOM, so that no policy of the page forbids it. */
  private place(): void {
    const { brand_color, side, offset_x, offset_y, radius } = this.look;
    this.paint(brand_color, inkOn(brand_color));
    // In a narrow window the launcher stays in sight.
    const x = `min(${offset_x}px,100vw - 80px)`;
    this.set('left', side === 'left' ? x : 'auto');
    this.set('right', side === 'left' ? 'auto' : x);
    this.set('from', side === 'left' ? '0' : '100%');
    this.set('y', `${offset_y}px`);
    this.set('radius', `${radius}px`);
  }

  private set(name: string, value: string): void {
    this.options.host.style.setProperty(`--${name}`, value);
  }
}

function primary(tag: string): Language {
  return tag.slice(0, 2).toLowerCase() as Language;
}
