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

/** Browsers allow sound only after the first touch of the page: until then this is silent. */
export class Sound {
  private context: AudioContext | null = null;
  private asked = false;

  /**
   * Somebody touched the page. The sound is made once the answer to that is on the screen, as making it takes longer
   * than most answers do; a browser that wants a touch for it has the next one.
   */
  allow(): void {
    if (this.context) {
      if (this.context.state !== 'running') this.wake(this.context);
    } else if (!this.asked) {
      this.asked = true;
      requestAnimationFrame(() => setTimeout(() => this.make()));
    }
  }

  /** `strength` is 0 to 1. */
  play(notes: readonly Note[], strength: number): void {
    const { context } = this;
    if (context?.state !== 'running' || strength <= 0) return;
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

  private make(): void {
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
