import styles from './avatar.module.css';

const TONES = 6;

export interface AvatarProps {
  name: string;
  size?: 's' | 'm' | 'l';
}

/** Two letters on a colour that a name always has; decoration beside the name itself. */
export function Avatar({ name, size = 'm' }: AvatarProps) {
  return (
    <span className={styles['avatar']} data-size={size} data-tone={toneOf(name)} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

/** Of the first and the last word; one letter where there is one word, a dot where there is none. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s\p{P}]+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  const initials = letters.map((word) => [...(word ?? '')][0] ?? '').join('');
  return initials === '' ? '·' : initials.toLocaleUpperCase();
}

/** The same on every device and in every session: made from the name alone (FNV-1a). */
export function toneOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name.trim().toLocaleLowerCase()) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0) % TONES;
}
