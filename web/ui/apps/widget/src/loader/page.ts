/** How often the widget comes back to a page that takes it away; a page that insists is obeyed. */
const RETURNS = 50;

/** The widget's place on somebody else's page, and what its being open does to that page. */
export class Page {
  private readonly observer = new MutationObserver(() => this.comeBack());
  private returns = 0;
  private undo: (() => void) | null = null;

  constructor(private readonly host: HTMLElement) {
    for (const event of ['resize', 'scroll']) window.visualViewport?.addEventListener(event, this.fit);
  }

  /**
   * Beside the body and not in it: pages that draw their body anew, as those of one program do, leave it alone, and
   * a frame that is moved would begin anew.
   */
  enter(): void {
    document.documentElement.append(this.host);
    this.observer.observe(document.documentElement, { childList: true });
  }

  leave(): void {
    this.observer.disconnect();
    for (const event of ['resize', 'scroll']) window.visualViewport?.removeEventListener(event, this.fit);
    this.host.remove();
  }

  /** On a phone the panel covers the page, which then neither scrolls behind it nor is read out. */
  covered(open: boolean): void {
    this.undo?.();
    this.undo = null;
    this.fit();
    if (!open || !matchMedia('(max-width:480px)').matches) return;
    const { documentElement, body } = document;
    const { overflow } = documentElement.style;
    const { inert } = body;
    documentElement.style.overflow = 'hidden';
    body.inert = true;
    this.undo = () => {
      documentElement.style.overflow = overflow;
      body.inert = inert;
    };
  }

  private comeBack(): void {
    if (this.host.isConnected || this.returns >= RETURNS) return;
    this.returns += 1;
    document.documentElement.append(this.host);
  }

  /** What the on-screen keyboard leaves is ours; the frame itself cannot see that. */
  private readonly fit = (): void => {
    const view = window.visualViewport;
    if (!view) return;
    this.host.style.setProperty('--height', `${view.height}px`);
    this.host.style.setProperty('--top', `${view.offsetTop}px`);
  };
}
