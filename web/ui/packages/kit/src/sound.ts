/** Sounds that the browser makes itself: a file would have to be fetched when one is due. */

/** A note of a sound; `start` and `length` in seconds. */
export interface Note {
  readonly hertz: number;
  readonly start: number;
  readonly length: number;
}

/** Seconds until a note is at its full strength: at once, it would crack. */
const RISE = 0.02;
/** As good as nothing; an exponential fall never reaches nothing itself. */
const SILENCE = 0.0005;

/** By then what the first touch was for is on the screen. */
const LATER_MS = 1_000;

/** Not every browser tells when it has time. */
const idle = (then: () => void) =>
  'requestIdleCallback' in globalThis ? requestIdleCallback(then, { timeout: LATER_MS }) : then();

/** Browsers allow sound only after the first touch of the page: until then this is silent. */
export class Sound {
  private context: AudioContext | null = null;
  private asked = false;

  /**
   * Somebody touched the page. The sound is made a while later, when nothing else is to be done: making it takes longer
   * than most answers to a touch. A browser that wants a touch for it has the next one.
   */
  allow(): void {
    if (this.context) {
      if (this.context.state !== 'running') this.wake(this.context);
    } else if (!this.asked) {
      this.asked = true;
      setTimeout(() => idle(() => this.make()), LATER_MS);
    }
  }

  /** `strength` is 0 to 1. */
  play(notes: readonly Note[], strength: number): void {
    if (!this.asked || strength <= 0) return;
    this.make();
    const { context } = this;
    if (context?.state === 'running') sound(context, notes, strength);
    else if (context) {
      const due = performance.now();
      // A browser that wants a touch first waits for it, and then it is too late for this one.
      const started = () => performance.now() - due < LATER_MS && sound(context, notes, strength);
      void context.resume().then(started, () => {});
    }
  }

  private make(): void {
    if (this.context) return;
    try {
      this.context = new AudioContext();
      this.wake(this.context);
    } catch {
      // A machine without a way to sound is one that keeps silent.
    }
  }

  private wake(context: AudioContext): void {
    void context.resume().catch(() => {});
  }
}

function sound(context: AudioContext, notes: readonly Note[], strength: number): void {
  for (const { hertz, start, length } of notes) {
    const from = context.currentTime + start;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(strength, from + RISE);
    volume.gain.exponentialRampToValueAtTime(SILENCE, from + length);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(from + length);
  }
}
