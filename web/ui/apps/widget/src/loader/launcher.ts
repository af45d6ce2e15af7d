import type { LauncherSettings } from '@frontdesk/protocol';

type Labels = [name: string, unread: string, title: string, dismiss: string];

const ENGLISH: Labels = ['Open messaging', 'unread', 'Messaging', 'Dismiss'];
const LABELS: Record<string, Labels> = {
  en: ENGLISH,
  fr: ['Ouvrir la messagerie', 'non lus', 'Messagerie', 'Ignorer'],
  el: ['Άνοιγμα μηνυμάτων', 'μη αναγνωσμένα', 'Μηνύματα', 'Απόρριψη'],
};
const SVG = 'http://www.w3.org/2000/svg';
const BUBBLE =
  'M12 3.500c-5 0-9 3.500-9 8 0 2.300 1 4.300 2.700 5.800L5 21l4.200-1.900c.9.300 1.800.4 2.800.4 5 0 9-3.500 9-8s-4-8-9-8z';
const DOWN = 'M6 9.500l6 6 6-6';
const ICONS: Partial<Record<LauncherSettings['icon'], string>> = {
  dots: `${BUBBLE}M8 11.500h.01M12 11.500h.01M16 11.500h.01`,
  question:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.500 9.500a2.500 2.500 0 1 1 3.600 2.200q-1.100.6-1.100 2M12 16.800h.01',
  headset:
    'M4 15v-3a8 8 0 0 1 16 0v3M4 14.500A1.500 1.500 0 0 1 5.500 13H7v6H5.500A1.500 1.500 0 0 1 4 17.500zM20 14.500a1.500 1.500 0 0 0-1.500-1.500H17v6h1.500a1.500 1.500 0 0 0 1.500-1.500zM18.500 19q-1 2-4.500 2',
  mail: 'M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM3.500 7.500 12 13l8.500-5.500',
};

/** What is said on the host page itself: of the button, its badge, the panel, and the greeting. */
export function labels(locale: string): Labels {
  return LABELS[locale.slice(0, 2).toLowerCase()] ?? ENGLISH;
}

/** The button in the corner. */
export class Launcher {
  readonly element = document.createElement('button');
  private readonly badge = document.createElement('span');
  private readonly text = document.createElement('b');
  private shut: SVGElement | HTMLImageElement = icon(BUBBLE);
  private count = 0;

  private locale = 'en';

  constructor(press: () => void) {
    this.badge.ariaHidden = 'true';
    this.element.type = 'button';
    this.element.append(this.shut, icon(DOWN), this.text, this.badge);
    this.element.onclick = press;
    this.element.ariaExpanded = 'false';
    this.unread(0);
  }

  /** Shape and icon. `origin`: where pictures are. */
  dress(look: LauncherSettings, origin: string): void {
    this.element.className = look.shape;
    this.show(icon(ICONS[look.icon] ?? BUBBLE));
    if (look.icon !== 'picture' || !look.picture) return;
    const picture = document.createElement('img');
    picture.alt = '';
    // A page whose policy does not let pictures of ours in keeps the bubble.
    picture.onload = () => this.show(picture);
    picture.src = origin + look.picture;
  }

  speak(locale: string, text: string | null | undefined): void {
    this.locale = locale;
    this.text.textContent = text ?? '';
    this.unread(this.count);
  }

  unread(count: number): void {
    const [name, unread] = labels(this.locale);
    this.count = count;
    this.badge.textContent = count > 0 ? (count > 99 ? '99+' : String(count)) : '';
    // What is to be read on it is to be said of it.
    const label = this.text.textContent || name;
    this.element.ariaLabel = count > 0 ? `${label}, ${count} ${unread}` : label;
  }

  private show(shut: SVGElement | HTMLImageElement): void {
    this.shut.replaceWith(shut);
    this.shut = shut;
  }
}

function icon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const line = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
