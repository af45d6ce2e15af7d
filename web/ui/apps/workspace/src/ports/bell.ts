/** Two soft sounds, made by the browser itself, so that no file is fetched when one is due. */
export interface Bell {
  ring(sound: 'offer' | 'message'): void;
}

/** Hertz and seconds: `[frequency, start, length]`. */
const SOUNDS: Record<'offer' | 'message', readonly (readonly [number, number, number])[]> = {
  offer: [
    [587.33, 0, 0.35],
    [880, 0.16, 0.5],
  ],
  message: [[659.25, 0, 0.3]],
};

const LOUDNESS = 0.12;

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
    ring(sound) {
      if (audio?.state !== 'running') return;
      for (const [frequency, start, length] of SOUNDS[sound]) tone(audio, frequency, start, length);
    },
  };
}

function tone(audio: AudioContext, frequency: number, start: number, length: number): void {
  const from = audio.currentTime + start;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, from + length);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(from + length);
}
