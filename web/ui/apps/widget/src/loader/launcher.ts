const LABELS: Record<string, [name: string, unread: string, title: string]> = {
  en: ['Open messaging', 'unread', 'Messaging'],
  fr: ['Ouvrir la messagerie', 'non lus', 'Messagerie'],
  el: ['Άνοιγμα μηνυμάτων', 'μη αναγνωσμένα', 'Μηνύματα'],
};
const SVG = 'http://www.w3.org/2000/svg';
const BUBBLE =
  'M12 3.500c-5 0-9 3.500-9 8 0 2.300 1 4.300 2.700 5.800L5 21l4.200-1.900c.9.300 1.800.4 2.800.4 5 0 9-3.500 9-8s-4-8-9-8z';
const DOWN = 'M6 9.500l6 6 6-6';

/** What is said on the host page itself: of the button, its badge, and the panel. */
export function labels(locale: string): [name: string, unread: string, title: string] {
  return LABELS[locale.slice(0, 2).toLowerCase()] ?? ['Open messaging', 'unread', 'Messaging'];
}

/** The round button in the corner. */
export class Launcher {
  readonly element = document.createElement('button');
  private readonly badge = document.createElement('span');
  private count = 0;

  constructor(
    private locale: string,
    press: () => void,
  ) {
    this.badge.ariaHidden = 'true';
    this.element.type = 'button';
    this.element.append(icon(BUBBLE), icon(DOWN), this.badge);
    this.element.onclick = press;
    this.expanded(false);
    this.unread(0);
  }

  expanded(open: boolean): void {
    this.element.ariaExpanded = String(open);
  }

  speak(locale: string): void {
    this.locale = locale;
    this.unread(this.count);
  }

  unread(count: number): void {
    const [name, unread] = labels(this.locale);
    this.count = count;
    this.badge.textContent = count > 0 ? (count > 99 ? '99+' : String(count)) : '';
    this.element.ariaLabel = count > 0 ? `${name}, ${count} ${unread}` : name;
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
