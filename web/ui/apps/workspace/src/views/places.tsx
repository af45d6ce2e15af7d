import { piecesOf } from '../models/places';
import styles from './places.module.css';

/** A text before it is filled in: each place shows what will stand there. `called` names a place to the reader. */
export function WithPlaces({ text, called }: { text: string; called: (name: string) => string }) {
  return piecesOf(text).map((piece, at) =>
    piece.is === 'said' ? (
      piece.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a piece of a text is its place
      <em key={at} className={styles.place}>
        {called(piece.name)}
      </em>
    ),
  );
}
