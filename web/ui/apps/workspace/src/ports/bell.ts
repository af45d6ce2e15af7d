import { type Note, Sound } from '@frontdesk/kit/sound';

/** Two soft sounds. */
export interface Bell {
  /** `volume` is 0 to 1. */
  ring(sound: 'offer' | 'message', volume: number): void;
}

const SOUNDS: Record<'offer' | 'message', readonly Note[]> = {
  offer: [
    { hertz: 587.33, start: 0, length: 0.35 },
    { hertz: 880, start: 0.16, length: 0.5 },
  ],
  message: [{ hertz: 659.25, start: 0, length: 0.3 }],
};

/** As loud as it gets. */
const LOUDEST = 0.3;

export function browserBell(): Bell {
  const sound = new Sound();
  const touched = () => sound.allow();
  addEventListener('pointerdown', touched, { passive: true });
  addEventListener('keydown', touched, { passive: true });
  return {
    // Ears hear ratios: half of the way is a quarter of the strength.
    ring: (which, volume) => sound.play(SOUNDS[which], LOUDEST * volume * volume),
  };
}
