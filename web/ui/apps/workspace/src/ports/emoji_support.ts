/**
 * Which emoji this device can draw: fonts lag years behind Unicode, and a box with a number in it is no emoji. A sign
 * that looks like a character that no font has, or that falls apart into several, is left out.
 */

const SIZE = 16;
/** Of the last plane: given to no character, so every font shows its box for it. */
const NOBODYS = '\u{10fffd}';
const JOINER = '\u{200d}';

export function emojiSupport(): (sign: string) => boolean {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE * 2;
  canvas.height = SIZE + 4;
  const pen = canvas.getContext?.('2d', { willReadFrequently: true });
  if (!pen) return () => true;
  pen.font = `${SIZE}px "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif`;
  pen.textBaseline = 'top';
  const drawn = (sign: string) => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.fillText(sign, 0, 2);
    return pen.getImageData(0, 0, canvas.width, canvas.height).data.join();
  };
  const box = drawn(NOBODYS);
  const widest = pen.measureText('\u{1f600}').width * 1.5;
  const draws = (sign: string) => pen.measureText(sign).width <= widest && drawn(sign) !== box;
  // A joined sign of which the device lacks a part is drawn as boxes that are no wider than the sign.
  return (sign) => draws(sign) && sign.split(JOINER).every((part) => drawn(part) !== box);
}
