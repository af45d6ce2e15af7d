/** While somebody writes the server is told again after this; it forgets after 5 s. */
const REPEAT_MS = 3_000;
/** Without a key for so long nobody is writing. */
const IDLE_MS = 4_000;

/** Turns keystrokes into few `typing` frames. */
export class Typing {
  private toldAt: number | null = null;
  private idle: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly tell: (active: boolean) => void) {}

  keystroke(): void {
    const now = Date.now();
    if (this.toldAt === null || now - this.toldAt >= REPEAT_MS) {
      this.toldAt = now;
      this.tell(true);
    }
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = setTimeout(() => this.over(), IDLE_MS);
  }

  /** The text was sent, cleared or left. */
  over(): void {
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = null;
    if (this.toldAt === null) return;
    this.toldAt = null;
    this.tell(false);
  }
}
