/** Two soft notes when somebody answers and nobody is looking. Made here: a sound file would cost more than the program. */
export class Chime {
  private context: AudioContext | null = null;

  /** Browsers allow sound only after somebody did something. */
  allow(): void {
    try {
      this.context ??= new AudioContext();
      void this.context.resume().catch(() => {});
    } catch {
      this.context = null;
    }
  }

  ring(): void {
    const context = this.context;
    if (context?.state !== 'running') return;
    [659.25, 880].forEach((hertz, index) => {
      const at = context.currentTime + index * 0.11;
      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.frequency.value = hertz;
      volume.gain.setValueAtTime(0, at);
      volume.gain.linearRampToValueAtTime(0.08, at + 0.015);
      volume.gain.exponentialRampToValueAtTime(0.0005, at + 0.45);
      tone.connect(volume).connect(context.destination);
      tone.start(at);
      tone.stop(at + 0.5);
    });
  }
}
