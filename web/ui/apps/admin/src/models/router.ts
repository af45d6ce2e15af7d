/** Where in the admin centre we are; asks before work that is not saved would be left behind. */
import { ViewModel } from '@frontdesk/client/desk';
import type { Address } from '../ports/address';

export interface Route {
  /** Without `/admin/` before it. */
  readonly path: string;
  /** Somebody wants to leave a page whose work is not saved. */
  readonly leaving: boolean;
}

type Wish = { to: 'path'; path: string } | { to: 'history'; steps: number };

export class RouterModel extends ViewModel<Route> {
  private path: string;
  private depth: number;
  private wish: Wish | null = null;
  /** Set while the browser goes back to where it was told to stay: that move is nobody's wish. */
  private returning = false;
  private readonly guards = new Set<() => boolean>();

  constructor(private readonly address: Address) {
    super();
    this.path = address.read();
    this.depth = address.depth();
    this.own(address.subscribe(() => this.moved()));
    this.own(address.guardUnload(() => this.guarded()));
  }

  readonly go = (path: string): void => {
    if (path === this.path) return;
    if (this.guarded()) this.ask({ to: 'path', path });
    else this.push(path);
  };

  /** Another part of the same page, whose work stays as it is: nothing is asked, and Back leads where it led. */
  readonly turn = (path: string): void => {
    this.address.replace(path);
    this.path = path;
    this.changed();
  };

  /** While `unsaved` says yes, leaving the page is asked about. */
  guard(unsaved: () => boolean): () => void {
    this.guards.add(unsaved);
    return () => this.guards.delete(unsaved);
  }

  readonly stay = (): void => {
    this.wish = null;
    this.changed();
  };

  readonly leave = (): void => {
    const { wish } = this;
    this.wish = null;
    this.guards.clear();
    if (wish?.to === 'path') this.push(wish.path);
    else if (wish) this.address.go(wish.steps);
    this.changed();
  };

  protected compute(): Route {
    return { path: this.path, leaving: this.wish !== null };
  }

  private push(path: string): void {
    this.address.push(path);
    this.arrive();
  }

  private moved(): void {
    if (this.returning) {
      this.returning = false;
      return;
    }
    const steps = this.address.depth() - this.depth;
    if (steps === 0 || !this.guarded()) {
      this.arrive();
      return;
    }
    // The browser has moved already: back to the page, which is still on the screen, and ask.
    this.returning = true;
    this.address.go(-steps);
    this.ask({ to: 'history', steps });
  }

  private arrive(): void {
    this.path = this.address.read();
    this.depth = this.address.depth();
    this.changed();
  }

  private ask(wish: Wish): void {
    this.wish = wish;
    this.changed();
  }

  private guarded(): boolean {
    return [...this.guards].some((unsaved) => unsaved());
  }
}
