/** Turns keystrokes into few signs that somebody writes, and one that they stopped. */
import type { Cancel, Timers } from './surroundings';

/** While somebody writes the server is told again after this; it forgets after 5 s. */
export const TYPING_EVERY_MS = 3_000;
/** Without a key for so long nobody is writing. */
export const TYPING_IDLE_MS = 4_000;

export class Typing {
  private toldAt: number | null = null;
  private idle: Cancel | null = null;

  constructor(
    private readonly timers: Timers,
    private readonly tell: (active: boolean) => void,
  ) {}

  keystroke(): void {
    const now = this.timers.now();
    if (this.toldAt === null || now - this.toldAt >= TYPING_EVERY_MS) {
      this.toldAt = now;
      this.tell(true);
    }
    this.idle?.();
    this.idle = this.timers.after(TYPING_IDLE_MS, () => this.over());
  }

  /** The text was sent, cleared or left. */
  over(): void {
    this.idle?.();
    this.idle = null;
    if (this.toldAt === null) return;
    this.toldAt = null;
    this.tell(false);
  }
}
