import { keep, kept } from './kept.ts';

/** The bubble above the launcher, for those who have not met the widget yet. */
export class Greeting {
  readonly element = document.createElement('aside');
  private readonly words = document.createElement('button');
  private readonly away = document.createElement('button');

  constructor(
    private readonly integration: string,
    open: () => void,
  ) {
    for (const button of [this.words, this.away]) button.type = 'button';
    this.away.textContent = '×';
    this.words.onclick = open;
    this.away.onclick = () => this.met();
    this.element.append(this.words, this.away);
    this.element.hidden = true;
  }

  /** Says it, unless this browser has heard it before. */
  say(text: string | null | undefined, dismiss: string): void {
    this.words.textContent = text ?? '';
    this.away.ariaLabel = dismiss;
    this.element.hidden = !text || kept(this.key) !== null;
  }

  /** Read, answered or waved away: not again. */
  met(): void {
    keep(this.key, '1');
    this.element.hidden = true;
  }

  private get key(): string {
    return `${this.integration}.met`;
  }
}
