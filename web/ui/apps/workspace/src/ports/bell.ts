/** Two soft sounds, made by the browser itself, so that no file is fetched when one is due. */
export interface Bell {
  /** `volume` is 0 to 1. */
  ring(sound: 'offer' | 'message', volume: number): void;
}

/** Hertz and seconds: `[frequency, start, length]`. */
const SOUNDS: Record<'offer' | 'message', readonly (readonly [number, number, number])[]> = {
  offer: [
    [587.33, 0, 0.35],
    [880, 0.16, 0.5],
  ],
  message: [[659.25, 0, 0.3]],
};

/** As loud as it gets. */
const LOUDEST = 0.3;

/** Browsers allow sound only after the first touch of the page: until then the bell is silent. */
export function browserBell(): Bell {
  let audio: AudioContext | null = null;
  const wake = () => {
    audio ??= new AudioContext();
    void audio.resume();
  };
  addEventListener('pointerdown', wake, { passive: true });
  addEventListener('keydown', wake, { passive: true });
  return {
    ring(sound, volume) {
      if (audio?.state !== 'running' || volume <= 0) return;
      // Ears hear ratios: half of the way is a quarter of the strength.
      const strength = LOUDEST * volume * volume;
      for (const [frequency, start, length] of SOUNDS[sound])
        tone(audio, { frequency, start, length, strength });
    },
  };
}

interface Tone {
  readonly frequency: number;
  readonly start: number;
  readonly length: number;
  readonly strength: number;
}

function tone(audio: AudioContext, { frequency, start, length, strength }: Tone): void {
  const from = audio.currentTime + start;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(strength, from + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0005, from + length);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(from + length);
}
